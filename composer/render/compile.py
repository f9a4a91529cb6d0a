"""One markup with its style settled: a page's shell, or a block type's markup standing in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from composer.errors import ComposerError
from composer.render import prose
from composer.render.markup import Markup, Node, spelled
from composer.render.refusals import (
    blocks_holder,
    prose_slots,
    refuse_deep,
    refuse_errors,
    refuse_form,
    refuse_reread,
    refuse_unread,
)
from composer.render.sheet import (
    LONGEST,
    Rule,
    class_names,
    compact,
    compact_selector,
    read_sheet,
    refuse_unsettled,
    write_rules,
)
from composer.render.source import Source
from composer.render.tokens import Sentinels
from composer.render.writing import Style, write_plain, write_settled

_BLOCK, _SLOT = 10_000, 1_000  # marks: the shell's from 1, the block's and each prose table's from these

Kept = tuple[str, str, str]  # condition of `@media` or nothing, selector, declarations


@dataclass(frozen=True, slots=True)
class Compiled:
    """Jinja sources with final styles, a table for each prose slot, and what stays in the head.

    constants: expressions of theme and language alone, by the number of their gap.
    outlook, fonts: rules that stand in style elements of their own.
    """

    export: str
    canvas: str
    constants: tuple[str, ...] = ()
    tables: tuple[Mapping[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()
    outlook: tuple[Kept, ...] = ()
    fonts: tuple[str, ...] = ()


def compile_source(source: Source) -> Compiled:
    """Settle the style of a source with premailer; ComposerError for everything that cannot be settled."""
    from composer.render import stylist

    theme = Source(source.template)
    shell = _read(theme)
    markup = _read(source) if source.block_type else shell
    holder = blocks_holder(shell)
    sentinels = Sentinels(theme.template.tokens, theme.text + theme.css + source.text + source.css)
    sources = [theme, source] if source.block_type else [theme]
    sheets = [_sheet(each, sentinels) for each in sources]
    slots = prose_slots(markup)
    first = _BLOCK if source.block_type else 0
    inside = _skeleton(markup, sentinels, first, slots) if source.block_type else ""
    whole = _skeleton(shell, sentinels, 0, [], inside=inside)
    refuse_deep(markup, shell)
    settled = stylist.settle(whole, tuple(write_rules(_inlined(rules)) for rules in sheets))
    for rules in sheets:
        refuse_errors(rules, stylist.first_error)
    refuse_reread(markup, settled.parents, first, holder if source.block_type else 0)
    kept = [list(_kept(read_sheet(left, each.css_file))) for each, left in zip(sources, settled.kept, strict=True)]
    outlook = [list(_kept(rule for rule in rules if rule.for_outlook)) for rules in sheets]
    style = Style(
        styles={node.number: _final(settled.styles[first + node.number], sentinels) for node in markup.starts},
        classes=class_names(selector for part in (*kept, *outlook) for _, selector, _ in part),
        slots={piece: slot for slot, piece in enumerate(slots)},
        fields=source.block_type.fields if source.block_type else (),
    )
    constants: dict[str, int] = {}
    block = source.block_type is not None
    return Compiled(
        export=write_settled(markup, style, constants, canvas=False, block=block),
        canvas=write_settled(markup, style, constants, canvas=True, block=block),
        constants=tuple(constants),
        tables=tuple(_table(settled.styles, first + _SLOT * (n + 1), sentinels) for n in range(len(slots))),
        kept=tuple(_restored(kept[-1], sentinels)),
        outlook=tuple(_restored(outlook[-1], sentinels)),
        fonts=tuple(f"@font-face{{{compact(rule.body)}}}" for rule in sheets[-1] if rule.name == "@font-face"),
    )


def plain_source(source: Source) -> str:
    """The markup as a Jinja template with nothing settled, for the comparison with premailer over the whole page."""
    return write_plain(_read(source))


def plain_sheets(sources: Sequence[Source]) -> tuple[str, str, str]:
    """The sheets of shell and blocks as Jinja: what premailer inlines or keeps, Outlook.com's rules, fonts."""
    sentinels = Sentinels(sources[0].template.tokens, "".join(source.css for source in sources))
    rules = [rule for source in sources for rule in _sheet(source, sentinels)]
    outlook = [rule for rule in rules if rule.for_outlook]
    fonts = [rule for rule in rules if rule.name == "@font-face"]
    inlined, apart, faces = (sentinels.restore(write_rules(part)) for part in (_inlined(rules), outlook, fonts))
    return inlined, apart, faces


