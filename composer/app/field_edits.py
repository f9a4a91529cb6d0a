"""What is typed into a form, as edits: put at its path, and through the same gate as JSON."""

from __future__ import annotations

from typing import Any

from composer.app.issue_fields import read_own
from composer.errors import FormatError
from composer.library.templates import Template
from composer.model.edits import Edit, put_field, put_issue
from composer.model.fields import Field, value_of
from composer.model.filling import put_in
from composer.model.issue import Block, Issue
from composer.model.paths import get_at


def edit_block(block: Block, fields: tuple[Field, ...], path: str, new: Any) -> Edit:
    """Put `new` at a path of the block's fields; FormatError where it does not fit."""
    name, _, rest = path.partition(".")
    field = next(field for field in fields if field.name == name)
    old = value_of(block.fields, field)
    put = _gated(field, put_in(old, rest, new, field.fields))
    return _nothing if put == old else put_field(block.id, name, put)


def edit_issue(issue: Issue, field: Field, path: str, new: Any) -> Edit:
    """Put `new` at a path of the issue's own; the field's name is the path to its value."""
    old = get_at(issue, field.name)
    put = put_in(old, path.removeprefix(field.name).removeprefix("."), new, field.fields)
    gated = None if put is None else read_own(field, put if field.kind == "lines" else field.write(put), field.label)
    return _nothing if gated == old else put_issue(field.name, gated)


def edit_token(template: Template, name: str, value: str) -> Edit:
    """Change a token of the theme; FormatError where the template does not allow it."""
    token = template.tokens[name]
    if not token.allows(value):
        raise FormatError("", f"{token.label}: “{value}” is not among what the template allows.")
    return put_issue(f"theme.{name}", value)


def _gated(field: Field, value: Any) -> Any:
    """Through the gate of JSON; a value that is not there is none to read."""
    return None if value is None else field.read(field.write(value), field.label or field.name)


def _nothing(issue: Issue) -> Issue:
    return issue
