"""The program's own words in a mail ("By", "Sources", month names), in the issue's language: `assets/words/*.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from composer.library.block_types import read_toml
from composer.library.places import shipped

FALLBACK = "en"


@cache
def read_words(language: str) -> Mapping[str, str]:
    """The words of a BCP 47 language tag: `de-AT` takes those of `de-at`, then of `de`, then of English."""
    parts = language.lower().replace("_", "-").split("-")
    words = _file(FALLBACK)
    for length in range(1, len(parts) + 1):
        words = {**words, **_file("-".join(parts[:length]))}
    return words


def languages() -> tuple[str, ...]:
    """The language tags that have words of their own, in alphabetical order."""
    return tuple(sorted(path.stem for path in (shipped("assets") / "words").glob("*.toml")))


def spell_date(day: date, words: Mapping[str, str], style: str = "long") -> str:
    """A date as readers write it: `8 December 2023`, `8 Dec 2023` when short, or a part of it.

    The parts, for a leaf of a calendar: `day` is `8`, `month` `Dec`, `weekday` `Fri`.
    """
    if style == "weekday":
        return words[f"weekday_{day.isoweekday()}"]
    short = style != "long"
    month = words[f"month_{'short_' if short else ''}{day.month}"]
    number = words.get(f"day_{day.day}", str(day.day))
    if style in ("day", "month"):
        return number if style == "day" else month
    return fill(words["date_short" if short else "date_long"], day=number, month=month, year=str(day.year))


def fill(sentence: str, **values: str) -> str:
    """A sentence with each `{name}` replaced; nothing in it or in the values is evaluated."""
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", value)
    return sentence


def listing(items: list[str], words: Mapping[str, str]) -> str:
    """`one`, `one and two`, `one, two and three` in the language of `words`."""
    if len(items) < 2:
        return "".join(items)
    comma, last = words.get("comma", ", "), words.get("and_joined", f" {words['and']} ")
    return comma.join(items[:-1]) + last + items[-1]


@cache
def _file(language: str) -> Mapping[str, str]:
    path = shipped("assets") / "words" / f"{language}.toml"
    if language not in languages():
        return {}
    return {name: str(word) for name, word in read_toml(path).items()}
