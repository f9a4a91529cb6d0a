"""The templates that ship, held against what a mail must satisfy: every example of every block type in each of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, groupby, pairwise
from pathlib import Path

import pytest
from cssselect import HTMLTranslator, parse
from lxml import etree

from composer.checks.legible import illegible
from composer.checks.run import Checked, run
from composer.checks.weight import GMAIL_CUTS, weigh
from composer.files.starter import starter_issue
from composer.library.mail_tools import mail_tool
from composer.library.templates import Library, read_library
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue
from composer.model.record import Record
from composer.model.values import Image
from composer.model.walk import block_leaves, map_images
from composer.render.page import Renderer
from composer.render.verify import verify

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "assets" / "samples" / "signal-and-noise" / "issue.json"
LIBRARY: Library = read_library(own_folder=ROOT / "nowhere")
TEXT = ("font-family", "font-size", "line-height", "color")
TEMPLATES = list(LIBRARY.templates)
STARTERS = [(name, starter) for name, found in LIBRARY.templates.items() for starter in found.starters]
PICTURE = "0" * 64 + ".jpg"


@pytest.fixture(scope="module")
def renderer(styles):
    return Renderer(LIBRARY, styles)


@pytest.fixture(scope="module")
def pages():
    """Trees of pages that several tests look at, by template and block type."""
    return {}


@cache
def sample() -> Issue:
    """The sample issue, its pictures standing for any."""
    issue = read_issue(json.loads(SAMPLE.read_text("utf-8")), LIBRARY.declared)
    return map_images(issue, LIBRARY.declared, lambda image: replace(image, asset=PICTURE) if image.file else image)


def with_blocks(*blocks: tuple[str, Record], template: str = "dispatch", language: str = "en") -> Issue:
    """The sample's publication and date around other blocks."""
    made = tuple(Block(f"b{n}", name, fields) for n, (name, fields) in enumerate(blocks))
    return replace(sample(), blocks=made, template=template, language=language)


def example(name: str, which: str) -> tuple[str, Record]:
    return name, LIBRARY.blocks[name].examples()[which]


def language_of(which: str) -> str:
    return "ar" if which == "right_to_left" else "en"


def tree(html: str) -> etree._Element:
    return etree.fromstring(html, etree.HTMLParser(huge_tree=True))


