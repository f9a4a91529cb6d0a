"""A lone address that is pasted where nothing is yet: it becomes a card that leads there, in a step of its own."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from composer.app.desk import Desk
from composer.library.block_types import BlockType
from composer.model import prose
from composer.model.edits import both, insert, new_id, put_field, remove
from composer.model.fields import Field
from composer.model.finding import Place
from composer.model.issue import Block, Settings
from composer.model.record import Record
from composer.model.values import Link

MADE = "The address became a block that leads there; Undo leaves the plain link."


def lone_address(text: str) -> str:
    """The web address that a text is, and nothing else; empty: it is none."""
    address = text.strip()
    if not address.startswith(("http://", "https://")) or len(address.split()) != 1:
        return ""
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ""
    return address if host and prose.address_allowed(address) else ""


def linked(address: str) -> str:
    """An address as prose: a link to where it leads."""
    shown = escape(address, quote=False)
    return prose.clean(f'<p><a href="{escape(address)}">{shown}</a></p>')


@dataclass(frozen=True, slots=True)
class AddressCards:
    """Makes them at a desk, of the block types that take an address."""

    desk: Desk

    def fits(self, place: Place) -> bool:
        """Whether an address pasted into a text would be all that its block says, so that it may become a card."""
        block = self.desk.session.now.block(place.block)
        known = self.desk.types.get(block.type) if block else None
        if block is None or known is None or block.settings != Settings() or self._made_of("link") is None:
            return False
        return known.takes in ("link", "prose") and not _said(block, known)

    def make(self, place: Place) -> Place | None:
        """Make the card of the block whose text now is an address; where the caret goes then. None: it says more."""
        issue, made_of = self.desk.session.now, self._made_of("link")
        block = issue.block(place.block)
        now = self.desk.types.get(block.type) if block else None
        if block is None or now is None or made_of is None or _said(block, now) != [place.field]:
            return None
        field = now.field(place.field)
        value = str(block.fields[place.field])
        address = lone_address(prose.plain(value) if field and field.kind == "prose" else value)
        if not address:
            return None
        known, field = made_of
        link = Link(address=address)
        if now is known:
            made, edit = block, both(put_field(block.id, place.field, ""), put_field(block.id, field.name, link))
        else:
            made = self._new(known, field, link)
            edit = both(remove([block.id]), insert([made], issue.index(block.id)))
        done = self.desk.session.apply(f"Make {known.title} of address", edit, place=place)
        return Place(made.id, _first(known)) if done else None

    def put_in(self, address: str, index: int) -> Place | None:
        """Put a link in as a block at `index`, then make the card of it. None where no block type is made of words."""
        made_of = self._made_of("prose")
        if made_of is None:
            return None
        known, field = made_of
        made = self._new(known, field, linked(address))
        place = Place(made.id, field.name)
        self.desk.session.apply("Paste link", insert([made], index), place=Place(made.id))
        return self.make(place) or place

    def _new(self, known: BlockType, field: Field, value: object) -> Block:
        taken = {block.id for block in self.desk.session.now.blocks}
        return Block(new_id(taken), known.name, Record({field.name: value}))

    def _made_of(self, kind: str) -> tuple[BlockType, Field] | None:
        """The first block type that something of a kind makes, and its field."""
        for known in self.desk.types.values():
            if known.takes == kind and (field := known.first(kind)):
                return known, field
        return None


def _said(block: Block, known: BlockType) -> list[str]:
    """The fields in which a block says something."""
    declared = {field.name: field for field in known.fields}
    return [name for name, value in block.fields.items() if name not in declared or value != declared[name].empty]


def _first(known: BlockType) -> str:
    """The field that is written first."""
    field = known.with_role("headline") or next(iter(known.fields), None)
    return field.name if field else ""
