"""Which blocks belong together, so that they move, are copied and are deleted together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from composer.model.fields import Field, value_of
from composer.model.issue import Block, Issue
from composer.model.values import Link


class Declared(Protocol):
    """What is read of a block type here."""

    @property
    def fields(self) -> tuple[Field, ...]: ...

    @property
    def opens_section(self) -> bool: ...

    @property
    def uses(self) -> frozenset[str]: ...


Types = Mapping[str, Declared]
_STORY = frozenset({"headline", "body", "section"})


def moves_with(issue: Issue, block_id: str, types: Types) -> tuple[str, ...]:
    """Ids of a block and of those directly below that go along with it, in order; ValueError where it is not there.

    A block that opens a section takes all down to the next such one, or to where the issue's frame (credits, footer)
    begins. Any other takes what continues it and what comments on it by a link with the role `about`.
    """
    start = issue.index(block_id)
    first = issue.blocks[start]
    taken = [first.id]
    section = _opens(first, types)
    for block in issue.blocks[start + 1 :]:
        if not (_in_section(block, types) if section else belongs_to(block, taken, types)):
            break
        taken.append(block.id)
    return tuple(taken)


def belongs_to(block: Block, above: list[str], types: Types) -> bool:
    """Whether the block says that it continues the one above, or that it is about one of those."""
    block_type = types.get(block.type)
    for field in block_type.fields if block_type else ():
        value = value_of(block.fields, field)
        if field.role == "continues" and value:
            return True
        if field.role == "about" and isinstance(value, Link) and value.block in above:
            return True
    return False


def _opens(block: Block, types: Types) -> bool:
    return block.type in types and types[block.type].opens_section


def _in_section(block: Block, types: Types) -> bool:
    """Whether a block below a section's heading is part of it: no heading, nor of the frame that reads the issue."""
    block_type = types.get(block.type)
    if block_type is None:
        return True
    frame = bool(block_type.uses) and not any(field.role in _STORY for field in block_type.fields)
    return not (block_type.opens_section or frame)
