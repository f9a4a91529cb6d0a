"""What is remembered, for which objects, and that it is let go."""

from __future__ import annotations

import gc
from dataclasses import replace

from composer.library.block_types import BlockType
from composer.library.templates import read_library
from composer.model.issue import Block, Settings
from composer.model.record import Record
from composer.render.memo import LISTS, lately, of_each, remembered, remembered_of_block
from tests.render import tiny

TYPES = read_library(own_folder=tiny.FOLDER / "nothing").blocks


def test_a_function_is_asked_once_for_the_same_objects() -> None:
    asked: list[tuple[int, ...]] = []

    @remembered(10)
    def total(numbers: tuple[int, ...]) -> int:
        asked.append(numbers)
        return sum(numbers)

    first, twin = tuple(range(1000, 1002)), tuple(range(1000, 1002))
    assert [total(first), total(first), total(twin)] == [2001, 2001, 2001]
    assert len(asked) == 2


def test_it_forgets_everything_at_its_limit() -> None:
    asked: list[str] = []
    call = remembered(2)(asked.append)
    for word in ("a", "b", "a", "c", "a"):
        call(word)
    assert asked == ["a", "b", "c", "a"]


def test_a_block_is_remembered_before_and_after_an_edit_and_no_longer() -> None:
    asked: list[Block] = []

    @remembered_of_block
    def words(block: Block, times: str) -> str:
        asked.append(block)
        return block.fields["a"] * len(times)

    states = [Block("b", "x", Record({"a": text})) for text in ("one", "two", "three")]
    assert [words(state, "xx") for state in (*states[:2], *states[:2])] == ["oneone", "twotwo"] * 2
    assert asked == states[:2]
    assert words(states[2], "xx") == "threethree"
    assert words(states[1], "xx") == "twotwo"
    assert len(asked) == 3
    words(states[0], "xx")
    assert len(asked) == 4


def test_other_arguments_and_other_blocks_are_told_apart() -> None:
    @remembered_of_block
    def named(block: Block, word: str) -> str:
        return block.id + word

    one, two = Block("1", "x"), Block("2", "x")
    assert [named(one, "a"), named(two, "a"), named(one, "b"), named(one, "a")] == ["1a", "2a", "1b", "1a"]


def test_typing_does_not_gather_blocks_in_memory() -> None:
    @remembered_of_block
    def length(block: Block) -> int:
        return len(block.fields["a"])

    block = Block("typed", "memory-test", Record({"a": ""}))
    for number in range(500):
        block = replace(block, fields=block.fields.put("a", "x" * number))
        length(block)
    gc.collect()
    assert sum(isinstance(one, Block) and one.type == "memory-test" for one in gc.get_objects()) <= 3


def test_what_is_read_in_each_block_is_read_once_while_the_block_is_there() -> None:
    asked: list[str] = []

    def named(block: Block, block_type: BlockType, word: str) -> str:
        asked.append(block.id)
        return block.id + word

    each = of_each(named)
    types = {"x": TYPES["text"]}
    a, b, strange = Block("a", "x"), Block("b", "x"), Block("d", "y")
    hidden = Block("c", "x", settings=Settings(hidden=True))
    first, word = (a, b, hidden, strange), "!"
    assert each(first, types, word) == each(first, types, word) == [(a, "a!"), (b, "b!")]
    assert asked == ["a", "b"]
    changed = replace(b)
    moved = (changed, strange, a)
    assert each(moved, types, word) == [(changed, "b!"), (a, "a!")]
    assert asked == ["a", "b", "b"]
    assert each(first, types, word) == [(a, "a!"), (b, "b!")]
    assert asked == ["a", "b", "b"]
    assert each(first, types, "?") == [(a, "a?"), (b, "b?")]
    assert asked == ["a", "b", "b", "a", "b"]


def test_a_result_is_kept_while_equal_data_come() -> None:
    asked: list[list[int]] = []

    @lately
    def total(numbers: list[int]) -> int:
        asked.append(numbers)
        return sum(numbers)

    assert [total([1, 2]), total([1, 2]), total([3]), total([1, 2])] == [3, 3, 3, 3]
    assert asked == [[1, 2], [3]]
    for number in range(LISTS):
        total([number])
    assert total([1, 2]) == 3
    assert asked.count([1, 2]) == 2
