from __future__ import annotations

import pytest

from composer.model.words import count_prose_words, count_words, minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("one two\nthree", 3),
        ("don’t well-known e.g. 3.5 a@b.c", 5),
        ("— … ·", 0),
        ("a—b – c / d", 4),
        ("日本語", 2),
        ("日本 and 東京", 3),
        ("안녕하세요 세계", 2),
        ("שלום עולם", 2),
    ],
)
def test_count_words(text: str, expected: int) -> None:
    assert count_words(text) == expected


def test_count_prose_words() -> None:
    items = "<ul><li>five<ul><li>six</li></ul></li></ul>"
    prose = f'<p>One t<em>w</em>o &amp; <a href="https://example.org/a b">three</a><br>four</p>{items}'
    assert count_prose_words(prose) == 6


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 1), (230, 1), (345, 2), (350, 2), (2300, 10)])
def test_minutes(words: int, expected: int) -> None:
    assert minutes(words) == expected
