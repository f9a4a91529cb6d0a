"""One of several, moved, added and removed, by the path that the mail gives it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.templates import read_library
from composer.model.issue import Block, Issue
from composer.model.items import ACTS, change_items
from composer.model.record import Record
from composer.model.values import Person
from composer.model.walk import block_leaves
from tests.generated import issues

LIBRARY = read_library()
DECLARED = LIBRARY.declared
LINKS = Block("b", "links", Record({"items": tuple(Record({"title": title}) for title in "abc")}))


def titles(act: str, path: str, block: Block = LINKS) -> tuple[str, str] | None:
    changed = change_items(block, DECLARED[block.type], path, act)
    if changed is None:
        return None
    return "".join(row.get("title") or "-" for row in changed.value), changed.path


@pytest.mark.parametrize(
    ("act", "path", "after"),
    [
        ("up", "items.1", ("bac", "items.0")),
        ("down", "items.1", ("acb", "items.2")),
        ("up", "items.0", None),
        ("down", "items.2", None),
        ("add", "items.0", ("a-bc", "items.1")),
        ("add", "items.2", ("abc-", "items.3")),
        ("remove", "items.0", ("bc", "items.0")),
        ("remove", "items.2", ("ab", "items.1")),
        ("up", "items.9", None),
        ("up", "items", None),
        ("up", "items.x", None),
        ("up", "title.0", None),
        ("up", "nothing.0", None),
        ("up", "", None),
    ],
)
def test_an_act_on_a_row(act: str, path: str, after: tuple[str, str] | None) -> None:
    assert titles(act, path) == after


def test_the_last_one_removed_leaves_none() -> None:
    one = Block("b", "links", Record({"items": (Record({"title": "a"}),)}))
    assert titles("remove", "items.0", one) == ("", "items")


def test_people_are_several_too() -> None:
    block = Block("b", "people", Record({"items": (Person(name="A"), Person(name="B"))}))
    moved = change_items(block, DECLARED["people"], "items.1", "up")
    added = change_items(block, DECLARED["people"], "items.1", "add")
    assert moved is not None
    assert [person.name for person in moved.value] == ["B", "A"]
    assert added is not None
    assert added.value[2] == Person()


@pytest.mark.parametrize(("count", "act"), [(2, "remove"), (3, "add")])
def test_what_is_declared_as_least_and_most_holds(count: int, act: str) -> None:
    block = Block("b", "columns", Record({"items": tuple(Record() for _ in range(count))}))
    assert change_items(block, DECLARED["columns"], "items.0", act) is None


@given(issues(LIBRARY), st.sampled_from(ACTS))
def test_no_path_of_any_issue_breaks_it_and_up_undoes_down(issue: Issue, act: str) -> None:
    declared = LIBRARY.templates[issue.template].declared
    for block in issue.blocks:
        fields = declared.get(block.type, ())
        for leaf in block_leaves(block, declared):
            for n in range(3):
                change_items(block, fields, f"{leaf.path}.{n}", act)
            row = leaf.path.rpartition(".")[0]
            down = change_items(block, fields, row, "down")
            if down is not None:
                moved = Block(block.id, block.type, block.fields.put(down.name, down.value))
                up = change_items(moved, fields, down.path, "up")
                assert up is not None
                assert up.value == block.fields[up.name]
