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

# TK ("to come") is the press's own mark for what is missing; TKTK where it is to be found more surely.
LEFT = re.compile(r"\b(?:TK(?:TK)*|TODO|FIXME|XXX+|TBD|TBC)\b|(?i:\blorem ipsum\b)")
CODE = "placeholder"
_OWN = ("subject", "preheader", "label")


def check(checked: Checked) -> Iterator[Finding]:
    for name in _OWN:
        if left := LEFT.findall(getattr(checked.issue, name)):
            yield _finding(f"The {name}", left, Place(field=name))
    yield from each_block(checked, _of_block)


@remembered_of_block
def _of_block(block: Block, block_type: BlockType) -> tuple[Finding, ...]:
    return tuple(
        _finding(spot.where, left, spot.place(path))
        for spot in spots_of(block, block_type)
        for path, text in texts(spot.leaf)
        if (left := LEFT.findall(plain(text) if spot.leaf.field.kind == "prose" else text))
    )


def _finding(where: str, left: list[str], place: Place) -> Finding:
    others = f" and {len(left) - 1} more are" if len(left) > 1 else " is"
    return Finding("warning", CODE, f"{where}: “{left[0]}”{others} still to be replaced.", place)
