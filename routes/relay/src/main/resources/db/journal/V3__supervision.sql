-- 审管推送: a granted case was pushed to those who supervise its item; a row for each department. claimed_by: the system that told the
-- claim; reminded_at: when it was told that nobody had claimed it in time.
create table supervision_push (
  push varchar(32) not null,
  department varchar(2) not null,
  name varchar(200) not null,
  case_no varchar(50) not null,
  pushed_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  claimed_at timestamp with time zone,
  claimed_by varchar(41) not null,
  reminded_at timestamp with time zone,
  primary key (push, department)
);
create index supervision_push_case on supervision_push (case_no);
create index supervision_push_due on supervision_push (claimed_at, reminded_at, due_at);

-- 限制审批, by the party's document. number: that of the system that told it, or empty; released_at: since when it no longer stands.
create table party_restriction (
  id_type varchar(3) not null,
  id_number varchar(30) not null,
  system varchar(41) not null,
  number varchar(128) not null,
  basis varchar(2000) not null,
  since date not null,
  until date,
  case_no varchar(50) not null,
  released_at timestamp with time zone,
  primary key (id_type, id_number, system, number)
);
