"""Kill -9 of the real window while somebody types: what is recovered is what was typed, up to two seconds ago."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.files.journal import left_behind
from composer.model.issue_json import write_issue
from tests.app.desks import LIBRARY
from tests.app.typist import EDITS, states
from tests.soak import figure

ROOT = Path(__file__).parent.parent.parent
DECLARED = LIBRARY.template("dispatch").declared
State = Callable[[str, str, object, object], None]


def told(path: Path) -> list[tuple[int, float]]:
    """The edits done, whole lines only."""
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [(int(number), float(at)) for number, at in (line.split() for line in lines)]


def killed(folder: Path, edits: int, qtbot: QtBot) -> tuple[list[tuple[int, float]], float]:
    """Kill the window once it has done so many edits; what it told, and when it was killed."""
    folder.mkdir()
    environment = os.environ | {"NEWSLETTER_COMPOSER_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "tests.app.typist", str(folder / "told")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        qtbot.waitUntil(lambda: len(told(folder / "told")) >= edits or process.poll() is not None, timeout=90_000)
    finally:
        at = time.monotonic()
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return told(folder / "told"), at


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_p5_kills_while_typing_cost_two_seconds_at_most(tmp_path: Path, qtbot: QtBot, promise: State) -> None:
    times, chance = figure(2, 200), random.Random(5)
    typed = [write_issue(issue, DECLARED) for issue in states()]
    prefixes, most_seconds, most_edits = 0, 0.0, 0
    for n in range(times):
        done, at = killed(tmp_path / str(n), chance.randrange(30, figure(80, EDITS)), qtbot)
        (journal,) = left_behind(tmp_path / str(n) / "home" / "state" / "journal")
        found = journal.read(LIBRARY)
        journal.close()
        assert found
        kept = typed.index(write_issue(found.issue, DECLARED))  # ValueError: it is no state there ever was
        prefixes += 1
        lost = [each for each in done if each[0] > kept]
        most_edits = max(most_edits, len(lost))
        most_seconds = max(most_seconds, at - lost[0][1] if lost else 0.0)
    seen = f"{prefixes} prefixes, {most_seconds:.2f} s, {most_edits} edits"
    promise("P5", f"{times} kill -9 of the window in {EDITS} edits", f"{times} prefixes, ≤ 2 s or ≤ 20 edits", seen)
    assert prefixes == times
    assert most_seconds <= 2 or most_edits <= 20
