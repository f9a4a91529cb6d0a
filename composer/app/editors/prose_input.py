"""The rich-text input: our subset and no more, its own keys, paste through the one gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import QTextEdit

from composer.app.editors import prose_commands as commands
from composer.app.editors.inputs import Inserts, is_undo_key, show_menu
from composer.app.editors.prose_document import insert_inline, insert_prose, read_prose, write_prose
from composer.app.editors.prose_marks import Standing, dress, marks_of, standing_of
from composer.app.look import colours
from composer.app.pasting import prose_in
from composer.errors import ComposerError
from composer.importing.paste import Pasted
from composer.model import prose

_KEPT = ("Copy", "Cut", "Paste", "SelectAll", "MoveToNextWord", "MoveToPreviousWord", "SelectNextWord",
         "SelectPreviousWord", "DeleteStartOfWord", "DeleteEndOfWord", "MoveToStartOfDocument", "MoveToEndOfDocument",
         "SelectStartOfDocument", "SelectEndOfDocument")  # fmt: skip
MARKS = {"strong": "Bold", "em": "Italic", "u": "Underline", "s": "Strike through", "code": "Code"}
LEAST, MOST = 96, 420  # px


class ProseInput(QTextEdit):
    """Holds canonical prose. `typed` tells it when it changed, with the name of the step where it was not typing.

    `link_wanted` asks for an address (Ctrl+K). `pasting` tells what will be put in from the clipboard, `pasted` that
    it is, `refused` why it is not. credit_wanted: asks whether a credit found there is of use.
    """

    typed = Signal(str, str)
    pasting = Signal(Pasted)
    pasted = Signal(Pasted)
    refused = Signal(str)
    link_wanted = Signal()
    followed = Signal(str)  # a link is to be opened
    tag_wanted = Signal()
    moved = Signal()

    def __init__(self, inserts: Inserts | None = None) -> None:
        super().__init__()
        self._inserts = inserts
        self.credit_wanted: Callable[[], bool] = lambda: False
        self._showing = False
        self._html = ""
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setIndentWidth(18)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(lambda: self._fitting.start())
        self.textChanged.connect(lambda: self._told())
        self.cursorPositionChanged.connect(self.moved)
        self.currentCharFormatChanged.connect(lambda: self.moved.emit())
        self._keys()
        self._fit()

    def html(self) -> str:
        """What is written, as canonical prose."""
        return prose.clean(write_prose(self.document()))

    def show_html(self, html: str) -> None:
        """Show canonical prose, unless it is what is written; the caret stays where it is as far as it can."""
        if html == self._html:
            return
        self._html = html
        at, scroll = self.textCursor().position(), self.verticalScrollBar().value()
        self._showing = True
        read_prose(html, self.document())
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(scroll)

    def act(self, step: str, command: Callable[[QTextCursor], object]) -> None:
        """Carry out a command of `prose_commands` on the selection, as a step of that name."""
        cursor = self.textCursor()
        with self._one_step(step):
            cursor.beginEditBlock()
            command(cursor)
            cursor.endEditBlock()

    @contextmanager
    def _one_step(self, step: str) -> Iterator[None]:
        self._showing = True
        try:
            yield
        finally:
            self._showing = False
        self._told(step)
        self.moved.emit()

    def toggle_mark(self, tag: str) -> None:
        """Put a mark on the selection, or take it off; without one, on what will be typed."""
        cursor = self.textCursor()
        value = None if commands.has_mark(cursor, tag) else ""
        if cursor.hasSelection():
            self.act(MARKS[tag], lambda cursor: commands.set_mark(cursor, tag, value))
        else:
            marks = marks_of(self.currentCharFormat())
            marks = {**marks, tag: ""} if tag not in marks else {name: to for name, to in marks.items() if name != tag}
            self.setCurrentCharFormat(dress(marks, standing_of(cursor.blockFormat()).kind))

    def bears(self, tag: str) -> bool:
        """Whether the mark is on the selection, or on what will be typed."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return commands.has_mark(cursor, tag)
        return tag in marks_of(self.currentCharFormat())

    def put_link(self, address: str, text: str) -> None:
        """Link the selection or the link the caret is in; with neither, put linked text in. No address: unlink."""
        cursor = commands.link_around(self.textCursor())
        kind = standing_of(cursor.blockFormat()).kind
        with self._one_step("Link" if address else "Remove link"):
            if not cursor.hasSelection() and address:
                cursor.insertText(text or address, dress({"a": address}, kind))
                cursor.setCharFormat(dress({}, kind))
                self.setTextCursor(cursor)
            else:
                commands.set_mark(cursor, "a", address or None)

    def type_in(self, text: str) -> None:
        """Put text where the caret is, as if typed."""
        self.textCursor().insertText(text)
        self.setFocus()

    def paste_plain(self) -> None:
        """Paste the clipboard's text without any form."""
        try:
            html = prose.from_text(QGuiApplication.clipboard().text())
        except ComposerError as error:
            self.refused.emit(str(error))
        else:
            self._insert(html)

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+B": lambda: self.toggle_mark("strong"),
            "Ctrl+I": lambda: self.toggle_mark("em"),
            "Ctrl+U": lambda: self.toggle_mark("u"),
            "Ctrl+Shift+X": lambda: self.toggle_mark("s"),
            "Ctrl+Shift+C": lambda: self.toggle_mark("code"),
            "Ctrl+K": self.link_wanted.emit,
            "Ctrl+Shift+O": self._follow,
            "Ctrl+Shift+K": lambda: self.put_link("", ""),
            "Ctrl+Shift+M": self.tag_wanted.emit,
            "Ctrl+Alt+1": lambda: self.act("Heading", lambda cursor: commands.set_kind(cursor, "h3")),
            "Ctrl+Alt+2": lambda: self.act("Heading", lambda cursor: commands.set_kind(cursor, "h4")),
            "Ctrl+Alt+0": lambda: self.act("Plain text", lambda cursor: commands.set_kind(cursor, "p")),
            "Ctrl+Shift+7": lambda: self.act("Numbered list", lambda cursor: commands.toggle_list(cursor, "ol")),
            "Ctrl+Shift+8": lambda: self.act("List", lambda cursor: commands.toggle_list(cursor, "ul")),
            "Ctrl+Shift+9": lambda: self.act("Quote", commands.toggle_quote),
            "Ctrl+]": lambda: self.act("Indent", lambda cursor: commands.indent(cursor, 1)),
            "Ctrl+[": lambda: self.act("Outdent", lambda cursor: commands.indent(cursor, -1)),
            "Ctrl+Shift+V": self.paste_plain,
        }
        for key, action in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(action)

    def _follow(self) -> None:
        if address := marks_of(commands.link_around(self.textCursor()).charFormat()).get("a"):
            self.followed.emit(address)

    def _told(self, step: str = "") -> None:
        if self._showing:
            return
        html = self.html()
        if html != self._html:
            self._html = html
            self.typed.emit(html, step)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            kept = any(event.matches(getattr(QKeySequence.StandardKey, name)) for name in _KEPT)
            if control and (not kept or is_undo_key(event)):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        if is_undo_key(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(event)
        elif event.key() == Qt.Key.Key_Backspace and cursor.atBlockStart() and not cursor.hasSelection():
            if not self._step_out():
                super().keyPressEvent(event)
        else:
            self._leave_link()
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        """A new paragraph; out of an empty item or quotation; text after a heading; Shift: a line break."""
        cursor = self.textCursor()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            cursor.insertText("\u2028", dress({}, standing_of(cursor.blockFormat()).kind))
            return
        if cursor.block().length() == 1 and self._step_out():
            return
        heading = standing_of(cursor.blockFormat()).kind != "p" and cursor.atBlockEnd()
        cursor.insertBlock()
        self.setTextCursor(cursor)
        if heading:
            self.act("", lambda cursor: commands.set_kind(cursor, "p"))
            self.setCurrentCharFormat(dress({}))
        self.ensureCursorVisible()

    def _step_out(self) -> bool:
        cursor = self.textCursor()
        if cursor.block().textList() is None and standing_of(cursor.blockFormat()) == Standing():
            return False
        self.act("", commands.step_out)
        return True

    def _leave_link(self) -> None:
        """What is typed after a link's end does not belong to it."""
        cursor = self.textCursor()
        href = marks_of(self.currentCharFormat()).get("a")
        if href is None or cursor.hasSelection():
            return
        after = QTextCursor(cursor)
        after.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if cursor.atBlockEnd() or marks_of(after.charFormat()).get("a") != href:
            marks = {name: to for name, to in marks_of(self.currentCharFormat()).items() if name != "a"}
            self.setCurrentCharFormat(dress(marks, standing_of(cursor.blockFormat()).kind))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasHtml() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text().strip() if source.hasText() else ""
        if self.textCursor().hasSelection() and prose.address_allowed(text) and "://" in text:
            self.put_link(text, "")
        else:
            self._paste(source)

    def _paste(self, source: QMimeData) -> None:
        try:
            found = prose_in(source, credit_wanted=self.credit_wanted())
        except ComposerError as error:
            self.refused.emit(str(error))
            return
        self.pasting.emit(found)
        self._insert(found.prose)
        self.pasted.emit(found)

    def createMimeDataFromSelection(self) -> QMimeData:
        document = QTextDocument()
        QTextCursor(document).insertFragment(QTextDocumentFragment(self.textCursor()))
        html = prose.clean(write_prose(document))
        made = QMimeData()
        made.setHtml(html)
        made.setText(prose.plain(html))
        return made

    def _insert(self, html: str) -> None:
        """Put canonical prose at the caret: one paragraph into the text, several as paragraphs of their own."""
        if not html:
            return
        cursor = self.textCursor()
        with self._one_step("Paste"):
            cursor.beginEditBlock()
            cursor.removeSelectedText()
            if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
                insert_inline(html, cursor)
            else:
                if not cursor.atBlockEnd():
                    cursor.insertBlock()
                    cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
                    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                insert_prose(html, cursor)
            cursor.endEditBlock()
            self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        show_menu(self, event, self._inserts)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and not self.document().isEmpty():
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            self._showing = True
            commands.dress_anew(whole)
            self._showing = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        layout = self.document().documentLayout()
        scroll = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            if standing_of(block.blockFormat()).quote:
                box = layout.blockBoundingRect(block).translated(0, -scroll)
                painter.fillRect(QRectF(5, box.top(), 3, box.height()), QColor(colours().line))
            block = block.next()
        painter.end()

    def _fit(self) -> None:
        """As tall as the text within LEAST and MOST."""
        height = int(self.document().size().height()) + 14
        self.setFixedHeight(max(LEAST, min(MOST, height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, LEAST)
