-- The operators' memory. The same statements run on H2 (PostgreSQL mode) and on PostgreSQL.

create table system_key (
  system varchar(41) primary key,
  key_hash char(64) not null unique,
  issued_at timestamp with time zone not null
);

-- What is known of a case from the systems that move its state.
create table case_file (
  case_no varchar(50) primary key,
  head text not null,
  changed_at timestamp with time zone not null
);

-- thread: 'case', or the id of a system that keeps a progress of its own.
create table case_thread (
  case_no varchar(50) not null,
  thread varchar(41) not null,
  state varchar(24) not null,
  changed_at timestamp with time zone not null,
  primary key (case_no, thread)
);

create table message (
  id char(32) primary key,
  seq bigint generated always as identity unique,
  source varchar(41) not null,
  source_id varchar(128) not null,
  event varchar(24) not null,
  case_no varchar(50) not null,
  digest char(64) not null,
  door varchar(100) not null,
  body text not null,
  receipt text not null,
  accepted_at timestamp with time zone not null,
  dispatched_at timestamp with time zone
);
create index message_case on message (case_no, seq);
create index message_waiting on message (dispatched_at, seq);

-- state: READY on its way, BACKLOG behind another of its lane, WAITING for next_attempt_at, PARKED for a person, DELIVERED.
create table delivery (
  id bigint generated always as identity primary key,
  message_id char(32) not null references message (id),
  seq bigint not null,
  system varchar(41) not null,
  case_no varchar(50) not null,
  operation varchar(41) not null,
  state varchar(12) not null,
  attempts int not null,
  level varchar(12) not null,
  receipt_no varchar(128) not null,
  code varchar(64) not null,
  cause varchar(2000) not null,
  lossy varchar(2000) not null,
  request text,
  response text,
  millis bigint not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone,
  unique (message_id, system)
);
create index delivery_lane on delivery (system, case_no, seq);
create index delivery_due on delivery (state, next_attempt_at);
create index delivery_case on delivery (case_no, seq);

-- Every word of a system on a delivery, in the order it was heard.
create table receipt (
  id bigint generated always as identity primary key,
  message_id char(32) not null references message (id),
  issuer varchar(41) not null,
  level varchar(12) not null,
  outcome varchar(12) not null,
  receipt_no varchar(128) not null,
  code varchar(64) not null,
  detail varchar(2000) not null,
  given_at timestamp with time zone not null
);
create index receipt_message on receipt (message_id);

-- Acts that someone may have to prove later.
create table audit (
  id bigint generated always as identity primary key,
  at timestamp with time zone not null,
  actor varchar(41) not null,
  act varchar(40) not null,
  object varchar(200) not null,
  detail varchar(2000) not null
);
