"""Which blocks belong together, so that they move, are copied and are deleted together; and past what they move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    return _group(issue.blocks, issue.index(block_id), types)


def neighbour(issue: Issue, ids: Sequence[str], types: Types, *, up: bool) -> int | None:
    """The index before which blocks go that move one step up or down, ids in the order of the issue; None at the end.

    Where they may stand depends on the other blocks alone, not on where they are: so a step down takes back a step up.
    A section goes before another one or the issue's frame. Anything else passes a story with all that goes along, goes
    in and out of a section by its heading, and never comes before what would then go along with it.
    """
    rest = [number for number, block in enumerate(issue.blocks) if block.id not in ids]
    first, last = issue.index(ids[0]), issue.index(ids[-1])
    here = sum(number < (first if up else last) for number in rest)
    free = _places([issue.blocks[number] for number in rest], [issue.blocks[issue.index(id_)] for id_ in ids], types)
    found = (
        max((at for at in free if at < here), default=None)
        if up
        else min((at for at in free if at > here), default=None)
    )
    return found if found is None else rest[found] if found < len(rest) else len(issue.blocks)


def _places(rest: Sequence[Block], moved: Sequence[Block], types: Types) -> list[int]:
    """Before which of the other blocks the moved ones may stand."""
    if any(_opens(block, types) for block in moved):
        return [at for at in range(len(rest) + 1) if at == len(rest) or not _in_section(rest[at], types)]
    ids = [block.id for block in moved]
    within: dict[int, bool] = {}  # places in the middle of a story, and whether what is moved is part of that
    for start, block in enumerate(rest):
        story = () if _opens(block, types) else _group(rest, start, types)
        for length in range(1, len(story)):
            mine = belongs_to(moved[0], list(story[:length]), types)
            within[start + length] = within.get(start + length, False) or mine
    ends = [at for at in range(len(rest) + 1) if at == len(rest) or not belongs_to(rest[at], ids, types)]
    return [at for at in ends if within.get(at, True)]


def _group(blocks: Sequence[Block], start: int, types: Types) -> tuple[str, ...]:
    first = blocks[start]
    taken = [first.id]
    section = _opens(first, types)
    for number in range(start + 1, len(blocks)):
        if not (_in_section(blocks[number], types) if section else belongs_to(blocks[number], taken, types)):
            break
        taken.append(blocks[number].id)
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
