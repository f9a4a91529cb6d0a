"""How well a few typed letters fit a title, and which of its letters they are."""

from __future__ import annotations

from dataclasses import dataclass

_START, _INSIDE, _SCATTERED = 100.0, 60.0, 30.0
_BESIDE = 0.4  # what a word beside the title counts of what it would in it
_WIDEST = 4  # times its length that a word's letters may be scattered over


@dataclass(frozen=True, slots=True)
class Fit:
    """The higher the score, the better; `at` are the indices of the letters that were typed."""

    score: float
    at: frozenset[int] = frozenset()


def fit(typed: str, title: str, beside: str = "") -> Fit | None:
    """How well what was typed fits; None when one of its words is nowhere. `beside` is searched too, for less."""
    score = 0.0
    at: set[int] = set()
    for word in typed.casefold().split():
        found, aside = _fit_word(word, title.casefold()), _fit_word(word, beside.casefold())
        if aside is not None and aside.score > _SCATTERED and (found is None or found.score <= _SCATTERED):
            found = Fit(aside.score * _BESIDE)  # sooner than letters scattered over the title
        if found is None:
            return None
        score += found.score
        at |= found.at
    whole = typed.casefold().strip() == title.casefold()
    return Fit(score + (_START if whole else 0.0), frozenset(at))


def _fit_word(word: str, title: str) -> Fit | None:
    starts = [n for n, letter in enumerate(title) if letter.isalnum() and (n == 0 or not title[n - 1].isalnum())]
    for n in starts:
        if title.startswith(word, n):
            return Fit(_START - n / 10, frozenset(range(n, n + len(word))))
    if (n := title.find(word)) >= 0:
        return Fit(_INSIDE - n / 10, frozenset(range(n, n + len(word))))
    scattered = (at for n in starts if (at := _scattered(word, title, n)))
    best = min(scattered, key=lambda at: at[-1] - at[0], default=None)
    return Fit(_SCATTERED - (best[-1] - best[0]) / len(word), frozenset(best)) if best else None


def _scattered(word: str, title: str, start: int) -> list[int]:
    """Where the word's letters stand one after the other from `start` on, or nothing."""
    at: list[int] = []
    for letter in word:
        found = title.find(letter, at[-1] + 1 if at else start)
        if found < 0 or (not at and found != start):
            return []
        at.append(found)
    return at if at[-1] - at[0] < _WIDEST * len(word) else []
