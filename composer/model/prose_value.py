"""Canonical prose as a value that says what it is made of: read once, where it passes the gate, not at each print."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from composer.model.words import count_prose_words

_STARTS = re.compile("<(?!/)")
_HOLDING_ENDS = re.compile("</(ul|ol|li|blockquote)>")


class Prose(str):
    """Canonical prose: a text like any other, equal to one, that knows its words and its pieces.

    pieces: text and places of elements in turn, a text first. A place is where an element stands, block elements then
    inline: `ul>li>a`; its start tag is what a style is written into. All else is text, ends of elements and the rest of
    a link's start too.
    """

    __slots__ = ("pieces", "words")
    pieces: tuple[str, ...]
    words: int

    def __new__(cls, canonical: str) -> Prose:
        made = super().__new__(cls, canonical)
        made.words = count_prose_words(canonical)
        made.pieces = _taken_apart(canonical)
        return made

    def __reduce__(self) -> tuple[type[Prose], tuple[str]]:
        return Prose, (str(self),)


def prose_of(canonical: str) -> Prose:
    """Canonical prose that may have been put together from other prose, as a value that says what it is made of."""
    return canonical if type(canonical) is Prose else _read(canonical)


_read = lru_cache(maxsize=8)(Prose)  # a text is counted and then printed


def _taken_apart(canonical: str) -> tuple[str, ...]:
    first, *parts = _STARTS.split(canonical)
    pieces = [first]
    around = ""  # the lists, items and quotes that are open
    within = "p>"
    for part in parts:
        tag, _, text = part.partition(">")
        if tag in ("ul", "ol", "li", "blockquote"):
            around = f"{around}>{tag}" if around else tag
            within = f"{around}>"
            pieces += (intern(around), text)
        elif tag in ("p", "h3", "h4"):
            place = f"{around}>{tag}" if around else tag
            within = f"{place}>"
            pieces += (intern(place), text)
        elif tag.startswith("a "):
            pieces += (intern(f"{within}a"), part[2:])
        else:
            pieces += (intern(f"{within}{tag}"), text)
        if around and "</" in text:
            for end in _HOLDING_ENDS.findall(text):
                around = around[: max(0, len(around) - len(end) - 1)]
                within = f"{around or 'p'}>"
    return tuple(pieces)
