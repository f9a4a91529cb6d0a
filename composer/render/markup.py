"""The markup of a page or block, read into pieces: tags, text, comments, and the Jinja in each with its context.

Nothing is lost or made alike in reading: what is written of the pieces is the template's own text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

from jinja2 import Environment

from composer.errors import ComposerError
from composer.render.allowed import attribute_trouble, comment_trouble, computed_property, tag_trouble

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
REFUSED_TAGS = {
    "script": "mail clients drop scripts; take it out",
    "style": "write styles into theme.css or block.css",
    "link": "write styles into theme.css or block.css",
    "base": "write whole addresses",
    "iframe": "mail clients drop frames; show a picture that links",
    "object": "mail clients drop objects; show a picture that links",
    "embed": "mail clients drop objects; show a picture that links",
    "form": "mail clients warn of forms; link to one",
    "main": "Outlook.com drops it; use a table with a role",
}
MOST_PIECES, LONGEST_PIECE, MOST_ELEMENTS = 1000, 2000, 2000  # more than any mail needs, and settled in two seconds
DEEPEST = 254  # libxml2 drops what is nested deeper
TEXT, ATTRIBUTE, ADDRESS, STYLE, COMMENT, BETWEEN = "text", "attribute", "address", "style", "comment", "between"

_MARK = re.compile("\ue000(\\d+)\ue001")
_TOKEN = re.compile(
    r"""(?P<comment><!--.*?-->)|(?P<doctype><![a-zA-Z][^>]*>)|</(?P<end>[a-zA-Z][^\s>/]*)\s*>
    |<(?P<start>[a-zA-Z][^\s>/\ue000]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^"'>])*)>|(?P<text>[^<]+)|(?P<wrong><)""",
    re.S | re.X,
)
_ATTRIBUTE = re.compile(
    r"""\s*(?:\ue000(?P<piece>\d+)\ue001|(?P<name>[^\s=>"'/\ue000]+)
    (?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?|(?P<slash>/)\s*$|(?P<wrong>\S))""",
    re.X,
)
_OPENING = re.compile(r"(if|for)\b")
_MIDDLE = re.compile(r"(elif|else)\b")
_CLOSING = re.compile(r"end(if|for)\b")


@dataclass(slots=True)
class Jinja:
    """One `{{ }}` (kind `output`) or `{% %}` (kind `statement`): what stands in it, its line, and its context."""

    kind: str
    inner: str
    line: int
    context: str = TEXT
    sentinel: str = ""


@dataclass(slots=True)
class Attribute:
    """`value` None: written without one. `piece`: the number of the Jinja that stands for a whole attribute."""

    name: str
    value: str | None = None
    piece: int | None = None


