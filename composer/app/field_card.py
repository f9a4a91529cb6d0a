"""The card that opens over the page where something stands that is no text: the form of its field, or of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QPushButton, QScrollArea, QWidget

from composer.app.desk import Desk
from composer.app.editors.cards import Card
from composer.app.editors.editor import GAP, Bench, Editor, column, labelled, row
from composer.app.editors.table import EDITORS
from composer.app.field_edits import edit_block
from composer.app.form_edits import Typed, hand_over
from composer.app.form_sections import MARGIN, Form, rule, sections_of
from composer.app.lock_note import LockNote
from composer.app.look import role, shadow
from composer.app.nesting import nest
from composer.model.fields import KINDS, Field, value_of
from composer.session import Change

WIDTH = 368
_ROOM = 2 * GAP  # to the window's edge
_LOWEST = 360  # px of height that a card is given at least, where the window has them


class FieldCard(QFrame):
    """Lies over a window, which keeps its menus and shortcuts. Esc, Done, Enter in a line and going elsewhere end it.

    closed: whether the keyboard is to go back to the page.
    """

    closed = Signal(bool)

    def __init__(self, desk: Desk, block: str, fields: Sequence[Field], window: QWidget, *, title: str = "") -> None:
        super().__init__(window)
        self.block, self.fields = block, tuple(fields)
        self._desk, self._window = desk, window
        self._beside, self._over = QRect(), window
        role(self, "sheet")
        self.setAccessibleName(title or self.fields[0].label)
        lines = column(self, 0)
        lines.setContentsMargins(1, 1, 1, 1)
        if title:
            head = labelled(title, "title")
            head.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
            lines.addWidget(head)
            lines.addWidget(rule())
        self.lock = LockNote()
        self.lock.change.hide()
        self.lock.setContentsMargins(GAP, GAP, GAP, 0)
        lines.addWidget(self.lock)
        bench = Bench(desk, EDITORS)
        self.form = Form(sections_of(self.fields, bench), bench)
        self.form.edited.connect(self._edited)
        self.form.installEventFilter(self)
        self._area = QScrollArea()
        role(self._area, "pane")
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.form)
        lines.addWidget(self._area, 1)
        lines.addWidget(rule())
        foot = row(None, GAP)
        foot.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        self.done = QPushButton("Done")
        self.done.setProperty("role", "primary")
        self.done.clicked.connect(lambda: self.end(back=True))
        foot.addStretch(1)
        foot.addWidget(self.done)
        nest(lines, foot)
        self.setGraphicsEffect(shadow(self))
        self.setFixedWidth(WIDTH)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        self._unsubscribe = desk.session.subscribe(self._on_change)
        self.destroyed.connect(self._unsubscribe)
        self._show_values()
        self.hide()

    def open_beside(self, box: QRect, path: str, *, over: QWidget) -> None:
        """Come up below a box of the screen, or above it, with the caret in what stands for a path of the block.

        over: the part of the window that it covers, from the upper to the lower edge at most.
        """
        self._over = over
        self._beside = QRect(self._window.mapFromGlobal(box.topLeft()), box.size())
        self._fit()
        self.show()
        self.raise_()
        self.enter(path)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def enter(self, path: str) -> None:
        """Put the caret into what stands for a path, unfolding the way; into the one thing that is in it, if it is one.

        Where nothing is there yet, what can be is offered.
        """
        found = self.form.at(path, unfold=True)
        if isinstance(found, Editor) and len(found.parts) == 1 and isinstance(only := found.parts.get("0"), Card):
            found = only
        if isinstance(found, Card):
            found.enter()
        elif isinstance(found, Editor) and found.value == KINDS[found.field.kind].empty:
            found.begin()
        elif isinstance(found, Editor):
            found.take_focus()

    def end(self, *, back: bool) -> None:
        """Go. `back`: the keyboard goes back to the page."""
        self._unsubscribe()
        self.hide()
        self._desk.session.seal()
        self.closed.emit(back)
        self.deleteLater()

    def _show_values(self) -> None:
        block = self._desk.session.now.block(self.block)
        if block is not None:
            self.form.show_values(lambda field: value_of(block.fields, field))
            self.form.setEnabled(not block.settings.locked)
            self.lock.show_block(block if block.settings.locked else None)

    def _on_change(self, change: Change) -> None:
        if change.by == "open" or change.after.block(self.block) is None:
            self.end(back=False)
        elif change.after is not change.before:
            self._show_values()

    def _edited(self, path: str, value: Any, step: str) -> None:
        block = self._desk.session.now.block(self.block)
        if block is not None:
            typed, session = Typed(path, value, step), self._desk.session
            hand_over(
                self.form, typed, session, lambda field: edit_block(block, self.fields, path, value), block=block.id
            )

    # Where it lies

    def _room(self) -> QRect:
        """Where it may lie: beside nothing of the window's bars, unless there is hardly any room between them."""
        room = self._window.rect().adjusted(_ROOM, _ROOM, -_ROOM, -_ROOM)
        top = self._over.mapTo(self._window, QPoint(0, 0)).y() + GAP
        low = QRect(room.left(), top, room.width(), self._over.height() - 2 * GAP)
        return low if low.height() >= _LOWEST else room

    def _fit(self) -> None:
        """As high as what is in it, within its room; below the box, above it, or wherever it is whole."""
        room = self._room()
        self._area.setMinimumHeight(0)
        rest = self.sizeHint().height() - self._area.sizeHint().height()
        inner = self.form.layout()
        wanted = (
            inner.heightForWidth(WIDTH - 2) if inner and inner.hasHeightForWidth() else self.form.sizeHint().height()
        )
        height = min(wanted + rest + 2, room.height())
        box = self._beside
        left = max(room.left(), min(box.left() - MARGIN, room.right() - WIDTH))
        top = box.bottom() + GAP
        if top + height > room.bottom():
            above = box.top() - height - GAP
            top = above if above >= room.top() else room.bottom() - height
        self.setFixedHeight(height)
        self.move(QPoint(left, top))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fitting.start()
        return False

    # The keyboard

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Who goes elsewhere in the window is done with it; a menu or a dialog is not elsewhere."""
        if now is not None and self.isVisible() and now.window() is self._window and not self.isAncestorOf(now):
            self.end(back=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.end(back=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused.click() if isinstance(focused, QAbstractButton) else self.end(back=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round in the card."""
        begun = at = QApplication.focusWidget() or self
        while (at := _after(at, forward)) is not begun:
            takes = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus) and at.isEnabled() and at.isVisible()
            if takes and self.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                self._area.ensureWidgetVisible(at, 0, MARGIN)
                break
        return True


def _after(widget: QWidget, forward: bool) -> QWidget:
    return (widget.nextInFocusChain() if forward else widget.previousInFocusChain()) or widget
