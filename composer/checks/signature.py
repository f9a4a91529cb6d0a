"""Opinions that nobody signs."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, spots, untouched
from composer.model.finding import Finding
from composer.model.walk import people


def check(checked: Checked) -> Iterator[Finding]:
    for spot in spots(checked):
        if spot.leaf.field.role != "commentator" or untouched(spot.block, spot.block_type):
            continue
        if not any(person.name.strip() for _, person in people(spot.leaf)):
            yield Finding(
                "error",
                "commentary.signature",
                f"{spot.where}: it is an opinion, and nobody signs it; name its author.",
                spot.place(),
            )
