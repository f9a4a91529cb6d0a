"""What can be put into a text or an address by menu: merge tags, and blocks of this issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QMenu, QToolButton

from composer.app.icons import icon
from composer.library.block_types import BlockType
from composer.library.templates import Library
from composer.model import prose
from composer.model.fields import value_of
from composer.model.issue import Block, Issue

NO_ADDRESS = "That is no address a mail can link to; write https://, mailto: or tel:."
_BARE = re.compile(r"(?!\w+:)[^\s/]+\.[^\s/.]{2,}(/\S*)?")

# Neutral merge tags as they are typed, and what they stand for. A mail tool gives each its own spelling.
TEXT_TAGS: Mapping[str, str] = {
    "[[first_name|there]]": "Reader's first name",
    "[[last_name]]": "Reader's last name",
    "[[email]]": "Reader's address",
    "[[list_address]]": "Postal address of the list",
}
ADDRESS_TAGS: Mapping[str, str] = {
    "[[unsubscribe]]": "Unsubscribe page",
    "[[preferences]]": "Preferences page",
    "[[browser_view]]": "This mail in the browser",
    "[[forward]]": "Forward to a friend",
}


def tag_inserts(menu: QMenu, type_in: Callable[[str], None]) -> None:
    """Offer the merge tags of texts."""
    _offer(menu.addMenu("Insert merge tag"), TEXT_TAGS, type_in)


def tag_button(name: str, type_in: Callable[[str], None]) -> QToolButton:
    """A small button that offers the merge tags of texts."""
    button = QToolButton()
    button.setProperty("role", "small")
    button.setIcon(icon("tag", "muted"))
    button.setToolTip("Insert a merge tag, such as the reader’s first name")
    button.setAccessibleName(f"{name}: insert a merge tag")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    _offer(menu, TEXT_TAGS, type_in)
    button.setMenu(menu)
    return button


def address_inserts(menu: QMenu, type_in: Callable[[str], None]) -> None:
    """Offer the merge tags that are addresses."""
    _offer(menu, ADDRESS_TAGS, type_in)


def spelled_out(address: str) -> str:
    """The address as typed, with what people leave out: `https://`, or `mailto:` before an @."""
    plain = address.strip()
    if prose.address_allowed(plain) or not _BARE.fullmatch(plain):
        return plain
    return f"mailto:{plain}" if "@" in plain and "/" not in plain else f"https://{plain}"


def _offer(menu: QMenu, tags: Mapping[str, str], type_in: Callable[[str], None]) -> None:
    for tag, label in tags.items():
        menu.addAction(label).triggered.connect(lambda checked=False, tag=tag: type_in(tag))


def linkable(issue: Issue, library: Library, apart: str = "") -> Iterator[tuple[str, str]]:
    """The blocks of the issue that have a headline or another first line, with it, less the one `apart`."""
    types = library.types_of(issue)
    for block in issue.blocks:
        if block.id != apart and (title := block_title(block, types)):
            yield block.id, title


def block_title(block: Block, types: Mapping[str, BlockType]) -> str:
    """What a block is known by: its headline, else its first line of text; empty where it has none."""
    block_type = types.get(block.type)
    if block_type is None:
        return ""
    lines = [field for field in block_type.fields if field.kind == "line"]
    for field in sorted(lines, key=lambda field: field.role != "headline"):
        if text := value_of(block.fields, field):
            return str(text)
    texts = (value_of(block.fields, field) for field in block_type.fields if field.kind == "prose")
    return next((prose.plain(text).split("\n")[0][:80] for text in texts if text), "")
