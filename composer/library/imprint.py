"""Who made a look or a block type, which version it is, and what others may do with it: said in its TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import tomlkit

MEMBERS = {"version": str, "author": str, "licence": str}
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Imprint:
    version: str = ""
    author: str = ""
    licence: str = ""


def imprint_of(given: Mapping[str, Any]) -> Imprint:
    """What the tables of a `template.toml` or `block.toml` say of it."""
    return Imprint(**{name: one_line(given.get(name)) for name in MEMBERS})


def with_imprint(card: bytes, imprint: Imprint) -> bytes:
    """A `template.toml` or `block.toml` that says so; what is empty is not said."""
    told = tomlkit.parse(card.decode())
    for each in fields(imprint):
        value = one_line(getattr(imprint, each.name))
        if value:
            told[each.name] = value
        else:
            told.pop(each.name, None)
    return tomlkit.dumps(told).encode()


def one_line(value: object) -> str:
    """Somebody's words as one line that can be shown, or nothing where they are none."""
    text = value if isinstance(value, str) else ""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())[:_LONGEST]
