"""What `{{ edit(...) }}` becomes in the canvas: the mark of a text, of one of several, or of what opens in a card."""

from __future__ import annotations

import re

from composer.model.fields import Field
from composer.model.items import field_at
from composer.render.markup import Jinja

EDIT, ROW, CARD, LABEL = "data-edit", "data-row", "data-card", "data-label"
FIXED = "data-fixed"  # in the place of all three where the template fixes what a block says
TEXTS = ("line", "prose")  # kinds that are written where they stand
_CALL = re.compile(r"edit\s*\((.*)\)", re.S)
_NUMBER = "~ loop.index0"  # what the path of a row ends in
_START = re.compile(r"<[a-z][^<>]*>")
_MARK = re.compile(rf" (?:{EDIT}|{ROW}|{CARD})=")
_WORDS = re.compile(r"""["']([^"']*)["']""")


def mark_of(piece: Jinja, fields: tuple[Field, ...]) -> str:
    """The attributes, as Jinja, that stand for an `edit()`; nothing for what is none. fields: those of the block."""
    call = _CALL.fullmatch(piece.inner)
    if not call:
        return ""
    path = call[1].strip()
    value = f'="{{{{ ({path})|attribute }}}}"'
    if path.endswith(_NUMBER):
        return f" {ROW}{value}"
    named = (part for part in "".join(_WORDS.findall(path)).split(".") if part)
    field = field_at(fields, ".".join(named))
    if field is None or field.kind in TEXTS:
        return f" {EDIT}{value}"
    return f' {CARD}{value} {LABEL}="{_inert(field.label or field.name)}"'


def fixed(html: str) -> str:
    """A block's canvas HTML in which everything is shown and nothing can be edited."""
    return _START.sub(lambda start: _MARK.sub(f" {FIXED}=", start[0]), html)


def stands(name: str, html: str) -> bool:
    """Whether something in a block's canvas HTML is marked for a field, or for something in it."""
    return re.search(rf' data-(?:edit|card|row|fixed)="{re.escape(name)}[".]', html) is not None


def _inert(label: str) -> str:
    """A label in an attribute of a Jinja template, in which it says nothing: it may be a stranger's."""
    return re.sub(r"[^\w ]", lambda sign: f"&#{ord(sign[0])};", label)
