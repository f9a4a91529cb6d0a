"""What an issue would not show any more in another look, in sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from composer.library.templates import Library, Template
from composer.model.issue import Block, Issue, Settings
from composer.model.record import Record
from composer.render.unseen import unseen

FIELDS = Record(
    {
        "headline": "Harbour",
        "kicker": "Town",
        "standfirst": "Why it matters",
        "layout": "brief",
        "sources": (Record({"title": "A report", "address": "https://example.org"}),),
    }
)
ISSUE = Issue(blocks=(Block("a", "article", FIELDS),), theme=Record({"accent": "#123456", "measure": "600px"}))


def terse(template: Template) -> Template:
    """The template with an article that prints its headline and its sources' titles."""
    markup = "<table><tr><td>{{ headline }}{% for row in sources %}{{ row.title }}{% endfor %}</td></tr></table>"
    blocks = {**template.blocks, "article": replace(template.blocks["article"], markup=markup)}
    return replace(template, title="Terse", blocks=blocks)


@pytest.fixture
def dispatch(shipped_library: Library) -> Template:
    return shipped_library.templates["dispatch"]


def test_the_shipped_looks_show_everything(shipped_library: Library) -> None:
    every = [
        Block(f"{name}-{which}", name, fields)
        for name, block_type in shipped_library.blocks.items()
        for which, fields in block_type.examples().items()
    ]
    issue = Issue(blocks=tuple(every))
    first, *others = shipped_library.templates.values()
    pairs = [pair for other in others for pair in ((first, other), (other, first))]
    assert [told for one, other in pairs for told in unseen(issue, one, other)] == []


def test_fields_that_are_printed_no_more_are_named(dispatch: Template) -> None:
    assert list(unseen(replace(ISSUE, theme=Record()), dispatch, terse(dispatch))) == [
        "Article “Harbour”: Kicker, Standfirst, Address."
    ]


@pytest.mark.parametrize(
    "block",
    [
        Block("a", "article", Record({"headline": "Harbour", "kicker": ""})),
        replace(ISSUE.blocks[0], settings=Settings(hidden=True)),
    ],
    ids=["nothing in it", "not printed"],
)
def test_what_was_not_seen_before_is_not_missed(block: Block, dispatch: Template) -> None:
    assert list(unseen(replace(ISSUE, blocks=(block,), theme=Record()), dispatch, terse(dispatch))) == []


def test_a_type_that_the_look_does_not_know_is_shown_plainly(dispatch: Template) -> None:
    without = {name: found for name, found in dispatch.blocks.items() if name != "article"}
    found = list(unseen(ISSUE, dispatch, replace(dispatch, title="Bare", blocks=without)))
    assert found == ["Article “Harbour” is shown plainly: “Bare” has no form for it."]


def test_tokens_that_have_to_wait_are_named(dispatch: Template) -> None:
    tokens = {name: token for name, token in dispatch.tokens.items() if name != "accent"}
    found = list(unseen(ISSUE, dispatch, replace(dispatch, tokens=tokens)))
    assert found == [f"Changes to the look that wait for “Dispatch”: {dispatch.tokens['accent'].label}."]
