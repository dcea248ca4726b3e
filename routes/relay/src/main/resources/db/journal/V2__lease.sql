-- Work that one node does at a time: looking at a table, for one. node: which; until_at: when another may take it.
create table lease (
  work varchar(200) primary key,
  node varchar(36) not null,
  until_at timestamp with time zone not null
);
