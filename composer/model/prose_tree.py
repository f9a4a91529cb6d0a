"""Safe HTML as a small tree, and the tree as canonical prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = ("p", "h3", "h4", "ul", "ol", "li", "blockquote")
# Inline elements in the order in which canonical prose nests them, outermost first.
INLINE = ("a", "strong", "em", "u", "s", "sup", "sub", "code")
SAME = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "h1": "h3",
    "h2": "h3",
    "h5": "h4",
    "h6": "h4",
}
BREAKING = frozenset(
    "div section article table tbody thead tr td th header footer main aside nav pre dl dt dd figure figcaption "
    "hr".split()
)
LIST_LEVELS = 3

_FLOWING = frozenset({"br", "img", "hr", "input", "meta", "link", "wbr", "col", "source", "area", "base", "embed"})
_IMPLIED_END = frozenset({"p", "li", "tr", "td", "th", "dt", "dd", "option"})
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# A tag as the standard's tokenizer takes it (https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state).
_NAMED = r"[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+"
_ATTRIBUTE = re.compile(_NAMED)
_WHOLE_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+((?:[\s/]*+{_NAMED})*+)")
_TANGLED = 8  # times its length that a text may be read over while its tags are measured
Mark = tuple[str, str]
Run = tuple[str, frozenset[Mark]]


def escape(text: str) -> str:
    """Text for HTML: ampersand and angle brackets only, quotes stay characters."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def depth(html: str) -> int:
    """How deep elements nest at most, from the tags alone; elements whose end is often left out do not count.

    An end tag that closes nothing is passed over, as by a parser.
    """
    now = deepest = 0
    open_tags: dict[str, int] = {}
    for slash, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _FLOWING or tag in _IMPLIED_END:
            continue
        if not slash:
            now += 1
            open_tags[tag] = open_tags.get(tag, 0) + 1
            deepest = max(deepest, now)
        elif open_tags.get(tag):
            now -= 1
            open_tags[tag] -= 1
    return deepest


def most_attributes(html: str) -> int:
    """The most attributes that one tag has; parsers compare each with all before it. Tangled tags count as many."""
    most, left = 0, _TANGLED * len(html)
    for start in re.finditer(r"<[a-zA-Z]", html):
        tag = _WHOLE_TAG.match(html, start.start())
        written = tag[1] if tag else ""
        left -= len(written)
        if left < 0:
            return len(html)
        if len(written) > 2 * most:
            most = max(most, len(_ATTRIBUTE.findall(written)))
    return most


