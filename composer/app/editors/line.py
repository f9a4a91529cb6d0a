"""Text of one line, addresses, and text in which line breaks count."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from composer.app.editors.editor import Bench, Editor, labelled
from composer.app.editors.inputs import TextInput
from composer.app.editors.inserts import address_inserts, spelled_out, tag_inserts
from composer.app.icons import icon
from composer.model.fields import Field


class LineEditor(Editor):
    """A line that wraps as it grows. Where the field declares `most`, a counter says how long it is."""

    def __init__(self, field: Field, bench: Bench, *, breaks: bool = False) -> None:
        super().__init__(field, bench)
        address = field.role == "address"
        self._touched = False
        self.input = TextInput(breaks=breaks, inserts=None if address else tag_inserts)
        self.input.setPlaceholderText(field.placeholder or ("https://" if address else ""))
        self.input.typed.connect(self._typed)
        self.counter = labelled("", "counter")
        self.box.addWidget(self.input)
        self.set_main(self.input)
        if field.most:
            self.counter.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
            self.head.addWidget(self.counter)
        if address:
            self.input.left.connect(self._spell_out)
            self.more = self._more()
            self.head.addWidget(self.more)

    def refresh(self, value: str) -> None:
        self.input.show_text(value)
        self._count(value)

    def fill_menu(self, menu: QMenu) -> None:
        """What the address's menu offers."""
        address_inserts(menu, lambda tag: self.put(tag, "", f"Change {self.noun.lower()}"))

    def _more(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "small")
        button.setIcon(icon("tag", "muted"))
        button.setToolTip("Addresses that the mail tool fills in")
        button.setAccessibleName(f"{self.noun}: addresses that the mail tool fills in")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(menu.clear)
        menu.aboutToShow.connect(lambda: self.fill_menu(menu))
        button.setMenu(menu)
        return button

    def _typed(self, text: str) -> None:
        self._touched = True
        self._count(text)
        self.put(text)

    def _spell_out(self) -> None:
        """What people leave out of an address is put in when the caret leaves it."""
        if self._touched and isinstance(self.value, str) and (whole := spelled_out(self.value)) != self.value:
            self.put(whole)
        self._touched = False

    def _count(self, text: str) -> None:
        if not self.field.most:
            return
        length = len(text)
        self.counter.setText(f"{length} of {self.field.most}" if length else f"up to {self.field.most}")
        wanted = "over" if length > self.field.most else "counter"
        if self.counter.property("role") != wanted:
            self.counter.setProperty("role", wanted)
            self.counter.style().polish(self.counter)


class LinesEditor(LineEditor):
    """A few lines, such as a postal address."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench, breaks=True)
