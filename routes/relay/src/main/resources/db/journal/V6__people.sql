-- People and programs that sign in to operate. password_hash: with the name of its algorithm in front; empty for a service, which has
-- tokens only. roles: separated by commas. scope: '*', or the ids of systems separated by commas. An account is never
-- deleted, for the audit names it.
create table account (
  name varchar(41) primary key,
  display_name varchar(100) not null,
  service boolean not null,
  password_hash varchar(200) not null,
  roles varchar(200) not null,
  scope varchar(4000) not null,
  failures int not null,
  locked_until timestamp with time zone,
  must_change boolean not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone
);

-- What an account shows to the operators' API in the place of a password. id: the first digits of the hash.
create table account_token (
  id varchar(12) primary key,
  account varchar(41) not null,
  token_hash varchar(64) not null unique,
  label varchar(100) not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone
);
create index account_token_account on account_token (account);

-- The operators' one key of before is the token of the service account "operator".
insert into account_token (id, account, token_hash, label, issued_at)
  select substring(key_hash, 1, 12), 'operator', key_hash, 'keys/operator', issued_at from system_key where system = '@operator';

-- A system may have two keys while it changes from one to the other; one that was revoked stays known as such.
alter table system_key rename to system_key_before;
create table system_key (
  key_hash varchar(64) primary key,
  system varchar(41) not null,
  issued_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
insert into system_key (key_hash, system, issued_at) select key_hash, system, issued_at from system_key_before where system <> '@operator';
drop table system_key_before;

-- The audit is a chain: hash is SM3 over the hash of the row before and all that stands in this one; audit_head knows how many rows
-- there are, and the last one's hash. Rows are written once, and there is no statement that changes or removes one.
alter table audit add column origin varchar(64) default '' not null;
alter table audit add column before_state varchar(2000) default '' not null;
alter table audit add column after_state varchar(2000) default '' not null;
alter table audit add column hash varchar(64) default '' not null;
create index audit_at on audit (at);
create index audit_actor on audit (actor, id);
create table audit_head (
  id int primary key,
  entries bigint not null,
  hash varchar(64) not null
);
insert into audit_head (id, entries, hash) values (1, 0, '');
