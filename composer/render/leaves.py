"""The leaves of a block, walked once for all that is gathered from them."""

from __future__ import annotations

from composer.library.block_types import BlockType
from composer.model.issue import Block
from composer.model.walk import Leaf, leaves
from composer.render.memo import remembered_of_block


@remembered_of_block
def leaves_of(block: Block, block_type: BlockType) -> tuple[Leaf, ...]:
    """Every declared field with its value, rows walked into."""
    return tuple(leaves(block_type.fields, block.fields))
