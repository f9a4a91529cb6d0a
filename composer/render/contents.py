"""What stands in an issue, as its table of contents lists it; by roles, for block types of any name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from composer.library.block_types import BlockType
from composer.model.fields import Field, value_of
from composer.model.issue import Block, Issue
from composer.model.walk import leaves
from composer.render.memo import of_each, remembered

Types = Mapping[str, BlockType]


class Entry(NamedTuple):
    """One line of the contents; kind is `article`, `commentary` or `section`."""

    title: str
    address: str
    kind: str
    kicker: str


def anchor(block_id: str) -> str:
    """The address of a block within its mail, spelled by the finishing."""
    return f"#[[anchor:{block_id}]]"


def contents(issue: Issue, types: Types, words: Mapping[str, str]) -> tuple[Entry, ...]:
    """The printed sections and headlines in order; a block whose `listed` toggle is off is left out."""
    return _contents(issue.blocks, types, words)


@remembered(16)
def _contents(blocks: tuple[Block, ...], types: Types, words: Mapping[str, str]) -> tuple[Entry, ...]:
    return tuple([entry for _, entry in _entries(blocks, types, words) if entry])


def entry_of(block: Block, block_type: BlockType, words: Mapping[str, str]) -> Entry | None:
    """The block's line of the contents, printed or not; None where it has none."""
    title = role_text(block, block_type, "short_title") or role_text(block, block_type, "headline")
    section = role_text(block, block_type, "section")
    listed = block_type.with_role("listed")
    if not (title or section) or (listed and not value_of(block.fields, listed)):
        return None
    kind = "article" if title else "section"
    if title and block_type.with_role("commentator"):
        kind = "commentary"
    kicker = _label(block, block_type, words) or _named(block, block_type, "kicker")
    return Entry(title or section, anchor(block.id), kind, kicker)


_entries = of_each(entry_of)


def title_of(block: Block, block_type: BlockType | None) -> str:
    """What an editor calls the block: its headline, else its section or first line of text, else its type's title."""
    if block_type is None:
        return block.type
    for role in ("headline", "section", "short_title"):
        if text := role_text(block, block_type, role):
            return text
    every = leaves(block_type.fields, block.fields)
    lines = (leaf.value for leaf in every if leaf.field.kind == "line" and leaf.field.role != "label")
    return next((line.strip() for line in lines if line.strip()), block_type.title)


def role_text(block: Block, block_type: BlockType, role: str) -> str:
    """The text of the block's field with that role, or nothing."""
    field = block_type.with_role(role)
    value = value_of(block.fields, field) if field else ""
    return value.strip() if isinstance(value, str) else ""


def _label(block: Block, block_type: BlockType, words: Mapping[str, str]) -> str:
    field = block_type.with_role("label")
    return label_text(value_of(block.fields, field), field, words).strip() if field else ""


def label_text(text: str, field: Field, words: Mapping[str, str]) -> str:
    """A text in the issue's language where it is the label that its field begins with."""
    began = field.role == "label" and text and text == field.default
    return words.get(text.lower(), text) if began else text


def _named(block: Block, block_type: BlockType, name: str) -> str:
    field = block_type.field(name)
    return str(value_of(block.fields, field)).strip() if field and field.kind == "line" else ""
