"""Filters, escapes by context, and what the sandbox does not hand out."""

from __future__ import annotations

from typing import Any

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from composer.errors import ComposerError
from composer.library.words import read_words
from composer.model.prose import clean
from composer.render.environment import css_value, escape_address, escape_attribute, escape_text, make_environment

VALUES: dict[str, Any] = {
    "t": read_words("en"),
    "day": "2023-12-08",
    "image": {"asset": "x.png", "present": True},
    "nothing": "",
    "items": ["a", "b"],
    "width": "600px",
    "lines": "a & b\n<c>",
    "name": "Ada Lovelace King",
    "body": clean("<p>x</p>"),
}
FILTERS = [
    ("day | date", "8 December 2023"),
    ('day | date("short")', "8 Dec 2023"),
    ("nothing | date", ""),
    ("image | src(536)", "[[image:x.png@536]]"),
    ("nothing | src(536)", ""),
    ('"https://www.Example.org:80/a" | host', "example.org"),
    ('"mailto:x" | host', ""),
    ("width | less(64)", "536"),
    ("width | less(64) | px", "536px"),
    ("width | number", "600"),
    ("1.5 | px", "1.5px"),
    ('nothing | default("x")', "x"),
    ('missing | default("x")', "x"),
    ("items | first ~ items | last ~ items | length", "ab2"),
    ('items | join(", ")', "a, b"),
    ("nothing | first", ""),
    ("lines | lines | text", "a &amp; b<br>&lt;c&gt;"),
    ("name | initials", "AK"),
    ("name | upper", "ADA LOVELACE KING"),
]


@pytest.mark.parametrize(("expression", "printed"), FILTERS)
def test_filters(expression: str, printed: str) -> None:
    assert make_environment().from_string(f"{{{{ {expression} }}}}").render(VALUES) == printed


def test_escapes() -> None:
    assert escape_text("a'b\"c<&>") == "a'b\"c&lt;&amp;&gt;"
    assert escape_attribute("a'b\"c<&>") == "a'b&quot;c&lt;&amp;&gt;"
    assert escape_address("https://e.org/?a=1&b='") == "https://e.org/?a=1&amp;b='"
    assert escape_address(" vbscript:x") == "#"
    assert escape_text(3.0) == "3"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("colour", "red"), ("colour", "#fff"), ("length", "1"), ("length", "1px;x:y"), ("number", "1e9"), ("any", "a b"),
     ("any", "x;color:red"), ("font", 'a"b'), ("font", "a;b"), ("word", "a{b"), ("any", "url(x)"), ("any", "")],
)  # fmt: skip
def test_a_value_of_another_kind_is_not_printed_in_a_style(kind: str, value: str) -> None:
    with pytest.raises(ComposerError, match="cannot be printed in a style"):
        css_value(value, kind)


@pytest.mark.parametrize(
    "source",
    ["{{ ''.__class__ }}", "{{ items.append('x') }}", "{{ items.copy() }}", "{{ t.values() }}", "{{ missing }}",
     "{{ missing.x }}", "{{ image.nothing }}", "{{ ''['__class__'] }}", "{{ items[9] }}", "{{ body.words }}",
     "{{ body['words'] }}", "{{ body[0] }}"],
)  # fmt: skip
def test_nothing_of_python_is_reached(source: str) -> None:
    """The language refuses these; the sandbox would too."""
    with pytest.raises((UndefinedError, SecurityError)):
        make_environment().from_string(source).render(VALUES)


def test_what_is_not_escaped_by_context_is_escaped_all_the_same() -> None:
    assert make_environment().from_string("{{ x }}").render(x="<") == "&lt;"


def test_there_are_no_globals() -> None:
    with pytest.raises(UndefinedError):
        make_environment().from_string("{{ range(3) }}").render()
