"""Pictures that say nothing to those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.checks.checked import Checked, each_block, spots_of
from composer.library.block_types import BlockType
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.walk import pictures
from composer.render.memo import remembered_of_block

_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|heic)|(?:img|dsc|image|photo|screenshot)[\s_-]*\d+", re.IGNORECASE)


def check(checked: Checked) -> Iterator[Finding]:
    """Portraits are left out: the name beside them says who it is."""
    yield from each_block(checked, _of_block)
    logo = checked.issue.publication.logo
    if logo.asset and not logo.alt.strip() and not logo.decorative and not checked.issue.publication.name:
        yield Finding(
            "warning",
            "image.alt",
            "The publication's logo has no text alternative; give one, or name the publication.",
            Place(field="publication.logo.alt"),
        )


@remembered_of_block
def _of_block(block: Block, block_type: BlockType) -> tuple[Finding, ...]:
    return tuple(_in_block(block, block_type))


def _in_block(block: Block, block_type: BlockType) -> Iterator[Finding]:
    for spot in spots_of(block, block_type):
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
