"""One markup with its style settled: a page's shell, or a block type's markup standing in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from composer.errors import ComposerError
from composer.language import check
from composer.library.block_types import BlockType, read_text
from composer.library.templates import Template
from composer.render import prose
from composer.render.markup import DEEPEST, STYLE, VOID, Markup, Node, marks, read_markup, spelled
from composer.render.sheet import (
    Rule,
    class_names,
    compact,
    compact_selector,
    read_sheet,
    refuse_unsettled,
    write_rules,
)
from composer.render.tokens import Sentinels
from composer.render.writing import PROSE, Style, write_plain, write_settled

SHELL_NAMES = frozenset({"issue", "theme", "t", "styles", "blocks"})
BLOCK_NAMES = frozenset({"issue", "theme", "t", "block"})
_GIVEN_BY = {
    "publication": "publication", "links": "publication", "dateline": "dateline", "number": "dateline",
    "label": "dateline", "date": "dateline", "contents": "contents", "credits": "credits", "disclosures": "disclosures",
}  # fmt: skip
_OF_ISSUE = re.compile(r"(?<![\w.])issue\.(\w+)")
_INCLUDE = re.compile(r"\{%-?\s*include\s+[\"']([a-z][a-z0-9_-]*)[\"']\s*-?%\}")
_BLOCK, _SLOT = 10_000, 1_000  # marks: the shell's from 1, the block's and each prose table's from these


@dataclass(frozen=True, slots=True)
class Compiled:
    """Jinja sources with final styles, the tables of the prose slots, and what stays in the head.

    kept: (condition, selector, declarations); the condition is empty for a rule outside `@media`. fonts, outlook: rules
    that stand in style elements of their own.
    """

    export: str
    canvas: str
    tables: tuple[Mapping[str, str], ...] = ()
    kept: tuple[tuple[str, str, str], ...] = ()
    outlook: tuple[tuple[str, str, str], ...] = ()
    fonts: tuple[str, ...] = ()


@dataclass
class Source:
    """A page's shell as a template has it, or one block type as the template dresses it: texts and where they are."""

    template: Template
    block_type: BlockType | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        return self.block_type.name if self.block_type else ""

    @cached_property
    def markup_file(self) -> str:
        return str(self._folder("block.html") if self.block_type else self.template.folder / "page.html")

    @cached_property
    def css_file(self) -> str:
        return str(self._folder("block.css") if self.block_type else self.theme_file)

    @property
    def theme_file(self) -> str:
        return str(self.template.folder / "theme.css")

    @cached_property
    def text(self) -> str:
        """The markup, with the parts that it includes in their places."""
        if self.block_type is None:
            return self.template.page
        return _included(self.block_type.markup, self.markup_file, self.block_type.folder)

    @cached_property
    def css(self) -> str:
        return self.block_type.css if self.block_type else self.template.css

    def markup(self) -> Markup:
        """The markup read; ComposerError for what the language or the fast way does not allow."""
        names = BLOCK_NAMES | {each.name for each in self.block_type.fields} if self.block_type else SHELL_NAMES
        check(self.text, self.markup_file, names=names, edits=self.block_type is not None)
        markup = read_markup(self.text, self.markup_file)
        _refuse_unread(markup, self.block_type)
        return markup

    def _folder(self, name: str) -> Path:
        dressed = self.template.folder / "blocks" / self.name / name
        return dressed if dressed.is_file() or self.block_type is None else self.block_type.folder / name


def compile_source(source: Source) -> Compiled:
    """Settle the style of a source with premailer; ComposerError for everything that cannot be settled."""
    from composer.render import stylist

    template = source.template
    shell = Source(template).markup()
    markup = source.markup() if source.block_type else shell
    sentinels = Sentinels(template.tokens, template.page + template.css + source.text + source.css)
    sheets = [_sheet(template.css, source.theme_file, sentinels)]
    if source.block_type:
        _refuse_form(markup, source)
        sheets.append(_sheet(source.css, source.css_file, sentinels, source.name))
    slots = _slots(markup)
    inside = _skeleton(markup, sentinels, _BLOCK, slots) if source.block_type else ""
    whole = _skeleton(shell, sentinels, 0, {}, inside)
    settled = stylist.settle(whole, tuple(write_rules(_inlined(rules)) for rules in sheets))
    for rules, file in zip(sheets, (source.theme_file, source.css_file), strict=False):
        _refuse_errors(rules, file, stylist.first_error)
    first = _BLOCK if source.block_type else 0
    _refuse_reread(markup, settled.parents, first, _holder(shell) if source.block_type else 0)
    kept = [rule for left, file in zip(settled.kept, (source.theme_file, source.css_file), strict=False)
            for rule in _kept(read_sheet(left, file))]  # fmt: skip
    outlook = [rule for rules in sheets for rule in _kept(each for each in rules if each.for_outlook)]
    style = Style(
        {number: _final(settled.styles.get(first + number, ""), sentinels) for number in _numbers(markup)},
        class_names(selector for _, selector, _ in (*kept, *outlook)),
        {piece: slot for slot, piece in enumerate(slots)},
    )
    own = sheets[-1]
    return Compiled(
        export=write_settled(markup, style, canvas=False),
        canvas=write_settled(markup, style, canvas=True, marked=bool(source.block_type)),
        tables=tuple(_table(settled.styles, first + _SLOT * (n + 1), sentinels) for n in range(len(slots))),
        kept=tuple(_restored(_kept(read_sheet(settled.kept[-1], source.css_file)), sentinels)),
        outlook=tuple(_restored(_kept(each for each in own if each.for_outlook), sentinels)),
        fonts=tuple(f"@font-face{{{compact(rule.body)}}}" for rule in own if rule.name == "@font-face"),
    )


