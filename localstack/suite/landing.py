"""The files that land. What they hold follows from their number, so that each run is the same."""

import csv
import gzip
import io
import json
from pathlib import Path

PEOPLE = 1_000
COUNTRIES = ["DE", "FR", "SE", "中国"]
NAMES = ["Ada", 'Grace "Amazing" Hopper', "Lovelace, Ada", "Müller", "明", "O'Neil"]

# In people, a row that does not fit goes to quarantine. In orders, it refuses the whole object.
BAD_PEOPLE = 20
POISON = "orders/poison.ndjson"
ORDERS_PER_FILE = 100


def write_people(folder: Path) -> None:
    for number in range(PEOPLE):
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["id", "name", "country", "born", "wealth"])
        for row in range(5 + number % 40):
            # Most files are of one country, some of all. The last has few: LocalStack 4.14 cannot go on behind a page of a listing
            # that ends with a key beyond ASCII.
            country = COUNTRIES[row % 4] if number % 20 == 0 else COUNTRIES[number % 3]
            writer.writerow(_person(number * 100 + row, country))
        if number % (PEOPLE // BAD_PEOPLE) == 0:
            writer.writerow([number * 100 + 99, "Nobody", "DE", "the other day", "1.00"])
        data = text.getvalue().encode()
        zipped = number % 10 == 0
        # Some keys have what notifications encode.
        name = f"file {number}+1.csv" if number % 7 == 0 else f"{number}.csv"
        _write(folder / f"people/day={number % 30}" / (name + ".gz" * zipped), gzip.compress(data) if zipped else data)


def _person(identity: int, country: str) -> list:
    born = "" if identity % 11 == 0 else f"{1900 + identity % 100}-{1 + identity % 12:02}-{1 + identity % 28:02}"
    name = NAMES[identity % len(NAMES)]
    return [identity, name, country, born, f"{identity * 7 % 1_000_003}.{identity % 100:02}"]


def write_orders(folder: Path) -> None:
    _write(folder / "orders/before.ndjson", _orders(1))
    _write(folder / POISON, _orders(2) + b'{"id": "none", "item": "broken"}\n')
    _write(folder / "orders/after.ndjson", _orders(3))


def _orders(number: int) -> bytes:
    rows = ({"id": number * 1_000 + row, "item": NAMES[row % 6], "ordered": "2026-03-01T10:00:00Z"} for row in range(ORDERS_PER_FILE))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
