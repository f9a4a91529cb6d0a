"""JSON to values and back. Readers take decoded JSON and a path, and raise FormatError with one sentence."""

from __future__ import annotations

import dataclasses
import json as json_text
import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, TypeVar

from composer.errors import ComposerError, FormatError
from composer.model.prose import clean
from composer.model.prose_value import Prose
from composer.model.record import Record
from composer.model.values import AI_USES, CREDIT_ROLES, MADE, Charter, Credit, Disclosure, Image, Link, Person, Raw

T = TypeVar("T")
Reader = Callable[[Any, str], Any]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Members spelled in the singular that hold one record or a list.
_PLURAL = {"credit": "credits"}
_SINGULAR = {"credits": "credit"}
_ASSET = re.compile(r"[0-9a-f]{64}\.(jpg|png|gif|webp)")


def raw(json: Any) -> Raw:
    """A value kept as canonical JSON text."""
    return Raw(json_text.dumps(json, sort_keys=True, ensure_ascii=False))


def members(json: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(json, Mapping):
        raise FormatError(path, f"expected named members {{...}}, found {_named(json)}.")
    return json


def array(json: Any, path: str) -> list[Any]:
    if not isinstance(json, list | tuple):
        raise FormatError(path, f"expected a list [...], found {_named(json)}.")
    return list(json)


def line(json: Any, path: str) -> str:
    """One line of text: line breaks and tabs become spaces, control characters go."""
    if not isinstance(json, str):
        raise FormatError(path, f"expected text, found {_named(json)}.")
    return _CONTROL.sub("", re.sub(r"[\n\t]+", " ", _BREAK.sub("\n", json)))


def lines(json: Any, path: str) -> str:
    """Text in which line breaks count, as in a postal address."""
    if not isinstance(json, str):
        raise FormatError(path, f"expected text, found {_named(json)}.")
    return _CONTROL.sub("", _BREAK.sub("\n", json))


def prose(json: Any, path: str) -> Prose:
    if not isinstance(json, str):
        raise FormatError(path, f"expected text with <p>...</p>, found {_named(json)}.")
    try:
        return clean(json)
    except ComposerError as error:
        raise FormatError(path, str(error)) from None


def word(json: Any, path: str, words: tuple[str, ...]) -> str:
    if json == "":
        return ""
    if not isinstance(json, str) or json not in words:
        raise FormatError(path, f"{_shown(json)} is not one of {', '.join(words)}.")
    return json


def day(json: Any, path: str) -> date | None:
    try:
        return date.fromisoformat(json) if json not in ("", None) else None
    except (TypeError, ValueError):
        raise FormatError(path, f"{_shown(json)} is not a date; write it like 2023-12-08.") from None


def clock(json: Any, path: str) -> time | None:
    try:
        return (
            time.fromisoformat(json).replace(second=0, microsecond=0, tzinfo=None) if json not in ("", None) else None
        )
    except (TypeError, ValueError):
        raise FormatError(path, f"{_shown(json)} is not a time; write it like 18:30.") from None


def number(json: Any, path: str) -> int | float | None:
    if json is None or (isinstance(json, int | float) and not isinstance(json, bool) and abs(json) < 1e15):
        return json
    raise FormatError(path, f"{_shown(json)} is not a number.")


def whole(json: Any, path: str) -> int:
    if isinstance(json, int) and not isinstance(json, bool) and abs(json) < 1e15:
        return json
    raise FormatError(path, f"{_shown(json)} is not a whole number.")


def toggle(json: Any, path: str) -> bool:
    if not isinstance(json, bool):
        raise FormatError(path, f"{_shown(json)} is neither true nor false.")
    return json


def colour(json: Any, path: str) -> str:
    if json == "":
        return ""
    if not isinstance(json, str) or not _COLOUR.fullmatch(json):
        raise FormatError(path, f"{_shown(json)} is not a colour; write six digits, like #0b57d0.")
    return json.lower()


def record(cls: Callable[..., T], readers: Mapping[str, Reader]) -> Callable[[Any, str], T]:
    """A reader of frozen dataclass `cls`: named members by their readers, the rest into `extra`."""

    def read(json: Any, path: str) -> T:
        known: dict[str, Any] = {}
        extra = []
        for name, value in members(json, path).items():
            if name not in readers:
                extra.append((name, raw(value).json))
            elif value is not None:
                known[_PLURAL.get(name, name)] = readers[name](value, f"{path}.{name}" if path else name)
        return cls(**known, extra=tuple(sorted(extra)))

    return read


def write(value: Any) -> Any:
    """JSON data of any value: what equals its default is left out, `extra` members return to their places."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Raw):
            return json_text.loads(value.json)
        written = {
            _SINGULAR.get(field.name, field.name): write(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if field.name != "extra" and getattr(value, field.name) != _default(field)
        }
        return written | {name: json_text.loads(text) for name, text in getattr(value, "extra", ())}
    if isinstance(value, Record):
        return {name: write(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [write(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value) if isinstance(value, Prose) else value


def one_or_many(read: Callable[[Any, str], T]) -> Callable[[Any, str], tuple[T, ...]]:
    """A reader of a list, or of a single record standing for a list of one."""

    def read_all(json: Any, path: str) -> tuple[T, ...]:
        if isinstance(json, Mapping):
            return (read(json, path),)
        return tuple(read(item, f"{path}[{n}]") for n, item in enumerate(array(json, path)))

    return read_all


def _words(table: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(row[0] for row in table)


def _asset(json: Any, path: str) -> str:
    if not isinstance(json, str) or not (json == "" or _ASSET.fullmatch(json)):
        raise FormatError(path, f"{_shown(json)} is not the name of an image kept in the issue.")
    return json


def _focus(json: Any, path: str) -> tuple[float, float]:
    point = array(json, path)
    if len(point) != 2 or not all(isinstance(at, int | float) and 0 <= at <= 1 for at in point):
        raise FormatError(path, "expected two numbers between 0 and 1, from the left and from the top.")
    return float(point[0]), float(point[1])


def _crop(json: Any, path: str) -> tuple[float, float, float, float]:
    part = array(json, path)
    numbers = len(part) == 4 and all(isinstance(at, int | float) and not isinstance(at, bool) for at in part)
    x, y, width, height = (round(float(at), 4) for at in part) if numbers else (0.0, 0.0, 0.0, 0.0)
    if not (0 <= x < 1 and 0 <= y < 1 and width > 0 and height > 0 and x + width < 1.0001 and y + height < 1.0001):
        raise FormatError(path, "expected the part that is shown, four numbers between 0 and 1: x, y, width, height.")
    return x, y, width, height


def _turn(json: Any, path: str) -> int:
    if json not in (0, 1, 2, 3) or isinstance(json, bool | float):
        raise FormatError(path, f"{_shown(json)} is not 0, 1, 2 or 3 quarters of a turn to the right.")
    return int(json)


def _uses(json: Any, path: str) -> tuple[str, ...]:
    given = {word(item, f"{path}[{n}]", _words(AI_USES)) for n, item in enumerate(array(json, path))}
    return tuple(use for use in _words(AI_USES) if use in given)


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default


def _named(json: Any) -> str:
    kinds = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "members"}
    return "nothing" if json is None else kinds.get(type(json), "something else")


def _shown(json: Any) -> str:
    text = json_text.dumps(json, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "..."


link = record(Link, {"text": line, "address": line, "block": line})
credit = record(
    Credit,
    {
        "role": lambda json, path: word(json, path, _words(CREDIT_ROLES)),
        "name": line,
        "publication": line,
        "licence": line,
        "link": line,
        "none_needed": toggle,
    },
)
credits = one_or_many(credit)
image = record(
    Image,
    {
        "asset": _asset,
        "file": line,
        "width": whole,
        "height": whole,
        "alt": line,
        "decorative": toggle,
        "caption": line,
        "credit": credits,
        "focus": _focus,
        "crop": _crop,
        "turn": _turn,
        "made": lambda json, path: word(json, path, _words(MADE)),
    },
)
person = record(Person, {"id": line, "name": line, "role": line, "picture": image, "link": line})
people = one_or_many(person)
charter = record(Charter, {"name": line, "link": line})
disclosure = record(Disclosure, {"uses": _uses, "note": line, "interests": line})
