"""Rows of the issue's lists are printed once for each row, and only where nothing else shows in them."""

from __future__ import annotations

from typing import Any

import pytest

from composer.render.environment import make_environment
from composer.render.rows import MOST, ROWS, keep


def _print(markup: str, rows: Any, **values: Any) -> str:
    jinja = make_environment().from_string(markup)
    context = jinja.new_context({ROWS: rows, "t": {"by": "By"}, **values}, shared=True)
    return jinja.environment.concat(jinja.root_render_func(context))


ALONE = [
    "{% for row in issue.list %}<p>{{ (row.title)|text }}</p>{% endfor %}",
    "{% for row in issue.deep.list %}{% if row.title %}{{ t.by }} {{ row.title }}{% else %}-{% endif %}{% endfor %}",
]
NOT_ALONE = [
    "{% for row in issue.list %}{{ row.title }}{{ name }}{% endfor %}",
    "{% for row in issue.list %}{% if not loop.first %}, {% endif %}{{ row.title }}{% endfor %}",
    "{% for row in issue.list %}{% set x = row.title %}{{ x }}{% endfor %}",
    "{% for row in issue.list %}{% for one in row.many %}{{ one }}{% endfor %}{{ row.title }}{% endfor %}",
    "{% for row in items %}{{ row.title }}{% endfor %}",
]


@pytest.mark.parametrize(("markup", "kept"), [*((each, 2) for each in ALONE), *((each, 0) for each in NOT_ALONE)])
def test_a_row_that_says_nothing_else_is_printed_once(markup: str, kept: int) -> None:
    listed: list[dict[str, Any]] = [{"title": "A & B", "many": ["x"]}, {"title": "C", "many": []}]
    values = {"issue": {"list": listed, "deep": {"list": listed}}, "items": listed, "name": "N"}
    rows: dict[Any, Any] = {}
    first = _print(markup, rows, **values)
    assert "A &amp; B" in first
    assert "C" in first
    assert sum(map(len, rows.values())) == kept
    listed[0] = {"title": "D", "many": []}  # another row in its place
    assert _print(markup, rows, **values) == first.replace("A &amp; B", "D").replace("x", "")
    listed[1]["title"] = "E"  # no row changes so; it shows which are printed again
    assert ("E" in _print(markup, rows, **values)) == (not kept)
    assert "E" in _print(markup, {}, **values)


def test_loops_of_one_template_keep_their_rows_apart() -> None:
    markup = "{% for row in issue.a %}1{{ row.x }}{% endfor %}{% for row in issue.a %}2{{ row.x }}{% endfor %}"
    assert _print(markup, {}, issue={"a": [{"x": "a"}, {"x": "b"}]}) == "1a1b2a2b"


def test_rows_are_let_go_at_their_limit() -> None:
    rows: dict[Any, Any] = {}
    for number in range(MOST + 1):
        keep(rows, object(), str(number))
    assert len(rows) == 1
