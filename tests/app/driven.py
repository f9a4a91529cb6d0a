"""The real program in a process of its own, worked by a list of steps: `python -m tests.app.driven STEPS ARGUMENT...`.

STEPS is a JSON list of `[verb, argument]`: `write TEXT` makes it the subject; `answer VERB` waits for a dialog, notes
what it says and presses the button; `note` writes down what is open; `drawn` waits for the mail; `all N` for that many
windows; `enter BLOCK.FIELD` goes into a text of the mail; `file NAME` for a file in the profile's folder; `quit`;
`stay` does nothing more.
What is noted goes to `notes.jsonl` in the profile's folder, a line each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

import composer.app.main as program
from composer.__main__ import main
from composer.app.window import Window
from composer.model.edits import put_issue
from composer.model.finding import Place

HOME = Path(os.environ["NEWSLETTER_COMPOSER_HOME"])


def note(**told: Any) -> None:
    with (HOME / "notes.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")


def windows() -> list[Window]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window) and widget.isVisible()]


def write(text: str) -> bool:
    if not windows():
        return False
    windows()[0].desk.session.apply("Change subject", put_issue("subject", text), place=Place("", "subject"))
    return True


def answer(verb: str) -> bool:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QDialog):
        return False
    said = [label.text() for label in dialog.findChildren(QLabel)]
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    clipboard = QApplication.clipboard()  # another process's is not asked: it may be waiting for us
    note(said=said, verbs=list(buttons), clipboard=clipboard.text() if clipboard.ownsClipboard() else "")
    buttons[verb].click()
    return True


def tell(_: str) -> bool:
    if not windows() or QApplication.activeModalWidget():
        return False
    every = windows()
    note(
        subjects=[window.desk.session.now.subject for window in every],
        paths=[str(window.files.path or "") for window in every],
        dirty=[window.desk.session.dirty for window in every],
        toasts=[window.toast.label.text() for window in every],
        templates=sorted(every[0].desk.library.templates),
        view=[window.canvas.view is not None for window in every],
        pid=os.getpid(),
    )
    return True


def leave(_: str) -> bool:
    for window in windows():
        window.desk.session.mark_saved(window.desk.session.now)
    QApplication.closeAllWindows()
    return True


def drawn(_: str) -> bool:
    return bool(windows()) and windows()[0].canvas.view is not None and windows()[0].canvas.view.is_ready


VERBS: dict[str, Callable[[str], bool]] = {
    "write": write,
    "answer": answer,
    "note": tell,
    "quit": leave,
    "drawn": drawn,
    "all": lambda count: len(windows()) == int(count),
    "enter": lambda text: windows()[0].canvas.write(Place(*text.split("."))),
    "file": lambda name: (HOME / name).exists(),
    "stay": lambda _: False,
}


def drive(steps: list[list[str]]) -> None:
    """Take one step at each turn, again and again until it can be done."""

    def turn() -> None:
        if steps:
            verb, *rest = steps[0]
            taken = steps.pop(0)
            if not VERBS[verb](rest[0] if rest else ""):
                steps.insert(0, taken)

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(20)
    program.driver = timer  # type: ignore[attr-defined]  # lives as long as the program


if __name__ == "__main__":
    script = json.loads(sys.argv.pop(1))
    made = program._application

    def application() -> QApplication:
        qt = made()
        drive(script)
        return qt

    program._application = application
    sys.exit(main())
