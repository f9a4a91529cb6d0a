"""The normaliser makes alike what means nothing, and nothing else: the comparison can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from composer.render.page import Page, Renderer
from composer.render.prose import ProseStyle
from composer.render.stylist import transform
from composer.render.verify import differences, normalise_style, verify
from tests.render import tiny

ALIKE = [
    ("color:#AbC", "color: #aabbcc"),
    ("margin:0px 0em 0%", "margin: 0 0 0"),
    ("line-height:1.50", "line-height: 1.5"),
    ("font-size:.5em", "font-size: 0.50em"),
    ('font-family:"Segoe UI", Arial', "font-family: 'Segoe UI',Arial"),
    ("COLOR:red;", "color: red"),
    ("font:16px / 1.5 Georgia", "font:16px/1.5 Georgia"),
    ("width:100% !important", "width: 100%!important"),
]
DIFFERENT = [
    ("color:#aabbcc", "color:#aabbcd"),
    ("color:red;margin:0", "margin:0;color:red"),
    ("margin:0 1px", "margin:1px 0"),
    ("width:10px", "width:10em"),
    ("margin:-1px", "margin:1px"),
    ("font-family:Arial", "font-family:Arial,sans-serif"),
]
SPOILT: list[Callable[[str], str]] = [
    lambda html: html.replace("margin:0;", "margin:1px;", 1),
    lambda html: html.replace("<strong>", "<b>").replace("</strong>", "</b>"),
    lambda html: html.replace(">words<", ">word<"),
    lambda html: html.replace("words <em>", "words<em>"),
    lambda html: html.replace('class="note-headline" ', ""),
    lambda html: html.replace("<tr>", '<tr class="page">', 1),
    lambda html: html.replace('width="600"', 'width="601"', 1),
    lambda html: html.replace("https://example.org/", "https://example.com/"),
    lambda html: html.replace("<!--[if mso]>", "<!--[if gte mso 9]>", 1),
    lambda html: html.replace("@media (max-width: 600px)", "@media (max-width: 500px)"),
    lambda html: html.replace("#ffffff!important", "#fffffe!important"),
    lambda html: html.replace("</td></tr></table></body>", "</td></tr><tr><td></td></tr></table></body>"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_alike(one: str, other: str) -> None:
    assert normalise_style(one) == normalise_style(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one: str, other: str) -> None:
    assert normalise_style(one) != normalise_style(other)


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_page_is_found_out(small: Renderer, spoil: Callable[[str], str]) -> None:
    body = '<p><strong>bold</strong> words <em>so</em> <a href="https://example.org/">x</a></p>'
    issue = tiny.issue(tiny.note(headline="words", body=body))
    fast, slow = small.page(issue).html, transform(small.plain_page(issue))
    assert differences(fast, slow, {"note"}) == []
    assert spoil(fast) != fast
    assert differences(spoil(fast), slow, {"note"})


def test_a_wrong_table_of_prose_is_a_finding(small: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = tiny.issue(tiny.note(body="<p>a</p>"))
    monkeypatch.setattr(ProseStyle, "print", lambda self, prose: prose)
    (finding,) = verify(issue, small)
    assert finding.level == "error"
    assert "<p style=" in finding.sentence


def test_a_wrong_page_is_a_finding(small: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = tiny.issue(tiny.note(headline="a"))
    page = small.page(issue)
    spoilt = replace(page, html=page.html.replace(">a<", ">b<"))
    monkeypatch.setattr(Renderer, "page", lambda self, issue, **how: Page(spoilt.html, {}))
    assert verify(issue, small)
