"""Merge tags that mean nothing, or have no value with the chosen mail tool."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.checks.checked import Checked, Spot, each_block, spots_of
from composer.checks.placeholders import LEFT
from composer.library.block_types import BlockType
from composer.model.addresses import TAG, TAG_NAMES
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.walk import addresses, texts
from composer.render.memo import remembered_of_block

_ANY = re.compile(r"\[\[([^\[\]]*)\]\]")


def check(checked: Checked) -> Iterator[Finding]:
    for name in ("subject", "preheader"):
        yield from _in_text(checked, getattr(checked.issue, name), f"The {name}", Place(field=name))
    for spot, path, text in each_block(checked, _tagged):
        yield from _in_text(checked, text, spot.where, spot.place(path))


@remembered_of_block
def _tagged(block: Block, block_type: BlockType) -> tuple[tuple[Spot, str, str], ...]:
    """Texts and addresses of the block in which a tag may stand, with their paths."""
    return tuple(
        (spot, path, text)
        for spot in spots_of(block, block_type)
        for path, text in (
            {found.path: found.address for found in addresses(spot.leaf)} | dict(texts(spot.leaf))
        ).items()
        if "[[" in text
    )


def _in_text(checked: Checked, text: str, where: str, place: Place) -> Iterator[Finding]:
    for found in _ANY.finditer(text) if "[[" in text else ():
        tag = TAG.fullmatch(found[0])
        if found[1].startswith("anchor:") or LEFT.fullmatch(found[1].strip()):
            continue  # a reminder in brackets is told as such
        if tag is None or tag[1] not in TAG_NAMES:
            names = ", ".join(sorted(TAG_NAMES))
            yield Finding("error", "tag.unknown", f"{where}: {found[0]} is no merge tag; there are {names}.", place)
        elif not _has_value(checked, tag[1]) and tag[2] is None:
            yield Finding(
                "warning",
                "tag.empty",
                f"{where}: “{checked.tool.title}” has no value for {found[0]}; write words for that case, "
                f"as in [[{tag[1]}|there]], or take it out.",
                place,
            )


def _has_value(checked: Checked, name: str) -> bool:
    return bool(checked.tool.tags.get(name) or getattr(checked.issue.publication, name, ""))
