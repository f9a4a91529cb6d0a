"""What pasting left out or changed, counted, as words for people."""

from __future__ import annotations

from collections import Counter

_DROPPED = {
    "picture": ("1 picture", "{} pictures"),
    "pixel": ("1 tracking pixel", "{} tracking pixels"),
    "video": ("1 video or sound", "{} videos and sounds"),
    "embed": ("1 embedded page", "{} embedded pages"),
    "drawing": ("1 drawing", "{} drawings"),
    "formula": ("1 formula", "{} formulas"),
    "control": ("1 form field", "{} form fields"),
    "comment": ("1 comment", "{} comments"),
    "deletion": ("1 deleted passage", "{} deleted passages"),
    "hidden": ("hidden text", "hidden text"),
    "link": ("1 link that leads nowhere from here", "{} links that lead nowhere from here"),
}
_TURNED = {"table": ("a table became lines of text", "{} tables became lines of text")}


class Tally:
    """Counts by sort."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, sort: str, times: int = 1) -> None:
        self._counts[sort] += times

    def dropped(self) -> tuple[str, ...]:
        """What was left out: `2 pictures`, `1 tracking pixel`."""
        return self._said(_DROPPED)

    def turned(self) -> tuple[str, ...]:
        """What was kept in another form: `a table became lines of text`."""
        return self._said(_TURNED)

    def _said(self, words: dict[str, tuple[str, str]]) -> tuple[str, ...]:
        counted = ((sort, self._counts[sort]) for sort in words)
        return tuple(words[sort][0] if count == 1 else words[sort][1].format(count) for sort, count in counted if count)
