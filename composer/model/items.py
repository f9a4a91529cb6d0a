"""One of several: a row, a person or a credit moved, added below or taken out, in whatever field it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from composer.model.fields import KINDS, Field, value_of
from composer.model.filling import put_in
from composer.model.issue import Block
from composer.model.paths import get_at
from composer.model.record import Record
from composer.model.values import Credit, Person

ACTS = ("up", "down", "add", "remove")
_FRESH: Mapping[str, Any] = {"people": Person(), "credits": Credit()}


class Changed(NamedTuple):
    """What a top field of the block is to hold, the field that has the items, and the path of the item to go to."""

    name: str
    value: Any
    field: Field
    path: str


def change_items(block: Block, fields: tuple[Field, ...], path: str, act: str) -> Changed | None:
    """What one of ACTS does to the item at a path; None where it can do nothing, or there is no such item."""
    holder, _, index = path.rpartition(".")
    field = field_at(fields, holder)
    if field is None or not index.isdigit() or field.kind not in ("rows", *_FRESH):
        return None
    top = next(field for field in fields if field.name == holder.partition(".")[0])
    held, rest = value_of(block.fields, top), holder.partition(".")[2]
    items: tuple[Any, ...] = get_at(held, rest) or ()
    number = int(index)
    if number >= len(items):
        return None
    changed = _acted(items, number, act, field)
    if changed is None:
        return None
    now, to = changed
    return Changed(top.name, put_in(held, rest, now, top.fields), field, f"{holder}.{to}" if now else holder)


def _acted(items: tuple[Any, ...], number: int, act: str, field: Field) -> tuple[tuple[Any, ...], int] | None:
    """The items afterwards, and which of them to go to."""
    if act == "add":
        room = field.most is None or len(items) < field.most
        return ((*items[: number + 1], _fresh(field), *items[number + 1 :]), number + 1) if room else None
    if act == "remove":
        spare = field.least is None or len(items) > field.least
        return ((*items[:number], *items[number + 1 :]), min(number, len(items) - 2)) if spare else None
    to = number + {"up": -1, "down": 1}[act]
    if not 0 <= to < len(items):
        return None
    moved = list(items)
    moved[number], moved[to] = moved[to], moved[number]
    return tuple(moved), to


def _fresh(field: Field) -> Any:
    if field.kind != "rows":
        return _FRESH[field.kind]
    return Record((inner.name, inner.empty) for inner in field.fields if inner.default is not None)


def field_at(fields: tuple[Field, ...], path: str) -> Field | None:
    """The field declared for a path of names and row numbers."""
    found: Field | None = None
    for part in path.split("."):
        if part.isdigit():
            continue
        found = next((field for field in fields if field.name == part), None)
        if found is None or found.kind not in KINDS:
            return None
        fields = found.fields
    return found
