"""The one gate for prose: what comes out is canonical, harmless, and comes out again as it is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.model.prose import address_allowed, clean, from_text, plain
from composer.model.prose_tree import BLOCKS, INLINE
from tests.issues import prose

ATTACKS = Path(__file__).parents[3] / "shared" / "data" / "security" / "xss_dev.jsonl"
_TAG = re.compile(r"<(/?)([a-z0-9]+)( [^>]*)?>")


def assert_canonical(html: str) -> None:
    """Only tags of the subset, balanced, no attribute but an allowed address, no bracket outside a tag."""
    open_tags: list[str] = []
    for slash, tag, attributes in _TAG.findall(html):
        assert tag in {*BLOCKS, *INLINE, "br"}
        if attributes:
            address = re.fullmatch(r' href="([^"]*)"', attributes)
            assert tag == "a"
            assert address
            unescaped = (
                address[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            )
            assert address_allowed(unescaped)
        if tag == "br":
            continue
        if slash:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert not open_tags
    assert not re.search(r"[<>]", _TAG.sub("", html))


CASES = [
    ("", ""),
    ("word", "<p>word</p>"),
    ("<p>a</p><p></p><p>b</p>", "<p>a</p><p>b</p>"),
    ("<b>a</b><i>b</i>", "<p><strong>a</strong><em>b</em></p>"),
    ("<h1>a</h1><h2>b</h2><h6>c</h6>", "<h3>a</h3><h3>b</h3><h4>c</h4>"),
    ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
    ("<p> a \n b </p>", "<p>a b</p>"),
    ("<p>a<br>b<br></p>", "<p>a<br>b</p>"),
    ("<em><strong>x</strong></em>", "<p><strong><em>x</em></strong></p>"),
    ("<a href='https://x.org/?a=1&amp;b=2'>x</a>", '<p><a href="https://x.org/?a=1&amp;b=2">x</a></p>'),
    ("<a href='[[unsubscribe]]'>x</a>", '<p><a href="[[unsubscribe]]">x</a></p>'),
    ('<a href="*|UNSUB|*">x</a>', '<p><a href="*|UNSUB|*">x</a></p>'),
    ('<a href="{{ unsubscribe }}">x</a>', '<p><a href="{{ unsubscribe }}">x</a></p>'),
    ('<a href="https://x.org/{{ a }}?*|B|*">x</a>', '<p><a href="https://x.org/{{ a }}?*|B|*">x</a></p>'),
    ('<a href="javascript:*|x|*">x</a><a href="*|x|*:y">y</a>', "<p>xy</p>"),
    ("<a href='#[[anchor:b1]]'>x</a>", '<p><a href="#[[anchor:b1]]">x</a></p>'),
    ("<a href='javascript:alert(1)'>x</a>", "<p>x</p>"),
    ("<a href='java\nscript:alert(1)'>x</a>", "<p>x</p>"),
    ("<p style='color:red' onclick=x>a</p>", "<p>a</p>"),
    ("<script>x</script>a<style>b</style>", "<p>a</p>"),
    ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<li>a</li>", "<p>a</p>"),
    ("<blockquote>a<p>b</p></blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    ("<blockquote><ul><li>a</li></ul></blockquote>", "<blockquote><p>a</p></blockquote>"),
    ("a &lt;b&gt; &amp; c", "<p>a &lt;b&gt; &amp; c</p>"),
    ("a&nbsp;b", "<p>a\u00a0b</p>"),
    ("a\x9b31m &#27;b &#x90;c &#1;d&#8232;e", "<p>a31m b c d e</p>"),
    ("<p>one <b>two</b> three</p>", "<p>one <strong>two</strong> three</p>"),
    ("Hello [[first_name|there]]", "<p>Hello [[first_name|there]]</p>"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
]


@pytest.mark.parametrize(("given_html", "expected"), CASES)
def test_clean(given_html: str, expected: str) -> None:
    assert clean(given_html) == expected


@given(prose | st.text())
@settings(max_examples=400)
def test_clean_twice_is_clean_once(html: str) -> None:
    once = clean(html)
    assert_canonical(once)
    assert clean(once) == once


@pytest.mark.skipif(not ATTACKS.exists(), reason="the shared attack collection is not here")
def test_no_attack_gets_through() -> None:
    attacks = [json.loads(line)["payload"] for line in ATTACKS.read_text("utf-8").splitlines()]
    assert len(attacks) > 1000
    for attack in attacks:
        try:
            once = clean(attack)
        except ComposerError:
            continue
        assert_canonical(once)
        assert clean(once) == once, attack


def test_lists_deeper_than_three_levels_go_on_at_the_third() -> None:
    html = "<ul><li>1<ul><li>2<ul><li>3<ul><li>4</li></ul></li></ul></li></ul></li></ul>"
    assert clean(html).count("<ul>") == 3
    assert plain(clean(html)).split() == ["1", "2", "3", "4"]


def test_what_is_nested_too_deeply_is_refused_in_a_sentence() -> None:
    with pytest.raises(ComposerError, match="200 levels"):
        clean("<div>" * 300 + "x" + "</div>" * 300)


def test_what_is_too_long_is_refused_in_a_sentence() -> None:
    with pytest.raises(ComposerError, match="10 MB"):
        clean("x" * (11 * 1024 * 1024))


def test_many_paragraphs_without_end_tags_are_not_deep() -> None:
    assert clean("<p>a" * 500).count("<p>") == 500


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_plain_text_keeps_its_words(text: str) -> None:
    assert plain(from_text(text)).split() == text.split()


@given(st.text())
def test_plain_text_comes_through_the_gate_too(text: str) -> None:
    assert clean(from_text(text)) == from_text(text)


def test_blank_lines_part_paragraphs() -> None:
    assert from_text("a\nb\n\n c <d>\r\n\r\n\n") == "<p>a<br>b</p><p>c &lt;d&gt;</p>"
    assert from_text(" \n ") == ""


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b &amp; c</p>", "a\nb & c"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "a\nb"),
        ("<p>a<br>b</p><h3>c</h3>", "a\nb\nc"),
        ("<p>&amp;lt;</p>", "&lt;"),
    ],
)
def test_plain(html: str, expected: str) -> None:
    assert plain(html) == expected


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("https://x.org/a b", "https://x.org/a%20b"),
        ("https://x.org/[[first_name|dear reader]]", "https://x.org/[[first_name|dear reader]]"),
        ("[[unsubscribe]]", "[[unsubscribe]]"),
        ("www.example.org/x", "https://www.example.org/x"),
        (" example.org ", "https://example.org"),
    ],
)
def test_a_link_that_is_surely_meant_is_kept(written: str, leads: str) -> None:
    kept = clean(f'<p><a href="{written}">x</a></p>')
    assert kept == f'<p><a href="{leads}">x</a></p>'
    assert clean(kept) == kept


@pytest.mark.parametrize("written", ["javascript:[[x|y]]", "htp://x", "//evil.example", "/etc/passwd", "java script:x"])
def test_a_link_that_may_be_anything_is_not(written: str) -> None:
    assert clean(f'<p><a href="{written}">x</a></p>') == "<p>x</p>"
