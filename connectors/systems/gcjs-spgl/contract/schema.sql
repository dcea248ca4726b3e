-- Exchange tables of 《工程建设项目审批管理系统数据共享交换标准》 3.0. Names of tables and columns, SJSCZT and BLZT as published; lengths, and the
-- columns that the README names, assumed. SJSCZT 0 to be uploaded, 3 uploaded, -1 found wrong (SBYY says why); SJYXBS 1 valid, 0 not.

create table SPGL_DFXMSPLCXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  SPLCBM varchar(50) not null,
  SPLCBBH decimal(10, 2) not null,
  SPLCMC varchar(200) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  unique (SPLCBM, SPLCBBH)
);

create table SPGL_DFXMSPLCJDXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  SPLCBM varchar(50) not null,
  SPLCBBH decimal(10, 2) not null,
  SPJDXH int not null,
  SPJDMC varchar(100) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  unique (SPLCBM, SPLCBBH, SPJDXH),
  foreign key (SPLCBM, SPLCBBH) references SPGL_DFXMSPLCXXB (SPLCBM, SPLCBBH)
);

create table SPGL_DFXMSPLCJDSXXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  SPLCBM varchar(50) not null,
  SPLCBBH decimal(10, 2) not null,
  SPJDXH int not null,
  SPSXBM varchar(50) not null,
  SPSXBBH decimal(10, 2) not null,
  SPSXMC varchar(200) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  unique (SPLCBM, SPLCBBH, SPJDXH, SPSXBM, SPSXBBH),
  foreign key (SPLCBM, SPLCBBH, SPJDXH) references SPGL_DFXMSPLCJDXXB (SPLCBM, SPLCBBH, SPJDXH)
);

create table SPGL_XMJBXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null unique,
  XMMC varchar(500) not null,
  SPLCBM varchar(50) not null,
  SPLCBBH decimal(10, 2) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (SPLCBM, SPLCBBH) references SPGL_DFXMSPLCXXB (SPLCBM, SPLCBBH)
);

create table SPGL_XMDWXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  DWMC varchar(200) not null,
  DWTYSHXYDM varchar(18) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  unique (XMDM, DWTYSHXYDM),
  foreign key (XMDM) references SPGL_XMJBXXB (XMDM)
);

create table SPGL_XMSPSXBLXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  GCDM varchar(50),
  SPSXSLBM varchar(50) not null unique,
  BLSPSLBM varchar(50),
  SPLCBM varchar(50) not null,
  SPLCBBH decimal(10, 2) not null,
  SPJDXH int not null,
  SPSXBM varchar(50) not null,
  SPSXBBH decimal(10, 2) not null,
  SPBMBM varchar(18) not null,
  SPBMMC varchar(200) not null,
  SLFS int not null,
  GKFS int not null,
  LXR varchar(50),
  LXRSJH varchar(20),
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (XMDM) references SPGL_XMJBXXB (XMDM),
  foreign key (SPLCBM, SPLCBBH, SPJDXH, SPSXBM, SPSXBBH) references SPGL_DFXMSPLCJDSXXXB (SPLCBM, SPLCBBH, SPJDXH, SPSXBM, SPSXBBH)
);

create table SPGL_XMSPSXBLXXXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  SPSXSLBM varchar(50) not null,
  BLCS varchar(200),
  BLR varchar(50) not null,
  BLZT int not null,
  BLYJ varchar(2000) not null,
  BLSJ timestamp not null,
  DWMC varchar(200),
  DWTYSHXYDM varchar(18),
  SJLY varchar(2),
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (SPSXSLBM) references SPGL_XMSPSXBLXXB (SPSXSLBM)
);

create table SPGL_XMSPSXPFWJXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  SPSXSLBM varchar(50) not null,
  PFRQ date not null,
  PFWH varchar(100) not null,
  PFWJBT varchar(200) not null,
  PFWJYXQX date,
  SPJGLX int,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (SPSXSLBM) references SPGL_XMSPSXBLXXB (SPSXSLBM)
);

create table SPGL_XMQTFJXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  SPSXSLBM varchar(50) not null,
  FJMC varchar(200) not null,
  FJID varchar(500),
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (SPSXSLBM) references SPGL_XMSPSXBLXXB (SPSXSLBM)
);

create table SPGL_XMSPSXBLTBCXXXB (
  DFSJZJ varchar(100) primary key,
  XZQHDM varchar(12) not null,
  XMDM varchar(50) not null,
  SPSXSLBM varchar(50) not null,
  TBCX int not null,
  TBCXMC varchar(200) not null,
  TBCXKSSJ timestamp,
  TBCXJSSJ timestamp,
  NR varchar(2000) not null,
  SJYXBS int default 1 not null,
  SJWXYY varchar(500),
  SJSCZT int default 0 not null,
  SBYY varchar(500),
  GXSJ timestamp,
  foreign key (SPSXSLBM) references SPGL_XMSPSXBLXXB (SPSXSLBM)
);
