"""Many Parquet files of a folder into one by polars or by pyarrow.

Usage: merge.py polars|pyarrow FOLDER OUT
"""

import sys

# As many as DuckDB has in a row group.
ROWS = 122_880


def polars(folder, target):
    import polars as pl

    pl.scan_parquet(f"{folder}/**/*.parquet").sink_parquet(target, compression="zstd")


def pyarrow(folder, target):
    import pyarrow as pa
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    files = ds.dataset(folder, format="parquet")
    with pq.ParquetWriter(target, files.schema, compression="zstd") as writer:
        for batches in groups(files.to_batches()):
            writer.write_table(pa.Table.from_batches(batches))


def groups(batches):
    group, rows = [], 0
    for batch in batches:
        group.append(batch)
        rows += batch.num_rows
        if rows >= ROWS:
            yield group
            group, rows = [], 0
    if group:
        yield group


def main(peer, folder, target):
    {"polars": polars, "pyarrow": pyarrow}[peer](folder, target)


main(*sys.argv[1:])
