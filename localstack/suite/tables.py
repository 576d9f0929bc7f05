"""Compares a table with the files that landed. DuckDB reads both; nothing of Lamella is involved."""

from pathlib import Path

import duckdb

from progress import check

PEOPLE_LANDED = """
    SELECT id::BIGINT AS id, name, country, born::DATE AS born, wealth::DECIMAL(18, 2) AS wealth
    FROM read_csv('{landed}/people/**/*.csv*', all_varchar = true)
    WHERE born IS NULL OR TRY_CAST(born AS DATE) IS NOT NULL
"""
PEOPLE = "SELECT id, name, country, born, wealth FROM read_parquet('{lake}/tables/people/**/*.parquet', hive_partitioning = true)"

ORDERS_LANDED = """
    SELECT TRY_CAST(id AS BIGINT) AS id, item, ordered::TIMESTAMPTZ::TIMESTAMP AS ordered
    FROM read_json([{files}], format = 'newline_delimited', columns = {{id: 'VARCHAR', item: 'VARCHAR', ordered: 'VARCHAR'}})
    WHERE TRY_CAST(id AS BIGINT) IS NOT NULL
"""
ORDERS = """SELECT id, item, ordered::TIMESTAMPTZ::TIMESTAMP AS ordered FROM read_parquet('{lake}/tables/orders/*.parquet')"""


def compare_people(landed: Path, lake: Path) -> int:
    return _compare("people", PEOPLE_LANDED.format(landed=landed), PEOPLE.format(lake=lake))


def compare_orders(files: list[Path], lake: Path) -> int:
    quoted = ", ".join(f"'{file}'" for file in files)
    return _compare("orders", ORDERS_LANDED.format(files=quoted), ORDERS.format(lake=lake))


def _compare(table: str, landed: str, found: str) -> int:
    """Answers the number of rows, which is the same on both sides, as is each row."""
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    database.execute(f"CREATE TABLE landed AS {landed}")
    database.execute(f"CREATE TABLE found AS {found}")
    lost = database.execute("SELECT * FROM landed EXCEPT ALL SELECT * FROM found").fetchall()
    surplus = database.execute("SELECT * FROM found EXCEPT ALL SELECT * FROM landed").fetchall()
    check(
        not lost and not surplus,
        f"{table}: {len(lost)} rows that landed are not in the table, such as {lost[:3]};"
        f" {len(surplus)} rows of the table did not land, such as {surplus[:3]}",
    )
    return database.execute("SELECT count(*) FROM found").fetchone()[0]
