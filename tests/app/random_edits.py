"""The real program edited at random, in a process of its own: by keys and the mouse in the mail, in lists and fields.

`python -m tests.app.random_edits SEED EDITS IDLE`: so many edits, chosen by the seed; before memory is looked at, so
many seconds of nothing. What came of it is printed as JSON:

- `changed`: how many of them changed the issue; `wrong`: what was raised or logged
- `half` and `end`: private memory in bytes after all garbage went, of the program and of its browser
- `reopened`: whether the saved document is the issue; `again`: whether it saves to the same bytes
- `ordered`: whether the mail has the blocks of the issue; `steady`: whether the renderer is still the first
- `planted`: what is `wrong` with one error more; `held`: memory with a tenth more of it held
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QInputMethodEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from composer.app import engine
from composer.app.diagnostics import trace_of
from composer.app.locked import WORLD
from composer.app.logs import hear_qt, keep_logs, logs
from composer.files.document import open_document, save_document
from composer.model.edits import put_issue
from tests.app.long_use import User, descendants, measured, private

LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
Key = Qt.Key
WORDS = ("rain ", "a < b & c ", "“ja” ", "x", ", ", "## ", "- ", "**so** ", "[[first_name]] ", "1. ", '"', "ß🦆 ")
HTML = '<p>One <b>two</b> <a href="https://example.org/">three</a></p><ul><li>four</li></ul><script>five</script>'
IN_TEXTS = (
    *((key, NONE) for key in (Key.Key_Return, Key.Key_Backspace, Key.Key_Delete, Key.Key_Left, Key.Key_Right)),
    *((key, NONE) for key in (Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End, Key.Key_Tab)),
    *((key, CONTROL) for key in (Key.Key_B, Key.Key_I, Key.Key_U, Key.Key_A, Key.Key_X, Key.Key_V)),
    *((key, SHIFT) for key in (Key.Key_Left, Key.Key_Right, Key.Key_Return, Key.Key_Tab)),
)
BLOCKS, LETTERS = 24, 600  # an issue that grew beyond is cut back
# What the log says of a machine without a graphics card or a system's bus.
MACHINE = ("ulkan", "GPU vendor", "Sandboxing")
TEXTS = """JSON.stringify([...document.querySelectorAll("[data-edit]")].map(text => text.getBoundingClientRect())
  .filter(box => box.width && box.top > 30 && box.top < innerHeight - 30)
  .map(box => [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)]))"""
ORDER = 'JSON.stringify([...document.querySelectorAll("[data-block]")].map(block => block.dataset.block))'


class Editor(User):
    """Edits the first window at random. `wrong` is what went wrong."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.wrong: list[str] = []
        sys.excepthook = self.raised
        super().__init__()
        self.app.jobs.unforeseen = self.app.recovery.jobs.unforeseen = self.failed
        self.dice, self.changed = random.Random(seed), 0
        self.picture = folder / "dropped.png"
        image = QImage(640, 400, QImage.Format.Format_RGB32)
        image.fill(QColor("teal"))
        assert image.save(str(self.picture))
        self.ways: list[tuple[int, Callable[[], object]]] = [
            *((36, self.type), (16, self.press), (14, self.enter), (8, self.undo), (5, self.redo)),
            *((4, self.paste), (4, self.move), (4, self.insert), (3, self.delete), (2, self.theme)),
            *((2, self.drop), (4, self.field), (1, self.duplicate)),
        ]

    def raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """By what Qt called. What is raised here ends it."""
        sys.__excepthook__(kind, error, trace)
        self.failed(error)

    def failed(self, error: BaseException) -> None:
        self.wrong.append(f"{trace_of(error)}\n{error}")

    def turn(self) -> None:
        """One edit, and what follows from it."""
        session, ways = self.window.desk.session, self.ways
        before = session.now
        if len(before.blocks) > BLOCKS:
            self.delete()
        else:
            weights, acts = zip(*ways, strict=True)
            self.dice.choices(acts, weights)[0]()
        self.ask("0")
        self.put_away()
        self.changed += session.now is not before

    def ask(self, script: str) -> Any:
        """What the page answers; it has then done all that it was told before."""
        answers: list[Any] = []
        self.until(lambda: self.view.is_ready)
        self.view.page().runJavaScript(script, WORLD, answers.append)
        self.until(lambda: bool(answers))
        return answers[0]

    def put_away(self) -> None:
        """Close what stands before the window."""
        while standing := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            standing.close()
            self.come_round()
        if (card := self.window.pictures.card) is not None and isValid(card) and card.isVisible():
            QTest.keyClick(card.focusWidget() or card, Key.Key_Escape)
            self.come_round()

    @property
    def mail(self) -> QWidget:
        target = self.view.focusProxy()
        assert isinstance(target, QWidget)
        return target

    # Ways to edit

    def type(self) -> None:
        """A few letters where the caret is; a text too long begins anew."""
        edits = self.window.canvas.edits
        if edits.place is None:
            self.enter()
        elif len(edits._value) > LETTERS:
            QTest.keyClick(self.mail, Key.Key_A, CONTROL)
        write(self.mail, self.dice.choice(WORDS))

    def press(self) -> None:
        QTest.keyClick(self.mail, *self.dice.choice(IN_TEXTS))

    def enter(self) -> None:
        """Click in a text of the mail that is in view."""
        if self.dice.random() < 0.3:
            self.ask(f"scrollTo(0, {self.dice.random():.2f} * document.documentElement.scrollHeight)")
        points = json.loads(self.ask(TEXTS))
        if points:
            at, zoom = self.dice.choice(points), self.view.zoomFactor()
            QTest.mouseClick(self.mail, LEFT, NONE, QPoint(*(round(side * zoom) for side in at)))

    def undo(self) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, Key.Key_Z, CONTROL)

    def redo(self) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, Key.Key_Z, CONTROL | SHIFT)

    def paste(self) -> None:
        mime, kind = QMimeData(), self.dice.randrange(4)
        if kind == 0:
            mime.setUrls([QUrl.fromLocalFile(str(self.picture))])
        elif kind == 1:
            mime.setText(self.dice.choice(WORDS))
        else:
            mime.setHtml(HTML)
            mime.setText("One two three")
        QGuiApplication.clipboard().setMimeData(mime)
        QTest.keyClick(self.mail, Key.Key_V, CONTROL)

    def chosen(self) -> None:
        """Have a block chosen in the outline."""
        block = self.dice.choice(self.window.desk.session.now.blocks)
        self.window.outline.setFocus()
        self.window.outline.choose([block.id])

    def move(self) -> None:
        self.chosen()
        for _ in range(self.dice.randint(1, 4)):
            QTest.keyClick(self.window.outline, self.dice.choice([Key.Key_Up, Key.Key_Down]), ALT)

    def duplicate(self) -> None:
        self.chosen()
        QTest.keyClick(self.window.outline, Key.Key_D, CONTROL)

    def delete(self) -> None:
        if len(self.window.desk.session.now.blocks) > 3:
            self.chosen()
            QTest.keyClick(self.window.outline, Key.Key_Delete)

    def insert(self) -> None:
        """From the list, or by a slash in a text."""
        name, title = self.dice.choice([(name, kind.title) for name, kind in self.window.desk.types.items()])
        if self.window.canvas.edits.place is None or self.dice.random() < 0.5:
            self.window.edits.insert(name)
            return
        QTest.keyClick(self.mail, Key.Key_End, CONTROL)
        QTest.keyClick(self.mail, Key.Key_Return)
        QTest.keyClicks(self.mail, f"/{title.lower()}")
        QTest.keyClick(self.mail, Key.Key_Return)

    def theme(self) -> None:
        token = self.dice.choice(["accent", "ink", "paper"])
        colour = put_issue(f"theme.{token}", f"#{self.dice.randrange(0xFFFFFF):06x}")
        self.window.desk.session.apply("Change colour", colour)

    def drop(self) -> None:
        """A picture from elsewhere, let go somewhere over the mail."""
        mime, canvas = QMimeData(), self.window.canvas
        mime.setUrls([QUrl.fromLocalFile(str(self.picture))])
        at = QPoint(canvas.width() // 2, self.dice.randint(40, canvas.height() - 80))
        for event in (
            QDragEnterEvent(at, COPY, mime, LEFT, NONE),
            QDragMoveEvent(at, COPY, mime, LEFT, NONE),
            QDropEvent(QPointF(at), COPY, mime, LEFT, NONE),
        ):
            QApplication.sendEvent(canvas, event)

    def field(self) -> None:
        """A few letters in the inspector."""
        self.window.activateWindow()
        inputs = [each for each in self.window.inspector.findChildren(QWidget) if each.inherits("QTextEdit")]
        shown = [each for each in inputs if each.isVisible() and each.isEnabled()]
        if shown:
            taken = self.dice.choice(shown)
            taken.setFocus()
            if len(taken.toPlainText()) > LETTERS:  # type: ignore[attr-defined]
                QTest.keyClick(taken, Key.Key_A, CONTROL)
            write(taken, self.dice.choice(WORDS).strip())

    # What came of it

    def rest(self, seconds: float = 1) -> None:
        """Leave the text, and let all be done that was begun."""
        QTest.keyClick(self.mail, Key.Key_Escape)
        self.until(lambda: self.window.canvas.edits.place is None)
        self.settle(self.window)
        super().rest(seconds)

    def told(self) -> list[str]:
        """All that went wrong, with what stands in the log."""
        lines = "\n".join(path.read_text("utf-8") for path in sorted(logs().glob("*.log*"))).splitlines()
        heard = [line for line in lines if any(f" {level} " in line for level in ("WARNING", "ERROR", "CRITICAL"))]
        return [*self.wrong, *(line for line in heard if not any(word in line for word in MACHINE))]

    def kept(self, folder: Path) -> dict[str, bool]:
        """Whether the issue is the one that is saved and shown."""
        desk, path = self.window.desk, folder / "edited.newsletter"
        save_document(path, desk.session.now, desk.assets, library=desk.library)
        found = open_document(path, desk.library)
        again = folder / "again.newsletter"
        save_document(again, found.issue, found.assets, library=desk.library)
        shown, there = json.loads(self.ask(ORDER)), [block.id for block in desk.session.now.blocks if block.printed]
        return {
            "reopened": found.issue == desk.session.now,
            "again": again.read_bytes() == path.read_bytes(),
            "ordered": shown == there,
        }


def write(widget: QWidget, text: str) -> None:
    """By keys; what a keyboard of QTest's does not have, as an input method brings it."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            event = QInputMethodEvent("", [])
            event.setCommitString(character)
            QApplication.sendEvent(widget, event)


def memory() -> list[int]:
    """Of the program and of its browser's processes, when nothing is left to be let go: not what lies free."""
    measured()
    ctypes.CDLL(None).malloc_trim(0)
    return [private("self"), sum(map(private, descendants()))]


def main(seed: int, edits: int, idle: int) -> None:
    folder = Path(os.environ["NEWSLETTER_COMPOSER_HOME"])
    engine.prepare()
    keep_logs()
    hear_qt()
    editor = Editor(seed, folder)
    first, half = editor.view.page().renderProcessPid(), [0, 0]
    for number in range(edits):
        editor.turn()
        if number == edits // 2:
            editor.rest(idle)
            half = memory()
    editor.rest(idle)
    end = memory()
    told: dict[str, Any] = {
        "changed": editor.changed, "wrong": editor.told(), "half": half, "end": end, **editor.kept(folder),
        "steady": editor.view.page().renderProcessPid() == first,
    }  # fmt: skip
    editor.failed(RuntimeError("planted"))
    held = b"x" * (end[0] // 10)
    print(json.dumps({**told, "planted": editor.told(), "held": memory()}), flush=True)
    assert held
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
