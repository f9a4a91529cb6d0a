"""Results remembered for frozen objects, found by identity: nothing is hashed or compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

Given = TypeVarTuple("Given")
R = TypeVar("R")


class Remembered(Generic[*Given, R]):
    """A function of frozen arguments that remembers what it returned, for at most `limit` calls; then all is forgotten.

    The arguments are held as long as the result, so that an identity cannot come to mean another object.
    """

    __slots__ = ("_function", "_known", "_limit")

    def __init__(self, function: Callable[[*Given], R], limit: int) -> None:
        self._function = function
        self._limit = limit
        self._known: dict[tuple[int, ...], tuple[object, R]] = {}

    def __call__(self, *args: *Given) -> R:
        key = tuple(map(id, args))
        found = self._known.get(key)
        if found is None:
            found = self._put(key, args, self._function(*args))
        return found[1]

    def same_as(self, known: tuple[*Given], args: tuple[*Given]) -> None:
        """Take for `args` what is remembered for `known`: whoever says so has looked at what differs."""
        found = self._known.get(tuple(map(id, known)))
        if found is not None:
            self._put(tuple(map(id, args)), args, found[1])

    def _put(self, key: tuple[int, ...], args: object, result: R) -> tuple[object, R]:
        if len(self._known) >= self._limit:
            self._known.clear()
        made = self._known[key] = (args, result)
        return made


def remembered(limit: int) -> Callable[[Callable[[*Given], R]], Remembered[*Given, R]]:
    """Remember what a function of frozen arguments returned, for at most `limit` calls."""
    return lambda function: Remembered(function, limit)
