-- Who an account is at the identity provider that it signs in through: issuer and subject; empty for a local account.
alter table account add column subject varchar(600) default '' not null;
