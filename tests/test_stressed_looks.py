"""The looks under what editors do to them: long words, long headlines, no pictures, one block and forty.

Chromium lays each page out on a narrow phone and tells what does not keep within its place; in `make soak` on a wider
phone and on a desktop, too, with every example of every block type instead of two of each.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.model.issue import Block, Issue
from composer.model.values import Image, Link, Person
from composer.model.walk import images, map_block, map_images
from composer.render.page import Renderer
from tests.browser import settled
from tests.sheets import Column, frames, library, page, sample
from tests.soak import figure

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
HEADLINE = "What the council decided, put off, and did not mention on Thursday night " * 3
WIDTHS = (320, 375, 680)[: figure(1, 3)]
EXAMPLES = figure(2, 99)
FULLEST = ("full", "long_words", "lead", "side")
_NO_WORDS = re.compile(r"https?:|mailto:|\[\[|\d")
# An element stands out of the page, or what is in it stands out of it.
_MEASURE = """<script>onload = () => { const wide = document.documentElement.clientWidth;
 const out = [...document.body.querySelectorAll('*')].filter(each => { const box = each.getBoundingClientRect();
  return box.left < -0.5 || box.right > wide + 0.5 || each.clientWidth && each.scrollWidth > each.clientWidth + 1 });
 parent.postMessage([NAME, document.body.innerText.length, document.documentElement.scrollWidth - wide,
  ...out.slice(-3).map(each => each.outerHTML.slice(0, 300))], '*') }</script>"""
_GATHER = """<script>const heard = []; onmessage = event => { heard.push(event.data); if (heard.length === %d) {
 const all = document.createElement('pre'); all.id = 'heard'; all.textContent = JSON.stringify(heard);
 document.body.append(all) } }</script>"""
_HEARD = re.compile(r'<pre id="heard">(.*?)</pre>', re.S)
_DOT = 'src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"'


def measured(pages: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, list[Any]]]:
    """By page: how many letters it shows, and what is too wide for the width it is given."""
    ready = [
        (Column(name, width), made.replace("</body>", f"{_MEASURE.replace('NAME', json.dumps(name))}</body>"))
        for name, (width, made) in pages.items()
    ]
    heard = _HEARD.search(settled(_GATHER % len(ready) + frames(ready, 800), 2200, 900))
    assert heard, "not every page was measured"
    found = json.loads(html.unescape(heard[1]))
    return {name: (letters, [beyond, *out] if beyond > 0 or out else []) for name, letters, beyond, *out in found}


def words_of(text: str) -> Mapping[str, Callable[[Any], Any]]:
    """A change of each kind of field to that text wherever there are words."""

    def person(known: Person) -> Person:
        return replace(known, name=text, role=text) if known.name else known

    def link(known: Link) -> Link:
        return replace(known, text=text) if known.address or known.block else known

    return {
        "line": lambda value: text if value and not _NO_WORDS.match(value) else value,
        "prose": lambda value: f"<p>{text}</p><ul><li><strong>{text}</strong></li></ul>" if value else value,
        "link": link,
        "person": person,
        "people": lambda value: tuple(map(person, value)),
    }


def stressed(template: str) -> dict[str, Issue]:
    """The fullest examples of every block type, put under each stress; one of them alone, and forty of them."""
    known = library().template(template)
    every = [
        Block(f"{name}-{which}", name, fields)
        for name, found in known.blocks.items()
        for which, fields in sorted(found.examples().items(), key=lambda item: item[0] not in FULLEST)[:EXAMPLES]
    ]

    def issue(*blocks: Block) -> Issue:
        return replace(sample()[0], template=template, blocks=blocks)

    def said(text: str) -> Issue:
        return issue(*(map_block(block, known.blocks[block.type].fields, words_of(text)) for block in every))

    article = next(block for block in every if block.type == "article")
    return {
        "long words": said(WORD),
        "long words from right to left": replace(said(WORD), language="ar"),
        "long headlines": said(HEADLINE),
        "no pictures": map_images(issue(*every), known.declared, lambda image: Image()),
        "one block": issue(article),
        "forty blocks": issue(*every[:40]),
    }


@pytest.mark.parametrize("template", library().templates)
def test_everything_keeps_within_its_place(template: str, styles: Path) -> None:
    renderer = Renderer(library(), styles)
    issues = stressed(template)
    assert {block.type for block in issues["long words"].blocks} == set(library().template(template).blocks)
    assert not any(image.asset for image in images(issues["no pictures"], library().declared))
    assert len(issues["forty blocks"].blocks) == 40
    pages = {
        f"{name} at {width}": (width, re.sub(r'src="data:[^"]*"', _DOT, page(renderer, issue, Column(name, width))))
        for name, issue in issues.items()
        for width in WIDTHS
    }
    found = measured(pages)
    assert found.keys() == pages.keys()
    assert {name: out for name, (_, out) in found.items() if out} == {}
    assert all(letters > (100 if name.startswith("one") else 5_000) for name, (letters, _) in found.items())


WIDE = {
    "an element wider than the page": ('<div style="width:400px">x</div>', True),
    "a word wider than the page": (WORD, True),
    "a word wider than its cell": (f'<div style="width:100px">{WORD[:20]}</div>', True),
    "a picture at the left of the page": ('<div style="margin-left:-20px">x</div>', True),
    "a word that is broken": (f'<div style="width:100px;word-break:break-word">{WORD}</div>', False),
}


def test_what_does_not_keep_within_its_place_is_found() -> None:
    made = {name: (320, f"<!DOCTYPE html><html><body>{body}</body></html>") for name, (body, _) in WIDE.items()}
    assert {name: bool(out) for name, (_, out) in measured(made).items()} == {
        name: out for name, (_, out) in WIDE.items()
    }
