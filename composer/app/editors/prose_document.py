"""Canonical prose into Qt's text document, and back out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFragment, QTextList, QTextListFormat

from composer.app.editors.prose_marks import LISTS, Marks, Standing, dress, lay, lay_item, marks_of, standing_of
from composer.model.prose_tree import INLINE, LIST_LEVELS, Element, escape, parse

# Code points with a meaning inside QTextDocument: frame marks, objects. Line and paragraph separators become breaks.
_INNER = re.compile("[\ufdd0\ufdd1\ufffc\x00]")
_BREAKS = re.compile("[\u2028\u2029]")


def read_prose(html: str, document: QTextDocument) -> None:
    """Fill the document with canonical prose, replacing what is in it."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.setBlockFormat(lay(Standing()))
    insert_prose(html, cursor)
    cursor.endEditBlock()


def insert_prose(html: str, cursor: QTextCursor) -> None:
    """Put canonical prose where the caret is. An empty paragraph there becomes the first; the caret ends up after."""
    _Reader(cursor).blocks(parse(html))


def insert_inline(html: str, cursor: QTextCursor) -> None:
    """Put the text of one canonical paragraph into the one where the caret is."""
    reader = _Reader(cursor)
    kind = standing_of(cursor.blockFormat()).kind
    for element in parse(html).children:
        if isinstance(element, Element):
            reader.inline(element.children, {}, kind)


def next_quote(document: QTextDocument) -> int:
    """A number for a new quotation."""
    return 1 + max((standing_of(block.blockFormat()).quote for block in _blocks(document)), default=0)


class _Reader:
    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._written = False

    def blocks(self, root: Element) -> None:
        for element in root.children:
            if isinstance(element, str):
                continue
            if element.tag in LISTS:
                self._list(element, 1)
            elif element.tag == "blockquote":
                quote = next_quote(self._cursor.document())
                for inner in element.children:
                    if isinstance(inner, Element):
                        self._paragraph(inner, Standing("p", quote))
            else:
                self._paragraph(element, Standing(element.tag))

    def _paragraph(self, element: Element, standing: Standing) -> None:
        if self._begins():
            self._cursor.setBlockFormat(lay(standing))
            self._cursor.setBlockCharFormat(dress({}, standing.kind))
        else:
            self._cursor.insertBlock(lay(standing), dress({}, standing.kind))
        self.inline(element.children, {}, standing.kind)

    def _begins(self) -> bool:
        """Whether the caret stands in an empty paragraph that may become the next one."""
        block = self._cursor.block()
        plain = standing_of(block.blockFormat()) == Standing() and block.textList() is None
        return plain and block.length() == 1 and not self._written

    def _list(self, element: Element, level: int) -> None:
        made = None
        for item in element.children:
            if not isinstance(item, Element):
                continue
            if self._begins():
                self._cursor.setBlockFormat(lay_item())
            else:
                self._cursor.insertBlock(lay_item(), dress({}))
            if made is None:
                made = self._cursor.createList(list_format(element.tag, level))
            else:
                made.add(self._cursor.block())
            self._written = True
            self.inline(item.children, {}, "p")
            for nested in item.children:
                if isinstance(nested, Element) and nested.tag in LISTS:
                    self._list(nested, level + 1)

    def inline(self, nodes: list[Element | str], marks: Marks, kind: str) -> None:
        self._written = True
        for node in nodes:
            if isinstance(node, str):
                self._cursor.insertText(_INNER.sub("", _BREAKS.sub("\u2028", node)), dress(marks, kind))
            elif node.tag == "br":
                self._cursor.insertText("\u2028", dress({}, kind))
            elif node.tag in INLINE:
                self.inline(node.children, {**marks, node.tag: node.href}, kind)


def list_format(tag: str, level: int) -> QTextListFormat:
    """The look of a list at a level."""
    made = QTextListFormat()
    bullets = (
        QTextListFormat.Style.ListDisc,
        QTextListFormat.Style.ListCircle,
        QTextListFormat.Style.ListSquare,
    )
    made.setStyle(bullets[(level - 1) % 3] if tag == "ul" else QTextListFormat.Style.ListDecimal)
    made.setIndent(level)
    return made


def list_of(block: QTextBlock) -> QTextList | None:
    """The list that a paragraph is an item of; Qt's annotations forget that there may be none."""
    return block.textList()


def list_tag(look: QTextListFormat) -> str:
    """`ol` or `ul`."""
    return "ol" if look.style() == QTextListFormat.Style.ListDecimal else "ul"


def write_prose(document: QTextDocument) -> str:
    """The document as HTML of our subset; `prose.clean` makes it canonical."""
    writer = _Writer()
    for block in _blocks(document):
        writer.block(block)
    writer.close()
    return "".join(writer.out)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._lists: list[tuple[int, str]] = []  # open lists from the outermost, each with an open item
        self._quote = 0

    def block(self, block: QTextBlock) -> None:
        text = "".join(inline_html(block))
        listed = list_of(block)
        standing = standing_of(block.blockFormat())
        if listed is not None:
            self._set_quote(0)
            look = listed.format()
            self._item(block.blockFormat().objectIndex(), list_tag(look), look.indent())
            self.out.append(text)
        else:
            self._close_lists(0)
            self._set_quote(standing.quote)
            self.out.append(f"<{standing.kind}>{text}</{standing.kind}>")

    def close(self) -> None:
        self._close_lists(0)
        self._set_quote(0)

    def _item(self, key: int, tag: str, indent: int) -> None:
        level = max(1, min(indent, len(self._lists) + 1, LIST_LEVELS))
        self._close_lists(level)
        if len(self._lists) == level and self._lists[-1] == (key, tag):
            self.out.append("</li><li>")
            return
        self._close_lists(level - 1)
        self.out.append(f"<{tag}><li>")
        self._lists.append((key, tag))

    def _close_lists(self, level: int) -> None:
        while len(self._lists) > level:
            self.out.append(f"</li></{self._lists.pop()[1]}>")

    def _set_quote(self, quote: int) -> None:
        if quote != self._quote:
            if self._quote:
                self.out.append("</blockquote>")
            if quote:
                self.out.append("<blockquote>")
            self._quote = quote


def inline_html(block: QTextBlock) -> Iterator[str]:
    """The text of a paragraph with its marks, in pieces."""
    for piece in pieces(block):
        text = _INNER.sub("", piece.text())
        marks = marks_of(piece.charFormat())
        tags = [tag for tag in INLINE if tag in marks]
        for tag in tags:
            yield f'<a href="{escape(marks["a"]).replace(chr(34), "&quot;")}">' if tag == "a" else f"<{tag}>"
        yield escape(text).replace("\u2028", "<br>")
        for tag in reversed(tags):
            yield f"</{tag}>"


def pieces(block: QTextBlock) -> Iterator[QTextFragment]:
    """The pieces of text of one look in a paragraph."""
    at = block.begin()
    while not at.atEnd():
        yield at.fragment()
        at += 1


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
