"""What the suite tells while it runs, and at the end."""

import time

STARTED = time.monotonic()

figures: list[str] = []


class CheckFailed(Exception):
    """Something is not as it must be. Its text says what was expected and what was found."""


def say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


def begin(stack: str) -> None:
    """What follows is of this stack."""
    say(f"--- {stack}")
    figures.append(f"\n{stack}")


def figure(name: str, text: str) -> None:
    """A line of the summary, also told at once."""
    say(f"{name}: {text}")
    figures.append(f"  {name:<16} {text}")


def print_figures() -> None:
    print("\n".join(figures) + "\n")


def check(holds: bool, otherwise: str) -> None:
    if not holds:
        raise CheckFailed(otherwise)


def wait_until(what: str, holds, show, patience_seconds: int = 180) -> None:
    """Looks every second, for as long as anything changes in what `show` tells."""
    seen, since = "", time.monotonic()
    while not holds():
        if time.monotonic() > since + patience_seconds:
            now = str(show())
            if now == seen:
                raise CheckFailed(f"nothing changed for {patience_seconds} s on the way to: {what}. There is {seen}")
            seen, since = now, time.monotonic()
        time.sleep(1)
