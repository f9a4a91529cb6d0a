"""One block's fields as plain values for markup, by field kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, NamedTuple

from composer.model.fields import Field
from composer.model.framing import rendition, shown_focus, shown_size
from composer.model.record import Record
from composer.model.values import Credit, Disclosure, Image, Link, Person
from composer.render.contents import anchor
from composer.render.credits import credit_line, role_label
from composer.render.disclosures import declared
from composer.render.memo import remembered


class Printing(NamedTuple):
    """What a field's values take from outside it: the language's words, the credit pattern, titles of linked blocks."""

    words: Mapping[str, str]
    credit_pattern: str
    targets: Mapping[str, str]


def field_values(fields: tuple[Field, ...], record: Record, printing: Printing) -> dict[str, Any]:
    """Every declared field by its name, empty ones too."""
    values = {}
    look_up = record.get
    for name, write, empty, written in _plan(fields):
        value = look_up(name)
        if value is None and written is not None:
            values[name] = written
        else:
            value = empty if value is None else value
            values[name] = write(value, printing) if write else value
    return values


Write = Callable[[Any, Printing], Any]


class _Step(NamedTuple):
    """How one field is written, and what is written where it is empty; texts and toggles are what they are.

    A declared default is written each time, as it may have to be in the language's words.
    """

    name: str
    write: Write | None
    empty: Any
    written: Any


@remembered(1000)
def _plan(fields: tuple[Field, ...]) -> tuple[_Step, ...]:
    return tuple(_step(field) for field in fields)


def _step(field: Field) -> _Step:
    write = _writer(field)
    empty = "" if field.empty is None else field.empty
    if write and field.default is not None:
        return _Step(field.name, write, empty, None)
    return _Step(field.name, write, empty, write(empty, _NO_PRINTING) if write else empty)


def _writer(field: Field) -> Write | None:
    if field.kind == "rows":
        return lambda rows, printing: [field_values(field.fields, row, printing) for row in rows]
    return _BY_KIND.get(field.kind)


def _moment(value: Any, printing: Printing) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value.isoformat("minutes") if isinstance(value, time) else ""


def image_value(image: Image, printing: Printing) -> dict[str, Any]:
    """A picture as markup sees it, cropped and turned; `src` makes its address of `asset`."""
    if image is NO_IMAGE or (not image.asset and image == NO_IMAGE):
        return _NO_PICTURE
    return _picture(image, printing)


def _picture(image: Image, printing: Printing) -> dict[str, Any]:
    width, height = shown_size(image)
    return {
        "present": bool(image.asset),
        "asset": rendition(image),
        "alt": "" if image.decorative else image.alt,
        "caption": image.caption,
        "credit": credit_line(image.credits, printing.credit_pattern, printing.words),
        "decorative": image.decorative,
        "made": image.made,
        "made_label": printing.words.get("made_" + image.made.replace("-", "_"), "") if image.made else "",
        "width": width,
        "height": height,
        "focus": list(shown_focus(image)),
    }


NO_IMAGE = Person().picture
_NO_PRINTING = Printing({}, "", {})
_NO_PICTURE = _picture(NO_IMAGE, _NO_PRINTING)


def _link(link: Link, printing: Printing) -> dict[str, Any]:
    """A link to a block takes the block's title where it has no text; to one that is not printed it is not present."""
    if link.block:
        title = printing.targets.get(link.block)
        address = "" if title is None else anchor(link.block)
        return {"present": bool(address), "text": link.text or title or "", "address": address}
    return {"present": bool(link.address), "text": link.text, "address": link.address}


def _person(person: Person, printing: Printing) -> dict[str, Any]:
    return {
        "present": bool(person.name),
        "name": person.name,
        "role": person.role,
        "link": person.link,
        "picture": image_value(person.picture, printing),
        "initials": initials(person.name),
    }


def _people(everyone: tuple[Person, ...], printing: Printing) -> list[dict[str, Any]]:
    return [_person(person, printing) for person in everyone if person.name or person.picture.asset]


def _credit(credit: Credit, printing: Printing) -> dict[str, Any]:
    return {
        "present": bool(credit.name or credit.publication),
        "role": credit.role,
        "role_label": role_label(credit.role, printing.words),
        "name": credit.name,
        "publication": credit.publication,
        "licence": credit.licence,
        "link": credit.link,
        "line": credit_line((credit,), printing.credit_pattern, printing.words),
    }


def _credits(credits: tuple[Credit, ...], printing: Printing) -> list[dict[str, Any]]:
    return [_credit(credit, printing) for credit in credits if credit.name or credit.publication]


def _disclosure(disclosure: Disclosure, printing: Printing) -> dict[str, Any]:
    labels, line = declared(disclosure, printing.words)
    return {
        "stated": disclosure.uses is not None,
        "none": disclosure.uses == (),
        "uses": list(disclosure.uses or ()),
        "labels": list(labels),
        "note": disclosure.note,
        "interests": disclosure.interests,
        "line": line,
    }


def initials(name: str) -> str:
    """First letters of the first and the last word: `Sarah Anne Ruivivar` is `SR`."""
    parts = [part for part in name.split() if part[0].isalnum()]
    return "".join(part[0].upper() for part in (parts if len(parts) < 2 else (parts[0], parts[-1])))


_BY_KIND: Mapping[str, Write] = {
    "date": _moment,
    "time": _moment,
    "image": image_value,
    "link": _link,
    "person": _person,
    "people": _people,
    "credit": _credit,
    "credits": _credits,
    "disclosure": _disclosure,
}
