"""What compose.yaml brings up, without Docker: LocalStack with the queues and buckets of bootstrap.sh, and `lamella run` beside it."""

import json
import shutil
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from processes import PROJECT, SUITE, Background, free_port, lamella_command, run
from progress import CheckFailed, figure, say, wait_until
from stack import LANDING, VISIBILITY_SECONDS, Aws, Stack, environment


@contextmanager
def deployed(folder: Path, configuration: Path, programs: Path):
    """Yields the stack, and takes all of it away. `programs` has LocalStack's python, and awslocal."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    surroundings = environment(endpoint, folder)
    filesystem = folder / "filesystem"
    scripts = filesystem / "etc/localstack/init/ready.d"
    scripts.mkdir(parents=True)
    shutil.copy(PROJECT / "localstack/bootstrap.sh", scripts)
    emulator = Background(
        [str(programs / "python"), "-B", str(SUITE / "localstack_dated.py")],
        folder / "emulator.log",
        surroundings
        | {
            "FILESYSTEM_ROOT": str(filesystem),
            "OVERRIDE_IN_DOCKER": "0",  # or it takes the whole file system for its own, where there is a /.dockerenv
            "GATEWAY_LISTEN": f"127.0.0.1:{port}",
            "SERVICES": "s3,sqs",
            "DNS_ADDRESS": "0",
            "DISABLE_EVENTS": "1",
            "SKIP_SSL_CERT_DOWNLOAD": "1",
            "PATH": f"{programs}:{surroundings['PATH']}",
        },
        folder,
    )
    try:
        wait_until("LocalStack and bootstrap.sh are ready", lambda: is_ready(emulator, endpoint), lambda: "neither")
        say(f"LocalStack is up at {endpoint}")
        worker = Worker(folder, surroundings, Aws(endpoint))
        try:
            yield worker.deploy(configuration, emulator)
        finally:
            worker.stop()
    finally:
        emulator.stop()


def is_ready(emulator: Background, endpoint: str) -> bool:
    """Whether bootstrap.sh did all that it is to do, for which compose.yaml asks, too."""
    emulator.check_alive()
    try:
        with urllib.request.urlopen(f"{endpoint}/_localstack/init/ready", timeout=2) as answer:
            found = json.load(answer)
            failed = [script for script in found["scripts"] if script["state"] == "ERROR"]
            if failed:
                raise CheckFailed(f"bootstrap.sh failed: {failed}")
            return found["completed"]
    except OSError:
        return False


class Worker:
    """`lamella run`, which is stopped and started anew to change its configuration."""

    def __init__(self, folder: Path, surroundings: dict[str, str], aws: Aws):
        self.folder = folder
        self.aws = aws
        url = lambda name: aws.sqs.get_queue_url(QueueName=name)["QueueUrl"]
        self.ingest_queue = url("lamella-ingest")
        self.dead_letters = url("lamella-ingest-dlq")
        self.configuration = folder / "lamella.yaml"
        self.surroundings = surroundings | {
            "LAMELLA_CONFIG": str(self.configuration),
            "LAMELLA_INGEST_QUEUE_URL": self.ingest_queue,
            "LAMELLA_MERGE_QUEUE_URL": url("lamella-merge.fifo"),
        }
        self.process: Background | None = None

    def deploy(self, configuration: Path, emulator: Background) -> Stack:
        queues = [found.rpartition("/")[2] for found in self.aws.sqs.list_queues().get("QueueUrls", [])]
        buckets = [found["Name"] for found in self.aws.s3.list_buckets()["Buckets"]]
        notifications = self.aws.s3.get_bucket_notification_configuration(Bucket=LANDING).get("QueueConfigurations", [])
        figure(
            "bootstrap.sh",
            f"{len(queues)} queues, {len(buckets)} buckets, {len(notifications)} notification; `lamella run` beside them",
        )
        self.aws.give_back_after(self.ingest_queue, VISIBILITY_SECONDS)

        def check_alive() -> None:
            emulator.check_alive()
            self.process.check_alive()

        return Stack(
            self.aws,
            self.ingest_queue,
            self.dead_letters,
            lambda: self.reconfigure(configuration.read_text()),
            check_alive,
            self.reconfigure,
            lambda *arguments: run(lamella_command(*arguments), self.folder / "lamella.log", self.surroundings, self.folder),
        )

    def reconfigure(self, text: str) -> None:
        self.stop()
        self.configuration.write_text(text)
        self.process = Background(lamella_command("run"), self.folder / "worker.log", self.surroundings, self.folder)

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()
