"""The text part says what the page says: every word and address that a shipped example shows in HTML is in its text."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from composer.library.places import shipped
from composer.library.templates import read_library
from composer.library.words import read_words
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue
from composer.model.record import Record
from composer.model.walk import block_leaves, map_images, people
from composer.render.field_values import initials
from composer.render.page import Renderer
from composer.render.text import write_text

LIBRARY = read_library()
EXAMPLES = [(block_type.name, name) for block_type in LIBRARY.blocks.values() for name in block_type.examples()]
PUBLICATION = {
    "name": "The Dispatch",
    "tagline": "News of the week",
    "website": "https://example.org",
    "address": "1 Street\nTown",
    "reason": "You signed up for it.",
    "contact": "https://example.org/contact",
    "unsubscribe": "https://example.org/unsubscribe",
    "browser_view": "https://example.org/12",
    "charter": {"name": "TRUST_AI", "link": "https://example.org/charter"},
    "social": [{"network": "Mastodon", "address": "https://social.example/@dispatch"}],
}


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(LIBRARY, tmp_path_factory.mktemp("styles"))


def example(block_type: str, name: str) -> Issue:
    fields = LIBRARY.blocks[block_type].examples()[name]
    made = read_issue({"publication": PUBLICATION, "number": 12, "date": "2023-12-08"}, LIBRARY.declared)
    made = replace(made, blocks=(Block("b1", block_type, fields), Block("b2", "article", Record({"headline": "Next"}))))
    return map_images(
        made, LIBRARY.declared, lambda image: replace(image, asset="0" * 64 + ".png") if image.file else image
    )


def shown(fragment: str) -> str:
    """What a reader of the HTML sees or is read, without the parts for Outlook alone."""
    fragment = re.sub(r"<!--.*?-->", "", fragment, flags=re.DOTALL)
    alternatives = " ".join(re.findall(r'alt="([^"]*)"', fragment))
    return html.unescape(re.sub(r"<(?:/?(?:sup|sub|strong|em|a|code|u|s)\b)[^>]*>", "", fragment) + " " + alternatives)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", re.sub(r"<[^>]*>", " ", text)))


@pytest.mark.parametrize(("block_type", "name"), EXAMPLES)
def test_the_text_says_what_the_page_says(renderer: Renderer, block_type: str, name: str) -> None:
    made = example(block_type, name)
    fragment, text = renderer.fragment(made, made.blocks[0]), write_text(made, LIBRARY)
    language = read_words(made.language)
    leaves = block_leaves(made.blocks[0], LIBRARY.declared)
    portraits = {initials(person.name) for leaf in leaves for _, person in people(leaf)}
    spelled_shorter = {language[f"month_short_{month}"] for month in range(1, 13)}
    said = words(text) | words(re.sub(r"[\^~]", "", text)) | words(text.replace("<", " ").replace(">", " "))
    assert words(shown(fragment)) - said <= portraits | spelled_shorter
    unbroken = text.replace("\n", "")
    for address in re.findall(r'href="([^"#]+)"', fragment):
        assert html.unescape(address).removeprefix("mailto:") in unbroken


def test_the_sample_issue_says_the_same_in_both(renderer: Renderer) -> None:
    folder = next(path for path in sorted((shipped("assets") / "samples").glob("*/issue.json")))
    made = read_issue(json.loads(folder.read_text("utf-8")), LIBRARY.declared)
    body = "".join(renderer.page(made).fragments.values())
    missing = words(shown(body)) - words(write_text(made, LIBRARY)) - words(write_text(made, LIBRARY).replace("<", " "))
    assert {word for word in missing if len(word) > 3} == set()
