"""Results remembered for frozen objects, found by identity: nothing is hashed or compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from itertools import compress
from operator import is_, is_not
from typing import Concatenate, Generic, NamedTuple, ParamSpec, TypeVar, TypeVarTuple

from composer.library.block_types import BlockType
from composer.model.issue import Block

Given = TypeVarTuple("Given")
Others = ParamSpec("Others")
R = TypeVar("R")
G = TypeVar("G")
BLOCKS = 5000  # block ids after which all is forgotten
LISTS = 4  # of blocks, for which what was read in each is remembered


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


class OfEach(Generic[*Given, R]):
    """A function of a block, its type and other frozen arguments, asked for every printed block of a known type.

    What it returned is remembered for the last lists of blocks; a list that shares blocks with the latest takes theirs.
    """

    __slots__ = ("_function", "_states")

    def __init__(self, function: Callable[[Block, BlockType, *Given], R]) -> None:
        self._function = function
        self._states: tuple[_State[R], ...] = ()

    def __call__(
        self, blocks: tuple[Block, ...], types: Mapping[str, BlockType], *others: *Given
    ) -> list[tuple[Block, R]]:
        """Each block with what was returned for it, in order."""
        given: tuple[object, ...] = (types, *others)
        states = [state for state in self._states if all(map(is_, state.given, given))]
        for state in states:
            if state.blocks is blocks:
                return state.found
        each: list[tuple[Block, R] | None] = [None] * len(blocks)
        unread: Iterable[int] = range(len(blocks))
        if states:
            each, unread = states[0].shared(blocks)
        for at in unread:
            block, each[at] = blocks[at], None
            if block.printed and (block_type := types.get(block.type)):
                each[at] = (block, self._function(block, block_type, *others))
        made = _State(blocks, given, each, list(filter(None, each)))
        self._states = (made, *self._states[: LISTS - 1])
        return made.found


class _State(NamedTuple, Generic[R]):
    """A list of blocks, what was read in each, and that without those in which nothing is read."""

    blocks: tuple[Block, ...]
    given: tuple[object, ...]
    each: list[tuple[Block, R] | None]
    found: list[tuple[Block, R]]

    def shared(self, blocks: tuple[Block, ...]) -> tuple[list[tuple[Block, R] | None], list[int]]:
        """What was read in those of the blocks that stand in this list too, and where others stand.

        Where both lists are as long, blocks are looked for in the same place only.
        """
        if len(blocks) == len(self.blocks):
            return self.each.copy(), list(compress(range(len(blocks)), map(is_not, self.blocks, blocks)))
        known = dict(zip(map(id, self.blocks), self.each, strict=True))
        each = list(map(known.get, map(id, blocks)))
        return each, [at for at, read in enumerate(each) if read is None]


class Lately(Generic[G, R]):
    """A function of frozen data that remembers what it returned for the last data, told by being equal."""

    __slots__ = ("_function", "_known")

    def __init__(self, function: Callable[[G], R]) -> None:
        self._function = function
        self._known: tuple[tuple[G, R], ...] = ()

    def __call__(self, given: G) -> R:
        for known, result in self._known:
            if known == given:
                return result
        result = self._function(given)
        self._known = ((given, result), *self._known[: LISTS - 1])
        return result


def lately(function: Callable[[G], R]) -> Lately[G, R]:
    """Remember what a function returned for the last data, as long as equal data come."""
    return Lately(function)


def of_each(function: Callable[[Block, BlockType, *Given], R]) -> OfEach[*Given, R]:
    """Ask a function of a block and its type for every block of a list, and remember what it returned."""
    return OfEach(function)
