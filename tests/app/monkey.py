"""Random hands at a real window: keys, clicks, drags, undo, saving, opening, pasting; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.mail_view import MailView
from composer.library.places import shipped
from tests.app.windows import Seat
from tests.security.material import FOLDER, payloads

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = [
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_F6, Qt.Key.Key_F2),
]
CHORDS = [Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_B]
ACTIONS = [
    *("edit.undo", "edit.undo", "edit.redo", "file.save", "file.save_as", "file.open", "file.new", "file.next"),
    *("block.up", "block.down", "block.duplicate", "block.hide", "block.hold", "block.delete", "block.insert"),
    *("view.desktop", "view.phone", "view.dark", "view.light", "view.images-off", "view.text", "view.zoom_in"),
    *("view.zoom_out", "view.left", "view.right", "view.cycle", "edit.check", "edit.issue", "look.dark", "look.light"),
    *("file.export", "file.save_template", "help.keys"),
]
WORDS = [
    "Rain",
    "a < b & c",
    "“ja” – élan",
    "https://example.org/a?b=c&d",
    "[[first_name|you]]",
    "x" * 300,
    "مرحبا",
    "🦆",
]
HTML = '<p>One <b>two</b> <a href="javascript:alert(1)">three</a><script>x</script><table><tr><td>4</td></tr></table>'

# A drag of Qt's own waits for a real mouse: views are asked what they would drag, these are left alone.
_DRAGGED_BY_QT = (QTextEdit, QPlainTextEdit, QLabel, MailView)


class Chance(Ask):
    """Answers at random; files are in a folder of the test's."""

    def __init__(self, dice: random.Random, folder: Path) -> None:
        super().__init__()
        self._dice = dice
        self._folder = folder

    def choice(self, sentence: str, more: str, verbs: Sequence[str], listed: Sequence[str] = ()) -> str:
        return self._dice.choice(list(verbs))

    def open_path(self, title: str, folder: Path, filters: str) -> Path | None:
        sample = shipped("assets") / "samples" / "signal-and-noise" / "issue.json"
        return self._dice.choice([None, sample, *sorted(self._folder.glob("*.newsletter"))])

    def save_path(self, title: str, proposed: Path, filters: str) -> Path | None:
        name = f"{self._dice.randrange(3)}{proposed.suffix or '.newsletter'}"
        return self._dice.choice([None, self._folder / name])

    def folder(self, title: str, proposed: Path) -> Path | None:
        return self._dice.choice([None, self._folder])


