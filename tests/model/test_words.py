from __future__ import annotations

import html
import re

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
        ("- a - b", 2),
        ("1 + 1 & 2|3 * - -", 3),
    ],
)
def test_count_words(text: str, expected: int) -> None:
    assert count_words(text) == expected


def test_count_prose_words() -> None:
    items = "<ul><li>five<ul><li>six</li></ul></li></ul>"
    prose = f'<p>One t<em>w</em>o &amp; <a href="https://example.org/a b">three</a><br>four</p>{items}'
    assert count_prose_words(prose) == 6


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("", 0),
        ("<p>one</p><p>two</p>", 2),
        ("<p>a - b</p><p>- c &amp; d &amp;amp; x-y</p><p>/</p>", 6),
        ("<p>one <strong>t</strong>wo<br><br>three</p><h3>f o u r</h3>", 7),
        ("<ul><li><ol><li>in ner</li></ol></li><li>b<ul><li>c</li></ul></li></ul><blockquote><p>q</p></blockquote>", 5),
        ('<p><a href="{{ a b }}">one two</a> <em>-</em> three</p>', 3),
        ("<p>eins – zwei</p><p>日本語</p>", 4),
        ("<p>a\u00a0b</p><h4>c</h4>", 3),
    ],
)
def test_words_of_prose_are_those_of_its_text(prose: str, expected: int) -> None:
    assert count_prose_words(prose) == expected
    spaced = re.sub(r"</(?:p|li|h3|h4)>|<(?:br|ul|ol)>", "\n", prose)
    assert count_words(html.unescape(re.sub("<[^>]*>", "", spaced))) == expected


@pytest.mark.parametrize(("words", "expected"), [(0, 0), (1, 1), (230, 1), (345, 2), (350, 2), (2300, 10)])
def test_minutes(words: int, expected: int) -> None:
    assert minutes(words) == expected