@dataclass(slots=True)
class Node:
    """kind: start, end, text, comment, doctype, piece (a statement or output between tags). `number`: of a start."""

    kind: str
    source: str
    line: int
    tag: str = ""
    attributes: list[Attribute] = field(default_factory=list)
    number: int = 0
    parent: int = 0
    piece: int = -1

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None where the tag has none."""
        return next((each.value or "" for each in self.attributes if each.name == name), None)


@dataclass(slots=True)
class Markup:
    """A template's nodes in order, and the Jinja in them. Marks in the nodes' strings are numbers of `pieces`."""

    file: str
    nodes: list[Node]
    pieces: list[Jinja]
    deepest: int

    def refuse(self, line: int, sentence: str) -> NoReturn:
        raise ComposerError(f"{self.file}:{line}: {sentence}")

    @property
    def starts(self) -> list[Node]:
        return [node for node in self.nodes if node.kind == "start"]


def spelled(text: str, spell: Callable[[int], str]) -> str:
    """Text with each mark replaced by what `spell` says for its number."""
    return _MARK.sub(lambda mark: spell(int(mark[1])), text) if "\ue000" in text else text


def marks(text: str) -> list[int]:
    """The numbers of the pieces in a text."""
    return [int(number) for number in _MARK.findall(text)]


def read_markup(source: str, file: str) -> Markup:
    """The pieces of a template that the language allows; ComposerError with file and line for what is refused."""
    return _Reader(source, file).read()


class _Reader:
    def __init__(self, source: str, file: str) -> None:
        self.markup = Markup(file, [], [], 0)
        self._text, self._lines = self._masked(source)
        self._stack: list[Node] = []
        self._number = 0

    def read(self) -> Markup:
        """Tokens into nodes; open elements and statements share one stack, so that each closes within the other."""
        for token in _TOKEN.finditer(self._text):
            line = self._line(token.start())
            kind = token.lastgroup
            if token["comment"] is not None:
                self._comment(token["comment"], line)
            elif token["start"] is not None:
                self._start(token["start"].lower(), token["attributes"], line)
            elif token["end"] is not None:
                self._end(token["end"].lower(), line)
            elif kind == "doctype":
                self.markup.nodes.append(Node("doctype", token[0], line))
            elif kind == "text":
                self._inline(token[0], token.start())
            else:
                self.markup.refuse(line, "this “<” begins no tag that is closed; write &lt; for the character.")
        if self._stack:
            left = self._stack[-1]
            name = f"<{left.tag}>" if left.kind == "start" else f"{{% {left.source} %}}"
            self.markup.refuse(left.line, f"{name} is not closed; close it where it was opened.")
        return self.markup

    def _masked(self, source: str) -> tuple[str, list[tuple[int, int]]]:
        """The source with a mark for each piece of Jinja, and (offset, line) where lines begin or jump."""
        out: list[str] = []
        lines = [(0, 1)]
        length, held, begun = 0, "", 1
        if "\ue000" in source or "\ue001" in source:
            self.markup.refuse(1, "the characters U+E000 and U+E001 are reserved; take them out.")
        for line, kind, value in Environment().lexer.tokeniter(source, self.markup.file):
            if kind == "data":
                text = value
                lines += [(length + at.end(), line + n + 1) for n, at in enumerate(re.finditer("\n", text))]
            elif kind in ("variable_begin", "block_begin"):
                held, begun, text = "", line, ""
            elif kind in ("variable_end", "block_end"):
                if len(held) > LONGEST_PIECE or len(self.markup.pieces) == MOST_PIECES:
                    sentence = (
                        f"at most {MOST_PIECES} expressions of {LONGEST_PIECE} characters are read; take some out."
                    )
                    self.markup.refuse(begun, sentence)
                self.markup.pieces.append(
                    Jinja("output" if kind == "variable_end" else "statement", held.strip(), begun)
                )
                text = f"\ue000{len(self.markup.pieces) - 1}\ue001"
            elif kind.startswith("raw"):
                self.markup.refuse(line, "{% raw %} is not said in a template; write the characters as they are.")
            elif kind.startswith("comment"):
                text = ""
            else:
                held, text = held + value, ""
            out.append(text)
            length += len(text)
            lines.append((length, line + value.count("\n")))
        return "".join(out), lines

    def _line(self, offset: int) -> int:
        return self._lines[bisect_right(self._lines, offset, key=lambda item: item[0]) - 1][1]

    def _inline(self, text: str, offset: int) -> None:
        """Text between tags; pieces in it become nodes, except in a title, which holds nothing but text."""
        parent = self._parent()
        at = 0
        for mark in _MARK.finditer(text):
            self._add(Node("text", text[at : mark.start()], self._line(offset + at)))
            number = int(mark[1])
            piece = self.markup.pieces[number]
            if piece.kind == "statement":
                self._statement(number, piece)
            self._add(Node("piece", mark[0], piece.line, parent=parent, piece=number))
            at = mark.end()
        self._add(Node("text", text[at:], self._line(offset + at)))

    def _add(self, node: Node) -> None:
        if node.source:
            self.markup.nodes.append(node)

    def _parent(self) -> int:
        return next((node.number for node in reversed(self._stack) if node.kind == "start"), 0)

    def _inside(self) -> str:
        return next((node.tag for node in reversed(self._stack) if node.kind == "start"), "")

    def _statement(self, number: int, piece: Jinja) -> None:
        """A statement among tags: it ends in the element in which it began."""
        if _OPENING.match(piece.inner):
            self._stack.append(Node("statement", piece.inner, piece.line, piece=number))
        elif _MIDDLE.match(piece.inner) or _CLOSING.match(piece.inner):
            if not self._stack or self._stack[-1].kind != "statement":
                self._unbalanced(piece, self._stack[-1] if self._stack else None)
            if _CLOSING.match(piece.inner):
                self._stack.pop()

    def _unbalanced(self, piece: Jinja, inside: Node | None) -> NoReturn:
        opened = f"<{inside.tag}> of line {inside.line}" if inside else "nothing"
        self.markup.refuse(
            piece.line,
            f"{{% {piece.inner} %}} stands inside {opened}, and what it belongs to does not; "
            "a statement stands around whole elements, so write the element once in each branch.",
        )

    def _comment(self, source: str, line: int) -> None:
        if trouble := comment_trouble(source) or (self._inside() == "title" and tag_trouble("", "title")):
            self.markup.refuse(line, f"{trouble}.")
        self._within(source, COMMENT, line)
        self.markup.nodes.append(Node("comment", source, line))

    def _within(self, text: str, context: str, line: int) -> None:
        """Give the pieces of an attribute or comment their context; statements there begin and end in it."""
        opened = 0
        for number in marks(text):
            piece = self.markup.pieces[number]
            piece.context = context
            if piece.kind == "statement":
                opened += bool(_OPENING.match(piece.inner)) - bool(_CLOSING.match(piece.inner))
                if context == STYLE:
                    self.markup.refuse(
                        piece.line, "a statement in a style cannot be settled ahead; write the element in each branch."
                    )
                if opened < 0 or (opened == 0 and _MIDDLE.match(piece.inner)):
                    self._unbalanced(piece, None)
        if opened:
            self.markup.refuse(line, "a statement that begins here ends elsewhere; close it in the same place.")

    def _start(self, tag: str, attributes: str, line: int) -> None:
        if tag in REFUSED_TAGS:
            self.markup.refuse(line, f"<{tag}>: {REFUSED_TAGS[tag]}.")
        if trouble := tag_trouble(tag, self._inside()):
            self.markup.refuse(line, f"<{tag}>: {trouble}.")
        self._number += 1
        if self._number > MOST_ELEMENTS:
            self.markup.refuse(line, f"there are more than {MOST_ELEMENTS} elements; take some out.")
        number = self._number
        node = Node("start", "", line, tag, self._attributes(tag, attributes, line), number, self._parent())
        self.markup.nodes.append(node)
        if tag not in VOID:
            self._stack.append(node)
            depth = sum(1 for each in self._stack if each.kind == "start")
            self.markup.deepest = max(self.markup.deepest, depth)
            if depth > DEEPEST:
                self.markup.refuse(line, f"elements are nested more than {DEEPEST} deep; take some levels out.")

    def _end(self, tag: str, line: int) -> None:
        if tag in VOID:
            self.markup.refuse(line, f"<{tag}> has no end tag; take </{tag}> out.")
        top = self._stack.pop() if self._stack else None
        if top is None or top.kind != "start" or top.tag != tag:
            if top is None:
                inside = "nothing open"
            else:
                inside = f"<{top.tag}> of line {top.line}" if top.kind == "start" else f"{{% {top.source} %}}"
            self.markup.refuse(
                line, f"</{tag}> closes {inside}; open and close elements in turn, whole within each statement."
            )
        self.markup.nodes.append(Node("end", f"</{tag}>", line, tag))

    def _attributes(self, tag: str, source: str, line: int) -> list[Attribute]:
        found: list[Attribute] = []
        for match in _ATTRIBUTE.finditer(source):
            if match["wrong"]:
                self.markup.refuse(line, f'<{tag}> cannot be read at “{match["wrong"]}”; write name="value".')
            if match["piece"]:
                found.append(self._between(int(match["piece"]), tag))
            elif match["name"]:
                value = next((match[kind] for kind in ("double", "single", "bare") if match[kind] is not None), None)
                if match["bare"] and "\ue000" in match["bare"]:
                    self.markup.refuse(line, f'{match["name"]} has no quotes; write {match["name"]}="{{{{ ... }}}}".')
                found.append(self._attribute(match["name"], value, line))
        if source.endswith("/") and tag not in VOID:
            self.markup.refuse(line, f"<{tag}/> is not closed in HTML; write <{tag}></{tag}>.")
        return found

    def _between(self, number: int, tag: str) -> Attribute:
        piece = self.markup.pieces[number]
        piece.context = BETWEEN
        if piece.kind == "statement":
            self.markup.refuse(
                piece.line, "a statement between attributes cannot be settled ahead; write the element in each branch."
            )
        if not re.match(r"edit\s*\(", piece.inner):
            self.markup.refuse(piece.line, f'only {{{{ edit("field") }}}} stands between the attributes of <{tag}>.')
        return Attribute("", piece=number)

    def _attribute(self, name: str, value: str | None, line: int) -> Attribute:
        name = name.lower()
        if name.startswith("on"):
            self.markup.refuse(line, f"{name}: mail clients drop scripts; take it out.")
        if name.startswith("data-"):
            self.markup.refuse(line, f"{name}: data- attributes are the canvas's own; take it out.")
        if name == "class" and value and marks(value):
            self.markup.refuse(
                line, "a class computed by Jinja cannot be settled ahead; write the element once for each class."
            )
        if name == "id" and value and marks(value):
            self.markup.refuse(line, "an id computed by Jinja cannot be settled ahead; use <a name> for anchors.")
        if trouble := attribute_trouble(name, value or ""):
            self.markup.refuse(line, f"{name}: {trouble}.")
        context = STYLE if name == "style" else ADDRESS if name in ("href", "src", "background") else ATTRIBUTE
        if value:
            self._within(value, context, line)
            if context == STYLE and computed_property(html.unescape(value), _MARK):
                sentence = (
                    "a property computed by Jinja cannot be settled ahead; write it out, as in color: {{ theme.ink }}."
                )
                self.markup.refuse(line, f"{name}: {sentence}")
            if value.count('"'):
                self.markup.refuse(line, f'{name}: write &quot; for a quote, and put the value in " ".')
        return Attribute(name, value)
