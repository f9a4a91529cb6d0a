"""The style of rich text: a finite table of contexts, filled in the run that settles a block's own style.

A context is where a text stands: `p`, `h3`, `blockquote>p`, `ul>li>ol>li`, ... three lists deep. Each holds every
inline element; one nested in another has the style that it has in its context.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

from composer.model.prose_tree import INLINE, LIST_LEVELS, taken_apart

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


class _Within(dict[str, str]):
    """What is written for each tag in one place; a link's tag has its address in it."""

    def __missing__(self, tag: str) -> str:
        if tag.startswith("a "):
            return f"{self['a ']}{tag[2:]}>"
        raise KeyError(tag)


class ProseStyle:
    """Prints canonical prose with the styles of one slot's table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._printed: dict[str, str] = {}
        self._blocks = {place: _start(place.rpartition(">")[2], table.get(place, "")) for place in contexts()}
        self._tags = {place: self._within(place, table) for place in contexts()}

    def _within(self, place: str, table: Table) -> _Within:
        """What is written for each tag that may come in a place and leaves it as it is."""
        tags = {tag: _start(tag, table.get(f"{place}>{tag}", "")) for tag in (*INLINE, "br")}
        tags["a "] = f"{tags['a'][:-1]} "
        tags |= {f"/{tag}": f"</{tag}>" for tag in (*INLINE, "p", "h3", "h4")}
        if place == "p":
            tags["p"] = self._blocks["p"]
        return _Within(tags)

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
        pieces = list(taken_apart(prose))
        tags = pieces[1::2]
        written: list[str] = []
        try:
            written.extend(map(self._tags["p"].__getitem__, tags))  # paragraphs, as most texts are
        except KeyError:
            written += self._placed(tags[len(written) :])
        pieces[1::2] = written
        return "".join(pieces)

    def _placed(self, tags: Sequence[str]) -> Iterator[str]:
        """Tags as they are written where they stand."""
        around = ""  # the lists, items and quotes that are open
        within = self._tags["p"]
        for tag in tags:
            if tag in within or tag.startswith("a "):
                yield within[tag]
            elif tag[0] == "/":
                around = around[: max(0, len(around) - len(tag))]
                within = self._tags.get(around) or self._tags["p"]
                yield f"<{tag}>"
            else:
                place = f"{around}>{tag}" if around else tag
                if tag not in ("p", "h3", "h4"):
                    around = place
                within = self._tags[place]
                yield self._blocks[place]


def _start(tag: str, style: str) -> str:
    return f'<{tag} style="{style}">' if style else f"<{tag}>"