def plain_source(source: Source) -> str:
    """The markup as a Jinja template with nothing settled, for the comparison with premailer over the whole page."""
    return write_plain(source.markup())


def plain_sheets(sources: list[Source]) -> tuple[str, str, str]:
    """The sheets of shell and blocks as Jinja: what is inlined or kept by premailer, Outlook.com's rules, fonts."""
    first = sources[0]
    sentinels = Sentinels(first.template.tokens, "".join(source.css for source in sources))
    rules = [rule for source in sources for rule in _sheet(source.css, source.css_file, sentinels, source.name)]
    parts = (
        _inlined(rules),
        [rule for rule in rules if rule.for_outlook],
        [rule for rule in rules if rule.name == "@font-face"],
    )
    texts = [sentinels.restore(write_rules(part)) for part in parts]
    return texts[0], texts[1], texts[2]


def _sheet(css: str, file: str, sentinels: Sentinels, block_type: str = "") -> tuple[Rule, ...]:
    rules = read_sheet(sentinels.hide(css, file), file)
    refuse_unsettled(rules, file, block_type)
    return rules


def _inlined(rules: Iterator[Rule] | tuple[Rule, ...] | list[Rule]) -> list[Rule]:
    return [rule for rule in rules if not rule.for_outlook and rule.name != "@font-face"]


def _kept(rules: Iterator[Rule] | tuple[Rule, ...]) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        for each in rule.rules or (rule,):
            yield rule.prelude if rule.rules else "", compact_selector(each.prelude), compact(each.body)


def _restored(kept: Iterator[tuple[str, str, str]], sentinels: Sentinels) -> Iterator[tuple[str, str, str]]:
    for condition, selector, body in kept:
        yield sentinels.restore(condition), selector, sentinels.restore(body)


def _final(style: str, sentinels: Sentinels) -> str:
    """A settled style for an attribute in double quotes."""
    text = re.sub(r"\s*([;,])\s*", r"\1", style.replace('"', "'")).strip("; ")
    return sentinels.restore(text.replace("&", "&amp;"))


def _table(styles: Mapping[int, str], first: int, sentinels: Sentinels) -> dict[str, str]:
    found = {place: _final(styles.get(first + n, ""), sentinels) for n, place in enumerate(prose.places())}
    return {place: style for place, style in found.items() if style}


def _numbers(markup: Markup) -> list[int]:
    return [node.number for node in markup.starts]


def _slots(markup: Markup) -> list[int]:
    """The pieces that print prose, in order; refused where they share their element with anything."""
    found = []
    for at, node in enumerate(markup.nodes):
        piece = markup.pieces[node.piece] if node.kind == "piece" else None
        if piece is None or piece.kind != "output" or not PROSE.fullmatch(piece.inner):
            continue
        before, after = _neighbour(markup, at, -1), _neighbour(markup, at, 1)
        alone = before is not None and before.kind == "start" and after is not None and after.kind == "end"
        if not alone or before is None or before.tag not in ("td", "div"):
            markup.refuse(
                piece.line, f"{{{{ {piece.inner} }}}} stands alone in a <td> or <div>; give it one of its own."
            )
        found.append(node.piece)
    return found


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


def _skeleton(
    markup: Markup, sentinels: Sentinels, first: int, slots: list[int] | dict[int, int], inside: str = ""
) -> str:
    """The elements alone, marked by number; prose slots hold every place of prose, `{{ blocks }}` holds `inside`."""
    out = []
    for node in markup.nodes:
        if node.kind == "start":
            known = "".join(
                f' {each.name}="{_styled(each.value, markup, sentinels) if each.name == "style" else each.value}"'
                for each in node.attributes
                if each.name in ("class", "id", "style") and each.value is not None
            )
            out.append(f'<{node.tag} data-nlc="{first + node.number}"{known}>')
        elif node.kind in ("end", "doctype"):
            out.append(node.source)
        elif node.kind == "piece":
            if node.piece in slots:
                out.append(prose.skeleton(first + _SLOT * (list(slots).index(node.piece) + 1)))
            elif markup.pieces[node.piece].inner == "blocks":
                out.append(inside)
    return "".join(out)


def _styled(value: str, markup: Markup, sentinels: Sentinels) -> str:
    """A style attribute with a sentinel for each piece."""

    def hide(number: int) -> str:
        piece = markup.pieces[number]
        after = value.partition(f"\ue000{number}\ue001")[2]
        return sentinels.sentinel(piece.inner, markup.file, piece.line, number=bool(re.match(r"(?:px|%|em)", after)))

    return spelled(value, hide)


