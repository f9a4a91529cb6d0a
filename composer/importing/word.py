"""Word and Outlook: lists written as paragraphs, comments and deletions beside the text, styles for headings.

Word writes a list item as `<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>` whose marker stands in a span
of its own, `mso-list:Ignore`; its style sheet says of `@list l0:level2` whether that level is numbered.
"""

from __future__ import annotations

import re

from composer.importing.styles import Sheet, declarations, style_of
from composer.importing.tally import Tally
from composer.importing.tree import HEADINGS, Element, prune

_LIST = re.compile(r"(l\d+)\s+level(\d)\s+lfo\d+")
_NUMBERED = re.compile(r"\(?(?:\d+|[a-z]{1,4}|[ivxlcdm]+)[.):]|\d+(?:\.\d+)*", re.I)
_ITEM = ("p", "div")


def straighten(root: Element, sheet: Sheet, tally: Tally) -> None:
    """Make lists, headings and quotations of Word's paragraphs; take out what is not text of the document."""
    for element in root.each():
        _name(element, style_of(element, sheet))
    _make_lists(root, sheet)
    _take_out(root, tally)


def _name(element: Element, style: dict[str, str]) -> None:
    """The tag that a paragraph's style stands for."""
    if element.tag not in _ITEM or "mso-list" in style:
        return
    classes = element.classes()
    level = style.get("mso-outline-level", "")
    heading = re.search(r"mso(?:heading|title)(\d?)", classes)
    if heading or level.isdigit():
        number = int(level) if level.isdigit() else int(heading[1] or 1) if heading else 1
        element.tag = HEADINGS[min(max(number, 1), 6) - 1]
    elif "quote" in classes and "mso" in classes:
        inside = Element("p", {}, element.children)
        element.tag, element.children = "blockquote", [inside]


def _make_lists(parent: Element, sheet: Sheet) -> None:
    making = _Lists(sheet)
    for child in parent.children:
        if isinstance(child, str):
            making.pass_on(child, ends=bool(child.strip()))
            continue
        found = _LIST.search(declarations(child.get("style")).get("mso-list", "")) if child.tag in _ITEM else None
        if found:
            making.put(child, found[1], max(1, int(found[2])))
        elif making.open and child.tag == "p" and child.classes().startswith("msolistparagraph") and not child.blank:
            making.open[-1][1].elements()[-1].children += [Element("br"), *child.children]
        else:
            _make_lists(child, sheet)
            making.pass_on(child, ends=not child.blank)
    parent.children = making.children


class _Lists:
    """The children of an element, written anew with lists. `open`: by level, which of Word's lists, and ours."""

    def __init__(self, sheet: Sheet) -> None:
        self.children: list[Element | str] = []
        self.open: list[tuple[str, Element]] = []
        self._sheet = sheet

    def pass_on(self, child: Element | str, *, ends: bool) -> None:
        """What is no item stays as it is; a list goes on over what is blank."""
        if ends:
            self.open = []
        self.children.append(child)

    def put(self, paragraph: Element, name: str, level: int) -> None:
        """Put a paragraph into the list that its level belongs to; lists it leaves out between are made."""
        tag = _kind(paragraph, name, level, self._sheet)
        del self.open[level:]
        if len(self.open) == level and (self.open[-1][0], self.open[-1][1].tag) != (name, tag):
            del self.open[-1]
        while len(self.open) < level:
            made = Element(tag)
            if self.open:
                outer = self.open[-1][1]
                outer.children += [] if outer.children else [Element("li")]
                outer.elements()[-1].children.append(made)
            else:
                self.children.append(made)
            self.open.append((name, made))
        self.open[-1][1].children.append(Element("li", {}, paragraph.children))


def _kind(paragraph: Element, name: str, level: int, sheet: Sheet) -> str:
    """Whether a list of Word's is numbered: its style sheet says so, else the marker."""
    marker = "".join(
        element.text()
        for element in paragraph.each()
        if "ignore" in declarations(element.get("style")).get("mso-list", "")
    )
    rule = sheet.get(f"{name}:level{level}")
    if rule is not None:
        return "ul" if rule.get("mso-level-number-format") in ("bullet", "image") else "ol"
    return "ol" if _NUMBERED.fullmatch(marker.replace("\u00a0", " ").strip()) else "ul"


def _take_out(root: Element, tally: Tally) -> None:
    """Markers, comments with their references, and what was deleted while changes were tracked."""
    doomed: set[int] = set()
    for element in root.each():
        style = declarations(element.get("style"))
        tracked = "datetime" in element.attributes or "cite" in element.attributes
        if style.get("mso-list", "") == "ignore" or "msocommentreference" in element.classes():
            doomed.add(id(element))
        elif style.get("mso-element", "") in ("comment-list", "comment"):
            tally.add("comment", style["mso-element"] == "comment")
            doomed.add(id(element))
        elif element.tag == "del" and tracked:
            tally.add("deletion")
            doomed.add(id(element))
        elif element.tag == "ins" and tracked:
            element.tag = "span"
        elif any(name in style for name in ("mso-tab-count", "mso-spacerun")):
            element.children = [" "]
    prune(root, doomed)
