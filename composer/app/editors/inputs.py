"""Text inputs that leave undo to the session. Qt's own keep an undo stack and swallow its keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

_STANDARD = QKeySequence.StandardKey
MOST_LINES = 8
# px; border and padding of `QPlainTextEdit[role="line"]` with the text's margin: above and below, left and right.
CHROME = 14
SIDES = 20

# Fills a context menu with what can be inserted here; given the menu and a function that types a text.
Inserts = Callable[[QMenu, Callable[[str], None]], None]


def is_undo_key(event: QEvent) -> bool:
    """Whether a key is one of undo or redo, which the window takes to the session."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.matches(_STANDARD.Undo) or event.matches(_STANDARD.Redo):
        return True
    control = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)


def claims(event: QEvent, *keys: Qt.Key) -> bool:
    """Accept the event where it asks whether one of these keys is wanted here rather than by the window's actions."""
    wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in keys
    if wanted:
        event.accept()
    return wanted


def raw_text(edit: QPlainTextEdit) -> str:
    """The text with hard spaces as they are; Qt's toPlainText makes spaces of them."""
    return edit.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")


def show_menu(edit: QPlainTextEdit | QTextEdit, event: QContextMenuEvent, inserts: Inserts | None) -> None:
    """The standard menu less its own undo, with what can be inserted."""
    menu = edit.createStandardContextMenu()
    for action in menu.actions()[:3]:
        if action.isSeparator() or "undo" in action.objectName() or "redo" in action.objectName():
            menu.removeAction(action)
    if inserts is not None:
        menu.addSeparator()
        inserts(menu, lambda text: edit.textCursor().insertText(text))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


class TextInput(QPlainTextEdit):
    """Plain text that grows with what is written; without `breaks` it is one line which wraps."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, *, breaks: bool = False, inserts: Inserts | None = None) -> None:
        super().__init__()
        self._breaks = breaks
        self._inserts = inserts
        self._showing = False
        self.setProperty("role", "line")
        self.document().setDocumentMargin(2)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown_lines = 1
        self._measured, self._counts = "", dict[int, int]()  # lines of a text by width: layouts ask many times
        self.textChanged.connect(self._told)

    def show_text(self, text: str) -> None:
        """Show the text; the caret stays where it is as far as it can."""
        if text == raw_text(self):
            return
        at = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def _told(self) -> None:
        self._fit()
        if not self._showing:
            self.typed.emit(raw_text(self))

    def _fit(self) -> None:
        """Ask for another height when the number of lines is another; more than MOST_LINES scroll."""
        lines = self._lines(self.width())
        if lines != self._shown_lines:
            self._shown_lines = lines
            many = lines > MOST_LINES
            policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if many else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(policy)
            self.updateGeometry()

    def _lines(self, width: int) -> int:
        """How many lines the text takes in a widget `width` px wide. Qt's own layout knows only its present width."""
        text = raw_text(self)
        if text != self._measured:
            self._measured, self._counts = text, {}
        if width not in self._counts:
            self._counts[width] = self._count(text, width)
        return self._counts[width]

    def _count(self, text: str, width: int) -> int:
        option = QTextOption()
        option.setWrapMode(self.wordWrapMode())
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font())
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - SIDES))
        layout.endLayout()
        return max(2 if self._breaks else 1, layout.lineCount())

    def _height(self, lines: int) -> int:
        return min(lines, MOST_LINES) * self.fontMetrics().lineSpacing() + CHROME

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(self._lines(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """All lines are in sight up to MOST_LINES: until then the wheel scrolls the pane."""
        if self._shown_lines > MOST_LINES:
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured, self._counts = "", {}
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height(self._shown_lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._height(2 if self._breaks else 1))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._breaks) or is_undo_key(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().strip("\r\n") if source.hasText() else ""
        self.textCursor().insertText(text if self._breaks else re.sub(r"[\r\n\t]+", " ", text))
        self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, event, self._inserts)

    def type_in(self, text: str) -> None:
        """Put text where the caret is, as if typed."""
        self.textCursor().insertText(text)
        self.setFocus()


class ShortInput(QLineEdit):
    """A short value on one line (a number, a colour, a date), told while it is typed."""

    typed = Signal(str)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextMargins(-1, 0, 0, 0)
        self.textEdited.connect(self.typed)

    def show_text(self, text: str) -> None:
        """Show the text; the caret stays where it is as far as it can."""
        if text != self.text():
            at = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(at, len(text)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo_key(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo_key(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions()[:3]:
            menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
