"""Empty fields stand open in the canvas where they would be printed, and change nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from composer.library.mail_tools import read_mail_tools
from composer.library.templates import read_library
from composer.model.issue import Block, Issue, Publication
from composer.model.record import Record
from composer.model.values import Image, Link, Person
from composer.render.page import Renderer

LIBRARY = read_library()
TOOL = read_mail_tools()["mailchimp"]
RENDERER = Renderer(LIBRARY)


def both(block: Block, **issue: object) -> tuple[str, str]:
    """A block's canvas HTML, closed and open."""
    made = replace(Issue(blocks=(block,)), **issue)  # type: ignore[arg-type]
    closed = RENDERER.fragment(made, block, purpose="canvas", tool=TOOL)
    return closed, RENDERER.open_fragment(made, block, tool=TOOL)


def ghosts(html: str) -> list[str]:
    return re.findall(r'data-ghost="([^"]*)"', html)


def words(html: str) -> str:
    """What is read; a dot that parts two texts of a line is none of it."""
    return re.sub(r"\W+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"<!--.*?-->", "", html, flags=re.S))).strip()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            Block("a", "article"),
            ["Kicker", "Headline", "Standfirst", "Byline", "Write here", "Link", "Sources", "Use of AI"],
        ),
        (
            Block(
                "a", "article", Record({"headline": "H", "body": "<p>b</p>", "link": Link("L", "https://a.example")})
            ),
            ["Kicker", "Standfirst", "Byline", "Sources", "Use of AI"],
        ),
        (
            Block("a", "commentary", Record({"headline": "H", "author": (Person(name="P"),)})),
            ["About", "Write here", "Sources", "Use of AI"],
        ),
        (Block("a", "quote"), ["What was said", "Said by", "Source"]),
        (Block("a", "sponsor"), ["Sponsor", "Text", "Link"]),  # its label shows what is printed in its stead
        (Block("a", "columns", Record({"items": (Record(), Record())})), ["Headline", "Text"] * 2),
        (Block("a", "people"), ["Title", "People"]),
        (Block("a", "divider"), []),
        (Block("a", "image"), ["Picture"]),
        (Block("a", "image", Record({"image": Image(asset="f" * 64, width=600, height=400)})), []),
        (Block("a", "social"), ["Networks"]),
        (Block("a", "social", Record({"items": (Record({"network": "M"}),)})), []),
        (Block("a", "nobody knows"), []),
    ],
)
def test_empty_fields_stand_open(block: Block, expected: list[str]) -> None:
    closed, opened = both(block)
    assert ghosts(closed) == []
    assert ghosts(opened) == expected
    slots = re.findall(r'data-(?:edit|card)="[^"]*"[^>]*?(?:><p[^>]*?)? data-ghost="([^"]*)"', opened)
    assert slots == expected


def test_a_slot_for_what_is_no_text_holds_nothing() -> None:
    opened = both(Block("a", "commentary"))[1]
    slot = re.search(r'<(table) data-card="author" data-label="Signed by" data-ghost="Signed by"[^>]*></\1>', opened)
    assert slot, opened
    assert "data-row" not in opened


def test_networks_are_each_one_of_several_and_the_publication_s_are_of_the_block_as_a_whole() -> None:
    networks = (Record({"network": "M", "address": "https://m.example"}), Record({"network": "N"}))
    own = both(Block("a", "social", Record({"items": networks})))[1]
    assert re.findall(r'data-(?:card|row)="([^"]*)"', own) == ["items", "items.0", "items.1"]
    theirs = both(Block("a", "social"), publication=Publication(name="P", social=networks))[1]
    assert re.findall(r'data-(?:card|row)="([^"]*)"[^>]*data-ghost="([^"]*)"', theirs) == [("items", "Networks")]
    assert "items.0" not in theirs
    assert "https://m.example" in theirs


def test_a_line_that_stands_without_its_byline_says_so() -> None:
    opened = both(Block("a", "article", Record({"published": date(2024, 5, 12)})))[1]
    (line,) = re.findall(r'data-card="byline" data-label="Byline" data-ghost="Byline"[^>]*>(.*?)</table>', opened)
    assert words(line) == "12 May 2024"


def test_a_text_that_would_hide_what_is_printed_in_its_stead_stays_closed() -> None:
    assert ghosts(both(Block("a", "masthead"))[1]) != []
    assert ghosts(both(Block("a", "masthead"), publication=Publication(name="N", tagline="T"))[1]) == []


@pytest.mark.parametrize("template", sorted(LIBRARY.templates))
def test_nothing_else_is_read_in_an_open_block(template: str) -> None:
    for name, block_type in sorted(LIBRARY.template(template).blocks.items()):
        for fields in (Record(), *block_type.examples().values()):
            closed, opened = both(Block("a", name, fields), template=template)
            if ghosts(opened):
                assert words(opened) == words(closed), name
            else:
                assert opened == closed


def test_a_slot_says_which_table_its_prose_takes_its_style_from() -> None:
    block = Block("a", "article", Record({"body": "<p>b</p><ul><li>c</li></ul>"}))
    issue = Issue(blocks=(block,))
    html = RENDERER.fragment(issue, block, purpose="canvas", tool=TOOL)
    slot = re.search(r'data-edit="body" data-slot="(\d+)"', html)
    assert slot
    table = RENDERER.prose_table(issue, block, int(slot[1]), tool=TOOL)
    assert f'<p style="{table["p"]}">b</p>' in html
    assert f'<li style="{table["ul>li"]}">c</li>' in html
    assert RENDERER.prose_table(issue, block, -1, tool=TOOL) == {}
