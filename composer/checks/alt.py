"""Pictures that say nothing to those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.checks.checked import Checked, spots
from composer.model.finding import Finding, Place
from composer.model.walk import pictures

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|heic)|(?:img|dsc|image|photo|screenshot)[\s_-]*\d+", re.IGNORECASE)


def check(checked: Checked) -> Iterator[Finding]:
    """Portraits are left out: the name beside them says who it is."""
    for spot in spots(checked):
        for picture in pictures(spot.leaf) if spot.leaf.field.kind == "image" else ():
            place = spot.place(f"{picture.path}.alt")
            alt = picture.image.alt.strip()
            if not alt and not picture.image.decorative:
                yield Finding(
                    "error",
                    "image.alt",
                    f"{spot.where}: the image has no text alternative; describe it, or mark it as decorative.",
                    place,
                )
            elif alt and _FILE_NAME.fullmatch(alt):
                yield Finding(
                    "warning",
                    "image.alt-file",
                    f"{spot.where}: the image's text alternative “{alt}” is a file name; say what the image shows.",
                    place,
                )
    logo = checked.issue.publication.logo
    if logo.asset and not logo.alt.strip() and not logo.decorative and not checked.issue.publication.name:
        yield Finding(
            "warning",
            "image.alt",
            "The publication's logo has no text alternative; give one, or name the publication.",
            Place(field="publication.logo.alt"),
        )
