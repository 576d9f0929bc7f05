-- Finds rows of 2020-01-01 to tomorrow; `lamella ddl --projection-start` sets the first day.
CREATE EXTERNAL TABLE IF NOT EXISTS `data_lake`.`all_types` (
  `id` string,
  `body` string,
  `flag` boolean,
  `tiny` tinyint,
  `small` smallint,
  `middle` int,
  `large` bigint,
  `single` float,
  `exact` decimal(18,2),
  `wide` decimal(38,10),
  `other` double,
  `day` date,
  `clock` int,
  `finer` bigint,
  `at` timestamp,
  `ms` timestamp,
  `wall` timestamp,
  `old` timestamp,
  `uid` binary,
  `blob` binary
)
PARTITIONED BY (
  `country` string,
  `paid` string,
  `y` string,
  `m` string,
  `d` string,
  `h` int
)
STORED AS PARQUET
LOCATION 's3://lake/warehouse/tables/all-types/'
TBLPROPERTIES (
  'classification' = 'parquet',
  'projection.enabled' = 'true',
  'projection.country.type' = 'injected',
  'projection.paid.type' = 'enum',
  'projection.paid.values' = 'false,true',
  'projection.y.type' = 'date',
  'projection.y.format' = 'yyyy',
  'projection.y.range' = '2020,NOW+1DAY',
  'projection.y.interval' = '1',
  'projection.y.interval.unit' = 'YEARS',
  'projection.m.type' = 'date',
  'projection.m.format' = 'yyyy-MM',
  'projection.m.range' = '2020-01,NOW+1DAY',
  'projection.m.interval' = '1',
  'projection.m.interval.unit' = 'MONTHS',
  'projection.d.type' = 'date',
  'projection.d.format' = 'yyyy-MM-dd',
  'projection.d.range' = '2020-01-01,NOW+1DAY',
  'projection.d.interval' = '1',
  'projection.d.interval.unit' = 'DAYS',
  'projection.h.type' = 'integer',
  'projection.h.range' = '0,23',
  'projection.h.digits' = '2'
);

CREATE EXTERNAL TABLE IF NOT EXISTS `data_lake`.`flat` (
  `odd "``'name` bigint,
  `items` array<struct<sku:string,price:decimal(18,2)>>,
  `tags` map<string,array<int>>
)
STORED AS PARQUET
LOCATION 's3://lake/warehouse/tables/flat/'
TBLPROPERTIES (
  'classification' = 'parquet'
);

