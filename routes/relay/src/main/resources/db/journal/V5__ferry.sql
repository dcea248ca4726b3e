-- Packages that go through a gap (ferry). The row is there before the first file is, so that a repetition writes the same name.

-- The last number that was given to a package of a system.
create table ferry_counter (
  system varchar(41) primary key,
  last_no bigint not null
);

-- no: its number, as in its name. previous: name of the package before it that is about the same case. payload_sm3: of what was to be
-- said; sm3: of its file. sent_at: when its marker was last written; times: how often. answered_at, answer (Base64): when its
-- acknowledgement was read, and what it says; on a one-way link when the marker was first written. listed: whether the other side's
-- list has it.
create table ferry_package (
  system varchar(41) not null,
  no bigint not null,
  package varchar(80) not null unique,
  message_id varchar(32) not null,
  case_no varchar(50) not null,
  operation varchar(41) not null,
  previous varchar(80) not null,
  payload_sm3 varchar(64) not null,
  sm3 varchar(64) not null,
  times int not null,
  listed boolean not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  answered_at timestamp with time zone,
  answer text,
  primary key (system, no)
);
create index ferry_package_message on ferry_package (message_id, system, no);
create index ferry_package_case on ferry_package (case_no, system, no);

-- Packages that were read, or that an operator has said will never come.
create table ferry_received (
  system varchar(41) not null,
  package varchar(80) not null,
  sm3 varchar(64) not null,
  skipped boolean not null,
  received_at timestamp with time zone not null,
  primary key (system, package)
);
create index ferry_received_at on ferry_received (system, received_at);
