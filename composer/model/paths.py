"""Values inside values by a dotted path: `image.alt`, `items.2.address`, `publication.charter.link`."""

from __future__ import annotations

import dataclasses
from typing import Any

from composer.model.record import Record


def get_at(value: Any, path: str) -> Any:
    """What stands at `path` in records, tuples and frozen dataclasses; None where nothing does."""
    for part in path.split(".") if path else ():
        if isinstance(value, Record):
            value = value.get(part)
        elif isinstance(value, tuple):
            value = value[int(part)] if part.isdigit() and int(part) < len(value) else None
        else:
            value = getattr(value, part, None)
    return value


def put_at(value: Any, path: str, new: Any) -> Any:
    """The same value with `new` at `path`; it itself when its equal is there. KeyError where no such place is."""
    if not path:
        return value if type(value) is type(new) and value == new else new
    part, _, rest = path.partition(".")
    if isinstance(value, Record):
        return value.put(part, put_at(value.get(part), rest, new))
    if isinstance(value, tuple):
        index = int(part)
        if index >= len(value):
            raise KeyError(path)
        inner = put_at(value[index], rest, new)
        return value if inner is value[index] else (*value[:index], inner, *value[index + 1 :])
    if not dataclasses.is_dataclass(value) or not hasattr(value, part):
        raise KeyError(path)
    inner = put_at(getattr(value, part), rest, new)
    return value if inner is getattr(value, part) else dataclasses.replace(value, **{part: inner})  # type: ignore[type-var]
