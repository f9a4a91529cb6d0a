"""Structured values put together from editors of their parts."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from composer.app.editors.editor import GAP, Editor, row
from composer.app.nesting import nest
from composer.model.fields import Field, value_of
from composer.model.record import Record
from composer.model.values import CREDIT_ROLES, MADE

# The parts of structured values, as fields: what a block type declares of its own, these have by nature.
PERSON = (
    Field("picture", "image", "Portrait", credit="optional"),
    Field("name", "line", "Name"),
    Field("role", "line", "Role", placeholder="Writer"),
    Field("link", "line", "Link", role="address"),
)
CREDIT = (
    Field("role", "choice", "Role", choices=CREDIT_ROLES),
    Field("name", "line", "Creator"),
    Field("publication", "line", "Publication"),
    Field("licence", "line", "Licence", placeholder="CC BY 4.0"),
    Field("link", "line", "Source", role="address"),
    Field("none_needed", "toggle", "No credit needed"),
)
CREDIT_PAIRS = (("role", "name"), ("publication", "licence"))
ALT = Field("alt", "line", "Description for those who can’t see it", placeholder="What does the picture show?")
DECORATIVE = Field("decorative", "toggle", "Only decoration", help="Those who can’t see it miss nothing")
CAPTION = Field("caption", "line", "Caption")
MADE_HOW = Field("made", "choice", "How it was made", choices=tuple((word, label) for word, label, _ in MADE))


def part_value(value: Any, field: Field) -> Any:
    """What a record or a structured value holds for a part."""
    return value_of(value, field) if isinstance(value, Record) else getattr(value, field.name)


def add_parts(
    owner: Editor, fields: tuple[Field, ...], into: QBoxLayout, pairs: tuple[tuple[str, str], ...] = ()
) -> None:
    """Make the editors of the parts, one below the other, `pairs` side by side."""
    second = {right: left for left, right in pairs}
    lines: dict[str, QBoxLayout] = {}
    for field in fields:
        editor = owner.add_part(field.name, owner.bench.make(field))
        if field.name in second:
            lines[second[field.name]].addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        elif field.name in dict(pairs):
            lines[field.name] = row(None, GAP)
            lines[field.name].addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
            nest(into, lines[field.name])
        else:
            into.addWidget(editor)


def show_parts(owner: Editor, fields: tuple[Field, ...], value: Any) -> None:
    """Show each part of the value in its editor."""
    for field in fields:
        owner.parts[field.name].show_value(part_value(value, field))
