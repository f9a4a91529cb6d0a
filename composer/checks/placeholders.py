"""Words that were to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from composer.checks.checked import Checked, spots
from composer.model.finding import Finding, Place
from composer.model.prose import plain
from composer.model.walk import texts

# TK ("to come") is the press's own mark for what is missing.
_LEFT = re.compile(r"\b(?:TK(?:TK)*|TODO|FIXME|XXX+|TBD|TBC)\b|(?i:\blorem ipsum\b)")


def check(checked: Checked) -> Iterator[Finding]:
    for name in ("subject", "preheader"):
        if found := _LEFT.search(getattr(checked.issue, name)):
            yield _finding(f"The {name}", found[0], Place(field=name))
    for spot in spots(checked):
        for path, text in texts(spot.leaf):
            if found := _LEFT.search(plain(text) if spot.leaf.field.kind == "prose" else text):
                yield _finding(spot.where, found[0], spot.place(path))


def _finding(where: str, left: str, place: Place) -> Finding:
    return Finding("warning", "placeholder", f"{where}: “{left}” is still to be replaced.", place)
