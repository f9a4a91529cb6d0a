"""JSON in one form: keys sorted, two spaces, LF, one value a line, UTF-8. The same data is the same bytes."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from composer.errors import ComposerError

DEEPEST = 200  # levels of lists and members, which every reader and writer can walk
_AT = re.compile(r" \(byte (\d+)\)$")
_BOM = b"\xef\xbb\xbf"


def encode(json: Any) -> bytes:
    """Decoded JSON as canonical bytes, ending in a line feed."""
    return msgspec.json.format(msgspec.json.encode(json, order="sorted"), indent=2) + b"\n"


def decode(data: bytes, name: str) -> Any:
    """What the JSON bytes say; ComposerError names the file, the line and what is wrong there."""
    data = data.removeprefix(_BOM)
    try:
        json = msgspec.json.decode(data)
        if _deeper(json, DEEPEST):
            raise RecursionError
    except RecursionError:
        raise ComposerError(f"“{name}” is not an issue: its JSON is nested too deeply.") from None
    except msgspec.MsgspecError as error:
        raise ComposerError(f"“{name}”{_explained(str(error), data)}") from None
    except UnicodeDecodeError:
        raise ComposerError(f"“{name}”{_line(data, _first_not_utf8(data))}: this is not UTF-8 text.") from None
    return json


def _deeper(json: Any, most: int) -> bool:
    """Whether lists and members stand in each other more than `most` deep."""
    level = [json]
    for _ in range(most + 1):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True


def _explained(message: str, data: bytes) -> str:
    found = _AT.search(message)
    what = _AT.sub("", message).removeprefix("JSON is malformed: ")
    if message == "Input data was truncated":
        return " is empty, where JSON was expected." if not data.strip() else " ends in the middle of its JSON."
    return f"{_line(data, int(found[1])) if found else ''}: this is not JSON ({what})."


def _first_not_utf8(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _line(data: bytes, at: int) -> str:
    before = data[:at]
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return f", line {before.count(10) + 1}, column {column}"
