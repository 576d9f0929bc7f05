"""Parquet files in S3 into record batches by pyarrow's reader of datasets.

Usage: load.py ENDPOINT BUCKET [COLUMN,COLUMN EVENT]
"""

import sys

import pyarrow.dataset as ds
from pyarrow import fs


def main(endpoint, bucket, columns=None, event=None):
    s3 = fs.S3FileSystem(
        endpoint_override=endpoint.removeprefix("http://"),
        scheme="http",
        access_key="test",
        secret_key="test",
        region="us-east-1",
    )
    table = ds.dataset(bucket, filesystem=s3, format="parquet", partitioning="hive")
    batches = table.to_batches(
        columns=columns.split(",") if columns else None,
        filter=ds.field("event_name") == event if event else None,
    )
    print(sum(batch.num_rows for batch in batches))


main(*sys.argv[1:])
