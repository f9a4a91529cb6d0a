"""The publication's pattern for credits: places filled, empty parts dropped with what parts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.words import languages, read_words
from composer.model.issue import CREDIT_PATTERN, Publication
from composer.model.values import Credit
from composer.render.credits import credit_line, pattern_of

WORDS = read_words("en")
FULL = Credit(role="photographer", name="A B", publication="Paper", licence="CC BY 4.0")


@pytest.mark.parametrize(
    ("pattern", "credit", "expected"),
    [
        (
            CREDIT_PATTERN,
            Credit(name="Bryce Durbin", publication="TechCrunch"),
            "Image credits: Bryce Durbin / TechCrunch",
        ),
        (CREDIT_PATTERN, Credit(name="A"), "Image credits: A"),
        (CREDIT_PATTERN, Credit(publication="P"), "Image credits: P"),
        (CREDIT_PATTERN, Credit(), ""),
        (CREDIT_PATTERN, Credit(licence="CC0"), ""),
        (CREDIT_PATTERN, Credit(none_needed=True), ""),
        ("{role}: {name} ({publication}), {licence}", FULL, "Photographer: A B (Paper), CC BY 4.0"),
        ("{role}: {name} ({publication}), {licence}", Credit(name="A"), "A"),
        ("{role}: {name} ({publication}), {licence}", Credit(name="A", publication="P"), "A (P)"),
        ("{role}: {name} ({publication}), {licence}", Credit(publication="P", licence="L"), "(P), L"),
        ("© {name}, all rights.", Credit(name="A"), "© A, all rights."),
        ("{publication}: {name}", Credit(name="A"), "A"),
        ("Foto: {name} (für {publication})", Credit(name="A"), "Foto: A"),
        ("Foto: {name} (für {publication})", FULL, "Foto: A B (für Paper)"),
        ("no places", FULL, ""),
        ("", FULL, ""),
        ("{name.__class__} {0} {{name}} %s", FULL, "{name.__class__} {0} {A B} %s"),
        ("{name}", Credit(name="{publication} \\1 [[email]]", publication="P"), "{publication} \\1 [[email]]"),
    ],
)
def test_one_credit(pattern: str, credit: Credit, expected: str) -> None:
    assert credit_line((credit,), pattern, WORDS) == expected


@pytest.mark.parametrize(
    ("credits", "expected"),
    [
        ((Credit(name="A", publication="P"), Credit(name="B", publication="P")), "Image credits: A, B / P"),
        ((Credit(name="A", publication="P"), Credit(name="B", publication="Q")), "Image credits: A / P; B / Q"),
        ((Credit(name="A"), Credit(name="A")), "Image credits: A"),
        ((Credit(none_needed=True), Credit(name="B")), "Image credits: B"),
        ((), ""),
    ],
)
def test_several_credits_share_the_pattern(credits: tuple[Credit, ...], expected: str) -> None:
    assert credit_line(credits, CREDIT_PATTERN, WORDS) == expected


def test_credits_of_different_roles_are_kept_apart() -> None:
    credits = (Credit(role="photographer", name="A"), Credit(role="illustrator", name="B"))
    assert credit_line(credits, "{role}: {name}", WORDS) == "Photographer: A; Illustrator: B"
    assert credit_line(credits, "{role}: {name}", read_words("de")) == "Fotografie: A; Illustration: B"


@given(st.text("{}nameroliccubt()[] :/|.!", max_size=40), st.text(max_size=5), st.text(max_size=5))
def test_any_pattern_is_only_filled_in(pattern: str, name: str, publication: str) -> None:
    line = credit_line((Credit(name=name, publication=publication),), pattern, WORDS)
    if "{name}" in pattern and name:
        assert name in line


@pytest.mark.parametrize("language", languages())
def test_the_pattern_that_one_begins_with_is_in_the_issues_language(language: str) -> None:
    words = read_words(language)
    printed = pattern_of(Publication(), words)
    assert credit_line((Credit(name="A", publication="P"),), printed, words).endswith("A / P")
    assert (printed == CREDIT_PATTERN) == (language in ("en", "en-us"))
    assert pattern_of(Publication(credit_pattern="Foto: {name}"), words) == "Foto: {name}"
