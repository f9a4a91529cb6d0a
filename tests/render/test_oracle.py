"""The fast way's pages against premailer over the whole page: shipped examples, the sample, and made-up issues."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from composer.library.places import shipped as shipped_folder
from composer.library.templates import Library, read_library
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue
from composer.model.record import Record
from composer.model.values import Image
from composer.render.page import Renderer
from composer.render.verify import verify
from tests.issues import fields_json
from tests.render import tiny

LIBRARY = read_library(own_folder=tiny.FOLDER / "nothing")
NASTY = [
    "plain", " ", "'\"<>&", "&amp;nbsp;", "\u00a0\u00a0", "שלום עולם", "漢字かな", "👩‍👩‍👧‍👦 🇪🇺",
    "a" * 300, "{{ x }} {% y %}",
    "[[first_name|there]]", "]]>", "-->", "<!-- x", "\u202eabc", "&#39;", "%7B", "O’Neill & Co.", "\\",
    "{", "}",
]  # fmt: skip
TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inline(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(["strong", "em", "u", "s", "code", "sup", "sub"])
    marked = st.tuples(tags, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
    address = st.sampled_from(["https://example.org/?a=1&amp;b=ü", "mailto:a@example.org", "[[unsubscribe]]", "#x"])
    linked = st.tuples(address, inner).map(lambda pair: f'<a href="{pair[0]}">{pair[1]}</a>')
    return marked | linked | st.tuples(inner, inner).map("<br>".join) | st.tuples(inner, inner).map("".join)


def _items(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner.map(lambda text: f"<li>{text}</li>"), min_size=1, max_size=3).map("".join)
    return st.tuples(st.sampled_from(["ul", "ol"]), items).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")


INLINE = st.recursive(TEXT.map(_escaped), _inline, max_leaves=5)
LISTS = st.recursive(_items(INLINE), lambda lists: _items(st.tuples(INLINE, lists).map("".join)), max_leaves=3)
PARAGRAPH = INLINE.map(lambda text: f"<p>{text}</p>")
HEADING = st.tuples(st.sampled_from(["h3", "h4"]), INLINE).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>")
QUOTE = st.lists(PARAGRAPH, min_size=1, max_size=2).map(lambda all: f"<blockquote>{''.join(all)}</blockquote>")
PROSE = st.lists(PARAGRAPH | HEADING | QUOTE | LISTS, max_size=4).map("".join)


@st.composite
def made_up(draw: st.DrawFn, library: Library, template: str) -> Issue:
    """An issue of a template with rich prose and nasty text in every kind of field."""
    declared = library.template(template).declared
    blocks = []
    for name in draw(st.lists(st.sampled_from([*declared, "stranger"]), min_size=1, max_size=4)):
        fields: dict[str, Any] = draw(fields_json(declared[name])) if name in declared else {"text": draw(TEXT)}
        for field in declared.get(name, ()):
            if field.kind == "prose":
                fields[field.name] = draw(PROSE)
            elif field.kind == "line" and field.role != "address":
                fields[field.name] = draw(TEXT)
        blocks.append({"type": name, "fields": fields})
    words = {name: draw(TEXT) for name in ("subject", "preheader", "label")}
    publication = {"name": draw(TEXT), "address": "Street 1\nTown", "unsubscribe": "https://example.org/u?a=1&b=2"}
    language = draw(st.sampled_from(["en", "de", "ar", "he", "ja"]))
    return read_issue(
        {"template": template, "language": language, "blocks": blocks, "publication": publication, **words}, declared
    )


@pytest.mark.parametrize("template", LIBRARY.templates)
@pytest.mark.parametrize("block_type", LIBRARY.blocks)
def test_every_example_in_every_template(shipped: Renderer, template: str, block_type: str) -> None:
    examples = LIBRARY.template(template).blocks[block_type].examples()
    assert examples
    blocks = tuple(Block(name, block_type, fields) for name, fields in examples.items())
    issue = Issue(subject="Examples", template=template, blocks=blocks)
    assert verify(issue, shipped) == ()
    assert verify(replace(issue, language="ar"), shipped) == ()


def test_the_sample(shipped: Renderer, shipped_library: Library) -> None:
    for path in sorted((shipped_folder("assets") / "samples").glob("*/issue.json")):
        issue = read_issue(json.loads(path.read_text("utf-8")), shipped_library.declared)
        assert verify(issue, shipped) == ()
        tokens = {"accent": "#0b57d0"} if "accent" in shipped_library.template(issue.template).tokens else {}
        assert verify(replace(issue, theme=issue.theme.__class__(tokens)), shipped) == ()


_slow = settings(
    max_examples=100,
    deadline=None,
    # without explaining, which would trace every line of premailer
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@_slow
@given(issue=made_up(LIBRARY, next(iter(LIBRARY.templates))))
def test_made_up_issues(shipped: Renderer, issue: Issue) -> None:
    assert verify(issue, shipped) == ()


@_slow
@given(issue=made_up(tiny.library(), "tiny"))
def test_made_up_issues_of_a_template_full_of_traps(small: Renderer, issue: Issue) -> None:
    assert verify(issue, small) == ()


@pytest.mark.parametrize("fields", [{}, {"headline": "h"}, {"image": Image("ab" * 32 + ".png")}], ids=str)
def test_space_beside_what_is_not_there_is_as_premailer_leaves_it(small: Renderer, fields: dict[str, Any]) -> None:
    assert verify(Issue(template="tiny", blocks=(Block("b1", "note", Record(fields)),)), small) == ()
