"""Putting a value in at a path of a field's value, where what is on the way may not be there yet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from composer.model.fields import Field, value_of
from composer.model.record import Record
from composer.model.values import Credit, Image, Person


def put_in(value: Any, path: str, new: Any, fields: tuple[Field, ...] = ()) -> Any:
    """`value` with `new` at `path`; what a record does not hold yet begins as its field's empty value."""
    name, _, rest = path.partition(".")
    if not name:
        return new
    if isinstance(value, tuple):
        number = int(name)
        return (*value[:number], put_in(value[number], rest, new, fields), *value[number + 1 :])
    if isinstance(value, Record):
        field = next(field for field in fields if field.name == name)
        return value.put(name, put_in(value_of(value, field), rest, new, field.fields))
    inner = put_in(_begun(getattr(value, name), value, rest), rest, new)
    if isinstance(value, Person) and name == "name":
        return replace(value, name=inner, id="")  # another name may be another person
    return replace(value, **{name: inner})


def _begun(part: Any, whole: Any, rest: str) -> Any:
    """A picture's first credit stands open before there is one."""
    return (Credit(),) if isinstance(whole, Image) and part == () and rest.startswith("0.") else part
