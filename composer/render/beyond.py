"""What a block's values take from other blocks whatever its type: where its links lead, and text that continues it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from composer.library.block_types import BlockType
from composer.model.fields import value_of
from composer.model.issue import Block, Issue
from composer.model.prose import plain
from composer.model.values import Link
from composer.model.walk import leaves
from composer.model.words import count_words
from composer.render.contents import Types, title_of
from composer.render.memo import remembered


class Beyond(NamedTuple):
    """Words in the printed blocks that continue this one, and (block id, title) of printed blocks it links to."""

    words: int = 0
    targets: tuple[tuple[str, str], ...] = ()


NOTHING = Beyond()


def beyond(issue: Issue, types: Types) -> Mapping[str, Beyond]:
    """By block id, only the blocks that take something from others; a block left out takes nothing."""
    return _beyond(issue.blocks, types)


@remembered(5000)
def own_words(block: Block, block_type: BlockType) -> int:
    """Words of the block's own lines and prose; what its pictures and credits say is not counted."""
    return sum(
        count_words(plain(leaf.value) if leaf.field.kind == "prose" else leaf.value)
        for leaf in leaves(block_type.fields, block.fields)
        if leaf.field.kind in ("line", "prose") and leaf.field.role not in ("address", "short_title")
    )


@remembered(5000)
def continues(block: Block, block_type: BlockType) -> bool:
    """Whether the block says that it belongs to the one above."""
    field = block_type.with_role("continues")
    return bool(field and value_of(block.fields, field))


@remembered(5000)
def linked_blocks(block: Block, block_type: BlockType) -> tuple[str, ...]:
    """Ids of the blocks that its link fields lead to."""
    links = (leaf.value for leaf in leaves(block_type.fields, block.fields) if isinstance(leaf.value, Link))
    return tuple(link.block for link in links if link.block)


@remembered(16)
def _beyond(blocks: tuple[Block, ...], types: Types) -> Mapping[str, Beyond]:
    printed = [(block, types[block.type]) for block in blocks if block.printed and block.type in types]
    found: dict[str, Beyond] = {}
    for block_id, words in _continued(printed):
        found[block_id] = Beyond(found.get(block_id, NOTHING).words + words)
    by_id: dict[str, tuple[Block, BlockType]] = {}
    for block, block_type in printed:
        if linked := linked_blocks(block, block_type):
            by_id = by_id or {block.id: (block, block_type) for block, block_type in printed}
            targets = tuple((name, title_of(*by_id[name])) for name in linked if name in by_id)
            if targets:
                found[block.id] = found.get(block.id, NOTHING)._replace(targets=targets)
    return found


def _continued(printed: list[tuple[Block, BlockType]]) -> Iterator[tuple[str, int]]:
    """For each block that continues another: the id of the one above that it belongs to, and its words."""
    above = ""
    for block, block_type in printed:
        if continues(block, block_type) and above:
            yield above, own_words(block, block_type)
        else:
            above = block.id
