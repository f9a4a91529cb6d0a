"""What a template may say, and what is told to whoever says more."""

from __future__ import annotations

import pytest

from composer.errors import ComposerError
from composer.language import LONGEST, check

NAMES = {"items", "title", "issue", "theme", "t", "block"}

ALLOWED = [
    "{{ title }}",
    "{{ title | default('x') | upper }}",
    "{% if title and not issue.number or title == 'a' %}x{% elif title in ('a', 'b') %}y{% else %}z{% endif %}",
    "{% for a in items %}{% for b in a.parts %}{% for c in b.bits %}{{ c }}{% endfor %}{% endfor %}{% endfor %}",
    "{% for item in items if item.present %}{{ loop.index }}{{ loop.last }}{% else %}none{% endfor %}",
    "{% set wide = theme.width | less(64) %}{{ wide }}",
    '{% set name = title ~ ", " ~ issue.label %}{{ name }}',
    '<p {{ edit("items." ~ 0 ~ ".title") }}>',
    "{{ 'a' if title else 'b' }}",
    "{{ items[0].title }}{{ items | first }}",
    '{% include "credit-line" %}',
    "{# nothing #}{{ title is defined }}",
    "{{ 1 < 2 }}",
]

REFUSED = [
    ("{{ 1 + 1 }}", "add", "less(n)"),
    ("{{ 'a' * 1000000 }}", "mul", ""),
    ("{{ 9 ** 9 ** 9 }}", "pow", ""),
    ("{{ -title }}", "neg", ""),
    ("{{ title.upper() }}", "nothing is called", "edit"),
    ("{{ range(9) }}", "nothing is called", "edit"),
    ("{{ edit() }}", "nothing is called", "edit"),
    ("{{ edit('a', 'b') }}", "nothing is called", "edit"),
    ("{{ title.__class__ }}", "no “__class__”", ""),
    ("{{ title['__class__'] }}", "no “__class__”", ""),
    ("{{ items[title] }}", "written out", "items[0]"),
    ("{{ items[1:2] }}", "written out", "items[0]"),
    ("{{ {'a': 1} }}", "dict", ""),
    ("{{ title | safe }}", "no filter “safe”", "upper"),
    ("{{ title | attr('x') }}", "no filter “attr”", ""),
    ("{{ items | join(title) }}", "written out", ""),
    ("{{ title is callable }}", "no test “callable”", "defined"),
    ("{{ titel }}", "no “titel”", "did you mean “title”?"),
    ("{% macro a() %}{% endmacro %}", "macro", "{% include %}"),
    ("{% import 'x' as y %}", "import", "{% include %}"),
    ("{% from 'x' import y %}", "fromimport", "{% include %}"),
    ("{% extends 'x' %}", "extends", "page.html"),
    ("{% block a %}{% endblock %}", "block", "page.html"),
    ("{% call x() %}{% endcall %}", "callblock", ""),
    ("{% filter upper %}{% endfilter %}", "filterblock", "{{ value | upper }}"),
    ("{% with a = 1 %}{% endwith %}", "with", "{% set"),
    ("{% set a %}x{% endset %}", "assignblock", "{% set"),
    ("{% autoescape false %}{% endautoescape %}", "autoescape", "always escaped"),
    ("{% include title %}", "plain name", '{% include "name" %}'),
    ("{% include '../x' %}", "plain name", ""),
    ("{% include 'x' ignore missing %}", "plain name", ""),
    ("{% set a, b = title %}", "one name", ""),
    ("{% set theme = title %}", "“theme” is given", "another name"),
    ("{% set css_0 = title %}", "“css_0” is given", "another name"),
    ("{% for a, b in items %}{% endfor %}", "not a plain one", "{% for item in items %}"),
    ("{% for a in items recursive %}{% endfor %}", "not a plain one", ""),
    ("{% for a in 'aaaa' %}{% endfor %}", "a list that is there", ""),
    ("{% for a in items %}{% for b in items %}{% endfor %}{% endfor %}", "outer loop's item", "a.parts"),
    ("{% set more = items %}{% for a in items %}{% for b in more %}{% endfor %}{% endfor %}", "outer loop's item", ""),
    (
        "{% for a in items %}{% for b in a.x %}{% for c in b.x %}{% for d in c.x %}{% endfor %}{% endfor %}{% endfor %}"
        "{% endfor %}",
        "at most 3 deep",
        "by itself",
    ),
    ("{% set a = title ~ title %}{% set b = a ~ a %}", "joined text already", "one place"),
    ("{% set a = items | join(', ') %}{% set b = a %}{{ b ~ b }}", "joined text already", ""),
    ("{{ loop.cycle }}{% for a in items %}{{ loop.previtem }}{% endfor %}", "", ""),
    ("{% do title %}", "unknown tag 'do'", ""),
    ("{{ title", "unexpected end", ""),
    ("{% if title %}", "Unexpected end", ""),
]


@pytest.mark.parametrize("source", ALLOWED)
def test_said(source: str) -> None:
    check(source, "block.html", names=NAMES)


@pytest.mark.parametrize(("source", "what", "instead"), REFUSED)
def test_refused_with_file_line_and_remedy(source: str, what: str, instead: str) -> None:
    with pytest.raises(ComposerError) as refused:
        check(f"<p>\n\n{source}", "blocks/x/block.html", names=NAMES)
    assert str(refused.value).startswith("blocks/x/block.html:3: ")
    assert what in str(refused.value)
    assert instead in str(refused.value)


def test_plain_text_has_no_edit() -> None:
    with pytest.raises(ComposerError, match="nothing is called"):
        check('{{ edit("title") }}', "block.txt", names=NAMES, edits=False)


def test_too_long() -> None:
    with pytest.raises(ComposerError, match="at most 64 KB"):
        check("x" * (LONGEST + 1), "page.html")


def test_too_deep_to_parse() -> None:
    with pytest.raises(ComposerError, match="nested too deeply"):
        check("{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}", "page.html", names=NAMES)


def test_names_are_free_where_none_are_given() -> None:
    check("{{ anything }}", "part.html")
