"""Pasting text: the clipboard as prose, and a credit found in it to the picture it stood below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from composer.importing.paste import Pasted, pasted
from composer.model.edits import Edit, put_field
from composer.model.fields import value_of
from composer.model.values import Credit, Image

if TYPE_CHECKING:
    from composer.app.desk import Desk


def prose_in(mime: QMimeData, *, credit_wanted: bool) -> Pasted:
    """What the clipboard or a drop holds, as prose. ComposerError where it is more than a mail carries."""
    html = mime.html() if mime.hasHtml() else ""
    return pasted(html, mime.text() if mime.hasText() else "", credit_wanted=credit_wanted)


def uncredited(desk: Desk, block_id: str) -> str:
    """The field of a block's first picture, where nobody is credited for it yet; empty: there is none."""
    issue, library = desk.session.now, desk.library
    block = issue.block(block_id)
    declared = library.templates.get(issue.template, library).declared
    for field in declared.get(block.type, ()) if block else ():
        assert block is not None
        if field.kind == "image" and field.credit == "required":
            image: Image = value_of(block.fields, field)
            return field.name if image.asset and not any(credit.stated for credit in image.credits) else ""
    return ""


def credit(desk: Desk, block_id: str, field: str, found: Credit) -> Edit:
    """The edit that credits the picture in a field of a block."""
    block = desk.session.now.block(block_id)
    image = block.fields.get(field) if block else None
    return put_field(block_id, field, replace(image or Image(), credits=(found,)))


def sentence(found: Pasted) -> str:
    """What pasting did besides putting text in, for people; empty: nothing."""
    if found.credit is None:
        return found.told
    named = " / ".join(part for part in (found.credit.name, found.credit.publication) if part)
    return f"{found.told} The picture is credited to {named}.".strip()
