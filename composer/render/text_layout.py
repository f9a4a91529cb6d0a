"""Lines of plain text: as wide as they look in a terminal, broken where a reader would."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from composer.model.addresses import SPELLED

COLUMNS = 76  # RFC 5322 recommends at most 78; two are left for a quoting "> "

_TAG = re.compile(rf"\[\[[^\[\]]*\]\]|{SPELLED.pattern}")
_HELD = "\ue000"  # a space that must not be broken at, while wrapping
# Characters that may not begin a line, and that may not end one (JIS X 4051, the common part).
_NO_START = frozenset("、。，．・：；？！」』）】〕〉》］｝ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%")
_NO_END = frozenset("「『（【〔〈《［｛([{")


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\ufe00" <= char <= "\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Columns that the text takes: wide characters two, combining and invisible ones none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most COLUMNS, begun with `first` and then `rest` (as `first` where not given); line breaks are kept.

    Words longer than a line, addresses among them, stand on a line of their own; merge tags are never broken.
    """
    rest = first if rest is None else rest
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _filled(part, first if not lines else rest, rest)
    return lines


def underlined(text: str, mark: str) -> list[str]:
    """A heading's lines and a line of marks under them."""
    lines = wrap(" ".join(text.split()))
    return [*lines, mark * max(width(line) for line in lines)]


def _filled(text: str, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line, used = first, width(first)
    bare = True
    for piece, spaced in _pieces(text):
        needed = width(piece) + (1 if spaced and not bare else 0)
        if not bare and used + needed > COLUMNS:
            lines.append(line)
            line, used, bare = rest, width(rest), True
            needed = width(piece)
        line += (" " if spaced and not bare else "") + piece
        used, bare = used + needed, False
    return [shown.replace(_HELD, " ").rstrip(" ") for shown in (*lines, line)]


def _pieces(text: str) -> list[tuple[str, bool]]:
    """What may stand on one line or the next, and whether a space parts it from the piece before."""
    held = _TAG.sub(lambda tag: tag[0].replace(" ", _HELD), text.replace("\u00ad", ""))
    pieces: list[tuple[str, bool]] = []
    for word in re.split(r"[ \t]+", held):
        if word:
            pieces += [(part, n == 0) for n, part in enumerate(_parts(word))]
    return pieces


def _parts(word: str) -> list[str]:
    """A word of an unspaced script taken apart between its characters; any other word whole."""
    if word.isascii() or not any(_cells(char) == 2 for char in word):
        return [word]
    parts, start = [], 0
    inside = [span for found in _TAG.finditer(word) for span in range(found.start() + 1, found.end())]
    for at in range(1, len(word)):
        wide = _cells(word[at]) == 2 or _cells(word[at - 1]) == 2
        if wide and _cells(word[at]) and word[at] not in _NO_START and word[at - 1] not in _NO_END and at not in inside:
            if word[at - 1] == "\u200d":
                continue
            parts.append(word[start:at])
            start = at
    return [*parts, word[start:]]
