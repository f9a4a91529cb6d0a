"""Markup written back as a Jinja template: as it was, or with each element's final style in it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from composer.model.fields import Field
from composer.model.prose_tree import escape
from composer.render.gaps import gap
from composer.render.marks import EDIT, mark_of
from composer.render.markup import ADDRESS, COMMENT, STYLE, VOID, Attribute, Jinja, Markup, Node, spelled

# Elements at whose edges white space is not shown.
BLOCK_LEVEL = frozenset(
    "html head body title meta table thead tbody tfoot tr td th div p h1 h2 h3 h4 h5 h6 ul ol li blockquote hr center "
    "style".split()
)
# Elements between whose children white space is never shown.
_SPACELESS = frozenset("html head table thead tbody tfoot tr ul ol".split())
PROSE = re.compile(r"(.*)\|\s*prose\s*", re.S)
_CONSTANT = re.compile(
    r"\{\{ (\((?:(?:theme|t)\.\w+|issue\.(?:start|end|direction|language))"
    r"(?:\s*\|\s*(?:less\(\s*\d+\s*\)|px|number|upper|lower))*\s*\)\|(?:css\(\"[a-z]+\"\)|attribute|text)) \}\}"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What was settled of one markup: styles by start number with Jinja in them, and the classes that mean something.

    slots: by piece, the number of its prose table. fields: those that a block's type declares.
    """

    styles: Mapping[int, str]
    classes: frozenset[str]
    slots: Mapping[int, int]
    fields: tuple[Field, ...] = ()


def output(piece: Jinja, *, begins: bool = False) -> str:
    """A piece as Jinja, escaped for where it stands. `begins`: it is the beginning of an attribute's value."""
    if piece.kind == "statement":
        return f"{{% {piece.inner} %}}"
    if piece.context == ADDRESS and begins:
        return f"{{{{ ({piece.inner})|address }}}}"
    if piece.context in ("attribute", ADDRESS, COMMENT):
        return f"{{{{ ({piece.inner})|attribute }}}}"
    if piece.context == STYLE:
        return f'{{{{ ({piece.inner})|css("any") }}}}'
    return f"{{{{ ({piece.inner})|text }}}}"


def write_plain(markup: Markup) -> str:
    """The template as it was written, each output escaped for its context: no style settled, nothing taken out."""
    return "".join(_plain_node(node, markup) for node in markup.nodes)


def _plain_node(node: Node, markup: Markup) -> str:
    if node.kind == "start":
        attributes = "".join(
            f' {each.name}="{_value(each, markup)}"' if each.value is not None else f" {each.name}"
            for each in node.attributes
            if each.piece is None
        )
        return f"<{node.tag}{attributes}>"
    if node.kind == "piece":
        piece = markup.pieces[node.piece]
        prose = PROSE.fullmatch(piece.inner) if piece.kind == "output" else None
        return f"{{{{ ({prose[1]})|unstyled }}}}" if prose else output(piece)
    return spelled(node.source, lambda number: output(markup.pieces[number]))


def _value(attribute: Attribute, markup: Markup) -> str:
    value = attribute.value or ""
    return spelled(
        value, lambda number: output(markup.pieces[number], begins=value.startswith(f"\ue000{number}\ue001"))
    )


def write_settled(markup: Markup, style: Style, constants: dict[str, int], *, canvas: bool, block: bool) -> str:
    """The template with final styles; `canvas`: with the marks by which it is edited, on a block's root its id.

    constants: expressions of theme and language alone, with the numbers of the gaps in which they are printed; grows.
    """
    nodes = folded(markup)
    following: list[Node | None] = [*nodes[1:], None]
    text = "".join(
        _settled_node(node, markup, style, canvas=canvas, slot=_slot(then, style) if canvas else None)
        for node, then in zip(nodes, following, strict=True)
    )
    if canvas and block:
        text = re.sub(r"<[a-z0-9]+", lambda tag: f'{tag[0]} data-block="{{{{ block_id|attribute }}}}"', text, count=1)
    return _hoisted(text, constants)


def _slot(then: Node | None, style: Style) -> int | None:
    """The number of the prose table of what follows, where that is prose."""
    return style.slots.get(then.piece) if then and then.kind == "piece" else None


def _settled_node(node: Node, markup: Markup, style: Style, *, canvas: bool, slot: int | None) -> str:
    if node.kind == "start":
        attributes = _attributes(node, markup, style, canvas)
        if slot is not None and any(each.startswith(f" {EDIT}=") for each in attributes):
            attributes.append(f' data-slot="{slot}"')
        return f"<{node.tag}{''.join(attributes)}>"
    if node.kind == "piece":
        piece = markup.pieces[node.piece]
        if node.piece in style.slots:
            prose = PROSE.fullmatch(piece.inner)
            return f"{{{{ ({prose[1] if prose else piece.inner})|styled(slots[{style.slots[node.piece]}]) }}}}"
        return output(piece)
    return spelled(node.source, lambda number: output(markup.pieces[number]))


def _attributes(node: Node, markup: Markup, style: Style, canvas: bool) -> list[str]:
    """Attributes as they were; class with what means something, then style."""
    out, classes = [], ""
    for each in node.attributes:
        if each.piece is not None:
            if canvas and (mark := mark_of(markup.pieces[each.piece], style.fields)):
                out.append(mark)
        elif each.name == "class":
            classes = " ".join(name for name in (each.value or "").split() if name in style.classes)
        elif each.name != "style":
            out.append(f' {each.name}="{_value(each, markup)}"' if each.value is not None else f" {each.name}")
    if classes:
        out.append(f' class="{classes}"')
    if style.styles.get(node.number):
        out.append(f' style="{style.styles[node.number]}"')
    return out


def _hoisted(text: str, constants: dict[str, int]) -> str:
    """The text with gaps for what does not depend on the block; `constants` grows by what belongs in them."""
    return _CONSTANT.sub(lambda match: gap(constants.setdefault(match[1], len(constants))), text)


def folded(markup: Markup) -> list[Node]:
    """The nodes with white space that is not shown taken out, and characters for entities."""
    nodes = markup.nodes
    kept: list[Node] = []
    above: list[str] = []
    for at, node in enumerate(nodes):
        if node.kind != "text":
            kept.append(node)
            if node.kind == "start" and node.tag not in VOID:
                above.append(node.tag)
            elif node.kind == "end" and node.tag in above:
                del above[len(above) - 1 - above[::-1].index(node.tag) :]
            continue
        if above and above[-1] in _SPACELESS and not node.source.strip():
            continue
        text = _SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", node.source)
        if text[0] in " \n" and _edge(nodes, markup, at, -1):
            text = text[1:]
        if text and text[-1] in " \n" and _edge(nodes, markup, at, 1):
            text = text[:-1]
        if text:
            text = escape(html.unescape(text)) if "&" in text else text
            kept.append(Node("text", text, node.line))
    return kept


def _edge(nodes: list[Node], markup: Markup, at: int, step: int) -> bool:
    """Whether the next thing that shows is sure to be the edge of a block-level element, or the end.

    What follows a statement may not be there, so behind one nothing is sure.
    """
    at += step
    while 0 <= at < len(nodes):
        node = nodes[at]
        if node.kind != "text" or node.source.strip():
            return (node.kind in ("start", "end") and node.tag in BLOCK_LEVEL) or node.kind in ("doctype",)
        at += step
    return True
