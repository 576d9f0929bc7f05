CREATE TABLE IF NOT EXISTS `data_lake`.`all_types` (
  `id` STRING,
  `body` STRING,
  `flag` BOOLEAN,
  `tiny` TINYINT,
  `small` SMALLINT,
  `middle` INT,
  `large` BIGINT,
  `single` FLOAT,
  `exact` DECIMAL(18,2),
  `wide` DECIMAL(38,10),
  `other` DOUBLE,
  `day` DATE,
  `clock` INT,
  `finer` BIGINT,
  `At` TIMESTAMP,
  `ms` TIMESTAMP,
  `wall` TIMESTAMP_NTZ,
  `old` TIMESTAMP,
  `uid` BINARY,
  `blob` BINARY,
  `country` STRING,
  `paid` BOOLEAN,
  `y` STRING,
  `m` STRING,
  `d` DATE,
  `h` STRING
)
USING PARQUET
PARTITIONED BY (`country`, `paid`, `y`, `m`, `d`, `h`)
LOCATION 's3a://lake/warehouse/tables/all-types/';
-- Again whenever there are new partitions:
MSCK REPAIR TABLE `data_lake`.`all_types`;

CREATE TABLE IF NOT EXISTS `data_lake`.`flat` (
  `odd "``'name` BIGINT,
  `items` ARRAY<STRUCT<`Sku`: STRING, `price`: DECIMAL(18,2)>>,
  `tags` MAP<STRING, ARRAY<INT>>
)
USING PARQUET
LOCATION 's3a://lake/warehouse/tables/flat/';

