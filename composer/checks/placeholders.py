"""Words that were to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.checks.checked import Checked, each_block, spots_of
from composer.library.block_types import BlockType
from composer.model.finding import Finding, Place
from composer.model.issue import Block
from composer.model.prose import plain
from composer.model.walk import texts
from composer.render.memo import remembered_of_block

# TK ("to come") is the press's own mark for what is missing.
_LEFT = re.compile(r"\b(?:TK(?:TK)*|TODO|FIXME|XXX+|TBD|TBC)\b|(?i:\blorem ipsum\b)")


def check(checked: Checked) -> Iterator[Finding]:
    for name in ("subject", "preheader"):
        if found := _LEFT.search(getattr(checked.issue, name)):
            yield _finding(f"The {name}", found[0], Place(field=name))
    yield from each_block(checked, _of_block)


@remembered_of_block
def _of_block(block: Block, block_type: BlockType) -> tuple[Finding, ...]:
    return tuple(
        _finding(spot.where, found[0], spot.place(path))
        for spot in spots_of(block, block_type)
        for path, text in texts(spot.leaf)
        if (found := _LEFT.search(plain(text) if spot.leaf.field.kind == "prose" else text))
    )


def _finding(where: str, left: str, place: Place) -> Finding:
    return Finding("warning", "placeholder", f"{where}: “{left}” is still to be replaced.", place)
