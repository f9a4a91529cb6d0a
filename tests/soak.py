"""How often a test tries: a few times on every run, the whole promised number in `make soak`, which ends with a table.

A test states what it promises and what it saw with the fixture `promise`. `make soak` runs what does so, and the
modules that import this one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any

SOAKING = bool(os.environ.get("NEWSLETTER_COMPOSER_SOAK"))
PROPERTY = "promise"
Row = tuple[str, str, str, str]  # number, promise, wanted, seen


def figure(quick: int, full: int) -> int:
    """`full` in `make soak`, else `quick`."""
    return full if SOAKING else quick


def imports_this(module: object) -> bool:
    """Whether a test module takes anything from here."""
    return any(getattr(value, "__module__", "") == __name__ for value in vars(module).values())


def rows_of(reports: Iterable[Any]) -> Iterator[Row]:
    """What tests stated, with the outcome of the test where it failed."""
    for report in reports:
        for name, row in report.user_properties:
            if name == PROPERTY and report.when == "call":
                number, promise, wanted, seen = row
                yield number, promise, wanted, f"{seen}  FAILED" if report.failed else seen


def table(rows: Iterable[Row]) -> list[str]:
    """Lines of a table, by number of promise."""
    whole = [("", "promise", "wanted", "seen"), *sorted(rows, key=lambda row: (_number(row[0]), row))]
    widths = [max(len(row[column]) for row in whole) for column in range(4)]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in whole]


def _number(name: str) -> int:
    found = re.search(r"\d+", name)
    return int(found[0]) if found else 0
