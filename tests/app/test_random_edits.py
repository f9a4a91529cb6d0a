"""Thousands of random edits in the real window: nothing raised or logged, memory level, and a whole document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.soak import SOAKING, figure

ROOT = Path(__file__).parents[2]
EDITS, IDLE = figure(40, 10_000), figure(1, 30)
SEED = int(os.environ.get("EDITS_SEED", "1"))
GROWTH = 0.10
Promise = Callable[[str, str, object, object], None]


@pytest.mark.skipif(sys.platform != "linux", reason="counts as Linux does")
def test_random_edits_leave_a_whole_document_and_level_memory(tmp_path: Path, promise: Promise) -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.app.random_edits", *map(str, (SEED, EDITS, IDLE))]
    environment = {**os.environ, "NEWSLETTER_COMPOSER_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=3500, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    grown = [end / half - 1 for half, end in zip(told["half"], told["end"], strict=True)]
    what = f"{EDITS:,} random edits, seed {SEED}, of which {told['changed']:,} changed the issue"
    promise("P52", f"{what}: raised or logged", 0, len(told["wrong"]))
    for who, by, half in zip(("program", "browser"), grown, told["half"], strict=True):
        promise("P51", f"{what}: memory of the {who} in the last half", "< +10 %", f"{by:+.1%} of {half:,} bytes")
    promise("P13", f"{what}: saved, opened, saved", "same issue, same bytes", (told["reopened"], told["again"]))
    assert told["wrong"] == []
    assert (told["reopened"], told["again"], told["ordered"], told["steady"]) == (True, True, True, True)
    assert told["changed"] > EDITS // 4
    assert len(told["planted"]) == 1  # it would be seen
    assert told["held"][0] > told["end"][0] * 1.05
    if SOAKING:  # a few edits say nothing about memory
        assert max(grown) < GROWTH
