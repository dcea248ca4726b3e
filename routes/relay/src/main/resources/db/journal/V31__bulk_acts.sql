-- What a bulk does with its deliveries (RESEND, SKIP, RETURN), and the one cause that they stand still for; empty for any.
alter table replay add column act varchar(12) default 'RESEND' not null;
alter table replay add column cause varchar(2000) default '' not null;
