"""Deploys Lamella on this machine, lets files land, and checks what becomes of them. Started by ../test.sh, which says where the
jars of AWS' loop around functions lie, and the programs of LocalStack, if they are there."""

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import functions_on_ministack
import worker_on_localstack
from checks import Checks
from processes import SUITE, tail
from progress import CheckFailed, begin, figure, print_figures

DID_NOT_RUN = 75
CONFIGURATION = SUITE / "lamella.yaml"


def main(runtime: Path, localstack: Path | None) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    right = passes("functions on MiniStack", lambda folder: functions_on_ministack.deployed(folder, CONFIGURATION, runtime))
    worker = "a worker on LocalStack"
    if localstack is None:
        begin(worker)
        figure("DID NOT RUN", "LocalStack could not be installed; why is said at the beginning")
    else:
        right &= passes(worker, lambda folder: worker_on_localstack.deployed(folder, CONFIGURATION, localstack))
    print_figures()
    if not right:
        return 1
    return 0 if localstack else DID_NOT_RUN


def passes(name: str, deployed) -> bool:
    begin(name)
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="lamella-suite-"))
    try:
        with deployed(folder) as stack:
            Checks(stack, CONFIGURATION, folder).run()
        figure("took", f"{time.monotonic() - began:.0f} s")
        return True
    except CheckFailed as e:
        figure("FAILED", str(e))
        for log in sorted(folder.glob("*.log")):
            print(f"the end of {log.name}:\n{tail(log)}")
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None))
