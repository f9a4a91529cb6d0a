"""What the clipboard holds, as prose: the one way in for text from other programs.

Each module beside this one puts one thing right in the tree of the source; what comes out passes the one gate last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from composer.importing import addresses, lists, markdown, marks, tables, word
from composer.importing.credit_line import take_credit
from composer.importing.pictures import take_out_pictures, take_out_unseen
from composer.importing.styles import declarations, sheet_of
from composer.importing.tally import Tally
from composer.importing.tree import BLOCKS, Element, read, write
from composer.model import prose, prose_tree
from composer.model.values import Credit

_FOREIGN = re.compile(rf"<(?!/?(?:{'|'.join((*prose_tree.BLOCKS, *prose_tree.INLINE, 'br'))})>|a href=\")")
_MONOSPACE = re.compile(r"mono|consolas|menlo|courier|source code|fira code", re.I)


@dataclass(frozen=True, slots=True)
class Pasted:
    """Canonical prose; what was left out (`2 pictures`) or changed of what was copied, in words; a credit found."""

    prose: str
    dropped: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    credit: Credit | None = None

    @property
    def told(self) -> str:
        """One or two sentences for people; empty where all is as it was copied."""
        said = [f"Left out {_listed(self.dropped)}."] if self.dropped else []
        return " ".join([*said, *(f"{one[0].upper()}{one[1:]}." for one in self.turned)])


def pasted(html: str, text: str, *, credit_wanted: bool = True) -> Pasted:
    """The clipboard's `text/html` (or none) and `text/plain` as prose.

    credit_wanted: a credit line right after a picture is given back as a credit instead of staying in the text.
    ComposerError where it is more than the gate takes.
    """
    if not html.strip() or _is_source(html):
        return _plain(text)
    if not _FOREIGN.search(html) and prose.clean(html) == html:
        return Pasted(html)
    sheet, tally = sheet_of(html), Tally()
    root = read(html)
    take_out_unseen(root, sheet, tally)
    word.straighten(root, sheet, tally)
    credit = take_credit(root) if credit_wanted else None
    take_out_pictures(root, html, tally)
    lists.straighten(root)
    tables.straighten(root, tally)
    addresses.straighten(root, tally)
    _keep_lines(root)
    _unquote_indents(root)
    marks.settle(root, sheet)
    _drop_blank(root)
    made = prose.clean(write(root))
    if not made and not tally.dropped() and text.strip():
        return _plain(text)
    return Pasted(made, tally.dropped(), tally.turned(), credit)


def _plain(text: str) -> Pasted:
    if not markdown.is_markdown(text):
        return Pasted(prose.from_text(text))
    root, tally = read(markdown.html_of(text)), Tally()
    take_out_pictures(root, "", tally)
    tables.straighten(root, tally)
    addresses.straighten(root, tally)
    _keep_lines(root)
    return Pasted(prose.clean(write(root)), tally.dropped(), tally.turned())


def _is_source(html: str) -> bool:
    """Whether a code editor put its coloured lines there: what is meant is the text."""
    if (start := re.search(r"<(?!html|body|meta|head|!)(\w+)\b[^>]*\bstyle=\"([^\"]*)\"", html[:4000])) is None:
        return False
    style = declarations(start[2])
    return style.get("white-space", "").startswith("pre") and bool(_MONOSPACE.search(style.get("font-family", "")))


def _keep_lines(root: Element) -> None:
    """Line breaks in preformatted text are meant."""
    for element in root.each():
        if element.tag == "pre":
            for each in element.each():
                each.children = [part for child in each.children for part in _broken(child)]


def _broken(child: Element | str) -> list[Element | str]:
    if isinstance(child, Element):
        return [child]
    parts: list[Element | str] = []
    for number, line in enumerate(child.strip("\n").split("\n")):
        parts += [Element("br"), line] if number else [line]
    return parts


def _unquote_indents(root: Element) -> None:
    """A quotation without its line at the side is how mail programs write an indented paragraph."""
    for element in root.each():
        if element.tag == "blockquote" and element.get("type") != "cite":
            style = declarations(element.get("style"))
            if style.get("border", style.get("border-left", "")).split(" ")[0] in ("none", "medium", "0px", "0"):
                element.tag = "div"


def _drop_blank(root: Element) -> None:
    """Paragraphs that hold nothing but an unbreakable space are only distance."""
    for element in root.each():
        element.children = [
            child
            for child in element.children
            if isinstance(child, str) or child.tag not in BLOCKS or child.tag == "hr" or not child.wordless
        ]


def _listed(phrases: tuple[str, ...]) -> str:
    return phrases[0] if len(phrases) == 1 else f"{', '.join(phrases[:-1])} and {phrases[-1]}"
