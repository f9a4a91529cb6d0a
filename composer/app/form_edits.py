"""What is typed or done in a form, handed to the session; why it is not taken is said at the place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from composer.app.editors.editor import Editor
from composer.app.form_sections import Form
from composer.app.form_words import lowered
from composer.errors import ComposerError
from composer.model.edits import Edit, both
from composer.model.fields import Field
from composer.model.finding import Place
from composer.session import Session


@dataclass(frozen=True, slots=True)
class Typed:
    """A value put at a path of a form. step: what was done, as a step of its own; empty: it is being typed."""

    path: str
    value: Any
    step: str


def hand_over(form: Form, typed: Typed, session: Session, make: Callable[[Field], Edit], *, block: str) -> None:
    """Carry out what `make` makes of it: a step named after the field where it has no name, growing while one types."""
    field, found = form.field(typed.path), form.at(typed.path)
    if field is None:
        return
    editor = found if isinstance(found, Editor) else None
    try:
        edit = make(field)
    except ComposerError as error:
        if editor:
            editor.tell(getattr(error, "sentence", str(error)))
        return
    if editor:
        editor.tell("")
        edit, editor.rider = (both(edit, editor.rider), None) if editor.rider else (edit, None)
    label = typed.step or f"Change {lowered(editor.noun if editor and editor.noun else field.label)}"
    key = "" if typed.step else f"{block}.{typed.path}"
    session.apply(label, edit, place=Place(block, typed.path), merge_key=key)
