"""The attacks kept beside the project; where they are not there, the tests that need them are skipped."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.soak import figure

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "security"
there = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no attacks to try in {FOLDER}")


@cache
def attacks(name: str) -> tuple[dict[str, Any], ...]:
    """Every attack of a file, as it describes itself."""
    text = (FOLDER / f"{name}.jsonl").read_text("utf-8")
    return tuple(json.loads(line) for line in text.split("\n") if line)


def payloads() -> tuple[str, ...]:
    """Each piece of HTML that tries to run something."""
    return tuple(attack["payload"] for attack in attacks("xss_dev"))


def sample(items: tuple[Any, ...], quick: int) -> list[Any]:
    """Some of them, the same each time; all in a soak."""
    return Random(7).sample(items, min(len(items), figure(quick, len(items))))
