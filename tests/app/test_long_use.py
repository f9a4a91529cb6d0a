"""A day's work in one process: memory, files and threads stay as they were, and what was closed is gone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.soak import SOAKING, figure

ROOT = Path(__file__).parents[2]
EDITS, PREVIEWS, WINDOWS, IDLE = figure(100, 10_000), figure(3, 200), figure(3, 50), figure(1, 30)
MB = 1_000_000
POOLS = 6  # threads of Qt's and the browser's, which come and go by themselves; in a soak they have rested
Promise = Callable[[str, str, object, object], None]


def used(home: Path) -> dict[str, Any]:
    """Use the program, and hear what was measured."""
    command = [sys.executable, "-m", "tests.app.long_use", *map(str, (EDITS, PREVIEWS, WINDOWS, IDLE))]
    environment = {**os.environ, "NEWSLETTER_COMPOSER_HOME": str(home), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=3000, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_long_use_leaves_nothing_behind(tmp_path: Path, promise: Promise) -> None:
    told = used(tmp_path)
    before, after, kept = told["before"], told["after"], told["kept"]
    what = f"{EDITS:,} edits, {PREVIEWS} full previews, {WINDOWS} windows opened and closed"
    grown = (after["own"] - before["own"]) / MB
    promise("P51", f"{what}: the program's memory grows by", "≤ 20 MB", f"{grown:.1f} MB")
    promise("P51", f"{what}: the browser's processes", f"≤ 60 MB after {IDLE} s", f"{after['children'] / MB:.1f} MB")
    promise("P51", "open files and threads, before and after", "equal", f"{_counts(before)} and {_counts(after)}")
    promise("P51", "growth in the last half of the edits", "≤ 1 KB an edit", f"{told['slope']:.0f} bytes an edit")
    promise("P51", "windows, pages, sessions, renderers before and after", "equal", _alive(before, after))
    assert after["alive"] == before["alive"]
    assert kept["alive"]["Window"] == after["alive"]["Window"] + 1  # it would be seen
    assert told["kept_slope"] > 1000
    assert after["files"] - before["files"] < WINDOWS  # not one for each
    assert after["threads"] - before["threads"] < WINDOWS + POOLS
    if SOAKING:  # a few edits and seconds say nothing about these
        assert grown <= 20
        assert told["slope"] <= 1000
        assert after["children"] <= 60 * MB
        assert after["files"] <= before["files"]
        assert after["threads"] <= before["threads"]


def _counts(measured: dict[str, Any]) -> str:
    return f"{measured['files']} + {measured['threads']}"


def _alive(*measured: dict[str, Any]) -> str:
    return " and ".join("/".join(map(str, each["alive"].values())) for each in measured)
