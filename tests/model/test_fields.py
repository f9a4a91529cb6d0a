"""Field declarations: what a field holds before and after somebody wrote in it."""

from __future__ import annotations

from typing import Any

import pytest

from composer.errors import FormatError
from composer.library.block_types import read_field
from composer.model.fields import KINDS, read_fields, value_of, write_fields
from composer.model.record import Record
from composer.model.values import Disclosure, Image, Raw


def one(value: Any, **declared: Any) -> Any:
    """What is read of a value for a field declared so, as `value_of` sees it."""
    field = read_field("f", declared, "fields.f")
    return value_of(read_fields({"f": value}, "", (field,)), field)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_begins_empty_and_null_is_empty(kind: str) -> None:
    declared: dict[str, Any] = {"kind": kind}
    if kind == "rows":
        declared["fields"] = {"a": {"kind": "line"}}
    if kind == "choice":
        declared["choices"] = ["first", "second"]
    field = read_field("f", declared, "fields.f")
    assert value_of(Record(), field) == field.empty
    assert one(None, **declared) == field.empty
    written = field.write(field.empty)
    assert field.read(written, "f") == field.empty


def test_a_declared_default_stands_until_something_is_written() -> None:
    assert one(None, kind="line", default="Commentary") == "Commentary"
    assert one("", kind="line", default="Commentary") == ""
    assert one(False, kind="toggle", default=True) is False
    assert one(None, kind="choice", choices=["a", "b"]) == "a"
    assert one(None, kind="choice", choices=["a", "b"], default="b") == "b"


def test_values_of_kinds() -> None:
    assert one({"alt": "A"}, kind="image") == Image(alt="A")
    assert one({"uses": ["translated", "assisted"]}, kind="disclosure") == Disclosure(uses=("assisted", "translated"))
    assert one("#0B57D0", kind="colour") == "#0b57d0"
    assert one("<p onclick=x>a</p>", kind="prose") == "<p>a</p>"


def test_undeclared_members_are_kept_as_they_are() -> None:
    field = read_field("f", {"kind": "line"}, "fields.f")
    record = read_fields({"f": "a", "g": {"z": 1, "a": None}}, "", (field,))
    assert isinstance(record["g"], Raw)
    assert write_fields(record, (field,)) == {"f": "a", "g": {"a": None, "z": 1}}


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({}, "kind is missing"),
        ({"kind": "video"}, "is not one of"),
        ({"kind": "line", "rôle": "x"}, "no such member"),
        ({"kind": "line", "role": "king"}, "is not one of"),
        ({"kind": "line", "carry": "burn"}, "is not one of"),
        ({"kind": "choice"}, "choices"),
        ({"kind": "rows"}, "rows need fields"),
        ({"kind": "toggle", "default": 1}, "neither true nor false"),
    ],
)
def test_a_wrong_declaration_is_named(declared: dict[str, Any], words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_field("f", declared, "fields.f")
