"""A link: its text, and an address or a block of this issue."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from composer.app.editors.editor import GAP, Bench, Editor, column, row
from composer.app.editors.inserts import address_inserts, block_title, linkable
from composer.app.editors.line import LineEditor
from composer.app.icons import icon
from composer.app.nesting import nest
from composer.app.pieces import as_written
from composer.model.fields import Field
from composer.model.finding import Place
from composer.model.values import Link

TEXT = Field("text", "line", "Text", placeholder="Read more")
ADDRESS = Field("address", "line", "Leads to", role="address", placeholder="https://, or a story of this issue")


class AddressEditor(LineEditor):
    """The address of a link; its menu offers the stories of this issue too."""

    def __init__(self, bench: Bench, owner: LinkEditor) -> None:
        super().__init__(ADDRESS, bench)
        self._owner = owner
        self.more.setIcon(icon("chevron-down", "muted"))
        self.more.setToolTip("A story of this issue, or an address that the mail tool fills in")

    def fill_menu(self, menu: QMenu) -> None:
        desk = self.bench.desk
        stories = list(linkable(desk.session.now, desk.library, desk.selection.block))
        for block, title in stories:
            action = menu.addAction(icon("link", "muted"), as_written(title if len(title) <= 48 else f"{title[:47]}…"))
            action.triggered.connect(lambda checked=False, block=block: self._owner.lead_to(block))
        if stories:
            menu.addSeparator()
        address_inserts(menu, self._owner.lead_out)


class LinkEditor(Editor):
    """Text and target. A block of this issue stands in place of the address, as a button that opens it."""

    large = True

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        inside = column(None, GAP)
        nest(self.box, inside)
        self.text = self.add_part("text", bench.make(TEXT))
        self.address = AddressEditor(bench, self)
        self.add_part("address", self.address)
        self.parts["block"] = self.address
        self.story = QPushButton()
        self.story.setProperty("role", "story")
        self.story.setIcon(icon("link", "accent"))
        self.story.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.story.clicked.connect(self._reveal)
        self.off = QPushButton("Use an address instead")
        self.off.setProperty("role", "link")
        self.off.clicked.connect(lambda: self.lead_out(""))
        line = row(None, GAP)
        line.addWidget(self.off, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.text, self.address, self.story):
            inside.addWidget(widget)
        nest(inside, line)

    def refresh(self, value: Link) -> None:
        self.text.show_value(value.text)
        self.address.show_value(value.address)
        self._show_story(value.block)

    def lead_to(self, block: str) -> None:
        """Lead to a block of this issue."""
        self.put(replace(self.value, block=block, address=""), "", "Link to a story")

    def lead_out(self, address: str) -> None:
        """Lead to an address."""
        self.put(replace(self.value, block="", address=address), "", "Change address")

    def _show_story(self, block: str) -> None:
        self.address.input.setVisible(not block)
        self.story.setVisible(bool(block))
        self.off.setVisible(bool(block))
        if block:
            desk = self.bench.desk
            found = desk.session.now.block(block)
            title = block_title(found, desk.types) if found else "A story that is no longer here"
            self.story.setText(title or "A block of this issue")
            self.story.setAccessibleName(f"Leads to {title}")

    def _reveal(self) -> None:
        self.bench.desk.selection.reveal(Place(self.value.block))
