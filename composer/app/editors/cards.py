"""Lists of structured values: one card for each, folded to a line; added, removed and moved."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QToolButton

from composer.app.editors.editor import GAP, NEVER, Bench, Editor, column, row
from composer.app.editors.parts import add_parts, show_parts
from composer.app.editors.summary import Summary
from composer.app.icons import icon
from composer.app.nesting import nest
from composer.model.fields import Field


class Card(Editor):
    """One item of a list: its summary, and below it, once unfolded, the editors of its parts."""

    moved = Signal(int)
    removed = Signal()

    def __init__(self, field: Field, bench: Bench, *, portrait: bool = False, boxed: bool = True) -> None:
        super().__init__(field, bench)
        self.pairs: tuple[tuple[str, str], ...] = ()
        self.stays_open = False
        self.label.hide()
        self.frame = QFrame()
        if boxed:
            self.frame.setProperty("role", "card")
        inside = column(self.frame, 0)
        inside.setContentsMargins(*((GAP, 2, 4, 2) if boxed else (0, 0, 0, 0)))
        self.summary = Summary(portrait=portrait)
        self.summary.toggled.connect(self._fold)
        self.summary.moved.connect(self.moved)
        self.summary.removed.connect(self.removed)
        self.top = row(None, 0)
        self.top.addWidget(self.summary, 1)
        self.menu_button = self._menu_button()
        self.top.addWidget(self.menu_button)
        nest(inside, self.top)
        self.inside = inside
        self.body: QFrame | None = None
        self.box.addWidget(self.frame)
        self.set_main(self.summary)

    def describe(self, value: Any) -> tuple[str, str]:
        """Title and second line of the folded card."""
        raise NotImplementedError

    def refresh(self, value: Any) -> None:
        title, second = self.describe(value)
        self.summary.show_words(title, second)
        if self.body is not None:
            show_parts(self, self.field.fields, value)

    def unfold(self) -> None:
        """Show the editors of the parts."""
        self.summary.setChecked(True)

    def enter(self) -> None:
        """Unfold, and put the caret into the first text."""
        self.unfold()
        wanted = [part for part in self.parts.values() if part.field.kind in ("line", "choice")]
        (wanted[0] if wanted else self).take_focus()

    def reset(self) -> None:
        self.summary.setChecked(self.stays_open)
        super().reset()

    def part(self, name: str, unfold: bool) -> Editor | None:
        if unfold and any(field.name == name for field in self.field.fields):
            self.unfold()
        return super().part(name, unfold)

    def _fold(self, open_: bool) -> None:
        if open_ and self.body is None:
            self.body = QFrame()
            parts = column(self.body, GAP)
            alone = self.summary.isHidden()
            parts.setContentsMargins(
                0, 0 if alone else GAP, 4 if self.frame.property("role") else 0, 0 if alone else GAP
            )
            add_parts(self, self.field.fields, parts, self.pairs)
            if self.value is not NEVER:
                show_parts(self, self.field.fields, self.value)
            self.inside.addWidget(self.body)
            self.unfolded.emit()
        if self.body is not None:
            self.body.setVisible(open_)

    def _menu_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "small")
        button.setIcon(icon("more", "muted"))
        button.setToolTip("Move or remove")
        button.setAccessibleName(f"{self.noun}: move or remove")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addAction(icon("up", "muted"), "Move up\tAlt+Up").triggered.connect(lambda: self.moved.emit(-1))
        menu.addAction(icon("down", "muted"), "Move down\tAlt+Down").triggered.connect(lambda: self.moved.emit(1))
        menu.addAction(icon("trash", "muted"), "Remove\tDel").triggered.connect(self.removed)
        button.setMenu(menu)
        return button


class ListEditor(Editor):
    """Cards below each other, and a button to add one. `one` is what an item is called."""

    large = True

    def __init__(self, field: Field, bench: Bench, *, one: str) -> None:
        super().__init__(field, bench)
        self.one = one
        self.cards: list[Card] = []
        self.holder = column(None, GAP - 2)
        nest(self.box, self.holder)
        self.add_button = QPushButton(f"Add {one}")
        self.add_button.setProperty("role", "link")
        self.add_button.setIcon(icon("plus", "accent"))
        self.add_button.clicked.connect(self.adding)
        self.adder = self.add_button
        self.box.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_main(self.add_button)

    def make_card(self, number: int) -> Card:
        """A card for the item at `number`."""
        raise NotImplementedError

    def fresh(self) -> Any:
        """A new item."""
        raise NotImplementedError

    def adding(self) -> None:
        """The person wants one more."""
        self.add(self.fresh())

    def add(self, item: Any) -> None:
        """Put an item at the end, open and with the caret in it."""
        self.put((*self.value, item), "", f"Add {self.one}")
        if self.cards:
            self.cards[-1].enter()

    def refresh(self, value: tuple[Any, ...]) -> None:
        while len(self.cards) > len(value):
            gone = self.cards.pop()
            del self.parts[str(len(self.cards))]
            gone.hide()
            gone.deleteLater()
        while len(self.cards) < len(value):
            self._grow()
        for card, item in zip(self.cards, value, strict=True):
            card.show_value(item)
        self.add_button.setVisible(self.field.most is None or len(value) < self.field.most)

    def part(self, name: str, unfold: bool) -> Editor | None:
        return self.parts.get(name)

    def _grow(self) -> None:
        number = len(self.cards)
        card = self.make_card(number)
        self.add_part(str(number), card)
        card.moved.connect(lambda by: self.shift(number, by))
        card.removed.connect(lambda: self.remove(number))
        self.cards.append(card)
        self.holder.addWidget(card)
        card.show()

    def remove(self, number: int) -> None:
        """Take an item out."""
        if self.field.least is not None and len(self.value) <= self.field.least:
            return
        open_ = [card.summary.isChecked() for card in self.cards]
        self.put((*self.value[:number], *self.value[number + 1 :]), "", f"Remove {self.one}")
        self._restore([*open_[:number], *open_[number + 1 :]])
        self.cards[min(number, len(self.cards) - 1)].summary.setFocus() if self.cards else self.take_focus()

    def shift(self, number: int, by: int) -> None:
        """Put an item one place up or down; the focus goes with it."""
        to = number + by
        if not 0 <= to < len(self.value):
            return
        items, open_ = list(self.value), [card.summary.isChecked() for card in self.cards]
        items[number], items[to] = items[to], items[number]
        open_[number], open_[to] = open_[to], open_[number]
        self.put(tuple(items), "", f"Move {self.one}")
        self._restore(open_)
        self.cards[to].summary.setFocus()

    def _restore(self, open_: list[bool]) -> None:
        for card, wanted in zip(self.cards, open_, strict=False):
            card.summary.setChecked(wanted)
