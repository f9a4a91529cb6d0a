"""Results remembered for frozen objects, found by identity: nothing is hashed or compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
R = TypeVar("R")


def remembered(limit: int) -> Callable[[Callable[[*Given], R]], Callable[[*Given], R]]:
    """Remember what a function of frozen arguments returned, for at most `limit` calls; then all is forgotten.

    The arguments are held as long as the result, so that an identity cannot come to mean another object.
    """

    def decorate(function: Callable[[*Given], R]) -> Callable[[*Given], R]:
        known: dict[tuple[int, ...], tuple[object, R]] = {}

        @wraps(function)
        def look_up(*args: *Given) -> R:
            key = tuple(map(id, args))
            found = known.get(key)
            if found is None:
                if len(known) >= limit:
                    known.clear()
                found = known[key] = (args, function(*args))
            return found[1]

        return look_up

    return decorate
