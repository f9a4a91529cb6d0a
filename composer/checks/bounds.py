"""Numbers out of their field's range, and lists with fewer or more rows than theirs is made for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from composer.checks.checked import Checked, named
from composer.model.edits import put_field
from composer.model.fields import Field, value_of
from composer.model.finding import Finding, Place


def check(checked: Checked) -> Iterator[Finding]:
    """An empty list is left to the check of empty blocks."""
    for block in checked.issue.printed_blocks():
        block_type = checked.types.get(block.type)
        for field in block_type.fields if block_type else ():
            value = value_of(block.fields, field)
            if block_type is None or _fits(field, value):
                continue
            place = Place(block.id, field.name)
            where = f"{named(block, block_type)}: “{field.label}”"
            if field.kind == "number":
                nearest = field.least if field.least is not None and value < field.least else field.most
                sentence = f"{where} is {value}; let it be {_range(field)}."
                fix = put_field(block.id, field.name, nearest)
                yield Finding("warning", "field.range", sentence, place, fix, f"Use {nearest}")
            else:
                sentence = f"{where} has {len(value)} where {_range(field)} are meant; add some or take some out."
                yield Finding("warning", "field.rows", sentence, place)


def _fits(field: Field, value: Any) -> bool:
    if field.kind not in ("number", "rows") or value is None or value == ():
        return True
    amount = value if field.kind == "number" else len(value)
    return (field.least is None or amount >= field.least) and (field.most is None or amount <= field.most)


def _range(field: Field) -> str:
    if field.least is None:
        return f"at most {field.most}"
    return f"at least {field.least}" if field.most is None else f"{field.least} to {field.most}"
