-- Every version of a system's folder that was ever in force here, or is to be. digest: SM3 of its files. shipped: it came with the
-- program or lay in the site's directory at a start, and was not deployed by an operator. archive: the folder as ZIP, in Base64.
create table system_version (
  system varchar(41) not null,
  version int not null,
  digest varchar(64) not null,
  shipped boolean not null,
  archive text not null,
  actor varchar(41) not null,
  reason varchar(2000) not null,
  at timestamp with time zone not null,
  primary key (system, version),
  unique (system, digest)
);

-- From from_at on a system is spoken to in a version; of several, the last one by (from_at, id) that has come is in force. Until
-- doors_until the doors of the version before are open as well.
create table system_change (
  id bigint generated always as identity primary key,
  system varchar(41) not null,
  version int not null,
  from_at timestamp with time zone not null,
  doors_until timestamp with time zone not null,
  actor varchar(41) not null,
  reason varchar(2000) not null,
  at timestamp with time zone not null,
  withdrawn_at timestamp with time zone
);

-- Digest of the folder in whose words a delivery has begun and waits for an answer (a package, a clerk's task); else empty.
alter table delivery add column dialect varchar(64) default '' not null;
alter table ferry_package add column dialect varchar(64) default '' not null;
