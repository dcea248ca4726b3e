-- The operators' memory. The same statements run on H2 (PostgreSQL mode) and on PostgreSQL.

-- Numbers of messages and deliveries. Taken while the case is locked, so that they grow within a case.
create sequence journal_seq;

create table system_key (
  system varchar(41) primary key,
  key_hash varchar(64) not null unique,
  issued_at timestamp with time zone not null
);

-- What is known of a case from the systems that move its state. Its row is the lock of the case.
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

-- Written once, never changed. seq is the order of acceptance.
create table message (
  seq bigint primary key,
  id varchar(32) not null unique,
  source varchar(41) not null,
  source_id varchar(128) not null,
  event varchar(24) not null,
  case_no varchar(50) not null,
  digest varchar(64) not null,
  door varchar(100) not null,
  body text not null,
  receipt text not null,
  accepted_at timestamp with time zone not null
);
create index message_case on message (case_no, seq);

-- state: READY on its way, BACKLOG behind another of its lane, WAITING for next_attempt_at, PARKED for a person;
-- done: DELIVERED, SKIPPED by a person, RETURNED to the sender. A lane (case_no, system) has at most one READY, and
-- that is the first of those not done.
-- version: 0 the message as it was accepted, else that of delivery_version.
create table delivery (
  id bigint primary key,
  message_id varchar(32) not null,
  seq bigint not null,
  system varchar(41) not null,
  case_no varchar(50) not null,
  operation varchar(41) not null,
  state varchar(12) not null,
  version int not null,
  attempts int not null,
  level varchar(12) not null,
  receipt_no varchar(128) not null,
  code varchar(64) not null,
  cause varchar(2000) not null,
  lossy varchar(2000) not null,
  millis bigint not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  next_attempt_at timestamp with time zone
);
create unique index delivery_lane on delivery (case_no, system, seq);
-- with the system, so that what is open for one can be counted without looking at a row
create index delivery_due on delivery (state, next_attempt_at, system);

-- What an operator has made of a message for one system; the message itself stays as it was accepted.
create table delivery_version (
  delivery_id bigint not null,
  version int not null,
  body text not null,
  actor varchar(41) not null,
  reason varchar(2000) not null,
  at timestamp with time zone not null,
  primary key (delivery_id, version)
);

-- What went out to a system and what came back, and what that was worth as a receipt: outcome ACCEPTED, REJECTED, or NONE for
-- "not now", of which only the last is kept. Written once, in the order it happened, and beside the delivery: its texts
-- are long, and the delivery's row is written several times.
create table exchange (
  id bigint generated always as identity primary key,
  seq bigint not null,
  system varchar(41) not null,
  level varchar(12) not null,
  outcome varchar(12) not null,
  receipt_no varchar(128) not null,
  code varchar(64) not null,
  detail varchar(2000) not null,
  request text,
  response text,
  at timestamp with time zone not null
);
create index exchange_message on exchange (seq);

-- The lanes that do not flow: the first of those not done says why, the others stand behind it.
create view lane as
  select d.system, d.case_no, d.id as delivery_id, d.message_id, d.state, d.cause as reason, d.changed_at as since,
         d.next_attempt_at, d.attempts,
         (select count(*) from delivery b where b.case_no = d.case_no and b.system = d.system and b.seq > d.seq
            and b.state || '' in ('READY', 'BACKLOG', 'WAITING', 'PARKED')) as backlog
  from delivery d
  where d.state in ('READY', 'BACKLOG', 'WAITING', 'PARKED')
    and not exists (select 1 from delivery e where e.case_no = d.case_no and e.system = d.system and e.seq < d.seq
                      and e.state || '' in ('READY', 'BACKLOG', 'WAITING', 'PARKED'));

-- Systems that an operator has stopped.
create table system_pause (
  system varchar(41) primary key,
  actor varchar(41) not null,
  reason varchar(2000) not null,
  at timestamp with time zone not null
);

