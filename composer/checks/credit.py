"""Pictures whose makers are not named."""

from __future__ import annotations

from collections.abc import Iterator

from composer.checks.checked import Checked, spots
from composer.model.finding import Finding
from composer.model.walk import pictures


def check(checked: Checked) -> Iterator[Finding]:
    """“None needed” counts as stated; logos and portraits want no credit, as their fields declare."""
    for spot in spots(checked):
        for picture in pictures(spot.leaf):
            if picture.credit_required and not any(credit.stated for credit in picture.image.credits):
                yield Finding(
                    "error",
                    "image.credit",
                    f"{spot.where}: the image has no credit; name its maker, or say that none is needed.",
                    spot.place(f"{picture.path}.credits"),
                )
