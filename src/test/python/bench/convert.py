"""Text to Parquet by polars or by pyarrow, as their documentation would have it done for files that may be larger than memory.

Usage: convert.py polars|pyarrow csv|ndjson name:type,name:type IN OUT
"""

import re
import sys

# pyarrow ends a row group with each block; of events, this makes 120,000 rows in each, as many as DuckDB and polars have.
BLOCK_BYTES = 16 * 1024 * 1024


def columns(text):
    """Name, and type with its parameters as integers: "price:decimal(18,8)" is ("price", "decimal", [18, 8])."""
    for column in re.split(r",(?![^()]*\))", text):
        name, type_ = column.split(":")
        word, *parameters = re.findall(r"\w+", type_)
        yield name, word, [int(parameter) for parameter in parameters]


def polars(format_, wanted, source, target):
    import polars as pl

    types = {
        "string": lambda: pl.String(),
        "int32": lambda: pl.Int32(),
        "int64": lambda: pl.Int64(),
        "double": lambda: pl.Float64(),
        "timestamp": lambda: pl.Datetime("us"),
        "decimal": pl.Decimal,
    }
    schema = {name: types[word](*parameters) for name, word, parameters in wanted}
    if format_ == "csv":
        frame = pl.scan_csv(source, schema=schema)
    else:
        # It takes no number of JSON for a decimal, but makes one of a floating-point number.
        decimals = {name: type_ for name, type_ in schema.items() if isinstance(type_, pl.Decimal)}
        frame = pl.scan_ndjson(source, schema=schema | dict.fromkeys(decimals, pl.Float64())).cast(decimals)
    frame.sink_parquet(target, compression="zstd")


def pyarrow(format_, wanted, source, target):
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "string": pa.string,
        "int32": pa.int32,
        "int64": pa.int64,
        "double": pa.float64,
        "timestamp": lambda: pa.timestamp("us"),
        "decimal": pa.decimal128,
    }
    schema = pa.schema([(name, types[word](*parameters)) for name, word, parameters in wanted])
    with opened(format_, schema, source) as batches, pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def opened(format_, schema, source):
    from pyarrow import csv, json

    if format_ == "csv":
        return csv.open_csv(
            source,
            read_options=csv.ReadOptions(block_size=BLOCK_BYTES),
            convert_options=csv.ConvertOptions(column_types=schema),
        )
    return json.open_json(
        source,
        read_options=json.ReadOptions(block_size=BLOCK_BYTES),
        parse_options=json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    )


def main(peer, format_, wanted, source, target):
    {"polars": polars, "pyarrow": pyarrow}[peer](format_, list(columns(wanted)), source, target)


main(*sys.argv[1:])
