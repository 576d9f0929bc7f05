CREATE OR REPLACE VIEW "all_types" AS
SELECT
  "id",
  "body",
  "flag",
  "tiny",
  "small",
  "middle",
  "large",
  "single",
  "exact",
  "wide",
  "other",
  "day",
  "clock",
  "finer",
  "At",
  "ms",
  "wall",
  "old",
  "uid",
  "blob",
  "country",
  "paid",
  "y",
  "m",
  "d",
  "h"
FROM read_parquet(
  's3://lake/warehouse/tables/all-types/**/*.parquet',
  union_by_name = true,
  hive_partitioning = true,
  hive_types = {'country': VARCHAR, 'paid': BOOLEAN, 'y': INTEGER, 'm': VARCHAR, 'd': DATE, 'h': TINYINT}
);

CREATE OR REPLACE VIEW "flat" AS
SELECT
  "odd ""`'name",
  "items",
  "tags"
FROM read_parquet(
  's3://lake/warehouse/tables/flat/**/*.parquet',
  union_by_name = true,
  hive_partitioning = false
);

