"""Prose says what it is made of, and is a text like any other to all who do not ask."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given

from composer.model.fields import Field, read_fields, write_fields
from composer.model.prose import clean, from_text
from composer.model.prose_value import Prose, prose_of
from composer.model.record import Record
from composer.model.words import count_prose_words
from composer.render.prose import ProseStyle, places
from composer.storage import canonical
from tests.issues import prose

FIELDS = (Field("body", "prose"),)
LIST = "<ul><li>x <em>y</em><ol><li>z</li></ol></li><li><strong>v</strong></li></ul>"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("<p>x</p>", ["p"]),
        ('<p>x <a href="https://a.example/?b=1&amp;c=2"><em>y</em></a><br>z</p>', ["p", "p>a", "p>em", "p>br"]),
        ("<h3>x</h3><p>y</p><h4>z</h4>", ["h3", "p", "h4"]),
        ("<blockquote><p>x</p><p><u>y</u></p></blockquote><p><s>z</s></p>",
         ["blockquote", "blockquote>p", "blockquote>p", "blockquote>p>u", "p", "p>s"]),
        (LIST + "<p><sup>w</sup></p>",
         ["ul", "ul>li", "ul>li>em", "ul>li>ol", "ul>li>ol>li", "ul>li", "ul>li>strong", "p", "p>sup"]),
    ],
)  # fmt: skip
def test_places(html: str, found: list[str]) -> None:
    made = clean(html)
    assert made == html
    assert list(made.pieces[1::2]) == found


@given(prose)
def test_pieces_are_the_whole_text(html: str) -> None:
    made = clean(html)
    assert set(made.pieces[1::2]) <= set(places())
    assert ProseStyle({}).print(made) == made
    assert made.words == count_prose_words(str(made))


def test_as_its_text() -> None:
    made = from_text("one two")
    assert type(made) is Prose
    assert made == "<p>one two</p>"
    assert hash(made) == hash("<p>one two</p>")
    assert Record({"body": made}) == Record({"body": "<p>one two</p>"})
    assert prose_of(made) is made
    assert prose_of("<p>one two</p>").words == made.words == 2


def test_leaves_as_text() -> None:
    """What is written holds texts only, where the field is declared and where it is not."""
    record = read_fields({"body": "<p>x</p>"}, "", FIELDS)
    assert type(record["body"]) is Prose
    for declared in (FIELDS, ()):
        written = write_fields(record, declared)
        assert type(written["body"]) is str
        assert canonical.decode(canonical.encode(written), "x") == {"body": "<p>x</p>"}


def test_pickled() -> None:
    made = clean(LIST)
    again = pickle.loads(pickle.dumps(made))
    assert (type(again), again, again.pieces, again.words) == (Prose, made, made.pieces, made.words)