def declarations(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return {name.strip(): value.replace("!important", "").strip() for name, value in pairs}


def texts(root: etree._Element) -> Iterator[etree._Element]:
    """Elements of the body that hold words of their own; the hidden preheader is none."""
    for element in root.find("body").iter(etree.Element):
        own = (element.text or "") + "".join(child.tail or "" for child in element)
        if own.strip() and not any("display:none" in each.get("style", "") for each in lineage(element)):
            yield element


def lineage(element: etree._Element) -> list[etree._Element]:
    return [element, *element.iterancestors()]


def to_cell(element: etree._Element) -> Iterator[etree._Element]:
    """The element and those around it up to its cell."""
    for each in lineage(element):
        yield each
        if each.tag in ("td", "th"):
            return


def dark_rules(root: etree._Element) -> dict[etree._Element, dict[str, str]]:
    """What the rules for dark screens declare for each element, the stronger and later rule winning."""
    css = "".join(style.text or "" for style in root.iter("style"))
    inside = re.search(r"@media \(prefers-color-scheme: ?dark\) ?\{((?:[^{}]*\{[^{}]*\})*)\}", css)
    assert inside, "no rules for dark screens"
    rules = enumerate(re.findall(r"([^{}]+)\{([^{}]*)\}", inside[1]))
    ranked = [
        (selector.specificity(), order, HTMLTranslator().selector_to_xpath(selector), body)
        for order, (selectors, body) in rules
        for selector in parse(selectors)
    ]
    found: dict[etree._Element, dict[str, str]] = {}
    for _, _, path, body in sorted(ranked, key=lambda rule: rule[:2]):
        for element in root.xpath(path):
            found.setdefault(element, {}).update(declarations(body))
    return found


def shown(element: etree._Element, name: str, dark: dict[etree._Element, dict[str, str]]) -> str:
    """A property's value as it comes out: the nearest element's that declares it."""
    for each in lineage(element):
        value = dark.get(each, {}).get(name) or declarations(each.get("style", "")).get(name)
        if value:
            return value
    return ""


def contrast(one: str, other: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio"""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", TEMPLATES)
def test_colours_are_readable_on_the_ground_they_declare(name):
    tokens = LIBRARY.templates[name].tokens
    pairs = [(token.name, token.on) for token in tokens.values() if token.on]
    assert any(token.startswith("dark_") for token, _ in pairs)
    for token, ground in pairs:
        assert contrast(tokens[token].value, tokens[ground].value) >= 4.5, (token, ground)


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("block_type", LIBRARY.blocks)
class TestEveryExample:
    """All examples of a block type on one page, the right-to-left one on a page of its own."""

    @pytest.fixture
    def roots(self, renderer, pages, name, block_type):
        if (name, block_type) not in pages:
            examples = LIBRARY.blocks[block_type].examples()
            issues = [
                with_blocks(*(example(block_type, which) for which in some), template=name, language=language)
                for language, some in groupby(sorted(examples, key=language_of), key=language_of)
            ]
            pages[name, block_type] = [tree(renderer.page(issue).html) for issue in issues]
        return pages[name, block_type]

    def test_text_carries_its_font_and_colour_itself_or_in_its_cell(self, roots, name, block_type):
        for element in chain(*map(texts, roots)):
            declared = {name for each in to_cell(element) for name in declarations(each.get("style", ""))}
            assert declared.issuperset(TEXT), etree.tostring(element)

    def test_text_is_readable_in_light_and_dark(self, roots, name, block_type):
        for root in roots:
            assert list(illegible(etree.tostring(root, encoding="unicode", method="html"))) == []

    def test_pictures_have_alt_and_width_and_links_lead_somewhere(self, roots, name, block_type):
        for image in chain(*(root.iter("img") for root in roots)):
            assert image.get("alt") is not None
            assert image.get("src", "").startswith("[[image:")
            assert int(image.get("width", "0")) > 0
        for link in chain(*(root.iter("a") for root in roots)):
            assert link.get("name") or link.get("href")
            assert (
                link.get("name") or "underline" in shown(link, "text-decoration", {}) or link.find("span") is not None
            )

    def test_tables_are_for_layout_and_turned_with_the_language(self, roots, name, block_type):
        for root in roots:
            for table in root.iter("table"):
                figures = block_type == "table" and table.find(".//table") is None
                assert figures or table.get("role") == "presentation"
                assert (table.get("cellpadding"), table.get("cellspacing"), table.get("border")) == ("0", "0", "0")
            wanted = "rtl" if root.get("lang") == "ar" else "ltr"
            assert root.get("dir") == wanted
            assert root.find("body/div").get("dir") == wanted

    def test_headings_come_in_order(self, renderer, name, block_type):
        for which in LIBRARY.blocks[block_type].examples():
            issue = with_blocks(example(block_type, which), template=name)
            levels = [int(level) for level in re.findall(r"<h([1-4])[ >]", renderer.fragment(issue, issue.blocks[0]))]
            assert levels.count(1) <= 1
            assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_sample_has_one_h1_and_its_headings_come_in_order(renderer):
    root = tree(renderer.page(sample()).html)
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_issue_of_twelve_stories_is_not_clipped_by_gmail(renderer, name):
    assert 80 * 1024 < weigh(LIBRARY.templates[name], renderer) < GMAIL_CUTS == 102 * 1024


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_style_block_is_within_what_gmail_keeps(renderer, name):
    examples = [example(each, next(iter(found.examples()))) for each, found in LIBRARY.blocks.items()]
    everything = with_blocks(*examples, template=name)
    html = renderer.page(everything).html
    assert sum(len(style) for style in re.findall(r"<style>(.*?)</style>", html, re.S)) <= 16 * 1024


@pytest.mark.parametrize("layout", ["lead", "side", "brief", "plain"])
def test_layouts_of_an_article_differ_and_say_the_same(renderer, layout):
    _, fields = example("article", "lead")
    html = renderer.page(with_blocks(("article", fields.put("layout", layout)))).html
    words = " ".join(" ".join(tree(html).find("body").itertext()).split())
    for said in (
        "Forty-one labs",
        "By Sarah Ruivivar",
        "Image credits: Bryce Durbin / TechCrunch",
        "No page sets a date",
    ):
        assert said in words
    assert ("max-width:38%" in html) == (layout == "side")
    assert ("font-size:33px" in html) == (layout == "lead")


DARK_PICTURE = "d" * 64 + ".png"
ALWAYS_DARK = ("bulletin", "briefing")  # their mastheads stand on a dark ground on light screens too


@pytest.mark.parametrize("title", ["The Lamp", ""], ids=["beside a title", "alone"])
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_logo_for_dark_grounds_is_shown_on_them_in_its_place(renderer, name, title):
    logos = {"logo": Image(asset=PICTURE, alt="A lamp"), "dark_logo": Image(asset=DARK_PICTURE)}
    publication = replace(sample().publication, **logos)
    issue = replace(with_blocks(("masthead", Record({"title": title})), template=name), publication=publication)
    root = tree(renderer.page(issue).html)
    assert verify(issue, renderer) == ()

    def seen(dark):
        images = [each for each in root.iter("img") if shown(each, "display", dark) != "none"]
        return [(each.get("src").split("@")[0], each.get("alt")) for each in images]

    alt = "" if title else "A lamp"
    light = DARK_PICTURE if name in ALWAYS_DARK else PICTURE
    assert seen({}) == [(f"[[image:{light}", alt)]
    assert seen(dark_rules(root)) == [(f"[[image:{DARK_PICTURE}", alt)]
    sheets = "".join(style.text or "" for style in root.iter("style"))
    for kept in ("[data-ogsc] .masthead .on-light{display:none!important}", "[data-ogsc] .masthead .on-dark{display:"):
        assert kept in sheets
    other = replace(issue, blocks=(replace(issue.blocks[0], fields=Record({"logo": Image(asset="e" * 64 + ".png")})),))
    assert DARK_PICTURE not in renderer.page(other).html  # a block's own logo is another mark


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_look_has_its_buttons_in_three_styles(renderer, name):
    token = LIBRARY.templates[name].tokens["buttons"]
    assert [value for value, _ in token.choices] == ["filled", "outline", "link"]
    seen = {}
    for value, _ in token.choices:
        blocks = [(each, fields) for each in ("button", "products", "article") for fields in
                  LIBRARY.blocks[each].examples().values() if name == "launch" or each != "article"]  # fmt: skip
        issue = replace(with_blocks(*blocks, template=name), theme=Record({"buttons": value}))
        html = renderer.page(issue, purpose="canvas").html
        assert verify(issue, renderer) == ()
        assert list(illegible(html)) == []
        seen[value] = [cell for link in tree(html).iter("a") if (cell := button_around(link)) is not None]
    assert len(seen["filled"]) == len(seen["outline"]) == len(seen["link"]) > 2
    for filled, outline, link in zip(seen["filled"], seen["outline"], seen["link"], strict=True):
        assert filled.get("bgcolor")
        assert declarations(filled.get("style"))["padding"] != "0"
        assert not outline.get("bgcolor")
        assert "solid" in declarations(outline.get("style"))["border"]
        assert not link.get("bgcolor")
        assert not {"border", "padding"} & declarations(link.get("style")).keys()
        assert "underline" in shown(next(link.iter("a")), "text-decoration", {})


def button_around(link):
    """The cell of a button, by the link in it: the one cell of a table that is as wide as what is in it."""
    cell = link.getparent()
    table = next((each for each in cell.iterancestors("table")), None)
    narrow = table is not None and "auto" in declarations(table.get("style", "")).get("width", "")
    return cell if cell.tag == "td" and narrow and len(table.findall(".//td")) == 1 else None


ROOM = '</td></tr><tr><td height="32"></td></tr></table><!--[if mso]>'


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_mail_that_has_no_footer_yet_ends_with_room_below(renderer, name):
    quote, footer = example("quote", "full"), example("footer", "minimal")
    for blocks, room in (((quote,), True), ((quote, footer), False), ((footer, quote), True)):
        issue = with_blocks(*blocks, template=name)
        assert (ROOM in renderer.page(issue).html) == room
    hidden = replace(issue.blocks[1], settings=replace(issue.blocks[1].settings, hidden=True))
    assert ROOM not in renderer.page(replace(issue, blocks=(issue.blocks[0], hidden))).html
    assert verify(issue, renderer) == ()


def test_a_commentary_cannot_be_taken_for_an_article(renderer):
    fields = LIBRARY.blocks["commentary"].examples()["full"]
    root = tree(renderer.page(with_blocks(("commentary", fields))).html)
    words = " ".join(" ".join(root.find("body").itertext()).split())
    theme = LIBRARY.templates["dispatch"].tokens
    assert words.index("Commentary") < words.index("Set the bar") < words.index("Dayo Fenwright")
    headline = next(root.iter("h2"))
    assert shown(headline, "background-color", {}) == theme["tint"].value != theme["paper"].value
    assert any(cell.get("bgcolor") == theme["accent"].value for cell in root.iter("td"))


def test_a_missing_picture_leaves_no_trace(renderer):
    for name, which in (("article", "missing_image"), ("image", "missing_image")):
        html = renderer.page(with_blocks(example(name, which))).html
        assert "<img" not in html
        assert "Bryce Durbin" not in html


def test_the_disclosure_links_what_it_is_made_with_to_the_charter(renderer):
    html = renderer.page(sample()).html
    charter = sample().publication.charter
    link = rf'<a href="{re.escape(charter.link)}"[^>]*>Made with {re.escape(charter.name)}</a>'
    assert re.search(link, html)


def test_the_footer_prefers_its_own_addresses_to_the_publication_s(renderer):
    own = renderer.page(with_blocks(example("footer", "full"))).html
    assert 'href="https://example.org/unsubscribe"' in own
    assert "[[unsubscribe]]" not in own
    assert 'href="[[unsubscribe]]"' in renderer.page(with_blocks(example("footer", "minimal"))).html


def test_a_postal_address_keeps_its_lines_and_characters(renderer):
    publication = replace(sample().publication, address="Salt & Sons\n“The Quay” 4 <rear>")
    issue = replace(with_blocks(example("footer", "minimal")), publication=publication)
    assert "Salt &amp; Sons<br>“The Quay” 4 &lt;rear&gt;</p>" in renderer.page(issue).html


def test_the_head_holds_what_outlook_and_dark_screens_ask_for(renderer):
    html = renderer.page(sample()).html
    for wanted in (
        '<!DOCTYPE html><html lang="en" dir="ltr"',
        "<o:PixelsPerInch>96</o:PixelsPerInch>",
        '<meta name="color-scheme" content="light dark">',
        '<meta name="supported-color-schemes" content="light dark">',
        f"<title>{sample().subject}</title>",
        "\u2007\u034f",
    ):
        assert wanted in html
    assert not re.search(r"<body[^>]*class=", html)
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->")


@pytest.mark.parametrize(("name", "starter"), STARTERS, ids=lambda each: each if isinstance(each, str) else each.name)
def test_a_starter_reads_and_renders(renderer, name, starter):
    issue, _ = starter_issue(name, LIBRARY, starter.name)
    assert issue.template == name
    assert issue.blocks[0].type == "masthead"
    assert [block.type for block in issue.blocks[-2:]] == ["disclosure", "footer"]
    assert {block.type for block in issue.blocks} <= set(LIBRARY.blocks)
    root = tree(renderer.page(issue).html)
    assert all("".join(each.itertext()).strip() for each in root.iter("h1", "h2", "h3"))
    levels = [int(each.tag[1]) for each in root.iter("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(("name", "starter"), STARTERS, ids=lambda each: each if isinstance(each, str) else each.name)
def test_a_starter_s_words_are_all_found_to_be_replaced(name, starter):
    issue, _ = starter_issue(name, LIBRARY, starter.name)
    found = {
        (finding.place.block, finding.place.field)
        for finding in run(Checked(issue, LIBRARY, mail_tool("plain"), "", ""))
    }
    for block in issue.blocks:
        for leaf in block_leaves(block, LIBRARY.declared):
            if leaf.field.role in ("headline", "standfirst", "body") and leaf.value:
                assert (block.id, leaf.path) in found, leaf


def test_every_look_says_for_which_job_each_starter_is():
    assert len(TEMPLATES) == 8
    titles = [starter.title for _, starter in STARTERS]
    assert len(set(titles)) == len(titles)
    assert all(starter.description for _, starter in STARTERS)
    assert {"News commentary", "Members’ notice", "School week", "Research digest", "Local news"} <= set(titles)
    assert {"Product letter", "Press roundup", "Event programme"} <= set(titles)
