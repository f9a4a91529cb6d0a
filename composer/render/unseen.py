"""What of an issue one look shows and another does not. It stays in the issue, whatever look that wears."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from jinja2 import meta, nodes

from composer.library.block_types import BlockType
from composer.library.templates import Template
from composer.model.fields import KINDS, Field, value_of
from composer.model.issue import Issue
from composer.model.record import Record
from composer.render.contents import title_of
from composer.render.environment import make_environment
from composer.render.source import Source

# Kinds that hold no content of their own: they say how other values are shown.
_MANNERS = frozenset({"choice", "toggle", "colour", "number"})


def unseen(issue: Issue, before: Template, after: Template) -> Iterator[str]:
    """A sentence for each block that loses something from sight, and one for tokens that have to wait."""
    used = {block.type for block in issue.blocks if block.printed}
    had, has = _reads(before, used), _reads(after, used)
    for block in issue.blocks:
        known = before.blocks.get(block.type)
        if not block.printed or known is None:
            continue
        called = title_of(block, known)
        name = known.title if called == known.title else f"{known.title} “{called}”"
        if block.type not in has:
            yield f"{name} is shown plainly: “{after.title}” has no form for it."
            continue
        seen = _shown(after.blocks[block.type], has[block.type], block.fields)
        every = _shown(known, had[block.type], block.fields)
        if lost := [label for path, label in every.items() if path not in seen]:
            yield f"{name}: {', '.join(lost)}."
    waiting = [before.tokens[name].label for name in issue.theme if name in before.tokens and name not in after.tokens]
    if waiting:
        yield f"Changes to the look that wait for “{before.title}”: {', '.join(waiting)}."


def _reads(template: Template, used: Collection[str]) -> dict[str, frozenset[str]]:
    """What the markup of each block type reads."""
    return {name: _names(Source(template, found).text) for name, found in template.blocks.items() if name in used}


def _shown(block_type: BlockType, names: frozenset[str], record: Record) -> dict[str, str]:
    """Labels by path of the fields with something in them that the markup prints."""
    shown = {}
    for field in block_type.fields:
        if field.name in names and _says(record, field):
            shown[field.name] = field.label or field.name
            shown |= _of_rows(record, field, names)
    return shown


def _of_rows(record: Record, field: Field, names: frozenset[str]) -> dict[str, str]:
    rows = [row for row in value_of(record, field) if isinstance(row, Record)] if field.kind == "rows" else []
    within = (inner for inner in field.fields if inner.name in names and any(_says(row, inner) for row in rows))
    return {f"{field.name}.{inner.name}": inner.label or inner.name for inner in within}


def _says(record: Record, field: Field) -> bool:
    return field.kind not in _MANNERS and record.get(field.name) not in (None, KINDS[field.kind].empty)


@lru_cache(maxsize=1024)
def _names(markup: str) -> frozenset[str]:
    """Every name and member that a markup reads."""
    tree = make_environment().parse(markup)
    return frozenset(meta.find_undeclared_variables(tree)) | {each.attr for each in tree.find_all(nodes.Getattr)}
