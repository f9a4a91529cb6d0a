"""Field declarations, and the closed set of field kinds.

A kind is one entry here and one editor in `app/editors/table.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from composer.model import values_json as form
from composer.model.record import Record
from composer.model.values import Credit, Disclosure, Image, Link, Person, Raw

CARRY = ("keep", "clear", "ask")


@dataclass(frozen=True, slots=True)
class Field:
    """One editable value of a block type, as declared in `block.toml`.

    carry: what Next issue does with it. role: what it means to the issue (`headline`, `byline`, `address`, ...).
    credit: for pictures, `required` or `optional`. choices: (word, label). fields: of a row.
    least, most: number of rows, or range of a number. empty: what it holds before anybody wrote in it.
    """

    name: str
    kind: str
    label: str = ""
    help: str = ""
    placeholder: str = ""
    default: Any = None
    carry: str = "keep"
    role: str = ""
    credit: str = "required"
    choices: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    least: int | None = None
    most: int | None = None
    empty: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        begins = (
            KINDS[self.kind].empty if self.kind in KINDS else ""
        )  # forms have kinds of their own, all of them texts
        object.__setattr__(self, "empty", begins if self.default is None else self.default)

    def read(self, json: Any, path: str) -> Any:
        """The value of decoded JSON; FormatError names the path."""
        return KINDS[self.kind].read(json, path, self)

    def write(self, value: Any) -> Any:
        """The value as JSON data."""
        return KINDS[self.kind].write(value, self)


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one kind begin, are read from JSON and written to it."""

    empty: Any
    read: Callable[[Any, str, Field], Any]
    write: Callable[[Any, Field], Any]


def _same(value: Any, field: Field) -> Any:
    return value


def _read_choice(json: Any, path: str, field: Field) -> str:
    return form.word(json, path, tuple(word for word, _ in field.choices))


def _read_rows(json: Any, path: str, field: Field) -> tuple[Record, ...]:
    return tuple(read_fields(row, f"{path}[{n}]", field.fields) for n, row in enumerate(form.array(json, path)))


def _write_rows(rows: tuple[Record, ...], field: Field) -> Any:
    return [write_fields(row, field.fields) for row in rows]


def _kind(empty: Any, read: Callable[[Any, str], Any], write: Callable[[Any], Any] | None = None) -> Kind:
    return Kind(
        empty,
        lambda json, path, field: read(json, path),
        _same if write is None else lambda value, field: write(value),
    )


KINDS: Mapping[str, Kind] = {
    "line": _kind("", form.line),
    "prose": _kind("", form.prose, form.write),
    "image": _kind(Image(), form.image, form.write),
    "link": _kind(Link(), form.link, form.write),
    "person": _kind(Person(), form.person, form.write),
    "people": _kind((), form.people, form.write),
    "credit": _kind(Credit(), form.credit, form.write),
    "credits": _kind((), form.credits, form.write),
    "disclosure": _kind(Disclosure(), form.disclosure, form.write),
    "date": _kind(None, form.day, form.write),
    "time": _kind(None, form.clock, form.write),
    "number": _kind(None, form.number),
    "colour": _kind("", form.colour),
    "choice": Kind("", _read_choice, _same),
    "toggle": _kind(False, form.toggle),
    "rows": Kind((), _read_rows, _write_rows),
}


def read_fields(json: Any, path: str, fields: tuple[Field, ...]) -> Record:
    """A record of JSON members; an undeclared member is kept as Raw, one left out is left out."""
    declared = {field.name: field for field in fields}
    read: dict[str, Any] = {}
    for name, value in form.members(json, path).items():
        field = declared.get(name)
        if field is None:
            read[name] = form.raw(value)
        elif value is not None:
            read[name] = field.read(value, f"{path}.{name}" if path else name)
        elif KINDS[field.kind].empty is None:
            read[name] = None
    return Record(read)


def write_fields(record: Record, fields: tuple[Field, ...]) -> dict[str, Any]:
    """JSON members of a record, each that it holds."""
    declared = {field.name: field for field in fields}
    return {
        name: declared[name].write(value) if name in declared and not isinstance(value, Raw) else form.write(value)
        for name, value in record.items()
    }


def value_of(record: Record, field: Field) -> Any:
    """What the record holds for the field, or the field's empty value."""
    value = record.get(field.name)
    return field.empty if value is None else value
