"""Links within the mail to a block that is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, spots
from composer.model.addresses import anchor_target
from composer.model.finding import Finding
from composer.model.values import Link
from composer.model.walk import addresses


def check(checked: Checked) -> Iterator[Finding]:
    everywhere = {block.id: block.printed for block in checked.issue.blocks}
    for spot in spots(checked):
        targets = [(found.path, anchor_target(found.address)) for found in addresses(spot.leaf)]
        if isinstance(spot.leaf.value, Link):
            targets.append((f"{spot.leaf.path}.block", spot.leaf.value.block))
        for path, target in targets:
            if target and not everywhere.get(target):
                state = "is hidden or held over" if target in everywhere else "is gone"
                yield Finding(
                    "error",
                    "link.block",
                    f"{spot.where}: it links to a block that {state}; choose another one, or remove the link.",
                    spot.place(path),
                )
