"""The gallery with a hundred templates of one's own: when it can be used, when it is pictured, and the next time."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.watched import WAIT, said_by
from tests.bench.window import screen

MANY = 100


def measure() -> dict[str, Any]:
    """`gallery`: of the first time and the next, in a process each.

    usable_ms: from the command to a template that can be taken. pictured_ms: until every card in view has its portrait.
    taken: how many portraits were made. longest_ms: the longest that the window did not answer meanwhile. memory_mb: of
    the program alone, before and with the gallery.
    """
    with screen(), tempfile.TemporaryDirectory() as home:
        os.environ["NEWSLETTER_COMPOSER_HOME"] = home
        said_by("tests.bench.gallery", "keep")
        return {"gallery": {when: said_by("tests.bench.gallery", "open") for when in ("first", "next")}}


def _keep() -> None:
    """Save so many templates, each of other words."""
    from dataclasses import replace

    from composer.files.forms import read_any
    from composer.library.places import shipped
    from composer.library.save_template import save_template
    from composer.library.templates import read_library

    library = read_library()
    document = read_any(shipped("assets") / "samples" / "signal-and-noise" / "issue.json", library)
    images = {name: document.assets.get(name) for name in document.assets.names()}
    for number in range(MANY):
        issue = replace(document.issue, subject=f"Number {number}")
        save_template(issue, images, name=f"House {number:03}", library=library)
    print(json.dumps({"kept": MANY}), flush=True)


def _open() -> None:
    """Open the gallery over the sample as the program does, and watch it."""
    from PySide6.QtCore import QElapsedTimer, QTimer
    from PySide6.QtWidgets import QApplication

    from composer.app import engine
    from composer.app.main import SAMPLE, _app
    from composer.app.new_dialog import NewDialog
    from composer.library.places import shipped

    engine.prepare()
    qt = QApplication(sys.argv[:1])
    app = _app(qt)
    app.open_path(shipped("assets") / SAMPLE)
    window = app.windows[0]

    def until(holds: Any) -> None:
        end = time.monotonic() + WAIT
        while not holds():
            qt.processEvents()
            if time.monotonic() > end:
                raise TimeoutError

    until(lambda: window.canvas.view is not None and window.canvas.view.is_ready and window.review.fresh)
    before, pauses, since = _memory(), [0], QElapsedTimer()

    def beat() -> None:
        pauses.append(since.restart())

    beats = QTimer(interval=5)
    beats.timeout.connect(beat)
    since.start()
    beats.start()
    begun = time.perf_counter()
    window.files.new()
    dialog = window.findChild(NewDialog)
    assert dialog is not None
    until(dialog.create_button.isEnabled)
    usable = time.perf_counter() - begun
    until(lambda: not list(dialog.templates.without_portrait()))
    pictured = time.perf_counter() - begun
    said = {
        "usable_ms": round(usable * 1000),
        "pictured_ms": round(pictured * 1000),
        "taken": dialog.gallery.portraits.count,
        "longest_ms": max(pauses),
        "memory_mb": [before, _memory()],
    }
    end = time.monotonic() + 2  # what was pictured is kept by a job that nobody waits for
    while time.monotonic() < end:
        qt.processEvents()
    print(json.dumps(said), flush=True)
    os._exit(0)


def _memory() -> int:
    """Megabytes that the process has in memory; 0 where the system does not say it in a file."""
    told = Path("/proc/self/status")
    lines = told.read_text("utf-8").splitlines() if told.is_file() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:")), 0)


if __name__ == "__main__":
    {"keep": _keep, "open": _open}[sys.argv[1]]()
