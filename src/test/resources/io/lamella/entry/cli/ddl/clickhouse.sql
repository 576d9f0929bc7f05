CREATE OR REPLACE VIEW `all_types` AS
SELECT
  `id`,
  `body`,
  `flag`,
  `tiny`,
  `small`,
  `middle`,
  `large`,
  `single`,
  `exact`,
  `wide`,
  `other`,
  `day`,
  `clock`,
  `finer`,
  `At`,
  `ms`,
  `wall`,
  `old`,
  `uid`,
  `blob`,
  decodeURLComponent(nullIf(`country`, '__HIVE_DEFAULT_PARTITION__')) AS `country`,
  `paid`,
  `y`,
  decodeURLComponent(`m`) AS `m`,
  `d`,
  `h`
FROM s3(
  's3://lake/warehouse/tables/all-types/**/*.parquet',
  'Parquet',
  '`id` String, `body` Nullable(String), `flag` Nullable(Bool), `tiny` Nullable(Int8), `small` Nullable(Int16), `middle` Nullable(Int32), `large` Nullable(Int64), `single` Nullable(Float32), `exact` Nullable(Decimal(18, 2)), `wide` Nullable(Decimal(38, 10)), `other` Nullable(Float64), `day` Nullable(Date32), `clock` Nullable(DateTime64(3, ''UTC'')), `finer` Nullable(DateTime64(6, ''UTC'')), `At` DateTime64(6, ''UTC''), `ms` Nullable(DateTime64(3, ''UTC'')), `wall` Nullable(DateTime64(6, ''UTC'')), `old` Nullable(DateTime64(9, ''UTC'')), `uid` Nullable(UUID), `blob` Nullable(String), `country` String, `paid` Bool, `y` Int32, `m` String, `d` Date32, `h` Int8'
)
SETTINGS use_hive_partitioning = 1;

CREATE OR REPLACE VIEW `flat` AS
SELECT
  `odd "``'name`,
  `items`,
  `tags`
FROM s3(
  's3://lake/warehouse/tables/flat/**/*.parquet',
  'Parquet',
  '`odd "``''name` Nullable(Int64), `items` Array(Tuple(`Sku` Nullable(String), `price` Nullable(Decimal(18, 2)))), `tags` Map(String, Array(Nullable(Int32)))'
)
SETTINGS use_hive_partitioning = 1;

