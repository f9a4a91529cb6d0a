"""Texts that do not say whether AI had a part in them."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, spots, untouched
from composer.model.finding import Finding


def check(checked: Checked) -> Iterator[Finding]:
    """A warning where the publication has a charter for its use of AI, else a note."""
    charter = checked.issue.publication.charter
    level = "warning" if charter.name or charter.link else "note"
    for spot in spots(checked):
        unstated = spot.leaf.field.kind == "disclosure" and spot.leaf.value.uses is None
        if unstated and not untouched(spot.block, spot.block_type):
            yield Finding(
                level,
                "disclosure.missing",
                f"{spot.where}: it does not say whether AI was used; state how, or that it was not.",
                spot.place(),
            )
