"""The gate for rich text: what it has cleaned stays as it is, in every parser, and nothing keeps it long."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable
from functools import partial

import html5lib
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.importing.paste import pasted
from composer.model.prose import LONGEST, MOST_ATTRIBUTES, clean
from composer.model.prose_tree import BLOCKS, INLINE, most_attributes
from tests.security.material import attacks, payloads, sample, there
from tests.soak import figure

Promise = Callable[[str, str, object, object], None]
TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s[^>]*)?)>")
HREF = re.compile(r' href="(?:https?://|mailto:|tel:|#|\[\[)[^"<>]*"', re.IGNORECASE)


def trouble(html: str) -> str:
    """What in cleaned text should not be there."""
    if "<" in TAG.sub("", html) or ">" in TAG.sub("", html):
        return "a bracket outside a tag"
    for slash, name, attributes in TAG.findall(html):
        if name not in {*BLOCKS, *INLINE, "br"}:
            return f"<{name}>"
        if attributes and (slash or name != "a" or not HREF.fullmatch(attributes)):
            return attributes
    return ""


def reread(html: str) -> str:
    """The text as the standard's parser takes it, written out by another program."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return str(html5lib.serialize(tree, omit_optional_tags=False, quote_attr_values="always"))


def test_the_tester_sees_what_a_careless_gate_lets_through() -> None:
    assert trouble("<p onclick='x'>a</p>")
    assert trouble('<p><a href="javascript:x">a</a></p>')
    assert trouble("<svg><p>a</p></svg>")
    assert sum(bool(trouble(html)) for html in ("<img src=x onerror=y>", "<p>a < b</p>", "<script>x</script>")) == 3


@there
def test_nothing_unfit_comes_through_and_the_default_of_the_library_would_let_it(promise: Promise) -> None:
    cleaned = [clean(html) for html in payloads()]
    assert [html for html in cleaned if trouble(html)] == []
    assert sum(bool(trouble(html)) for html in payloads()) > 0.9 * len(payloads())
    assert sum(bool(trouble(nh3.clean(html))) for html in payloads()) > 500
    promise("P17", "payloads leaving more than our tags and links", f"0 of {len(cleaned):,}", f"0 of {len(cleaned):,}")


@there
def test_cleaning_again_changes_nothing(promise: Promise) -> None:
    both = (*payloads(), *(attack["payload"] for attack in attacks("remote_leaks")))
    unstable = [html for html in both if clean(clean(html)) != clean(html)]
    assert unstable == []
    promise("P17", "payloads that cleaning again changes", f"0 of {len(both):,}", f"0 of {len(both):,}")


@there
def test_another_parser_takes_it_as_it_stands(promise: Promise) -> None:
    tried = sample(payloads(), 1500)
    moved = [html for html in tried if clean(reread(clean(html))) != clean(html)]
    assert moved == []
    promise("P17", "payloads that a second parser takes otherwise", f"0 of {len(tried):,}", f"0 of {len(tried):,}")


PIECES = st.sampled_from(
    ["<p>", "</p>", "<svg>", "<math><mi>", "<style>", "</style>", "<!--", "-->", "<a href='java\tscript:x'>", "</a>",
     "<noscript>", "<p title='</noscript><img src=x onerror=y>'>", "<table>", "<td>", "<select>", "<template>", "<b>",
     "<![CDATA[", "]]>", "<form>", "<mglyph>", "<a href=https://a.b/>", "<xmp>", "&lt;img src=x&gt;", "&#x3c;", "x",
     "\x00", "<annotation-xml encoding=text/html>", "<textarea>", "<title>", "<li>", "<ul>", "<blockquote>", "\u2028"]
) | st.text(max_size=5)  # fmt: skip


def test_whatever_is_put_together(promise: Promise) -> None:
    tried = 0

    @settings(max_examples=figure(300, 5000), deadline=None, database=None)
    @given(st.lists(PIECES, max_size=20).map("".join))
    def stays(html: str) -> None:
        nonlocal tried
        tried += 1
        for once in (clean(html), pasted(html, html).prose):
            assert clean(once) == once
            assert not trouble(once)
            assert clean(reread(once)) == once

    stays()
    promise("P17", "made-up texts that cleaning again or a second parser changes", f"0 of {tried:,}", f"0 of {tried:,}")


