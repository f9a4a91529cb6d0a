"""Styles as marks: what a program painted bold, slanted or struck out becomes strong, em, s.

Every text takes the marks that hold where it stands; spans, fonts and marks of the source are gone after it.
"""

from __future__ import annotations

import re

from composer.importing.styles import Sheet, style_of
from composer.importing.tree import BLOCKS, HEADINGS, Element

_BY_TAG = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em", "u": "u",
    "ins": "u", "s": "s", "strike": "s", "del": "s", "sup": "sup", "sub": "sub", "code": "code", "tt": "code",
    "kbd": "code", "samp": "code",
}  # fmt: skip
_SCRIPT = {"super": "sup", "sub": "sub"}
_PLAIN: frozenset[str] = frozenset()


def settle(root: Element, sheet: Sheet) -> None:
    """Turn styles into marks, and two line breaks in a row into the end of a paragraph."""
    root.children = _settled(root, _PLAIN, sheet)
    for element in root.each():
        if element.tag in HEADINGS:  # bold by itself
            element.children = _without(element, ("strong", "u"))
        elif element.tag == "a":  # underlined by itself
            element.children = _without(element, ("u",))
    for element in list(root.each()):
        if element.tag in ("", "div", "td", "li", "p", "blockquote", "section", "article"):
            _part_paragraphs(element)


def _settled(element: Element, marks: frozenset[str], sheet: Sheet) -> list[Element | str]:
    out: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str):
            out.append(_wrapped(_read_space(child, element), marks))
        elif child.tag in ("br", "hr"):
            out.append(child)
        elif child.tag in BLOCKS or (child.tag == "a" and child.get("href")):
            child.children = _settled(child, _marks(child, marks, sheet), sheet)
            out.append(child)
        else:
            out += _settled(child, _marks(child, marks, sheet), sheet)
    return out


def _marks(element: Element, marks: frozenset[str], sheet: Sheet) -> frozenset[str]:
    """The marks that hold within an element which stands where `marks` hold."""
    style = style_of(element, sheet)
    now = set(marks)
    if element.tag in _BY_TAG:
        now.add(_BY_TAG[element.tag])
    weight = style.get("font-weight", "")
    if weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600):
        now.add("strong")
    elif weight in ("normal", "lighter") or weight.isdigit():
        now.discard("strong")
    slant = style.get("font-style", "")
    if slant.startswith(("italic", "oblique")):
        now.add("em")
    elif slant == "normal":
        now.discard("em")
    line = style.get("text-decoration", "") + " " + style.get("text-decoration-line", "")
    if "underline" in line:
        now.add("u")
    if "line-through" in line:
        now.add("s")
    if line.strip().startswith("none"):
        now -= {"u", "s"}
    if script := _SCRIPT.get(style.get("vertical-align", "")):
        now.add(script)
    return frozenset(now)


def _without(element: Element, marks: tuple[str, ...]) -> list[Element | str]:
    out: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            child.children = _without(child, marks)
            out += child.children if child.tag in marks else [child]
        else:
            out.append(child)
    return out


def _wrapped(text: str, marks: frozenset[str]) -> Element | str:
    made: Element | str = text
    if text:
        for mark in sorted(marks):
            made = Element(mark, {}, [made])
    return made


def _read_space(text: str, element: Element) -> str:
    """Spaces that a program wrote as unbreakable to keep them from folding are spaces."""
    if "apple-converted-space" in element.classes() or not text.strip():
        return text.replace("\u00a0", " ")
    return re.sub(r"\u00a0+ | \u00a0+|\u00a0{2,}", " ", text)


def _part_paragraphs(element: Element) -> None:
    """Where two line breaks follow each other a new paragraph begins."""
    parts: list[list[Element | str]] = [[]]
    breaks = 0
    for child in element.children:
        if isinstance(child, Element) and child.tag == "br":
            breaks += 1
            if breaks == 2:
                parts.append([])
        elif isinstance(child, str) and not child.strip():
            pass
        else:
            breaks = 0
        parts[-1].append(child)
    if len(parts) == 1:
        return
    if element.tag == "li":  # an item is one text
        return
    wrapped: list[Element | str] = [Element("p" if element.tag == "p" else "div", {}, part) for part in parts]
    if element.tag == "p":
        element.tag = "div"
    element.children = wrapped
