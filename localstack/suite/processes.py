"""Programs that the suite starts. Whatever is started here is stopped at the end, with all that it started itself."""

import os
import signal
import socket
import subprocess
from pathlib import Path

from progress import CheckFailed

SUITE = Path(__file__).parent
PROJECT = SUITE.parent.parent
TAIL_LINES = 40


def lamella_command(*arguments: str) -> list[str]:
    """The command line of this checkout."""
    return [str(PROJECT / "lamella"), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(command: list[str], log: Path, environment: dict[str, str], folder: Path) -> str:
    """Answers what it printed. All of it, with what it said on standard error, is added to the log."""
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        printed, complaints = process.communicate()
    except BaseException:
        kill_group(process)
        raise
    with log.open("a") as out:
        out.write(printed + complaints)
    if process.returncode != 0:
        raise CheckFailed(f"`{' '.join(command)}` ended with {process.returncode}:\n{tail(log)}")
    return printed


class Background:
    """A program that runs until it is stopped, in a process group of its own."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str], folder: Path):
        self.log = log
        with log.open("a") as out:
            self.process = subprocess.Popen(
                command,
                env=environment,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check_alive(self) -> None:
        if self.process.poll() is not None:
            raise CheckFailed(f"`{self.process.args[0]}` ended with {self.process.returncode}:\n{tail(self.log)}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            pass
        kill_group(self.process)


def kill_group(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # nobody is left
    process.wait()


def tail(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join("    | " + line for line in lines[-TAIL_LINES:])
