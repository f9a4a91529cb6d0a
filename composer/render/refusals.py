"""What can only be seen of a markup as a whole: its form, what it reads, and how a parser takes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from composer.errors import ComposerError
from composer.library.block_types import BlockType
from composer.render.markup import DEEPEST, TEXT, Markup, Node
from composer.render.sheet import Rule, class_names, write_rules
from composer.render.source import Source
from composer.render.writing import PROSE

_GIVEN_BY = {
    "publication": "publication", "links": "publication", "dateline": "dateline", "number": "dateline",
    "label": "dateline", "date": "dateline", "contents": "contents", "credits": "credits", "disclosures": "disclosures",
}  # fmt: skip
_OF_ISSUE = re.compile(r"(?<![\w.])issue\.(\w+)")
_PROSE_LEVELS = 8  # of elements that rich text adds at most


def reads(text: str) -> frozenset[str]:
    """What a markup reads of the issue, in the words of `uses`."""
    return frozenset(_GIVEN_BY[name] for name in _OF_ISSUE.findall(text) if name in _GIVEN_BY)


def refuse_unread(markup: Markup, block_type: BlockType | None) -> None:
    """ComposerError for what a block reads of the issue without saying so in `uses`, and prose outside text.

    Prose without its filter is refused too: its tags would be printed as letters.
    """
    rich = {field.name for field in block_type.fields if field.kind == "prose"} if block_type else set()
    for piece in markup.pieces:
        if piece.kind == "output" and piece.inner in rich:
            markup.refuse(piece.line, f"{piece.inner} is rich text; write {{{{ {piece.inner} | prose }}}}.")
        for name in _OF_ISSUE.findall(piece.inner):
            use = _GIVEN_BY.get(name)
            if block_type and use and use not in block_type.uses:
                remedy = f'write uses = ["{use}"] into block.toml'
                markup.refuse(piece.line, f"issue.{name} is not read by this block; {remedy}.")
        if PROSE.search(piece.inner) and (piece.context != TEXT or piece.kind == "statement"):
            markup.refuse(piece.line, "prose stands in text only; give it a <td> or <div> of its own.")


def prose_slots(markup: Markup) -> list[int]:
    """The pieces that print prose, in order; ComposerError for one that does not have its element for itself."""
    found = []
    for at, node in enumerate(markup.nodes):
        piece = markup.pieces[node.piece] if node.kind == "piece" else None
        if piece is None or piece.kind != "output" or not PROSE.fullmatch(piece.inner):
            continue
        before, after = _neighbour(markup, at, -1), _neighbour(markup, at, 1)
        if not (before and before.kind == "start" and before.tag in ("td", "div") and after and after.kind == "end"):
            sentence = f"{{{{ {piece.inner} }}}} stands alone in a <td> or <div>; give it one of its own."
            markup.refuse(piece.line, sentence)
        found.append(node.piece)
    return found


def blocks_holder(shell: Markup) -> int:
    """The number of the shell's element in which blocks stand; ComposerError where the shell lacks a place."""
    places = {shell.pieces[node.piece].inner: node.parent for node in shell.nodes if node.kind == "piece"}
    if "styles" not in places:
        shell.refuse(1, "{{ styles }} is missing; write it at the end of the head.")
    if "blocks" not in places:
        shell.refuse(1, "{{ blocks }} is missing; write it in the cell where the blocks stand.")
    return places["blocks"]


def refuse_form(markup: Markup, source: Source) -> None:
    """ComposerError unless the markup is one element, with the type's class if it has style, and no other type's."""
    roots = [node for node in markup.starts if node.parent == 0]
    if len(roots) != 1:
        line = roots[1].line if roots else 1
        markup.refuse(line, "a block's markup is one element; put everything into one table.")
    root = roots[0]
    begin = markup.nodes.index(root)
    end = max((at for at, node in enumerate(markup.nodes) if node.kind == "end"), default=begin)
    for node in markup.nodes[:begin]:
        if _shows(markup, node):
            markup.refuse(node.line, "a block's markup begins with its one element; move this into it.")
    if any(_shows(markup, node) for node in markup.nodes[end + 1 :]):
        markup.refuse(markup.nodes[end].line, "a block's markup is one element; nothing stands after it.")
    if source.css.strip() and source.name not in (root.attribute("class") or "").split():
        sentence = f'the first element has the type\'s name as class; write class="{source.name}".'
        markup.refuse(root.line, sentence)
    _refuse_foreign(markup, source)


def _refuse_foreign(markup: Markup, source: Source) -> None:
    foreign = {
        name: other.name
        for other in source.template.blocks.values()
        if other.name != source.name
        for name in class_names(re.findall(r"[^{}]+(?=\{)", other.css + "".join(text for _, text in other.under)))
        if name.startswith(other.name)
    }
    for node in markup.starts:
        for name in (node.attribute("class") or "").split():
            if name in foreign and not name.startswith(source.name):
                sentence = f"the class “{name}” is the block type {foreign[name]}'s; name it {source.name}-{name}."
                markup.refuse(node.line, sentence)


def refuse_errors(rules: Iterable[Rule], first_error: Callable[[str], str]) -> None:
    """ComposerError for the first rule that is no CSS, in the words of `first_error`."""
    known = tuple(rules)
    if first_error(write_rules(known)):
        for rule in known:
            if message := first_error(write_rules([rule])):
                raise ComposerError(f"{rule.file}:{rule.line}: {message}; write property: value; pairs.")


def refuse_reread(markup: Markup, parents: Mapping[int, int], first: int, holder: int) -> None:
    """ComposerError where a parser takes an element elsewhere than it was written, as a table in a paragraph.

    parents: as parsed, by mark. first: what marks of this markup begin after. holder: the root's parent.
    """
    for node in markup.starts:
        wanted = first + node.parent if node.parent else holder
        if parents.get(first + node.number) != wanted:
            sentence = f"<{node.tag}> may not stand here: readers move it elsewhere; put it in a <td> or <div>."
            markup.refuse(node.line, sentence)


def refuse_deep(markup: Markup, shell: Markup) -> None:
    """ComposerError where block, shell and rich text together are nested deeper than readers go."""
    if markup.deepest + (shell.deepest if shell is not markup else 0) + _PROSE_LEVELS > DEEPEST:
        markup.refuse(1, f"elements are nested more than {DEEPEST} deep; take some levels out.")


def _shows(markup: Markup, node: Node) -> bool:
    """Whether a node outside the root is more than white space and `{% set %}`."""
    if node.kind == "piece":
        return not markup.pieces[node.piece].inner.startswith("set ")
    return node.kind != "text" or bool(node.source.strip())


def _neighbour(markup: Markup, at: int, step: int) -> Node | None:
    """The next node that shows, statements and white space passed over."""
    at += step
    while 0 <= at < len(markup.nodes):
        node = markup.nodes[at]
        statement = node.kind == "piece" and markup.pieces[node.piece].kind == "statement"
        if not statement and (node.kind != "text" or node.source.strip()):
            return node
        at += step
    return None
