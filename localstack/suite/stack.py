"""A deployed Lamella, as the checks see it: clients for what it runs on, and the names of what it is made of."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import boto3
from botocore.config import Config

LANDING = "landing"
LAKE = "lake"
REGION = "us-east-1"
UPLOADS_AT_A_TIME = 16

# A message that failed comes back to the ingest queue after this time. As deployed, five tries would take longer than an hour.
# Short for who waits, and long enough for a machine on which a function takes its time to start.
VISIBILITY_SECONDS = 60



def environment(endpoint: str, folder: Path) -> dict[str, str]:
    """For programs that talk to the emulator, and can talk to no real account by mistake."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "LAMELLA_", "CDK_"))}
    return kept | {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_CONFIG_FILE": str(folder / "no-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(folder / "no-credentials"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        "TMPDIR": str(folder),
        "LAMELLA_JAVA_OPTS": f"-Xmx512m -Djava.io.tmpdir={folder}",
    }


class Aws:
    """Clients for the emulator."""

    def __init__(self, endpoint: str):
        session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)
        config = Config(s3={"addressing_style": "path"}, max_pool_connections=UPLOADS_AT_A_TIME, proxies={})
        self.client = lambda service: session.client(service, endpoint_url=endpoint, config=config)
        self.s3 = self.client("s3")
        self.sqs = self.client("sqs")

    def keys(self, bucket: str, prefix: str) -> list[str]:
        pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
        return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def upload(self, folder: Path, bucket: str, prefix: str) -> None:
        """Puts each file below a prefix of a folder under its path in that folder."""
        files = [file for file in sorted((folder / prefix).rglob("*")) if file.is_file()]
        with ThreadPoolExecutor(UPLOADS_AT_A_TIME) as pool:
            for _ in pool.map(lambda file: self._put(bucket, file.relative_to(folder).as_posix(), file), files):
                pass

    def _put(self, bucket: str, key: str, file: Path) -> None:
        self.s3.put_object(Bucket=bucket, Key=key, Body=file.read_bytes())

    def download(self, bucket: str, prefix: str, folder: Path) -> list[Path]:
        files = []
        for key in self.keys(bucket, prefix):
            file = folder / key
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.s3.get_object(Bucket=bucket, Key=key)["Body"].read())
            files.append(file)
        return files

    def give_back_after(self, queue: str, seconds: int) -> None:
        """A message that failed comes back after this time."""
        self.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": str(seconds)})

    def waiting(self, queue: str) -> int:
        """Messages in a queue, whether visible or not."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)


@dataclass(frozen=True)
class Stack:
    aws: Aws
    ingest_queue: str
    dead_letters: str
    # Lets it work, if it does not yet.
    start: Callable[[], None]
    # Fails if what the stack runs on is gone.
    check_alive: Callable[[], None]
    # Takes the text of another lamella.yaml.
    reconfigure: Callable[[str], None]
    # The command line of this checkout; answers what it printed.
    lamella: Callable[..., str]
