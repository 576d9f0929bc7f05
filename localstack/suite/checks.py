"""What must be true of a deployed Lamella, whatever it runs on."""

import json
import time
from pathlib import Path

import landing
import tables
from ministack_dated import OLD
from progress import check, figure, say, wait_until
from stack import LAKE, LANDING, Stack

OURS_AND_OLD = [f"staged/people/{OLD}.parquet", f"tables/people/{OLD}.parquet"]
TO_BE_LEFT = ["staged/people/of-today.parquet", f"elsewhere/{OLD}.parquet"]


# For the poison, which must come back five times. A thousand objects with so little time would be dead letters as well.
IMPATIENT_SECONDS = 12


class Checks:
    def __init__(self, stack: Stack, configuration: Path, folder: Path):
        self.stack = stack
        self.aws = stack.aws
        self.configuration = configuration
        self.folder = folder
        self.landed = folder / "landed"

    def run(self) -> None:
        self.leak_uploads()
        self.stack.start()
        self.people_become_few_files()
        self.poison_is_put_aside()
        self.redriven_poison_goes_through()
        self.leaked_uploads_are_aborted()
        self.lamella_verifies()

    def leak_uploads(self) -> None:
        for key in OURS_AND_OLD + TO_BE_LEFT:
            self.aws.s3.create_multipart_upload(Bucket=LAKE, Key=key)
        say(f"{len(OURS_AND_OLD)} uploads of Lamella's leaked two days ago, {len(TO_BE_LEFT)} are another matter")

    def people_become_few_files(self) -> None:
        landing.write_people(self.landed)
        landed_at = self.land("people")
        say(f"{landing.PEOPLE:,} small objects landed")
        self.wait_until_published("people", landing.PEOPLE)
        rows = tables.compare_people(self.landed, self.download("tables/people/"))
        rejected = self.quarantined("people")
        check(rejected == landing.BAD_PEOPLE, f"people: {landing.BAD_PEOPLE} rows in quarantine expected, found {rejected}")
        files = self.aws.keys(LAKE, "tables/people/")
        check(
            len(files) == len(landing.COUNTRIES),
            f"people: a file for each of {len(landing.COUNTRIES)} countries expected, found {files}",
        )
        figure(
            "rows",
            f"{rows + rejected:,} landed = {rows:,} in the table, each compared by DuckDB + {rejected} in quarantine",
        )
        figure("files", f"{landing.PEOPLE:,} before, {len(files)} after, in {time.monotonic() - landed_at:.0f} s")

    def poison_is_put_aside(self) -> None:
        self.aws.give_back_after(self.stack.ingest_queue, IMPATIENT_SECONDS)
        landing.write_orders(self.landed)
        landed_at = self.land("orders")
        say(f"3 objects with orders landed, one of them poison; a message now comes back after {IMPATIENT_SECONDS} s, for the sake of this suite")
        self.wait_until_published("orders", 3)
        neighbours = [file for file in self.order_files() if not file.match(landing.POISON)]
        rows = tables.compare_orders(neighbours, self.download("tables/orders/"))
        figure("neighbours", f"{rows} orders of {len(neighbours)} objects went through beside the poison")

        dead = self.stack.dead_letters
        wait_until("a dead letter", lambda: self.aws.waiting(dead) > 0, lambda: f"{self.aws.waiting(dead)}")
        letters = self.aws.sqs.receive_message(
            QueueUrl=dead, MaxNumberOfMessages=10, VisibilityTimeout=0, WaitTimeSeconds=1
        )["Messages"]
        bodies = [letter["Body"] for letter in letters]
        check(
            len(bodies) == 1 and f'"{landing.POISON}"' in bodies[0].replace("%2F", "/"),
            f"one dead letter, about {landing.POISON}, expected, found {bodies}",
        )
        figure("dead letters", f"1, of {landing.POISON}, after {time.monotonic() - landed_at:.0f} s")
        waiting = lambda: self.aws.waiting(self.stack.ingest_queue)
        wait_until("the ingest queue is empty", lambda: waiting() == 0, lambda: f"{waiting()} messages")

    def redriven_poison_goes_through(self) -> None:
        text = self.configuration.read_text()
        mended = text.replace("bad-rows: refuse", "bad-rows: quarantine")
        check(mended != text, f"{self.configuration} must have `bad-rows: refuse`")
        self.stack.reconfigure(mended)
        configuration = self.folder / "mended.yaml"
        configuration.write_text(mended)
        told = self.stack.lamella(
            *("redrive", "--config", str(configuration)),
            *("--ingest-queue", self.stack.ingest_queue, "--ingest-dead-letters", self.stack.dead_letters),
        )
        check("moved back, 0 stay" in told, f"lamella redrive said: {told}")
        wait_until(
            "the poison is converted",
            lambda: self.outcomes("orders") == {"STAGED"} and self.is_published("orders", 3),
            self.lake_as_text,
        )
        rows = tables.compare_orders(self.order_files(), self.download("tables/orders/"))
        rejected = self.quarantined("orders")
        check(rejected == 1, f"orders: 1 row in quarantine expected, found {rejected}")
        wait_until("no dead letters", lambda: self.aws.waiting(self.stack.dead_letters) == 0, lambda: "one")
        figure("redrive", f"by `lamella redrive`: {rows} orders in the table, {rejected} in quarantine, no dead letters")

    def leaked_uploads_are_aborted(self) -> None:
        wait_until("a sweep aborts leaked uploads", lambda: not self.uploads() & set(OURS_AND_OLD), self.uploads)
        left = self.uploads()
        check(left == set(TO_BE_LEFT), f"uploads {TO_BE_LEFT} expected to be left, found {left}")
        figure("leaked uploads", f"{len(OURS_AND_OLD)} aborted, {len(left)} left alone that are of today or not Lamella's")

    def lamella_verifies(self) -> None:
        for table in ["people", "orders"]:
            report = json.loads(self.stack.lamella("verify", table, "--json"))
            check(report["ok"], f"lamella verify {table}: {report}")
        figure("lamella verify", "people and orders are right")

    def land(self, table: str) -> float:
        self.aws.upload(self.landed, LANDING, table)
        return time.monotonic()

    def is_published(self, table: str, objects: int) -> bool:
        """Receipts are written after all is staged, and what is staged is deleted after it is published."""
        self.stack.check_alive()
        return len(self.aws.keys(LAKE, f"receipts/{table}/")) == objects and not self.aws.keys(LAKE, f"staged/{table}/")

    def outcomes(self, table: str) -> set[str]:
        keys = self.aws.keys(LAKE, f"receipts/{table}/")
        return {json.load(self.aws.s3.get_object(Bucket=LAKE, Key=key)["Body"])["outcome"] for key in keys}

    def wait_until_published(self, table: str, objects: int) -> None:
        wait_until(f"{objects:,} objects of {table} are published", lambda: self.is_published(table, objects), self.lake_as_text)

    def lake_as_text(self) -> str:
        folders = ["receipts", "staged", "quarantine", "tables"]
        counts = [f"{len(self.aws.keys(LAKE, f'{folder}/{table}/'))} {folder}/{table}" for table in ["people", "orders"] for folder in folders]
        return ", ".join(counts) + f", {self.aws.waiting(self.stack.ingest_queue)} messages to ingest"

    def quarantined(self, table: str) -> int:
        self.download(f"quarantine/{table}/")
        files = (self.folder / "lake" / "quarantine" / table).rglob("*.ndjson")
        return sum(len(file.read_text().splitlines()) for file in files)

    def uploads(self) -> set[str]:
        found = self.aws.s3.list_multipart_uploads(Bucket=LAKE).get("Uploads", [])
        return {upload["Key"] for upload in found}

    def order_files(self) -> list[Path]:
        return sorted((self.landed / "orders").iterdir())

    def download(self, prefix: str) -> Path:
        lake = self.folder / "lake"
        self.aws.download(LAKE, prefix, lake)
        return lake
