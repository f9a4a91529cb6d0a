"""Edits: what they change, and that doing nothing gives the very same issue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from composer.model import edits
from composer.model.changes import changes
from composer.model.edits import Edit
from composer.model.issue import Block
from composer.model.record import Record
from composer.model.values import Image
from tests.issues import block, issue

ISSUE = issue(
    block("story", "a", headline="A", byline=[], image={"alt": "x"}),
    block("story", "b", headline="B"), block("rule", "c"), block("rule", "d"),
    theme={"accent": "#000000"}, subject="S",
)  # fmt: skip


def ids(edit: Edit) -> str:
    return "".join(one.id for one in edit(ISSUE).blocks)


@pytest.mark.parametrize(
    "edit",
    [
        edits.put_field("a", "headline", "A"),
        edits.put_field("a", "image", Image(alt="x")),
        edits.put_field("a", "byline", ()),
        edits.put_field("gone", "headline", "X"),
        edits.put_setting(["a", "b"], "hidden", False),
        edits.put_issue("subject", "S"),
        edits.reset_token("width"),
        edits.insert([], 0),
        edits.remove(["gone"]),
        edits.remove([]),
        edits.move(["a"], 0),
        edits.move(["a"], 1),
        edits.move(["b", "c"], 2),
        edits.move([], 3),
        edits.move(["d"], 4),
    ],
)
def test_nothing_to_do_gives_the_same_object(edit: Edit) -> None:
    assert edit(ISSUE) is ISSUE


def test_put_field_changes_one_block() -> None:
    after = edits.put_field("b", "image.alt", "x")(
        edits.put_field("b", "image", issue(block("story")).publication.logo)(ISSUE)
    )
    assert after.blocks[1].fields["image"].alt == "x"
    assert after.blocks[0] is ISSUE.blocks[0]
    assert changes(ISSUE, after) == changes(ISSUE, after).__class__(changed=("b",))


def test_put_setting_of_several_blocks() -> None:
    after = edits.put_setting(["a", "c"], "hidden", True)(ISSUE)
    assert [one.settings.hidden for one in after.blocks] == [True, False, True, False]
    assert [one.id for one in after.printed_blocks()] == ["b", "d"]


def test_reset_token() -> None:
    assert edits.reset_token("accent")(ISSUE).theme == Record()


@pytest.mark.parametrize(
    ("moved", "index", "expected"),
    [
        (["a"], 4, "bcda"),
        (["a"], 2, "bacd"),
        (["d"], 0, "dabc"),
        (["a", "b"], 3, "cabd"),
        (["b", "d"], 0, "bdac"),
        (["d", "b"], 1, "abdc"),
        (["c"], 1, "acbd"),
    ],
)
def test_move(moved: list[str], index: int, expected: str) -> None:
    assert ids(edits.move(moved, index)) == expected


def test_insert_makes_taken_ids_new() -> None:
    after = edits.insert([Block("a", "story"), Block("", "rule"), Block("z", "rule")], 1)(ISSUE)
    made = [one.id for one in after.blocks]
    assert len(set(made)) == 7
    assert (made[0], made[3], made[4:]) == ("a", "z", ["b", "c", "d"])
    assert "" not in made


def test_remove() -> None:
    assert ids(edits.remove(["b", "d"])) == "ac"


def test_changes_tell_blocks_apart_by_what_happened() -> None:
    after = edits.move(["a"], 4)(edits.remove(["b"])(edits.insert([Block("n", "rule")], 0)(ISSUE)))
    after = edits.put_issue("subject", "T")(edits.put_field("c", "height", 9)(after))
    found = changes(ISSUE, after)
    assert (found.changed, found.added, found.removed, found.moved) == (("c",), ("n",), ("b",), True)
    assert found.own == ("subject",)
    assert found.structural


def test_an_equal_block_that_is_another_object_counts_as_changed() -> None:
    after = replace(ISSUE, blocks=(replace(ISSUE.blocks[0]), *ISSUE.blocks[1:]))
    assert changes(ISSUE, after).changed == ("a",)
    assert not changes(ISSUE, after).structural
