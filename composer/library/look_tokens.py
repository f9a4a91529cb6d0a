"""The tokens of a look: the freedoms that it gives, each with its own value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from composer.errors import ComposerError
from composer.library.block_types import check_members

_MEMBERS = {
    "kind": str, "label": str, "value": str, "group": str, "choices": dict, "least": float, "most": float, "on": str
}  # fmt: skip
_VALID = {
    "colour": re.compile(r"#[0-9a-fA-F]{6}"),
    "font": re.compile(r"[A-Za-z0-9 ,'\-]{1,200}"),
    "length": re.compile(r"\d{1,4}px"),
    "number": re.compile(r"\d{1,4}(\.\d{1,3})?"),
    "choice": re.compile(r"[a-z0-9_-]{1,40}"),
}


@dataclass(frozen=True, slots=True)
class Token:
    """One freedom that a template gives: a colour, font stack, length, number or choice, with its own value.

    choices: (value, label), for fonts too. least, most: bounds of a length or number. on: for a colour, the token
    of the ground it stands on, so that contrast can be shown.
    """

    name: str
    kind: str
    label: str
    value: str
    group: str = "Colours"
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None
    on: str = ""

    def allows(self, value: str) -> bool:
        """Whether the value is of the token's kind and within its bounds."""
        if not _VALID[self.kind].fullmatch(value):
            return False
        if self.kind in ("length", "number"):
            amount = float(value.removesuffix("px"))
            return (self.least is None or amount >= self.least) and (self.most is None or amount <= self.most)
        return self.kind != "choice" or value in dict(self.choices)

    def taken(self, value: str) -> str:
        """The value as markup gets it, its own where it does not fit; colours in small letters."""
        fitting = value if self.allows(value) else self.value
        return fitting.lower() if self.kind == "colour" else fitting


def read_tokens(given: Mapping[str, Any], path: Path, below: Mapping[str, Token]) -> dict[str, Token]:
    """The tokens of the template that this one extends, changed and added to by its own."""
    return {**below, **{name: _token(name, item, path, below) for name, item in given.get("tokens", {}).items()}}


def _token(name: str, given: Mapping[str, Any], path: Path, below: Mapping[str, Token]) -> Token:
    if not isinstance(given, Mapping):
        raise ComposerError(f"{path}: tokens.{name}: expected a table with kind, label and value.")
    check_members(given, _MEMBERS, path, f"tokens.{name}.")
    known = below.get(name)
    kind = str(given.get("kind", known.kind if known else ""))
    if kind not in _VALID:
        raise ComposerError(f"{path}: tokens.{name}.kind: one of {', '.join(_VALID)}.")
    begun = known or Token(
        name, kind, name.replace("_", " ").capitalize(), "", "Colours" if kind == "colour" else "Layout"
    )
    told: dict[str, Any] = {
        member: str(value) for member, value in given.items() if member not in ("least", "most", "choices")
    }
    if "choices" in given:
        told["choices"] = tuple((str(value), str(label)) for value, label in given["choices"].items())
    token = replace(begun, **told, **{bound: given[bound] for bound in ("least", "most") if bound in given})
    if not token.allows(token.value):
        raise ComposerError(f"{path}: tokens.{name}.value: “{token.value}” is not a {kind} as declared.")
    return token
