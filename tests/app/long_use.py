"""The real program used for long, in a process of its own, measured as it goes.

`python -m tests.app.long_use EDITS PREVIEWS WINDOWS IDLE`: so many edits, pages made from the start and windows opened
and closed, then so many seconds of nothing. What was measured is printed as JSON: `before` and `after` as in
`Measured`, `slope` in bytes an edit over the last half of them; and, to show that it would be seen, `kept` and
`kept_slope` with one window and some memory not let go of.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop

from composer.app import engine
from composer.app import main as program
from composer.app.mail_view import MailView
from composer.app.memory import collect
from composer.app.window import Window
from composer.model.edits import insert, move, put_field, put_issue, remove
from composer.model.issue import Block
from composer.render.page import Renderer
from composer.session import Session

KINDS = (Window, MailView, Session, Renderer)
EACH = 50  # edits between two looks at the memory
WARM = 300  # edits at most before anything counts: caches are full then


@dataclass(slots=True)
class Measured:
    """Of the program's process in bytes and numbers; `children` in bytes of all its processes together."""

    own: int
    children: int
    files: int
    threads: int
    alive: dict[str, int]


def private(pid: int | str) -> int:
    """Memory that is a process's alone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(kib) * 1024 for kib in re.findall(r"^Private_(?:Clean|Dirty): +(\d+)", text, re.MULTILINE))


def descendants() -> list[int]:
    """Every process that came of this one."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [os.getpid()]
    for above in found:
        found += [pid for pid, parent in parents.items() if parent == above]
    return found[1:]


def measured() -> Measured:
    collect()
    alive = {kind.__name__: sum(isinstance(each, kind) for each in gc.get_objects()) for kind in KINDS}
    return Measured(
        own=private("self"),
        children=sum(map(private, descendants())),
        files=len(list(Path("/proc/self/fd").iterdir())),
        threads=len(list(Path("/proc/self/task").iterdir())),
        alive=alive,
    )


class User:
    """Somebody at the first window of the program."""

    def __init__(self) -> None:
        self.qt = program._application()
        self.app = program._app(self.qt)
        self.app.open_path(program.shipped("assets") / program.SAMPLE)
        self.window = self.app.windows[0]
        self.settle(self.window)

    def come_round(self, most: int = 0) -> None:
        """Do what waits, for at most so many milliseconds where given.

        What is to be deleted later goes with it: a running event loop does that by itself, a bare look at it does not.
        """
        if most:
            self.qt.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, most)
        else:
            self.qt.processEvents()
        self.qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def until(self, holds: Callable[[], object], patience: float = 60) -> None:
        end = time.monotonic() + patience
        while not holds():
            self.come_round(20)
            assert time.monotonic() < end, "it never came to that"

    def settle(self, window: Window) -> None:
        """Wait for the page, and for the checks to have read it."""
        self.until(lambda: window.canvas.view is not None and window.canvas.view.is_ready and window.review.fresh)

    def rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() >= end, seconds + 60)

    def rested(self, seconds: float) -> Measured:
        """What is used after so many seconds of nothing; threads are counted after as many more.

        The browser's pools send a thread home that had nothing to do for half a minute.
        """
        self.rest(seconds)
        found = measured()
        self.rest(seconds)
        return replace(found, threads=measured().threads)

    def edit(self, number: int) -> None:
        """Letters, mostly; blocks come, move and go, colours change, things are undone."""
        session = self.window.desk.session
        article = next(block for block in session.now.blocks if block.type == "article")
        turn = number % 20
        if turn == 3:
            session.apply("Insert", insert([Block(f"typed{number}", "text")], number % len(session.now.blocks)))
        elif turn == 8:
            session.apply("Move", move([f"typed{number - 5}"], (number * 7) % len(session.now.blocks)))
        elif turn == 13:
            session.apply("Delete", remove([f"typed{number - 10}"]))
        elif turn == 15:
            session.apply("Change colour", put_issue("theme.accent", f"#{(number * 7919) % 0xFFFFFF:06x}"))
        elif turn == 17:
            self.window.undo()
        elif turn == 18:
            self.window.redo()
        elif turn % 2:
            session.apply("Type", put_issue("subject", f"Subject {number}"), merge_key="subject")
        else:
            words = f"Headline {number}"
            session.apply("Type", put_field(article.id, "headline", words), merge_key="headline")
        self.come_round()

    def preview(self) -> None:
        """The whole page from the start."""
        self.window.canvas.renew()
        self.until(lambda: not self.view.is_ready)
        self.until(lambda: self.view.is_ready)

    def other_window(self) -> Window:
        """Open the document once more, look at it, and close it; gives what is left of it."""
        before = len(self.app.windows)
        self.app.open_path(program.shipped("assets") / program.SAMPLE)
        other = self.app.windows[-1]
        self.settle(other)
        other.close()
        self.until(lambda: len(self.app.windows) == before)
        return other

    @property
    def view(self) -> MailView:
        assert self.window.canvas.view is not None
        return self.window.canvas.view


def slope(points: list[tuple[int, int]]) -> float:
    """Bytes an edit, by the line of least squares."""
    count = len(points)
    middle, height = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - height) for x, y in points) / spread if spread else 0.0


def main(edits: int, previews: int, windows: int, idle: float) -> None:
    engine.prepare()
    user = User()
    for number in range(min(WARM, edits)):
        user.edit(number)
    for _ in range(2):
        user.preview()
        user.other_window()
    user.settle(user.window)
    before, points = user.rested(idle), []
    for number in range(edits):
        user.edit(WARM + number)
        if number % EACH == EACH - 1:
            points.append((number, private("self")))
    for _ in range(previews):
        user.preview()
    for _ in range(windows):
        user.other_window()
    user.settle(user.window)
    after = user.rested(idle)
    kept = [user.other_window()]
    hoard = [(b"x" * 20_000_000, private("self")) for _ in range(10)]
    told: dict[str, Any] = {
        "before": asdict(before), "after": asdict(after), "slope": slope(points[len(points) // 2 :]),
        "kept": asdict(measured()), "kept_slope": slope([(n * 100, size) for n, (_, size) in enumerate(hoard)]),
    }  # fmt: skip
    assert kept
    assert hoard
    print(json.dumps(told), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]), float(sys.argv[4]))
