"""Kill -9 of the real window while somebody types: what is recovered is what was typed, up to two seconds ago."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from composer.app.recovery import RESTORE
from composer.files.document import save_document
from composer.model.issue_json import write_issue
from tests.app.desks import LIBRARY, sample
from tests.app.starts import Start
from tests.app.typist import DOCUMENT, EDITS, TOLD, states
from tests.soak import SOAKING, figure

ROOT = Path(__file__).parent.parent.parent
DECLARED = LIBRARY.template("dispatch").declared
AT_ONCE = 3
State = Callable[[str, str, object, object], None]


@dataclass
class Typist:
    """A window in a process of its own, to be killed when it has done so many edits."""

    folder: Path
    process: int
    edits: int
    end: float = 0.0

    def told(self) -> list[tuple[int, float]]:
        """The edits done and when, whole lines only."""
        path = self.folder / TOLD
        lines = path.read_text().split("\n")[:-1] if path.exists() else []
        return [(int(number), float(at)) for number, at in (line.split() for line in lines)]

    def kill_in_time(self) -> bool:
        """Kill it if it has come so far; whether it is killed."""
        if not self.end and len(self.told()) >= self.edits:
            self.end = time.monotonic()
            os.killpg(self.process, signal.SIGKILL)
        return bool(self.end)

    def gone(self) -> bool:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, 0)
            return False
        return True


class Typists:
    """Starts them, and ends those that are left."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.app.typist"]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._server = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        self._begun: list[Typist] = []

    def begin(self, folder: Path, edits: int) -> Typist:
        """A window with the sample issue, saved in the folder."""
        assert self._server.stdin
        assert self._server.stdout
        folder.mkdir()
        document = sample()
        save_document(folder / DOCUMENT, document.issue, document.assets, library=LIBRARY)
        print(folder, file=self._server.stdin, flush=True)
        typist = Typist(folder, int(self._server.stdout.readline()), edits)
        self._begun.append(typist)
        return typist

    def __enter__(self) -> Typists:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server.stdin
        assert self._server.stdout
        for typist in self._begun:
            if not typist.end:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(typist.process, signal.SIGKILL)
        self._server.stdin.close()
        self._server.wait()
        self._server.stdout.close()


def recovered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Start the program anew where one was killed, restore what it offers, and start it once more."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(folder / "home"))
    start = Start(folder)
    start.offer(RESTORE)
    (window,) = start.app.windows
    issue, dirty = window.desk.session.now, window.desk.session.dirty
    asked = len(start.answers.asked)
    start.leave()
    again = Start(folder)
    again.offer()
    again.leave()
    return write_issue(issue, DECLARED) if asked == 1 and dirty else {}


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_p5_kills_while_typing_cost_two_seconds_at_most(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, promise: State
) -> None:
    times, chance = figure(3, 200), random.Random(5)
    typed = [write_issue(issue, DECLARED) for issue in states()]
    whole, most_seconds, most_edits, untouched = 0, 0.0, 0, 0
    with Typists() as typists:
        for first in range(0, times, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, times))
            group = [typists.begin(tmp_path / str(n), chance.randrange(25, figure(80, EDITS))) for n in numbers]
            files = [(each.folder / DOCUMENT).read_bytes() for each in group]
            qtbot.waitUntil(lambda group=group: not [each for each in group if not each.kill_in_time()], timeout=90_000)
            qtbot.waitUntil(lambda group=group: all(each.gone() for each in group), timeout=90_000)
            for typist, file in zip(group, files, strict=True):
                kept = typed.index(recovered(typist.folder, monkeypatch))  # ValueError: no state there ever was
                whole += 1
                untouched += (typist.folder / DOCUMENT).read_bytes() == file
                lost = [at for number, at in typist.told() if number > kept]
                most_edits = max(most_edits, len(lost))
                most_seconds = max(most_seconds, typist.end - lost[0] if lost else 0.0)
    seen = f"{whole} prefixes, {most_seconds:.2f} s, {most_edits} edits"
    promise("P5", f"{times} kill -9 of the window in {EDITS} edits", f"{times} prefixes, ≤ 2 s or ≤ 20 edits", seen)
    promise("P5", "offered once, restored beside a file left as it was", times, untouched)
    assert (whole, untouched) == (times, times)
    assert most_edits <= 20 or most_seconds <= (2 if SOAKING else 20)  # others may keep a machine busy