@dataclass(slots=True)
class Element:
    """One element: its tag, the address where it is a link, and what it holds."""

    tag: str
    href: str = ""
    children: list[Element | str] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(SAME.get(tag, tag), dict(attrs).get("href") or "")
        self._open[-1].children.append(element)
        if tag not in _FLOWING:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        name = SAME.get(tag, tag)
        for index in range(len(self._open) - 1, 0, -1):
            if self._open[index].tag == name:
                del self._open[index:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of well-formed HTML; the root has no tag."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


def write_blocks(root: Element) -> str:
    """Canonical prose of what stands in `root`."""
    writer = _Writer(quoted=False)
    writer.walk(root.children, frozenset())
    writer.flush("p")
    return "".join(writer.out)


class _Writer:
    """Writes blocks; text outside a block gathers in `runs` until a block begins or ends."""

    def __init__(self, quoted: bool) -> None:
        self.out: list[str] = []
        self.runs: list[Run] = []
        self._quoted = quoted

    def flush(self, tag: str) -> None:
        text = _inline(self.runs)
        self.runs = []
        if text:
            self.out.append(f"<{tag}>{text}</{tag}>")

    def walk(self, nodes: list[Element | str], marks: frozenset[Mark]) -> None:
        for node in nodes:
            if isinstance(node, str):
                self.runs.append((node, marks))
            elif node.tag == "br":
                self.runs.append(("\n", frozenset()))
            elif node.tag in INLINE:
                self.walk(node.children, _marked(marks, node))
            else:
                self.flush("p")
                self._block(node, marks)

    def _block(self, node: Element, marks: frozenset[Mark]) -> None:
        if node.tag in ("ul", "ol") and not self._quoted:
            self.out.append(_list(node, marks, 1))
        elif node.tag == "blockquote" and not self._quoted:
            quote = _Writer(quoted=True)
            quote.walk(node.children, marks)
            quote.flush("p")
            if quote.out:
                self.out.append(f"<blockquote>{''.join(quote.out)}</blockquote>")
        else:
            self.walk(node.children, marks)
            self.flush(node.tag if node.tag in ("h3", "h4") and not self._quoted else "p")


def _list(node: Element, marks: frozenset[Mark], level: int) -> str:
    items = "".join(_items(node.children, marks, level))
    return f"<{node.tag}>{items}</{node.tag}>" if items else ""


def _items(nodes: list[Element | str], marks: frozenset[Mark], level: int) -> list[str]:
    """The items of a list; lists deeper than the last level go on as items of that level."""
    items = []
    for node in nodes:
        if isinstance(node, str):
            if node.strip():
                items.append(f"<li>{_inline([(node, marks)])}</li>")
        elif node.tag in ("ul", "ol"):
            items += _items(node.children, marks, level)
        else:
            runs: list[Run] = []
            nested: list[Element] = []
            _gather([node], marks, runs, nested)
            text = _inline(runs)
            inner = "".join(_list(child, marks, level + 1) for child in nested) if level < LIST_LEVELS else ""
            if text or inner:
                items.append(f"<li>{text}{inner}</li>")
            if level == LIST_LEVELS:
                for child in nested:
                    items += _items(child.children, marks, level)
    return items


def _gather(nodes: list[Element | str], marks: frozenset[Mark], runs: list[Run], nested: list[Element]) -> None:
    """The text of an item into `runs`, blocks in it parted by line breaks, its lists into `nested`."""
    for node in nodes:
        if isinstance(node, str):
            runs.append((node, marks))
        elif node.tag == "br":
            runs.append(("\n", frozenset()))
        elif node.tag in ("ul", "ol"):
            nested.append(node)
        elif node.tag in INLINE:
            _gather(node.children, _marked(marks, node), runs, nested)
        else:
            runs.append(("\v", frozenset()))
            _gather(node.children, marks, runs, nested)
            runs.append(("\v", frozenset()))


def _marked(marks: frozenset[Mark], node: Element) -> frozenset[Mark]:
    if (node.tag == "a" and not node.href) or any(tag == node.tag for tag, _ in marks):
        return marks
    return marks | {(node.tag, node.href)}


def _inline(runs: list[Run]) -> str:
    """Runs as inline HTML: spaces folded, ends trimmed, elements nested in the order of INLINE."""
    pieces = _folded(runs)
    out: list[str] = []
    open_marks: list[Mark] = []
    for text, marks in pieces:
        wanted = sorted(marks, key=lambda mark: INLINE.index(mark[0]))
        kept = 0
        while kept < min(len(open_marks), len(wanted)) and open_marks[kept] == wanted[kept]:
            kept += 1
        out += [f"</{tag}>" for tag, _ in reversed(open_marks[kept:])]
        out += [_start(mark) for mark in wanted[kept:]]
        open_marks = wanted
        out.append("<br>" if text == "\n" else escape(text))
    out += [f"</{tag}>" for tag, _ in reversed(open_marks)]
    return "".join(out)


def _start(mark: Mark) -> str:
    tag, href = mark
    return f'<a href="{escape(href).replace(chr(34), "&quot;")}">' if tag == "a" else f"<{tag}>"


def _folded(runs: list[Run]) -> list[Run]:
    """Runs with white space folded across them, breaks as runs of their own, nothing blank at either end."""
    pieces: list[Run] = []
    for text, marks in runs:
        if text == "\n":
            _trim_end(pieces, keep_breaks=True)
            pieces.append(("\n", frozenset()))
            continue
        if text == "\v":
            _trim_end(pieces, keep_breaks=True)
            if pieces and pieces[-1][0] != "\n":
                pieces.append(("\n", frozenset()))
            continue
        folded = re.sub(r"[ \t\r\n\f\v]+", " ", text)
        if not pieces or pieces[-1][0] == "\n" or pieces[-1][0].endswith(" "):
            folded = folded.lstrip(" ")
        if folded and pieces and pieces[-1][1] == marks and pieces[-1][0] != "\n":
            pieces[-1] = (pieces[-1][0] + folded, marks)
        elif folded:
            pieces.append((folded, marks))
    _trim_end(pieces, keep_breaks=False)
    while pieces and pieces[0][0] == "\n":
        del pieces[0]
    return pieces


def _trim_end(pieces: list[Run], keep_breaks: bool) -> None:
    while pieces:
        text, marks = pieces[-1]
        if text == "\n" and keep_breaks:
            return
        trimmed = "" if text == "\n" else text.rstrip(" ")
        if trimmed:
            pieces[-1] = (trimmed, marks)
            return
        del pieces[-1]
