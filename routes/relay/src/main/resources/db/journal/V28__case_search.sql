-- What cases are searched by: a narrow row a case, written with its case_file in one transaction. opened: milliseconds since 1970 of its
-- acceptance times 2^20, and a count in the last 20 bits, so that it is an order and pages go by it. applicant, applicant_code: keyed
-- digests of the applicant's name and number, so that neither stands in an index, a plan or a log of the database.
create table case_index (
  case_no varchar(50) primary key,
  opened bigint not null,
  state varchar(24) not null,
  item varchar(31) not null,
  basic varchar(12) not null,
  applicant varchar(32) not null,
  applicant_code varchar(32) not null
);
create index case_index_opened on case_index (opened);
create index case_index_state on case_index (state, opened);
create index case_index_basic on case_index (basic, opened);
create index case_index_applicant on case_index (applicant, opened);
create index case_index_code on case_index (applicant_code, opened);

-- By which key the digests were made: a digest of the key. No row: not all cases are in.
create table case_index_key (
  id int primary key,
  mark varchar(32) not null
);

-- With the case, so that the cases that stand still are found without looking at a delivery.
drop index delivery_due;
create index delivery_due on delivery (state, next_attempt_at, system, case_no);

-- What was done to one delivery.
create index audit_object on audit (object);

-- The lanes that do not flow, as before; "+ 0" keeps H2 from finding the lanes by the numbers of all deliveries that there are.
drop view lane;
create view lane as
  select d.system, d.case_no, d.id + 0 as delivery_id, d.message_id, d.state, d.cause as reason, d.changed_at as since,
         d.next_attempt_at, d.attempts,
         (select count(*) from delivery b where b.case_no = d.case_no and b.system = d.system and b.seq > d.seq
            and b.state || '' in ('READY', 'BACKLOG', 'WAITING', 'PARKED')) as backlog
  from delivery d
  where d.state in ('READY', 'BACKLOG', 'WAITING', 'PARKED')
    and not exists (select 1 from delivery e where e.case_no = d.case_no and e.system = d.system and e.seq < d.seq
                      and e.state || '' in ('READY', 'BACKLOG', 'WAITING', 'PARKED'));