def _read(source: Source) -> Markup:
    markup = source.markup()
    refuse_unread(markup, source.block_type)
    if source.block_type:
        refuse_form(markup, source)
    return markup


def _sheet(source: Source, sentinels: Sentinels) -> tuple[Rule, ...]:
    if len(source.css) > LONGEST:
        raise ComposerError(
            f"{source.css_file}:1: a sheet has at most {LONGEST // 1024} KB; take out what is not used."
        )
    rules = tuple(rule for file, css in source.sheets for rule in read_sheet(sentinels.hide(css, file), file))
    refuse_unsettled(rules, source.name)
    return rules


def _inlined(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if not rule.for_outlook and rule.name != "@font-face"]


def _kept(rules: Iterable[Rule]) -> Iterator[Kept]:
    for rule in rules:
        for each in rule.rules or (rule,):
            yield rule.prelude if rule.rules else "", compact_selector(each.prelude), compact(each.body)


def _restored(kept: Iterable[Kept], sentinels: Sentinels) -> Iterator[Kept]:
    for condition, selector, body in kept:
        yield sentinels.restore(condition), selector, sentinels.restore(body)


def _final(style: str, sentinels: Sentinels) -> str:
    """A settled style for an attribute in double quotes."""
    text = re.sub(r"\s*([;,])\s*", r"\1", style.replace('"', "'")).strip("; ")
    return sentinels.restore(text.replace("&", "&amp;"))


def _table(styles: Mapping[int, str], first: int, sentinels: Sentinels) -> dict[str, str]:
    found = {place: _final(styles[first + n], sentinels) for n, place in enumerate(prose.places())}
    return {place: style for place, style in found.items() if style}


def _skeleton(markup: Markup, sentinels: Sentinels, first: int, slots: Sequence[int], *, inside: str = "") -> str:
    """The elements alone, marked by number; prose slots hold every place of prose, `{{ blocks }}` holds `inside`."""
    out = []
    for node in markup.nodes:
        if node.kind == "start":
            out.append(f'<{node.tag} data-nlc="{first + node.number}"{_told(node, markup, sentinels)}>')
        elif node.kind in ("end", "doctype"):
            out.append(node.source)
        elif node.kind == "piece" and node.piece in slots:
            out.append(prose.skeleton(first + _SLOT * (slots.index(node.piece) + 1)))
        elif node.kind == "piece" and markup.pieces[node.piece].inner == "blocks":
            out.append(inside)
    return "".join(out)


def _told(node: Node, markup: Markup, sentinels: Sentinels) -> str:
    """The attributes on which style hangs."""
    values = {each.name: each.value for each in node.attributes if each.value is not None}
    if "style" in values:
        values["style"] = _hidden(values["style"], markup, sentinels)
    return "".join(f' {name}="{values[name]}"' for name in ("class", "id", "style") if name in values)


def _hidden(value: str, markup: Markup, sentinels: Sentinels) -> str:
    """A style attribute with a sentinel for each piece of Jinja."""

    def hide(number: int) -> str:
        piece = markup.pieces[number]
        after = value.partition(f"\ue000{number}\ue001")[2]
        unit = bool(re.match(r"(?:px|%|em)", after))
        return sentinels.sentinel(piece.inner, markup.file, piece.line, number=unit)

    return spelled(value, hide)
