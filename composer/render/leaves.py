"""The leaves of a block: every one, or the values of the kinds from which something is gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from composer.library.block_types import BlockType
from composer.model.fields import Field
from composer.model.issue import Block
from composer.model.record import Record
from composer.model.values import Image
from composer.model.walk import Leaf, leaves
from composer.render.memo import remembered, remembered_of_block


@remembered_of_block
def leaves_of(block: Block, block_type: BlockType) -> tuple[Leaf, ...]:
    """Every declared field with its value, rows walked into."""
    return tuple(leaves(block_type.fields, block.fields))


def values_among(
    block: Block, block_type: BlockType, kinds: frozenset[str], *, empty: bool = False
) -> list[tuple[Field, Any]]:
    """The fields of these kinds with what the block holds for them, rows walked into; no other field is looked at.

    empty: also those for which it holds nothing.
    """
    found: list[tuple[Field, Any]] = []
    _gather(among(block_type.fields, kinds), block.fields, found, empty)
    return found


def _gather(fields: tuple[Field, ...], record: Record, found: list[tuple[Field, Any]], empty: bool) -> None:
    look_up = record.get
    for field in fields:
        value = look_up(field.name)
        if value is None:
            if field.default is None and not empty:
                continue
            value = field.empty
        if field.kind == "rows":
            for row in value:
                _gather(field.fields, row, found, empty)
        else:
            found.append((field, value))


def images_in(field: Field, value: Any) -> Sequence[Image]:
    """The pictures that a field's value holds, its own or of people; they have an asset or name a file."""
    kind = field.kind
    if kind == "image":
        return (value,) if value.asset or value.file else ()
    if kind == "people":
        return [one.picture for one in value if one.picture.asset or one.picture.file]
    if kind == "person":
        return (value.picture,) if value.picture.asset or value.picture.file else ()
    return ()


@remembered(1000)
def among(fields: tuple[Field, ...], kinds: frozenset[str]) -> tuple[Field, ...]:
    """The fields of these kinds, and of rows the columns of these kinds."""
    found = []
    for field in fields:
        if field.kind in kinds:
            found.append(field)
        elif field.kind == "rows" and (columns := among(field.fields, kinds)):
            found.append(replace(field, fields=columns))
    return tuple(found)
