"""The window: from the start of a process to its first paint, and from an edit to the painted page; under Xvfb."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from pyvirtualdisplay.display import Display

from tests.bench.issues import COUNTS, measured
from tests.bench.watched import Watched, said_by

STARTS = 5
EDITS = 15
_WATCH = """
window.painted = 0;
new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.painted = performance.timeOrigin + performance.now();
}))).observe(document.body, {childList: true, subtree: true, characterData: true});
"""


def measure() -> dict[str, Any]:
    """`first_window_s` and `edit_to_paint_ms`."""
    with screen():
        starts = [_child("first") for _ in range(STARTS)]
        edits = {str(count): _child("edits", str(count)) for count in (COUNTS[0], COUNTS[-1])}
    return {"first_window_s": round(median(starts), 3), "edit_to_paint_ms": edits}


@contextmanager
def screen() -> Iterator[None]:
    """A screen of 24 bits, as QtWebEngine wants; no sandbox for root, for whom Chromium has none."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    with Display(visible=False, size=(1600, 1000), color_depth=24):
        yield


def _child(*what: str) -> float:
    """What a process of its own says, in the last line of its output."""
    begun = time.time()
    said = said_by("tests.bench.window", *what)
    return float(said["at"] - begun if "at" in said else said["ms"])


def _first() -> None:
    """Start as a person does; say when the window was first painted, and end."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from composer.app import main as start
    from composer.app.window import Window

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, Window):
                print(json.dumps({"at": time.time()}), flush=True)
                os._exit(0)
            return False

    painted = Painted()
    installed: Callable[..., Any] = start.engine.prepare

    def prepare() -> None:
        installed()
        QApplication(sys.argv[:1]).installEventFilter(painted)

    start.engine.prepare = prepare
    start.main()


def _edits(articles: int) -> None:
    """Edits of one article's text in a page of so many, each timed until two frames after it was drawn."""
    from PySide6.QtWidgets import QApplication

    from composer.app import engine
    from composer.app.canvas import Canvas
    from composer.app.desk import Desk
    from composer.app.jobs import Jobs
    from composer.app.preview import Preview
    from composer.app.selection import Selection
    from composer.app.settings import Settings
    from composer.files.assets import Assets
    from composer.library.shelf import Shelf
    from composer.model.edits import put_field
    from composer.render.page import Renderer
    from composer.session import Session
    from tests.bench.issues import library

    engine.prepare()
    app = QApplication(sys.argv[:1])
    session, jobs = Session(measured(articles)), Jobs()
    desk = Desk(session, Selection(), Shelf(library()), Assets(), Renderer(library()), jobs, Settings())
    canvas = Canvas(desk, Preview(session, desk.settings))
    canvas.resize(1000, 900)
    canvas.show()
    canvas.start()

    page = Watched(app, canvas)
    until, asked = page.until, page.asked
    until(lambda: canvas.view is not None and canvas.view.is_ready)
    page.run(_WATCH)
    block = next(block for block in session.now.blocks if block.type == "article")
    times = []
    for number in range(EDITS):
        page.run("window.painted = 0")
        asked("1")
        begun = time.time() * 1000
        session.apply(
            "Change text", put_field(block.id, "body", block.fields["body"].replace("<p>", f"<p>{number} ", 1))
        )
        until(lambda: asked("window.painted"))
        times.append(asked("window.painted") - begun)
    print(json.dumps({"ms": round(median(times), 1)}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1] == "first":
        _first()
    else:
        _edits(int(sys.argv[2]))
