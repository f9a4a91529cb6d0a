"""What a text cannot hold (pictures, films, forms, what is hidden) is taken out and counted."""

from __future__ import annotations

import re

from composer.importing.pixels import counts_opens, is_hidden, is_tiny
from composer.importing.styles import Sheet, style_of
from composer.importing.tally import Tally
from composer.importing.tree import CONTROLS, EMBEDDED, Element, prune

_DRAWING = re.compile(r"<svg[\s>]", re.I)
_FORMULA = re.compile(r"<(?:\w+:)?(?:math|oMath)[\s>]", re.I)
_PLAYED = ("video", "audio")


def take_out_unseen(root: Element, sheet: Sheet, tally: Tally) -> None:
    """Take out tracking pixels and what is hidden. Pictures that are seen stay, for what is said about them."""
    doomed: set[int] = set()
    below: set[int] = set()
    for element in root.each():
        if id(element) in below:
            continue
        style = style_of(element, sheet)
        hidden = is_hidden(element, style)
        if _is_pixel(element, style, hidden):
            tally.add("pixel")
        elif hidden or element.tag == "noscript":
            _tell_hidden(element, tally)
        else:
            continue
        doomed.add(id(element))
        below.update(id(each) for each in element.each())
    prune(root, doomed)


def _is_pixel(element: Element, style: dict[str, str], hidden: bool) -> bool:
    unseen = hidden or is_tiny(element, style)
    if element.tag == "img" or (element.tag == "input" and element.get("type").lower() == "image"):
        return unseen or counts_opens(element.get("src"))
    background = style.get("background-image", "") + style.get("background", "")
    return unseen and (element.tag in EMBEDDED or "url(" in background)


def _tell_hidden(element: Element, tally: Tally) -> None:
    """A pixel in what is hidden is a pixel; words in it are hidden text."""
    tally.add("pixel", sum(each.tag == "img" for each in element.each()))
    if element.tag != "noscript" and element.text().strip():
        tally.add("hidden")


def take_out_pictures(root: Element, html: str, tally: Tally) -> None:
    """Take out all that is no text. `html` is what was read: drawings and formulas did not get into the tree."""
    doomed: set[int] = set()
    for element in root.each():
        if element.tag == "img":
            tally.add("picture")
        elif element.tag in EMBEDDED:
            tally.add("video" if element.tag in _PLAYED else "embed")
        elif element.tag in CONTROLS:
            tally.add("control")
        else:
            continue
        doomed.add(id(element))
    prune(root, doomed)
    for sort, pattern in (("drawing", _DRAWING), ("formula", _FORMULA)):
        if found := len(pattern.findall(html)):
            tally.add(sort, found)
