"""Lists put right: one nested beside an item goes into it, and lines that begin with a bullet become items."""

from __future__ import annotations

import re

from composer.importing.tree import LISTS, Element

_DOT = re.compile(r"\s*[•◦‣▪●○▫■][\s\u00a0]*")


def straighten(root: Element) -> None:
    """Put each list that stands directly in a list (Google Docs, Pages, Outlook) into the item before it."""
    for element in root.each():
        if element.tag in LISTS:
            _into_items(element)
    _gather_bullets(root)


def _into_items(element: Element) -> None:
    kept: list[Element | str] = []
    last: Element | None = None
    for child in element.children:
        if isinstance(child, Element) and child.tag in LISTS:
            if last is None:
                last = Element("li")
                kept.append(last)
            last.children.append(child)
        else:
            kept.append(child)
            last = child if isinstance(child, Element) and child.tag == "li" else last
    element.children = kept


def _gather_bullets(parent: Element) -> None:
    """Two or more paragraphs in a row that begin with a bullet are a list whose program had no lists."""
    children: list[Element | str] = []
    run: list[Element | str] = []

    def close() -> None:
        items = [child for child in run if isinstance(child, Element)]
        if len(items) > 1:
            children.append(Element("ul", {}, [Element("li", {}, _without_bullet(item)) for item in items]))
        else:
            children.extend(run)
        run.clear()

    for child in parent.children:
        if _is_bulleted(child) if isinstance(child, Element) else run and not child.strip():
            run.append(child)
        else:
            close()
            children.append(child)
            if isinstance(child, Element):
                _gather_bullets(child)
    close()
    parent.children = children


def _is_bulleted(element: Element) -> bool:
    if element.tag not in ("p", "div"):
        return False
    first = next((words for words in element.words() if not words.isspace()), "")
    return bool(_DOT.match(first))


def _without_bullet(item: Element) -> list[Element | str]:
    _strip_first(item)
    return item.children


def _strip_first(element: Element) -> bool:
    """Take the bullet off the first words in an element."""
    for index, child in enumerate(element.children):
        if isinstance(child, str):
            if child.strip():
                element.children[index] = _DOT.sub("", child, count=1)
                return True
        elif _strip_first(child):
            return True
    return False
