"""The program's own words, in each language."""

from __future__ import annotations

import re
from datetime import date

import pytest

from composer.library.block_types import read_toml
from composer.library.places import shipped
from composer.library.words import fill, languages, listing, read_words, spell_date
from composer.model.values import AI_USES, CREDIT_ROLES, MADE

ENGLISH = read_words("en")
FULL = tuple(tag for tag in languages() if "-" not in tag)


@pytest.mark.parametrize("language", FULL)
def test_every_language_has_every_word_with_its_places(language: str) -> None:
    own = read_toml(shipped("assets") / "words" / f"{language}.toml")
    assert set(ENGLISH) <= set(own)
    for name, word in ENGLISH.items():
        assert own[name].strip()
        assert sorted(re.findall(r"\{\w+\}", own[name])) == sorted(re.findall(r"\{\w+\}", word)), name


def test_the_languages_that_were_promised_are_there() -> None:
    assert set(languages()) >= {"en", "de", "fr", "es", "it", "nl", "pt", "ar", "he"}


def test_every_word_of_the_model_can_be_said() -> None:
    for role, _ in CREDIT_ROLES:
        assert ENGLISH[f"role_{role}"]
    for made, _, _ in MADE:
        assert ENGLISH[f"made_{made.replace('-', '_')}"]
    for use, _ in AI_USES:
        assert ENGLISH[f"ai_{use}"]
        assert ENGLISH[f"ai_label_{use}"]


def test_a_language_without_words_borrows_them() -> None:
    assert read_words("xx") == ENGLISH
    assert read_words("de-AT")["by"] == "Von"
    assert read_words("../en") == ENGLISH


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("en", "long", "8 December 2023"),
        ("en", "short", "8 Dec 2023"),
        ("en-US", "long", "December 8, 2023"),
        ("de", "long", "8. Dezember 2023"),
        ("es", "long", "8 de diciembre de 2023"),
        ("he", "long", "8 בדצמבר 2023"),
    ],
)
def test_dates(language: str, style: str, expected: str) -> None:
    assert spell_date(date(2023, 12, 8), read_words(language), style) == expected


def test_the_first_of_a_month_in_french() -> None:
    assert spell_date(date(2024, 1, 1), read_words("fr")) == "1er janvier 2024"


@pytest.mark.parametrize(
    ("items", "language", "expected"),
    [
        ([], "en", ""),
        (["a"], "en", "a"),
        (["a", "b"], "en", "a and b"),
        (["a", "b", "c"], "de", "a, b und c"),
        (["א", "ב"], "he", "א וב"),
    ],
)
def test_listing(items: list[str], language: str, expected: str) -> None:
    assert listing(items, read_words(language)) == expected


def test_fill_evaluates_nothing() -> None:
    assert fill("{a} {b.c} {0} %s {d}", a="{d}", d="x") == "x {b.c} {0} %s x"
