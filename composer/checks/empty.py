"""Blocks and headlines with nothing in them."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, named, untouched
from composer.model.fields import value_of
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    for block in checked.issue.printed_blocks():
        block_type = checked.types.get(block.type)
        if block_type is None:
            continue
        headline = block_type.with_role("headline")
        if untouched(block, block_type):
            yield Finding(
                "warning",
                "block.empty",
                f"{block_type.title}: there is nothing in this block yet; fill it, or take it out.",
                Place(block.id),
            )
        elif headline and not value_of(block.fields, headline).strip():
            yield Finding(
                "warning",
                "headline.empty",
                f"{named(block, block_type)}: it has no headline; write one.",
                Place(block.id, headline.name),
            )