class Monkey:
    """Does one thing a turn. `did` is what it was, to be told when something broke."""

    def __init__(self, seat: Seat, seed: int) -> None:
        self._seat = seat
        self._dice = random.Random(seed)
        self._stuck = 0
        self._inside = QTimer(interval=20)  # fires within an event that has not come back: a button's menu, a dialog
        self._inside.timeout.connect(self._answer)
        self._held: set[QWidget] = set()
        self.did: list[str] = []
        self._ways: list[tuple[int, Callable[[], str]]] = [
            (30, self._type),
            (20, self._press),
            (8, self._chord),
            (25, self._click),
            (5, self._drag),
            (10, self._act),
            (4, self._copy),
        ]

    def turn(self) -> None:
        """One event, and what follows from it."""
        weights, ways = zip(*self._ways, strict=True)
        (way,) = self._dice.choices(ways, weights)
        self._unstick()
        self._inside.start()
        self.did.append(way())
        self._inside.stop()
        self._seat.desk.jobs.crank()
        QApplication.processEvents()

    def put_away(self) -> None:
        """Close what stands before the window."""
        for _ in range(20):
            before = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if before is None:
                break
            before.close()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._seat.window.activateWindow()

    def _drop(self, mime: QMimeData) -> None:
        """What a drag that began comes to: let fall over some widget."""
        target = self._target()
        if target is None:
            return
        at = self._point(target)
        move, copy = Qt.DropAction.MoveAction, Qt.DropAction.CopyAction
        both = move | copy
        enter = QDragEnterEvent(at, both, mime, LEFT, NONE)
        QApplication.sendEvent(target, enter)
        if enter.isAccepted():
            QApplication.sendEvent(target, QDragMoveEvent(at, both, mime, LEFT, NONE))
            QApplication.sendEvent(target, QDropEvent(QPointF(at), both, mime, LEFT, NONE))

    def _answer(self) -> None:
        """Go on in what stands before the window, by its keys; it is left after a few."""
        if standing := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            key = self._dice.choice([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape])
            QTest.keyClick(standing, key)

    def _unstick(self) -> None:
        standing = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        self._stuck = self._stuck + 1 if standing else 0
        if self._stuck > 12:
            self.put_away()
            self._stuck = 0

    def _focused(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or QApplication.activeModalWidget() or self._seat.window

    def _target(self) -> QWidget | None:
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._seat.window
        every = [child for child in top.findChildren(QWidget) if child.isVisible() and child.isEnabled()]
        every = [child for child in every if child.window() is top and child.width() > 2 and child.height() > 2]
        self._held |= {top, *every}  # Python's last reference to a popup of Qt's would take the popup along
        return self._dice.choice(every) if every else None

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(self._dice.randrange(widget.width()), self._dice.randrange(widget.height()))

    def _type(self) -> str:
        widget = self._focused()
        if not isinstance(widget, QLineEdit | QTextEdit):
            inputs = [
                w for w in self._seat.window.inspector.findChildren(QWidget) if isinstance(w, QLineEdit | QTextEdit)
            ]
            shown = [each for each in inputs if each.isVisible() and each.isEnabled()]
            if shown and not QApplication.activePopupWidget() and not QApplication.activeModalWidget():
                widget = self._dice.choice(shown)
                widget.setFocus()
        text = self._dice.choice("aZ 9.[<@")
        QTest.keyClick(widget, text)
        return f"type {text!r} in {type(widget).__name__}"

    def _press(self) -> str:
        key, keys = (
            self._dice.choice(KEYS),
            self._dice.choice([NONE, NONE, NONE, SHIFT, Qt.KeyboardModifier.AltModifier]),
        )
        widget = self._focused()
        QTest.keyClick(widget, key, keys)
        return f"press {key.name} {keys.name} in {type(widget).__name__}"

    def _chord(self) -> str:
        key = self._dice.choice(CHORDS)
        widget = self._focused()
        QTest.keyClick(widget, key, CONTROL)
        return f"press Ctrl+{key.name} in {type(widget).__name__}"

    def _click(self) -> str:
        widget = self._target()
        if widget is None:
            return "nothing"
        at, name = self._point(widget), type(widget).__name__
        if self._dice.random() < 0.1:
            QTest.mouseDClick(widget, LEFT, NONE, at)
        else:
            QTest.mouseClick(widget, LEFT, self._dice.choice([NONE, NONE, NONE, SHIFT, CONTROL]), at)
        return f"click {name} at {at.x()},{at.y()}"

    def _drag(self) -> str:
        widget = self._target()
        if widget is None or any(isinstance(each, _DRAGGED_BY_QT) for each in (widget, widget.parentWidget())):
            return "nothing"
        start, end, name = self._point(widget), self._point(widget), type(widget).__name__
        view = widget.parentWidget()
        if isinstance(view, QAbstractItemView):
            QTest.mouseClick(widget, LEFT, NONE, start)
            if view.dragEnabled() and view.selectedIndexes():
                self._drop(view.model().mimeData(view.selectedIndexes()))
            return f"drag from {type(view).__name__}"
        QTest.mousePress(widget, LEFT, NONE, start)
        for part in (0.3, 0.6, 1.0):
            if isValid(widget):  # what was begun may have made it anew
                QTest.mouseMove(widget, (QPointF(start) * (1 - part) + QPointF(end) * part).toPoint())
        if isValid(widget):
            QTest.mouseRelease(widget, LEFT, NONE, end)
        return f"drag {name} from {start.x()},{start.y()} to {end.x()},{end.y()}"

    def _act(self) -> str:
        name = self._dice.choice(ACTIONS)
        if QApplication.activeModalWidget() is None and self._seat.window.actions_by_name[name].isEnabled():
            self._seat.window.actions_by_name[name].trigger()
        return f"do {name}"

    def _copy(self) -> str:
        mime = QMimeData()
        kind = self._dice.randrange(4)
        if kind == 0:
            mime.setHtml(self._dice.choice([HTML, *(payloads() if FOLDER.is_dir() else ())]))
        elif kind == 1:
            image = QImage(40, 30, QImage.Format.Format_RGB32)
            image.fill(QColor("teal"))
            mime.setImageData(image)
        else:
            mime.setText(self._dice.choice(WORDS))
        QApplication.clipboard().setMimeData(mime)
        widget = self._focused()
        QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)
        return f"paste kind {kind} in {type(widget).__name__}"
