-- What a clerk has to enter into a system that takes nothing else: one row a message, system and operation, written before the
-- call is answered. state: OPEN, TAKEN by a clerk until taken_until, DONE with a receipt number, REFUSED by the system.
-- version: grows with every change, so that two clerks cannot both end it. content: the fields, as JSON; content_version: the
-- delivery's version that they were made of. noes: how many times the system had said no to this message when it was ended.
create table manual_task (
  id bigint generated always as identity primary key,
  system varchar(41) not null,
  message_id varchar(32) not null,
  operation varchar(41) not null,
  case_no varchar(50) not null,
  state varchar(12) not null,
  version int not null,
  content text not null,
  content_version int not null,
  taken_by varchar(41) not null,
  taken_until timestamp with time zone,
  receipt_no varchar(128) not null,
  reason varchar(2000) not null,
  noes int not null,
  opened_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  unique (message_id, system, operation)
);
create index manual_task_state on manual_task (state, system, opened_at);
create index manual_task_receipt on manual_task (system, receipt_no);
