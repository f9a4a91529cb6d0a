"""The style of rich text: a finite table of contexts, filled in the run that settles a block's own style.

A context is where a text stands: `p`, `h3`, `blockquote>p`, `ul>li>ol>li`, ... three lists deep. Each holds every
inline element; one nested in another has the style that it has in its context.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from composer.model.prose_tree import INLINE, LIST_LEVELS
from composer.model.prose_value import prose_of

# Places in a table are joined with >, block elements then inline: `blockquote>p>strong`.
Table = Mapping[str, str]
_REMEMBERED = 2000


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
        self.table = table
        self._printed: dict[str, str] = {}
        self._starts = {place: _start(place, table) for place in contexts()}
        inside = (f"{place}>{tag}" for place in contexts() for tag in (*INLINE, "br"))
        self._starts |= {place: _start(place, table) for place in inside}

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
        pieces = list(prose_of(prose).pieces)
        pieces[1::2] = map(self._starts.__getitem__, pieces[1::2])
        return "".join(pieces)


def _start(place: str, table: Table) -> str:
    """What is written where an element begins; of a link, what stands before its address."""
    tag, style = place.rpartition(">")[2], table.get(place, "")
    start = f'<{tag} style="{style}"' if style else f"<{tag}"
    return f"{start} " if tag == "a" else f"{start}>"
