"""Results remembered for frozen objects, found by identity: nothing is hashed or compared."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import Concatenate, Generic, ParamSpec, TypeVar, TypeVarTuple

from composer.model.issue import Block

Given = TypeVarTuple("Given")
Others = ParamSpec("Others")
R = TypeVar("R")
BLOCKS = 5000  # block ids after which all is forgotten


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


def remembered_of_block(
    function: Callable[Concatenate[Block, Others], R],
) -> Callable[Concatenate[Block, Others], R]:
    """Remember what a function of a block and other frozen arguments returned, for two states of each block.

    Two, because readers are shown a block before and after an edit. Older states are let go, however long one types.
    """
    known: dict[str, tuple[tuple[Block, tuple[object, ...], R], ...]] = {}

    @wraps(function)
    def look_up(block: Block, /, *args: Others.args, **kwargs: Others.kwargs) -> R:
        states = known.get(block.id, ())
        for state in states:
            if state[0] is block and all(map(is_, state[1], args)):
                return state[2]
        result = function(block, *args, **kwargs)
        if len(known) >= BLOCKS:
            known.clear()
        known[block.id] = ((block, args, result), *states[:1])
        return result

    return look_up
