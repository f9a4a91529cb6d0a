"""The style of rich text: a finite table of contexts, filled in the run that settles a block's own style.

A context is where a text stands: `p`, `h3`, `blockquote>p`, `ul>li>ol>li`, ... three lists deep. Each holds every
inline element; one nested in another has the style that it has in its context.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from composer.model.prose_tree import INLINE, LIST_LEVELS

_PIECES = re.compile(r"(<[^>]*>)")
# Places in a table are joined with >, block elements then inline: `blockquote>p>strong`.
Table = Mapping[str, str]
_TOP = re.compile(r"<(ul|ol|blockquote|h3|h4)>")
_REMEMBERED = 2000
BLOCKS = frozenset({"p", "h3", "h4", "ul", "ol", "li", "blockquote"})


def contexts() -> list[str]:
    """Every place in canonical prose that a block element can have."""
    lists = [
        ">".join(f"{tag}>li" for tag in tags)
        for depth in range(1, LIST_LEVELS + 1)
        for tags in product(("ul", "ol"), repeat=depth)
    ]
    return ["p", "h3", "h4", "blockquote", "blockquote>p", *[place[:-3] for place in lists], *lists]


@lru_cache(maxsize=1)
def places() -> tuple[str, ...]:
    """Every place that a table has a style for."""
    texts = [place for place in contexts() if place.rpartition(">")[2] in ("p", "h3", "h4", "li")]
    return (*contexts(), *(f"{place}>{tag}" for place in texts for tag in (*INLINE, "br")))


def skeleton(first: int) -> str:
    """HTML that has each place once, numbered from `first` in the order of `places`, for the stylist to style."""
    numbers = {place: first + n for n, place in enumerate(places())}

    def element(place: str) -> str:
        tag = place.rpartition(">")[2]
        inside = "".join(element(other) for other in children.get(place, ()))
        start = f'<{tag} data-nlc="{numbers[place]}">'
        return start if tag == "br" else f"{start}{inside}</{tag}>"

    children: dict[str, list[str]] = {}
    for place in places():
        children.setdefault(place.rpartition(">")[0], []).append(place)
    return "".join(element(place) for place in children[""])


class ProseStyle:
    """Prints canonical prose with the styles of one slot's table."""

    def __init__(self, table: Table) -> None:
        self._table = dict(table)
        self._printed: dict[str, str] = {}
        self._blocks = {place: self._start(place, place.rpartition(">")[2]) for place in contexts()}
        self._starts = {place: self._styled(place) for place in contexts()}

    def _styled(self, place: str) -> tuple[tuple[str, str], ...]:
        """Start tags that may come in a place, and what is written for them; those without a style are left out."""
        tag = place.rpartition(">")[2]
        pairs = [(f"<{tag}>", self._blocks[place])] if tag != "li" else []
        if place.startswith("blockquote>"):
            pairs.append(("<blockquote>", self._blocks["blockquote"]))
        for inline in (*INLINE, "br"):
            style = self._table.get(f"{place}>{inline}")
            start = f"<{inline} " if inline == "a" else f"<{inline}>"
            if style:
                pairs.append((start, f'<{inline} style="{style}"{start[-1]}'))
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    def _start(self, place: str, tag: str) -> str:
        style = self._table.get(place, "")
        return f'<{tag} style="{style}">' if style else f"<{tag}>"

    def print(self, prose: str) -> str:
        """Canonical prose with its style in each element; remembered, as most edits leave it alone."""
        printed = self._printed.get(prose)
        if printed is None:
            if len(self._printed) >= _REMEMBERED:
                self._printed.clear()
            printed = self._printed[prose] = self._write(prose)
        return printed

    def forget(self) -> None:
        """Let go of what was printed."""
        self._printed.clear()

    def _write(self, prose: str) -> str:
        out, at = [], 0
        for match in _TOP.finditer(prose):
            start, tag = match.start(), match[1]
            if start < at:
                continue
            out.append(self._flat(prose[at:start], "p"))
            at = _end(prose, start, tag)
            part = prose[start:at]
            if tag in ("ul", "ol"):
                out.append(self._nested(part))
            else:
                out.append(self._flat(part, "blockquote>p" if tag == "blockquote" else tag))
        out.append(self._flat(prose[at:], "p"))
        return "".join(out)

    def _flat(self, part: str, place: str) -> str:
        """Blocks of one place, in which each start tag has one style."""
        for start, styled in self._starts[place]:
            if start in part:
                part = part.replace(start, styled)
        return part

    def _nested(self, part: str) -> str:
        """A list, whose items' styles change with its levels."""
        out = _PIECES.split(part)
        place = ""
        for at in range(1, len(out), 2):
            piece = out[at]
            tag = piece.strip("</>").partition(" ")[0]
            if tag not in BLOCKS:
                out[at] = self._flat(piece, place)
            elif piece[1] == "/":
                place = place[: max(0, len(place) - len(tag) - 1)]
            else:
                place = f"{place}>{tag}" if place else tag
                out[at] = self._blocks.get(place, piece)
        return "".join(out)


def _end(prose: str, start: int, tag: str) -> int:
    """Where a block of canonical prose that begins at `start` ends; lists stand in lists."""
    depth = 0
    for match in re.compile(f"<(/?){tag}>").finditer(prose, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return len(prose)
