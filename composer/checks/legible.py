"""Whether every text of a page can be read where it stands, on light and on dark screens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree
from PIL import ImageColor

from composer.model.colour import READABLE, contrast
from composer.render.sheet import read_sheet

Styles = Mapping[str, str]

_FOR_DARK = re.compile(r"prefers-color-scheme\s*:\s*dark")
_UNDECLARED = ("#000000", "#ffffff")  # a text's colour and its ground where nothing is declared
_WORDS = 40  # letters of a text by which it is named


class Illegible(NamedTuple):
    """A text with too little contrast: its first words, the block it stands in, its colours, on which screens."""

    words: str
    block: str
    colour: str
    ground: str
    dark: bool

    @property
    def ratio(self) -> float:
        return contrast(self.colour, self.ground)


def illegible(html: str) -> Iterator[Illegible]:
    """The texts of a page that cannot be read, those on light screens first; with the canvas's marks their blocks."""
    root = etree.fromstring(html, etree.HTMLParser(huge_tree=True))
    body = root.find("body")
    if body is not None:
        for dark in (False, True):
            rules = _dark_rules(root) if dark else {}
            yield from (each for each in _texts(body, rules, dark=dark) if each.ratio < READABLE)


def _texts(body: etree._Element, rules: Mapping[etree._Element, Styles], *, dark: bool) -> Iterator[Illegible]:
    """Every text that is shown, with the colours in which it comes out."""
    seen: dict[etree._Element | None, tuple[str, str, str]] = {body.getparent(): (*_UNDECLARED, "")}
    for element in body.iter(etree.Element):
        above = seen.get(element.getparent())
        style = _declared(element, rules.get(element, {}))
        if above is None or style.get("display") == "none":
            continue
        colour = _hex(style.get("color", "")) or above[0]
        ground = _hex(style.get("background-color", "")) or above[1]
        block = element.get("data-block") or above[2]
        seen[element] = (colour, ground, block)
        own = " ".join([element.text or "", *(child.tail or "" for child in element)]).split()
        if own:
            yield Illegible(_cut(" ".join(own)), block, colour, ground, dark)


def _declared(element: etree._Element, dark: Styles) -> dict[str, str]:
    """What an element's own style, and the rules for dark screens, declare of it; `!important` is the stronger."""
    style = {"background-color": element.get("bgcolor", ""), **_pairs(element.get("style", ""))}
    strong = {name: value for name, value in dark.items() if "!important" in value}
    return {name: value.replace("!important", "").strip() for name, value in {**dark, **style, **strong}.items()}


def _dark_rules(root: etree._Element) -> dict[etree._Element, dict[str, str]]:
    """What the rules for dark screens declare for each element, the stronger and later rule winning."""
    sheets = [rule for style in root.iter("style") for rule in read_sheet(style.text or "", "style")]
    rules = [each for rule in sheets if _FOR_DARK.search(rule.prelude) for each in rule.rules]
    ranked = [
        (*_ranked(selector), _pairs(each.body)) for each in rules for selector in each.selectors if _ranked(selector)
    ]
    found: dict[etree._Element, dict[str, str]] = {}
    for _, path, pairs in sorted(ranked, key=lambda rule: rule[0]):
        for element in path(root):
            found.setdefault(element, {}).update(pairs)
    return found


@lru_cache(maxsize=2048)
def _ranked(selector: str) -> tuple[tuple[int, int, int], etree.XPath] | tuple[()]:
    """How strong a selector is, and where it leads; nothing for one of another world than this page's."""
    try:
        parsed = parse(selector)[0]
        return parsed.specificity(), etree.XPath(HTMLTranslator().selector_to_xpath(parsed))
    except SelectorError:
        return ()


def _pairs(style: str) -> dict[str, str]:
    parts = (part.partition(":") for part in style.split(";"))
    return {name.strip().lower(): value.strip() for name, colon, value in parts if colon}


@lru_cache(maxsize=1024)
def _hex(value: str) -> str:
    """A colour as `#rrggbb`; nothing for what is none, or lets shine through what is below."""
    try:
        red, green, blue, *alpha = ImageColor.getrgb(value)
    except ValueError:
        return ""
    return "" if alpha == [0] else f"#{red:02x}{green:02x}{blue:02x}"


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[:_WORDS].rstrip() + "…"
