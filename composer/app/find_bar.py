"""The bar that finds words in the whole issue and puts others in their place."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from composer.app.canvas import Canvas
from composer.app.desk import Desk
from composer.app.icons import icon
from composer.app.look import role
from composer.app.nesting import nest_at
from composer.files.json_form import declared_of
from composer.model.find import LINK, Hit, Query, find, replace_all, replace_one
from composer.model.finding import Place
from composer.model.locks import FIXED_WORDS
from composer.model.walk import Declared
from composer.session import Change

MOST = 5000  # hits that are counted
RESTING = 120  # ms after which what is typed is looked for
_LONGEST = 80  # of a selection that is looked for


class FindBar(QFrame):
    """Hidden until it is wanted. `told` is called with a sentence about what was replaced."""

    def __init__(self, desk: Desk, canvas: Canvas, told: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._canvas, self._told = desk, canvas, told
        self._hits: tuple[Hit, ...] = ()
        self._at: int | None = None
        self._back: QWidget | None = None
        self._late = QTimer(self, singleShot=True, interval=RESTING)
        self._late.timeout.connect(self.look)
        self._counting = QTimer(self, singleShot=True, interval=RESTING)  # the page marks what it swaps by itself
        self._counting.timeout.connect(self._count_again)
        role(self, "find")
        self.setAccessibleName("Find and replace")
        self.words = _input("Find", self._late.start)
        self.words.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.new = _input("Replace with", lambda: None)
        self.count = QLabel()
        self.count.setMinimumWidth(88)
        self.case = _switch("Aa", "Match case", "Alt+C", self.look)
        self.whole = _switch("“ab”", "Whole words", "Alt+W", self.look)
        self.one = _button("Replace", self._replace_one)
        self.all = _button("Replace All", self._replace_all)
        self.more = _tool("chevron-right", "Replace too (Ctrl+H)", lambda: self._show_new(self.new.isHidden()))
        self._lay_out()
        self._show_new(False)
        self.hide()
        desk.session.subscribe(self._on_change)

    @property
    def query(self) -> Query:
        """What is looked for now."""
        return Query(self.words.text(), self.case.isChecked(), self.whole.isChecked())

    def open(self, *, replacing: bool = False) -> None:
        """Come up with the words selected elsewhere, if there are any, and the keyboard."""
        focused = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._back = focused
            if words := self._selected(focused):
                self.words.setText(words)
        self._show_new(replacing or not self.new.isHidden())
        self.show()
        wanted = self.new if replacing and self.words.text() and self.words.hasFocus() else self.words
        wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        wanted.selectAll()
        self.look()

    def close_again(self) -> None:
        """Go; the keyboard goes to the field gone to, or back to where it was."""
        self.hide()
        self._canvas.keep("mark", None)
        back, self._back = self._back, None
        place = self._hits[self._at].place if self._at is not None else None
        if place is not None:
            self._desk.selection.reveal(place)
        elif back is not None and isValid(back):
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, steps: int) -> None:
        """Go to the next (1) or previous (-1) hit, around the end."""
        if not self.words.text():
            self.open()
            return
        self.show()
        self._late.stop()
        before = self._at
        self._find()
        if before is not None and self._hits:
            self._at = (before + steps) % len(self._hits)
        self._go()

    def look(self) -> None:
        """Look for what is typed now, and go to the first hit from the selected block on."""
        self._late.stop()
        self._at = None
        self._find()
        self._go()

    # Finding

    def _find(self) -> None:
        issue = self._desk.session.now
        self._hits = find(issue, self._declared, self.query, MOST)
        if not self._hits:
            self._at = None
        elif self._at is None:
            order = {block.id: n for n, block in enumerate(issue.blocks)}
            start = order.get(self._desk.selection.block, -1)
            self._at = next((n for n, hit in enumerate(self._hits) if order.get(hit.place.block, -1) >= start), 0)
        else:
            self._at = min(self._at, len(self._hits) - 1)

    def _go(self) -> None:
        self._show_count()
        if self._at is not None:
            self._desk.selection.select(self._hits[self._at].place)
        self._mark()

    def _mark(self) -> None:
        query = self.query
        place, link, number = self._hits[self._at] if self._at is not None else (Place(), "", 0)
        marked = {"source": query.source, "flags": "gu" if query.match_case else "giu", "whole": query.whole_words}
        self._canvas.keep(
            "mark",
            {**marked, "block": place.block, "field": place.field, "link": link == LINK, "number": number}
            if query.words
            else None,
        )

    def _show_count(self) -> None:
        total = f"{len(self._hits):,}" + ("+" if len(self._hits) == MOST else "")
        found = f"{self._at + 1:,} of {total}" if self._at is not None else "Not found" if self.words.text() else ""
        role(self.count, "warning" if found == "Not found" else "muted")
        self.count.setText(found)
        for button in (self.one, self.all):
            button.setEnabled(bool(self._hits))
        if found and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, found))

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and change.before is not change.after:
            self._counting.start()

    def _count_again(self) -> None:
        self._find()
        self._show_count()

    # Replacing

    def _replace_one(self) -> None:
        if self._at is None:
            self.step(1)
            return
        hit, new, query = self._hits[self._at], self.new.text(), self.query
        done = replace_one(self._desk.session.now, self._declared, query, hit, new=new)
        if done.kept:
            self._told("This link would lead nowhere, and was left as it was.")
        if done.locked:
            self._told(FIXED_WORDS)
        at = self._at
        self._desk.session.apply(f"Replace “{_short(query.words)}”", lambda issue: done.issue, place=hit.place)
        self._find()
        if self._hits:
            again = sum(1 for match in query.pattern.finditer(new) if match[0])
            self._at = (at + (1 if done.kept or done.locked else again)) % len(self._hits)
        self._go()

    def _replace_all(self) -> None:
        if not self._hits:
            return
        query = self.query
        done = replace_all(self._desk.session.now, self._declared, query, self.new.text())
        label = f"Replace All “{_short(query.words)}”"
        self._desk.session.apply(label, lambda issue: done.issue, place=self._hits[0].place)
        told = f"Replaced {done.times:,} time{'' if done.times == 1 else 's'}"
        if done.kept:
            links = f"{done.kept:,} links would" if done.kept > 1 else "One link would"
            told += f". {links} lead nowhere, and stayed"
        if done.locked:
            told += f". Locked by the template: {done.locked:,}"
        self.look()
        self.count.clear()  # that nothing is left is no news
        self._told(told)

    @property
    def _declared(self) -> Declared:
        return declared_of(self._desk.session.now.template, self._desk.library)

    # The bar itself

    def _lay_out(self) -> None:
        close = _tool("close", "Close (Esc)", self.close_again)
        previous = _tool("up", "Previous (Shift+F3)", lambda: self.step(-1))
        following = _tool("down", "Next (F3)", lambda: self.step(1))
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 6, 8, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.more, 0, 0)
        grid.addWidget(self.words, 0, 1)
        nest_at(grid, _line(self.case, self.whole, self.count, previous, following), 0, 2)
        grid.addWidget(close, 0, 4)
        grid.addWidget(self.new, 1, 1)
        nest_at(grid, _line(self.one, self.all), 1, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        order = (self.words, self.new, self.case, self.whole, previous, following, self.one, self.all, self.more, close)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _show_new(self, shown: bool) -> None:
        for widget in (self.new, self.one, self.all):
            widget.setVisible(shown)
        self.more.setIcon(icon("chevron-down" if shown else "chevron-right", "muted"))

    def _selected(self, focused: QWidget) -> str:
        """What is selected where the keyboard is, if it is a few words on one line."""
        if isinstance(focused, QLineEdit):
            words = focused.selectedText()
        elif isinstance(focused, QTextEdit | QPlainTextEdit):
            words = focused.textCursor().selectedText()
        else:
            words = self._canvas.view.selectedText() if self._canvas.view and self._canvas.isAncestorOf(focused) else ""
        words = words.strip()
        return words if len(words) <= _LONGEST and len(words.splitlines()) == 1 else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.new.hasFocus():
                self._replace_one()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


def above(bar: QWidget, pane: QWidget) -> QWidget:
    """A bar over a pane, as one."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(bar)
    layout.addWidget(pane, 1)
    return both


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:23].rstrip()}…"


def _input(name: str, typed: Callable[[], object]) -> QLineEdit:
    made = QLineEdit(placeholderText=name)
    made.setAccessibleName(name)
    made.setMinimumWidth(120)
    made.textEdited.connect(lambda text: typed())
    return made


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(4)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _switch(text: str, name: str, keys: str, act: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(text)
    made.setCheckable(True)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({keys})")
    made.setShortcut(QKeySequence(keys))
    made.toggled.connect(lambda on: act())
    return made


def _tool(glyph: str, name: str, act: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon(glyph, "muted"))
    made.setIconSize(QSize(16, 16))
    made.setAccessibleName(name.split(" (")[0])
    made.setToolTip(name)
    made.clicked.connect(lambda on=False: act())
    return made


def _button(text: str, act: Callable[[], object]) -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.clicked.connect(lambda on=False: act())
    return made
