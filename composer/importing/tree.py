"""Foreign HTML as a small tree that the modules beside this one put right, and back to HTML.

html5ever (in nh3) reads it as a browser would, so that what stands wrongly nested is nested as it was seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from composer.errors import ComposerError
from composer.model.prose import DEEPEST, MOST_TAGS, bounded, escape_attribute
from composer.model.prose_tree import depth, escape

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
CONTROLS = ("button", "input", "select", "textarea")
EMBEDDED = ("iframe", "object", "embed", "video", "audio")
LINE = (
    "p", *HEADINGS, "li", "div", "blockquote", "figcaption", "td", "th", "dt", "dd", "pre", "caption", "section",
    "article", "header", "footer", "main", "aside", "nav", "address", "center",
)  # fmt: skip
BLOCKS = frozenset((*LINE, *LISTS, "table", "thead", "tbody", "tfoot", "tr", "dl", "figure", "hr", "form", "fieldset"))
_INLINE = (
    "a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "tt", "kbd", "samp", "sup", "sub", "br",
    "span", "font", "big", "small", "cite", "dfn", "q", "mark", "var", "abbr", "time", "label", "img", "picture",
)  # fmt: skip
_VOID = frozenset({"br", "img", "hr", "input", "embed"})
_DROPPED = {"script", "style", "title", "template", "svg", "math", "head", "xml"}
_KEPT = {
    "style", "class", "id", "src", "width", "height", "hidden", "role", "href", "type", "cite", "datetime",
    "aria-level", "poster",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Element:
    """One element: tag, attributes, and what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def classes(self) -> str:
        return self.get("class").lower()

    def each(self) -> Iterator[Element]:
        """This element and all below it, as they stand in the text."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.elements())

    def elements(self) -> list[Element]:
        return [child for child in self.children if isinstance(child, Element)]

    def words(self) -> Iterator[str]:
        """Its pieces of text as they stand."""
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                yield node
            else:
                waiting += reversed(node.children)

    def text(self) -> str:
        """Its words, without marks and breaks."""
        return "".join(self.words())

    @property
    def blank(self) -> bool:
        """Whether it shows nothing: no words, and no picture."""
        return self.wordless and not any(element.tag == "img" for element in self.each())

    @property
    def wordless(self) -> bool:
        return all(not words or words.isspace() for words in self.words())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag == tag:
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> Element:
    """The tree of any HTML; the root has no tag. ComposerError where it is more than the gate takes."""
    known = nh3.clean(
        bounded(html),
        tags={*BLOCKS, *_INLINE, *CONTROLS, *EMBEDDED, "noscript"},
        clean_content_tags=_DROPPED,
        attributes={"*": _KEPT},
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel=None,
    )
    if known.count("<") > 4 * MOST_TAGS:  # marks left open are opened again in each paragraph
        raise ComposerError("This text opens more marks than it closes; paste it as plain text instead.")
    if depth(known) > DEEPEST:
        raise ComposerError(f"This text is nested more than {DEEPEST} levels deep; paste it as plain text instead.")
    reader = _Reader()
    reader.feed(known)
    reader.close()
    return reader.root


def write(element: Element) -> str:
    """The tree as HTML, for the gate."""
    out: list[str] = []
    _write(element, out)
    return "".join(out)


def _write(element: Element, out: list[str]) -> None:
    href = element.get("href")
    if element.tag:
        out.append(f'<{element.tag} href="{escape_attribute(href)}">' if href else f"<{element.tag}>")
    for child in element.children:
        if isinstance(child, str):
            out.append(escape(child))
        else:
            _write(child, out)
    if element.tag and element.tag not in _VOID:
        out.append(f"</{element.tag}>")


def prune(element: Element, doomed: set[int]) -> None:
    """Take out the elements with these `id()`s, wherever they stand below this one."""
    element.children = [child for child in element.children if isinstance(child, str) or id(child) not in doomed]
    for child in element.elements():
        prune(child, doomed)
