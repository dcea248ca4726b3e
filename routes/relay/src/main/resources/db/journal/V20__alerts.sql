-- What operators were alarmed about. told_at: when they were last told; null while nobody was, as in quiet hours. over_at:
-- null while it goes on. Of a rule and a subject, one goes on at most.
create table alert (
  id bigint primary key,
  rule varchar(16) not null,
  subject varchar(200) not null,
  what varchar(2000) not null,
  remedy varchar(2000) not null,
  since timestamp with time zone not null,
  raised_at timestamp with time zone not null,
  told_at timestamp with time zone,
  over_at timestamp with time zone
);
create index alert_over on alert (over_at);

-- What is to be told of it by which channel: RAISED, STILL, OVER. Written with the change that it tells; sent from here.
create table alert_notice (
  id bigint primary key,
  alert_id bigint not null,
  kind varchar(8) not null,
  channel varchar(16) not null,
  attempts int not null,
  due_at timestamp with time zone not null,
  sent_at timestamp with time zone
);
create index alert_notice_due on alert_notice (sent_at, due_at);

-- When a system last sent anything.
create table heard (
  system varchar(41) primary key,
  at timestamp with time zone not null
);
