"""What `edit()` marks in the canvas, by the kind of the field that is declared."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from composer.model.fields import Field
from composer.render.marks import fixed, mark_of, stands
from composer.render.markup import Jinja

FIELDS = (
    Field("name", "line", "Name"),
    Field("by", "people", "Byline"),
    Field("evil", "link", '{{ 6 * 7 }}" onclick="a'),
    Field("items", "rows", "Items", fields=(Field("text", "prose"), Field("link", "link", "Link"))),
)


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ('edit("name")', ' data-edit="name"'),
        ('edit("by")', ' data-card="by" data-label="Byline"'),
        ('edit("items." ~ n)', ' data-card="items.1" data-label="Items"'),
        ('edit("items." ~ loop.index0)', ' data-row="items.0"'),
        ('edit("items." ~ n ~ ".text")', ' data-edit="items.1.text"'),
        ("edit('items.' ~ n ~ '.link')", ' data-card="items.1.link" data-label="Link"'),
        ('edit("nobody knows")', ' data-edit="nobody knows"'),
        ("by", ""),
    ],
)
def test_the_kind_of_a_field_decides_its_mark(inner: str, printed: str) -> None:
    environment = Environment()
    environment.filters["attribute"] = str
    mark = mark_of(Jinja("output", inner, 1), FIELDS)
    assert environment.from_string(mark).render(n=1, loop={"index0": 0}) == printed


def test_a_label_says_nothing_to_the_template() -> None:
    mark = mark_of(Jinja("output", 'edit("evil")', 1), FIELDS)
    label = mark.partition(" data-label=")[2]
    assert not set(label.strip('"')) & set('{}%"<>')
    assert "&#123;&#123; 6 &#42; 7 &#125;&#125;&#34; onclick" in label


def test_something_stands_for_a_field_or_for_what_is_in_it() -> None:
    html = '<p data-edit="name"></p><p data-row="items.0"></p><p data-card="by"></p>'
    assert [name for name in ("name", "items", "by", "b", "item") if stands(name, html)] == ["name", "items", "by"]


def test_what_is_fixed_is_marked_as_nothing_that_is_edited() -> None:
    html = '<p data-edit="name">a data-edit="b"</p><p class="c" data-row="items.0" data-card="by" data-label="By"></p>'
    assert fixed(html) == (
        '<p data-fixed="name">a data-edit="b"</p><p class="c" data-fixed="items.0" data-fixed="by" data-label="By"></p>'
    )
