"""Real windows in which a script types, until each is killed. Run by `test_kills.py`.

Reads lines from stdin, each a folder with a document in it: a window opens it in a process of its own, forked so that
it begins at once; the id of the process is printed. Each edit done is told in the folder, a line of its number and the
time in seconds.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from composer.app import engine
from composer.app.jobs import Jobs
from composer.app.look import Look
from composer.app.recovery import Recovery
from composer.app.window import Window
from composer.files.document import open_document
from composer.library.shelf import Shelf
from composer.model.edits import Edit, insert, put_field, put_issue, remove
from composer.model.issue import Block, Issue
from tests.app.desks import LIBRARY, desk, sample

EDITS = 300
EVERY = 15  # milliseconds
DOCUMENT, TOLD = "mine.newsletter", "told"


def edit(number: int, issue: Issue) -> Edit:
    """The edit of that number: words in a block, mostly; now and then a block more, or one less."""
    article = next(block for block in issue.blocks if block.type == "article")
    if number % 10 == 3:
        return insert([Block(f"typed{number}", "text")], number % len(issue.blocks))
    if number % 10 == 8:
        return remove([f"typed{number - 5}"])
    if number % 2:
        return put_issue("subject", f"Edit {number}")
    return put_field(article.id, "headline", f"Edit {number}")


def states() -> list[Issue]:
    """The issue after 0, 1, 2 ... edits, to the last."""
    every = [sample().issue]
    for number in range(EDITS):
        every.append(edit(number, every[-1])(every[-1]))
    return every


def main(folder: Path) -> None:
    """Type into the document in the folder until nothing is left to type, then wait to be killed."""
    engine.prepare()
    qt = QApplication(sys.argv[:1])
    document, jobs = open_document(folder / DOCUMENT, LIBRARY), Jobs()
    window = Window(
        desk(folder, document.issue, document.assets, jobs=jobs),
        Look(qt, "light"),
        open_window=lambda document: None,
        document=document,
    )
    recovery = Recovery(Shelf(LIBRARY), Jobs(threads=1))
    recovery.follow(window)
    window.show()
    file = os.open(folder / TOLD, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    done = 0

    def type_on() -> None:
        nonlocal done
        if done < EDITS:
            window.desk.session.apply("Type", edit(done, window.desk.session.now))
            done += 1
            os.write(file, b"%d %f\n" % (done, time.monotonic()))

    timer = QTimer(interval=EVERY)
    timer.timeout.connect(type_on)
    timer.start()
    qt.exec()


if __name__ == "__main__":
    engine.wall_in()
    import PySide6.QtWebEngineWidgets  # noqa: F401  # once for all of them

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who is killed is gone at once
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            os.setsid()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.environ["NEWSLETTER_COMPOSER_HOME"] = str(Path(line.strip()) / "home")
            main(Path(line.strip()))
            os._exit(0)
        print(process, flush=True)