N = 100_000
HEAVY: dict[str, Callable[[], str]] = {
    "elements in each other": lambda: "<div>" * N,
    "with ends that close nothing": lambda: "<div></i>" * N,
    "marks with ends that close nothing": lambda: "<b></x>" * (N // 10),
    "cells": lambda: "<table><td>" * N,
    "lists": lambda: "<ul><li>" * N,
    "paragraphs": lambda: "<p>" * N,
    "names of their own": lambda: "<a:b></z>" * N,
    "marks opened again in each paragraph": lambda: "<b><i><u><s>" * 30 + "<p>x" * 15_000,
    "attributes": lambda: f"<p {' '.join(f'a{n}' for n in range(N))}>",
    "attributes with ends of tags": lambda: "<p {}>".format(" ".join(f'a{n}=">"' for n in range(N))),
    "attributes behind a comment": lambda: '<!--<x a="--><p {} ">'.format(" ".join(f"a{n}" for n in range(N))),
    "attributes after odd quotes": lambda: '<p ="a b=">" {}>'.format(" ".join(f"a{n}" for n in range(N))),
    "quotes in each other": lambda: "<x a='\"" * 20_000 + "y" * 1_500_000,
    "tags in each other": lambda: "<x " * 19_000 + "y" * 1_900_000,
    "references": lambda: "&lt;" * 1_200_000,
    "references that do not end": lambda: "&" * 2_000_000,
    "references to nothing": lambda: "&a;" * 600_000,
    "spaces that do not break": lambda: "<p>" + "\u00a0 " * 900_000,
    "marks of the same page of letters": lambda: "<p>" + "\u00ab\u00b7\u00bb" * 600_000,
    "five megabytes": lambda: "a " * 2_500_000,
    "beginnings of tags": lambda: "<" * 3_000_000,
    "breaks": lambda: "<br>" * 1_000_000,
}


HEAVY_TO_PASTE: dict[str, Callable[[], str]] = {
    "style sheets that do not end": lambda: "<style>" * 70_000,
    "comments that do not end": lambda: f"<style>{'/*' * 250_000}</style>x",
    "rules that do not end": lambda: f"<style>{'p.a{' * 120_000}</style><p class=a>x",
    "selectors": lambda: f"<style>{'a,' * 240_000}</style>x",
    "classes": lambda: "<style>.a{color:red}</style>" + f"<p class='{'a ' * 20}'>x" * 9000,
    "declarations": lambda: f"<p style='{';a:b' * 400_000}'>x",
    "a caption of sentences": lambda: "<img src=x><p>" + "a. " * 600_000,
    "a caption of brackets": lambda: "<img src=x><p>" + ".(" * 900_000,
    "cells in cells": lambda: "<table><tr><td>a<td>b<tr><td>" * 99 + "x" * 100_000,
    "Word's lists": lambda: "<p class=MsoListParagraph style='mso-list:l0 level9 lfo1'>x" * 9000,
    "bullets": lambda: "<div>" * 150 + "<p>• x" * 9000,
    "stars": lambda: "**a" * 60_000,
    "brackets": lambda: "[" * 190_000 + "](https://a.b)",
    "quotations": lambda: "> " * 90_000 + "x\n> y",
    "items": lambda: "- " * 90_000 + "x\n- y\n",
    "sheets": lambda: "<style>p{color:red}</style>" * 9000 + "<p>x",
    "rules": lambda: (
        f"<style>{''.join(f'.a{n}{{font-weight:bold}}' for n in range(N // 2))}</style>" + "<p class='a1 a2'>x" * 4000
    ),
    "wide cells": lambda: "<table><tr>" + "<td colspan=1000000000 rowspan=1000000000>x" * 50,
    "an address in an address": lambda: f"<a href='https://a.b/{'?q=http%3A' * 90_000}'>x</a>",
    "blocks in blocks": lambda: ("<div>" * 190 + "x" + "</div>" * 190) * 50,
    "emphasis in emphasis": lambda: "**a *" * 200_000,
    "backticks": lambda: "# a\n" + " ".join("`" * n for n in range(600)),
}


@there
def test_nothing_unfit_comes_through_pasting(promise: Promise) -> None:
    tried = sample(payloads(), 1500)
    made = [
        pasted(*way).prose for payload in tried for way in ((payload, ""), ("", payload), ("", f"# a\n[a]({payload})"))
    ]
    assert [html for html in made if trouble(html) or clean(html) != html] == []
    promise("P20", "payloads leaving more than our tags when pasted", f"0 of {len(tried):,}", f"0 of {len(tried):,}")


def seconds(call: Callable[[], str]) -> float:
    """How long it works on what it takes or refuses."""
    made, begun = "", time.process_time()
    with contextlib.suppress(ComposerError):
        made = call()
    took = time.process_time() - begun
    assert not trouble(made)
    return took


def test_nothing_keeps_it_longer_than_two_seconds(promise: Promise) -> None:
    took = {f"{kind}, cleaned": seconds(partial(clean.__wrapped__, make())) for kind, make in HEAVY.items()}
    for kind, make in (HEAVY | HEAVY_TO_PASTE).items():
        given = make()
        took[f"{kind}, pasted"] = seconds(lambda given=given: pasted(given, given).prose)
        took[f"{kind}, pasted as text"] = seconds(lambda given=given: pasted("", given).prose)
    slowest = max(took, key=lambda kind: took[kind])
    seen = f"{took[slowest]:.2f} s, {slowest}"
    promise("P19", f"{len(took)} texts of great size, depth or number: the slowest", "≤ 2 s", seen)
    assert took[slowest] < 2


def test_more_than_ten_megabytes_are_refused(promise: Promise) -> None:
    with pytest.raises(ComposerError, match="longer than 10 MB"):
        clean("a" * (LONGEST + 1))
    promise("P19", "text of more than 10 MB", "refused", "refused")


def test_the_attributes_of_one_tag_are_counted_as_parsers_do() -> None:
    for html in ("<p a b=c d='e f' g=\">\">", '<p a b=">" c d>', '<p ="x b=">" c d e>', "<!--<x y='--><p a b c d>'"):
        element = html5lib.parseFragment(html, namespaceHTMLElements=False).find(".//p")
        assert most_attributes(html) >= len(element.attrib) >= 3
    assert most_attributes("<b>" * 5000) == 0
    assert most_attributes('<p class="a b" style="c">' * 5000) <= 2
    assert most_attributes("<p " + "a " * 2000) > MOST_ATTRIBUTES


def test_a_picture_written_into_a_page_does_not_make_it_too_long() -> None:
    picture = '<p>before<img src="data:image/png;base64,' + "iVBORw0KGgo" * 300_000 + '">after</p>'
    assert clean(picture) == "<p>beforeafter</p>"