def _holder(shell: Markup) -> int:
    """The number of the shell's element in which blocks stand."""
    for node in shell.nodes:
        if node.kind == "piece" and shell.pieces[node.piece].inner == "blocks":
            return node.parent
    return shell.refuse(1, "{{ blocks }} is missing; write it in the cell where the blocks stand.")


def _included(text: str, file: str, folder: Path, level: int = 0) -> str:
    """Parts in the places of `{% include %}`, on one line each so that the lines of the whole stay what they are."""

    def replace(match: re.Match[str]) -> str:
        line = text.count("\n", 0, match.start()) + 1
        path = folder / f"{match[1]}.html"
        if level == 3:
            raise ComposerError(f"{file}:{line}: parts include parts at most three deep; write this one out.")
        if not path.is_file():
            raise ComposerError(f"{file}:{line}: there is no part “{match[1]}”; write it into {path}.")
        part = read_text(path)
        check(part, str(path))
        return " ".join(_included(part, str(path), folder, level + 1).split("\n"))

    return _INCLUDE.sub(replace, text) if "include" in text else text


def _refuse_unread(markup: Markup, block_type: BlockType | None) -> None:
    """ComposerError for what a block reads of the issue without saying so in `uses`, and prose outside its slot."""
    for piece in markup.pieces:
        for name in _OF_ISSUE.findall(piece.inner):
            use = _GIVEN_BY.get(name)
            if block_type and use and use not in block_type.uses:
                markup.refuse(
                    piece.line, f'issue.{name} is not read by this block; write uses = ["{use}"] into block.toml.'
                )
        if PROSE.search(piece.inner) and (piece.context != "text" or piece.kind == "statement"):
            markup.refuse(piece.line, "prose stands in text only; give it a <td> or <div> of its own.")


def _refuse_form(markup: Markup, source: Source) -> None:
    """ComposerError unless the markup is one element with the type's class, which uses no class of another type."""
    starts = [node for node in markup.starts if node.parent == 0]
    shown = [node for node in markup.nodes if node.kind == "comment" or (node.kind == "text" and node.source.strip())]
    first = next((node for node in markup.nodes if node.kind != "text" or node.source.strip()), None)
    if len(starts) != 1 or first is None:
        line = starts[1].line if len(starts) > 1 else 1
        markup.refuse(line, "a block's markup is one element; put everything into one table.")
    root = starts[0]
    if first is not root and not _settings_before(markup, root):
        markup.refuse(first.line, "a block's markup begins with its one element; move this into it.")
    if source.name not in (root.attribute("class") or "").split():
        markup.refuse(root.line, f'the first element has the type\'s name as class; write class="{source.name}".')
    end = max(at for at, node in enumerate(markup.nodes) if node.kind == "end" or node is root)
    outside = [
        node for node in shown if markup.nodes.index(node) > end or markup.nodes.index(node) < markup.nodes.index(root)
    ]
    if outside or any(node.kind == "piece" for node in markup.nodes[end + 1 :]):
        markup.refuse(markup.nodes[end].line, "a block's markup is one element; nothing stands after it.")
    foreign = {
        name: other.name
        for other in source.template.blocks.values()
        if other.name != source.name
        for name in class_names(re.findall(r"[^{}]+(?=\{)", other.css))
        if name.startswith(other.name)
    }
    for node in markup.starts:
        for name in (node.attribute("class") or "").split():
            if name in foreign and not name.startswith(source.name):
                markup.refuse(
                    node.line, f"the class “{name}” is the block type {foreign[name]}'s; name it {source.name}-{name}."
                )


def _settings_before(markup: Markup, root: Node) -> bool:
    """Whether nothing but `{% set %}` stands before the root."""
    before = markup.nodes[: markup.nodes.index(root)]
    return all(
        (node.kind == "text" and not node.source.strip())
        or (node.kind == "piece" and markup.pieces[node.piece].inner.startswith("set "))
        for node in before
    )


def _refuse_errors(rules: tuple[Rule, ...], file: str, first_error: object) -> None:
    """ComposerError for the first rule that is no CSS."""
    assert callable(first_error)
    if first_error(write_rules(rules)):
        for rule in rules:
            if message := first_error(write_rules([rule])):
                raise ComposerError(f"{file}:{rule.line}: {message}; write property: value; pairs.")


def _refuse_reread(markup: Markup, parents: Mapping[int, int], first: int, holder: int) -> None:
    """ComposerError where a parser takes an element elsewhere than it was written, as a table in a paragraph."""
    for node in markup.starts:
        wanted = first + node.parent if node.parent else holder
        if parents.get(first + node.number) != wanted:
            markup.refuse(
                node.line, f"<{node.tag}> may not stand here: readers move it elsewhere; put it in a <td> or <div>."
            )
    if markup.deepest > DEEPEST - 40:
        markup.refuse(1, f"elements are nested more than {DEEPEST - 40} deep; take some levels out.")


__all__ = ["STYLE", "VOID", "Compiled", "Source", "compile_source", "marks", "plain_sheets", "plain_source"]
