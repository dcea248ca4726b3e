-- Exchange tables of the national case collection, fourth version: names, lengths and NOT NULL as published for up_pro_* and
-- dn_audit_abnormal. is_sync 0 not taken, 1 taken. Where no length is published, the README says so.

create table up_pro_accept (
  row_guid varchar(50) primary key,
  data_source varchar(3),
  cd_batch varchar(32),
  cd_operation varchar(2),
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  project_no varchar(50) not null unique,
  task_code varchar(36) not null,
  task_name varchar(1000) not null,
  task_version int not null,
  catalog_code varchar(12) not null,
  task_handle_item varchar(50),
  local_catalog_code varchar(50),
  local_task_code varchar(50),
  project_name varchar(1000),
  project_type varchar(2) not null,
  apply_date timestamp not null,
  accept_date timestamp not null,
  apply_type varchar(2) not null,
  applyer_name varchar(100) not null,
  applyer_type varchar(2) not null,
  applyer_page_type varchar(70) not null,
  applyer_page_code varchar(500) not null,
  contact_name varchar(100),
  contact_type varchar(6),
  contact_code varchar(50),
  contact_mobile varchar(11),
  legal varchar(100),
  address varchar(200),
  zip_code varchar(6),
  accept_doc_no varchar(50),
  promise_date timestamp,
  handle_user_name varchar(50),
  org_name varchar(200) not null,
  org_code varchar(18) not null
);

create table up_pro_material (
  row_guid varchar(50) primary key,
  data_source varchar(3),
  cd_batch varchar(32),
  cd_operation varchar(2),
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  project_no varchar(50) not null,
  material_name varchar(200) not null,
  material_attach_name varchar(200),
  get_num int,
  get_name varchar(5),
  get_type varchar(2),
  remark varchar(500)
);

create table up_pro_process (
  row_guid varchar(50) primary key,
  data_source varchar(3),
  cd_batch varchar(32),
  cd_operation varchar(2),
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  project_no varchar(50) not null,
  process_name varchar(200) not null,
  event_name varchar(2) not null,
  event_start_time timestamp not null,
  event_end_time timestamp not null,
  handle_user_name varchar(50) not null,
  handle_explain varchar(2000) not null,
  remark varchar(500)
);

create table up_pro_special_procedure (
  row_guid varchar(50) primary key,
  data_source varchar(3),
  cd_batch varchar(32),
  cd_operation varchar(2),
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  project_no varchar(50) not null,
  special_type varchar(2) not null,
  special_name varchar(200) not null,
  special_time timestamp not null,
  end_time timestamp not null,
  special_reason varchar(1000) not null,
  special_explain varchar(1000),
  result varchar(1000),
  applyer_user_name varchar(50),
  handle_user varchar(50)
);

create table up_pro_result (
  row_guid varchar(50) primary key,
  data_source varchar(3),
  cd_batch varchar(32),
  cd_operation varchar(2),
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  project_no varchar(50) not null unique,
  result_type varchar(2) not null,
  result_date timestamp not null,
  result_explain varchar(1000),
  result_cetr_name varchar(200),
  result_cetr_no varchar(50),
  is_delivery_results varchar(2) not null,
  satisfaction varchar(2),
  handle_user_name varchar(50),
  remark varchar(500)
);

create table dn_audit_abnormal (
  row_guid varchar(50) primary key,
  cd_time timestamp,
  is_sync varchar(1) default '0' not null,
  err_type varchar(20),
  table_name varchar(100),
  table_sql_name varchar(64) not null,
  table_row_guid varchar(50) not null,
  table_cd_batch varchar(32),
  table_cd_source varchar(10),
  table_cd_time timestamp,
  table_update_time timestamp,
  remark varchar(1000)
);
