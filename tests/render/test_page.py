"""Pages: escaping by context, what stays in the head, what the canvas adds, limits, and blocks of unknown types."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.library.templates import Library
from composer.model.issue_json import read_issue
from composer.model.prose import clean
from composer.render.page import Renderer
from composer.render.text import write_text
from tests.render import tiny

QUOTES = 'It\'s "so" <b> & more'


def test_text_keeps_its_quotes(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(headline=QUOTES), subject=QUOTES)).html
    assert '>It\'s "so" &lt;b&gt; &amp; more</h2>' in html
    assert '<title>It\'s "so" &lt;b&gt; &amp; more</title>' in html
    assert "<td>It's &quot;so&quot; &lt;b&gt; &amp; more<![endif]-->" in html
    assert "&#39;" not in html


def test_attributes_are_closed_by_nobody(small: Renderer) -> None:
    image = {"asset": tiny.ASSET, "alt": '"><script>'}
    html = small.page(tiny.issue(tiny.note(image=image))).html
    assert 'alt="&quot;&gt;&lt;script&gt;"' in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "file:///etc/passwd"])
def test_an_address_that_would_run_leads_nowhere(small: Renderer, address: str) -> None:
    html = small.page(tiny.issue(tiny.note(link={"text": "x", "address": address}))).html
    assert re.search(r'<a href="#"[^>]*>x</a>', html)


@pytest.mark.parametrize("address", ["https://example.org/?a=1&b=2", "mailto:a@example.org", "[[unsubscribe]]"])
def test_an_address_stays_as_it_is(small: Renderer, address: str) -> None:
    html = small.page(tiny.issue(tiny.note(link={"text": "x", "address": address}))).html
    assert f'<a href="{address.replace("&", "&amp;")}"' in html


def test_a_conditional_comment_has_its_token(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(), theme={"width": "640px"})).html
    assert html.count('<!--[if mso]><table width="640"><tr><td>') == 2


def test_a_style_of_a_field_beats_the_sheet(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(height=31, tint="#0b57d0"))).html
    assert "height:31px" in html
    assert "color:#0b57d0" in html


def test_what_stays_is_merged_into_the_head_once(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note("a"), tiny.note("b"))).html
    head = html[: html.index("</head>")]
    styles = re.findall(r"<style>(.*?)</style>", head, re.S)
    assert [re.findall(r"@[a-z-]+|\[data-ogsc\]", style) for style in styles] == [
        ["@media", "@media"],
        ["[data-ogsc]"],
        ["@font-face"],
    ]
    assert ".note-link a:hover{color:#b3261e!important}" in styles[0]
    assert "<style" not in html[html.index("</head>") :]


def test_only_classes_that_mean_something_leave(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(headline="a", body="<p>b</p>"))).html
    classes = {name for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}
    assert classes == {"wrapper", "page", "note-cell", "note-headline", "note-body", "note-link"} - {"note-link"}


def test_the_canvas_adds_marks_and_nothing_else(small: Renderer) -> None:
    issue = tiny.issue(tiny.note("a-1", headline="x", body="<p>y</p>", items=[{"title": "z"}, {"title": "q"}]))
    canvas, export = small.page(issue, purpose="canvas"), small.page(issue)
    assert re.findall(r' data-edit="([^"]*)"', canvas.html) == [
        "headline", "body", "items.0.title", "items.0.body", "items.1.title", "items.1.body"
    ]  # fmt: skip
    assert canvas.fragments["a-1"].startswith('<table data-block="a-1"')
    assert re.sub(r' data-(?:edit|slot|block)="[^"]*"', "", canvas.html) == export.html
    assert "a-1" not in re.sub(r"\[\[anchor:a-1\]\]", "", export.html)


def test_hidden_and_held_over_blocks_are_not_in_the_page(small: Renderer) -> None:
    hidden = tiny.note("a", headline="hidden") | {"settings": {"hidden": True}}
    held = tiny.note("b", headline="held") | {"settings": {"held_over": True}}
    page = small.page(tiny.issue(hidden, held, tiny.note("c", headline="there")))
    assert list(page.fragments) == ["c"]
    assert "hidden" not in page.html.replace("overflow:hidden", "")
    assert "held" not in page.html


def test_a_block_of_unknown_type_shows_its_words(small: Renderer) -> None:
    fields = {"headline": 'Words <of> "a" & b', "rows": [{"body": "<p>rich <b>text</b></p>"}, 3, None, True]}
    html = small.page(tiny.issue({"type": "timeline", "fields": fields})).html
    assert '<b>timeline</b><br>Words &lt;of&gt; "a" &amp; b<br>rich text</td>' in html
    assert "color:#333333;background-color:#ffffff" in html  # readable on any ground, a dark one too


def test_nothing_of_jinja_in_a_field_is_said(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(headline="{{ theme.accent }}{% if %}", body="<p>{{ x }}</p>"))).html
    assert ">{{ theme.accent }}{% if %}</h2>" in html
    assert ">{{ x }}</p>" in html


def test_language_decides_direction_and_side(small: Renderer) -> None:
    html = small.page(tiny.issue(tiny.note(), language="ar")).html
    assert '<html lang="ar" dir="rtl"' in html
    assert "text-align:right" in html


def test_the_same_issue_is_the_same_bytes(small: Renderer, tmp_path: Path) -> None:
    issue = tiny.issue(tiny.note("a", body="<p>x</p>"), tiny.note("b"))
    assert tiny.renderer(tmp_path).page(issue).html == small.page(issue).html


def test_300_deep_is_one_sentence() -> None:
    with pytest.raises(ComposerError, match=r"nested more than 200 levels deep; paste it as plain text"):
        clean("<p>" + "<strong>" * 300 + "x" + "</strong>" * 300 + "</p>")


def test_11_mb_of_prose_is_one_sentence() -> None:
    with pytest.raises(ComposerError, match="longer than 10 MB"):
        clean("<p>" + "word " * (11 * 1024 * 1024 // 5) + "</p>")


def test_11_mb_of_page_is_one_sentence(small: Renderer) -> None:
    piece = clean("<p>" + "word " * 100_000 + "</p>")
    issue = tiny.issue(*(tiny.note(f"b{n}", body=piece) for n in range(22)))
    with pytest.raises(ComposerError, match="longer than 10 MB, and mail programs would cut it"):
        small.page(issue)


def test_40_letter_words_and_no_break_spaces_come_through(small: Renderer) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhaup"
    html = small.page(tiny.issue(tiny.note(headline=word, body="<p>a&nbsp;b 👩‍👩‍👧‍👦 שלום</p>"))).html
    assert f">{word}</h2>" in html
    assert ">a\u00a0b 👩‍👩‍👧‍👦 שלום</p>" in html


SAID: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("contents", {}, {}, ""),
    ("credits", {}, {}, ""),
    ("credits", {"title": "Thanks"}, {}, ""),
    ("credits", {"extra": [{"role": "editor", "name": "Ed"}]}, {}, "Ed, Editor"),
    ("disclosure", {}, {}, ""),
    ("disclosure", {"statement": "<p>By hand</p>"}, {}, "By hand"),
    ("disclosure", {}, {"charter": {"name": "Rules"}}, "Made with Rules"),
]


@pytest.mark.parametrize(("kind", "fields", "publication", "said"), SAID)
def test_a_block_filled_from_the_issue_says_nothing_until_it_has_something_to_say(
    kind: str,
    fields: dict[str, Any],
    publication: dict[str, Any],
    said: str,
    shipped: Renderer,
    shipped_library: Library,
) -> None:
    blocks = [{"type": kind, "id": "x", "fields": fields}]
    issue = read_issue({"publication": publication, "blocks": blocks}, shipped_library.declared)
    html, text = shipped.page(issue).fragments["x"], write_text(issue, shipped_library)
    assert said in html
    assert said in text
    if not said:
        assert re.sub(r"<[^>]*>", "", html).strip() == text.strip() == ""


def test_a_badge_is_shown_with_its_title(shipped: Renderer, shipped_library: Library) -> None:
    badge = {"asset": tiny.ASSET, "alt": "Checked"}
    issue = read_issue(
        {"blocks": [{"type": "disclosure", "id": "x", "fields": {"badge": badge}}]}, shipped_library.declared
    )
    html = shipped.page(issue).fragments["x"]
    assert "Use of AI" in html
    assert 'alt="Checked"' in html
