"""Links within the mail to a block that is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, Spot, each_block, spots_of
from composer.library.block_types import BlockType
from composer.model.addresses import anchor_target
from composer.model.finding import Finding
from composer.model.issue import Block
from composer.model.values import Link
from composer.model.walk import addresses
from composer.render.memo import remembered_of_block


def check(checked: Checked) -> Iterator[Finding]:
    everywhere = {block.id: block.printed for block in checked.issue.blocks}
    for spot, path, target in each_block(checked, _targets):
        if not everywhere.get(target):
            state = "is hidden or held over" if target in everywhere else "is gone"
            yield Finding(
                "error",
                "link.block",
                f"{spot.where}: it links to a block that {state}; choose another one, or remove the link.",
                spot.place(path),
            )


@remembered_of_block
def _targets(block: Block, block_type: BlockType) -> tuple[tuple[Spot, str, str], ...]:
    """What links to blocks there are: where, at which path, and the block's id."""
    found: list[tuple[Spot, str, str]] = []
    for spot in spots_of(block, block_type):
        found += [(spot, link.path, anchor_target(link.address)) for link in addresses(spot.leaf)]
        if isinstance(spot.leaf.value, Link):
            found.append((spot, f"{spot.leaf.path}.block", spot.leaf.value.block))
    return tuple(one for one in found if one[2])