-- Bulk replay: the deliveries of a filter up to last_id, put on their way again in the order of acceptance (within a lane,
-- that of their ids); those up to id "reached" have had their turn, "done" of them were re-opened.
create table replay (
  id bigint primary key,
  system varchar(41) not null,
  states varchar(100) not null,
  from_at timestamp with time zone,
  until_at timestamp with time zone,
  code varchar(64) not null,
  per_second int not null,
  actor varchar(41) not null,
  reason varchar(2000) not null,
  state varchar(12) not null,
  reached bigint not null,
  last_id bigint not null,
  total bigint not null,
  done bigint not null,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null
);

-- Identities of messages that retention has removed, so that a late repetition is still known.
create table forgotten (
  id varchar(32) primary key,
  digest varchar(64) not null,
  receipt text not null,
  accepted_at timestamp with time zone not null
);
create index forgotten_age on forgotten (accepted_at);

-- Acts that someone may have to prove later.
create table audit (
  id bigint generated always as identity primary key,
  at timestamp with time zone not null,
  actor varchar(41) not null,
  act varchar(40) not null,
  object varchar(200) not null,
  detail varchar(2000) not null
);

-- A request for prerequisite documents, written before anyone is asked: who asked, for which case, on what ground (the five
-- elements). answered_at: when the asker got its answer; what comes later goes out as a message.
create table pull (
  id varchar(32) primary key,
  asker varchar(41) not null,
  request_id varchar(128) not null,
  digest varchar(64) not null,
  door varchar(100) not null,
  case_no varchar(50) not null,
  org_name varchar(200) not null,
  org_code varchar(18) not null,
  username varchar(200) not null,
  item_name varchar(200) not null,
  item_code varchar(31) not null,
  request text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone
);
create index pull_case on pull (case_no);
create index pull_asked on pull (asked_at);

-- What came of each of its materials; outcome PENDING until it is known. result: the material of prerequisites.schema.json.
create table pull_material (
  pull_id varchar(32) not null,
  code varchar(20) not null,
  outcome varchar(12) not null,
  strategy varchar(12) not null,
  sha256 varchar(64) not null,
  result text not null,
  changed_at timestamp with time zone not null,
  primary key (pull_id, code)
);
create index pull_material_open on pull_material (outcome);
create index pull_material_file on pull_material (sha256);

-- Whose documents were asked for, for whoever wants to know what was asked about him.
create table pull_holder (
  pull_id varchar(32) not null,
  holder_code varchar(30) not null,
  primary key (holder_code, pull_id)
);
create index pull_holder_pull on pull_holder (pull_id);

-- Answers that came as messages, for the steps that wait for them.
create table pull_answer (
  question varchar(32) not null,
  system varchar(41) not null,
  holding text not null,
  at timestamp with time zone not null,
  primary key (question, system)
);

-- Documents with their provenance and validity, each as its holder last gave it. case_no: our own approval of that case.
create table document (
  id bigint generated always as identity primary key,
  type varchar(41) not null,
  holder_name varchar(200) not null,
  holder_id_type varchar(3) not null,
  holder_code varchar(30) not null,
  number varchar(128) not null,
  certificate text not null,
  status varchar(2) not null,
  trust varchar(1) not null,
  system varchar(41) not null,
  channel varchar(100) not null,
  case_no varchar(50) not null,
  sha256 varchar(64) not null,
  file_name varchar(200) not null,
  warnings varchar(2000) not null,
  verified_at timestamp with time zone not null
);
create index document_holder on document (holder_code, type, number);
create index document_case on document (case_no);
create index document_file on document (sha256);

-- Files in the content store.
create table content (
  sha256 varchar(64) primary key,
  sm3 varchar(64) not null,
  size bigint not null,
  media_type varchar(100) not null,
  stored_at timestamp with time zone not null
);

-- How many materials a department has asked for on a day.
create table pull_quota (
  org varchar(200) not null,
  on_day date not null,
  used int not null,
  primary key (org, on_day)
);
