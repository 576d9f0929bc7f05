CREATE TABLE IF NOT EXISTS hive."data_lake"."all_types" (
  "id" varchar,
  "body" varchar,
  "flag" boolean,
  "tiny" tinyint,
  "small" smallint,
  "middle" integer,
  "large" bigint,
  "single" real,
  "exact" decimal(18,2),
  "wide" decimal(38,10),
  "other" double,
  "day" date,
  "clock" integer,
  "finer" bigint,
  "at" timestamp(3),
  "ms" timestamp(3),
  "wall" timestamp(3),
  "old" timestamp(3),
  "uid" varbinary,
  "blob" varbinary,
  "country" varchar,
  "paid" boolean,
  "y" varchar,
  "m" varchar,
  "d" date,
  "h" varchar
)
WITH (
  external_location = 's3://lake/warehouse/tables/all-types/',
  format = 'PARQUET',
  partitioned_by = ARRAY['country', 'paid', 'y', 'm', 'd', 'h']
);
-- Again whenever there are new partitions:
CALL hive.system.sync_partition_metadata('data_lake', 'all_types', 'FULL');

CREATE TABLE IF NOT EXISTS hive."data_lake"."flat" (
  "odd ""`'name" bigint,
  "items" array(row("sku" varchar, "price" decimal(18,2))),
  "tags" map(varchar, array(integer))
)
WITH (
  external_location = 's3://lake/warehouse/tables/flat/',
  format = 'PARQUET'
);

