"""The leaves of a block: every one, or those of the kinds from which something is gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from composer.library.block_types import BlockType
from composer.model.fields import Field
from composer.model.issue import Block
from composer.model.walk import Leaf, leaves
from composer.render.memo import remembered, remembered_of_block


@remembered_of_block
def leaves_of(block: Block, block_type: BlockType) -> tuple[Leaf, ...]:
    """Every declared field with its value, rows walked into."""
    return tuple(leaves(block_type.fields, block.fields))


def leaves_among(block: Block, block_type: BlockType, kinds: frozenset[str]) -> Iterator[Leaf]:
    """The leaves whose field is of one of these kinds; no other field is looked at."""
    return leaves(among(block_type.fields, kinds), block.fields)


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
