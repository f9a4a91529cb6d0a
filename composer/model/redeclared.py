"""Issues when block types are declared anew while they are open: what was read by one declaration, by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from composer.errors import FormatError
from composer.model.fields import Field, write_fields
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.values_json import raw
from composer.model.walk import Declared


def redeclared(old: Declared, new: Declared) -> Callable[[Issue], Issue]:
    """A function that reads an issue's values by the `new` fields; the same issue where nothing it holds is concerned.

    A value that does not fit its new field is kept as what it was, unread, as one whose field is not there.
    """
    changed = {name for name in {*old, *new} if old.get(name, ()) != new.get(name, ())}
    known: dict[Block, Block] = {}

    def convert(issue: Issue) -> Issue:
        if not changed or not any(block.type in changed for block in issue.blocks):
            return issue
        return replace(issue, blocks=tuple(map(converted, issue.blocks)))

    def converted(block: Block) -> Block:
        if block.type not in changed:
            return block
        if block not in known:
            known[block] = replace(block, fields=Record(_read(block, old.get(block.type, ()), new.get(block.type, ()))))
        return known[block]

    return convert


def _read(block: Block, old: tuple[Field, ...], new: tuple[Field, ...]) -> Iterator[tuple[str, Any]]:
    declared = {field.name: field for field in new}
    for name, value in write_fields(block.fields, old).items():
        field = declared.get(name)
        try:
            yield name, raw(value) if field is None else field.empty if value is None else field.read(value, name)
        except FormatError:
            yield name, raw(value)
