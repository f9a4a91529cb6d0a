"""What moves along: as an editor expects who drags a section, an article or a commentary."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.library.places import shipped
from composer.library.templates import read_library
from composer.model.edits import move
from composer.model.groups import Types, moves_with, neighbour
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from tests.issues import TYPES, block, issue

ISSUE = issue(
    block("head", "masthead"),
    block("section", "news"),
    block("story", "lead", headline="Lead"),
    block("more", "lead2", continues=True),
    block("opinion", "view", about={"block": "lead"}),
    block("more", "view2", continues=True, settings={}),
    block("saying", "quote"),
    block("story", "second"),
    block("more", "loose", continues=False),
    block("section", "brief"),
    block("stranger", "odd"),
    block("story", "third"),
    block("opinion", "far", about={"block": "lead"}),
    block("roll", "credits"),
    block("foot", "footer"),
)


@pytest.mark.parametrize(
    ("block_id", "expected"),
    [
        ("news", "news lead lead2 view view2 quote second loose"),
        ("lead", "lead lead2 view view2"),
        ("lead2", "lead2"),
        ("view", "view view2"),
        ("quote", "quote"),
        ("second", "second"),
        ("brief", "brief odd third far"),
        ("third", "third"),
        ("masthead", "masthead"),
        ("credits", "credits"),
        ("odd", "odd"),
    ],
)
def test_moves_with(block_id: str, expected: str) -> None:
    assert moves_with(ISSUE, block_id, TYPES) == tuple(expected.split())


def test_a_hidden_part_moves_along_too() -> None:
    made = issue(block("story", "a"), block("more", "b", {"hidden": True}, continues=True))
    assert moves_with(made, "a", TYPES) == ("a", "b")


def test_a_block_that_is_gone() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        moves_with(ISSUE, "nowhere", TYPES)


def moved(made: Issue, block_id: str, types: Types, *, up: bool) -> Issue:
    """The issue after a block took one step with all that goes along; the same one where it cannot."""
    ids = moves_with(made, block_id, types)
    index = neighbour(made, ids, types, up=up)
    return made if index is None else move(ids, index)(made)


@pytest.mark.parametrize(
    ("block_id", "up", "expected"),
    [
        ("lead", True, "masthead lead lead2 view view2 news quote second loose brief odd third far credits footer"),
        ("lead", False, "masthead news quote lead lead2 view view2 second loose brief odd third far credits footer"),
        ("quote", True, "masthead news quote lead lead2 view view2 second loose brief odd third far credits footer"),
        ("loose", False, "masthead news lead lead2 view view2 quote second brief loose odd third far credits footer"),
        ("news", False, "masthead brief odd third far news lead lead2 view view2 quote second loose credits footer"),
        ("brief", True, "masthead brief odd third far news lead lead2 view view2 quote second loose credits footer"),
        ("view", True, "masthead news view view2 lead lead2 quote second loose brief odd third far credits footer"),
        ("view", False, "masthead news lead lead2 quote view view2 second loose brief odd third far credits footer"),
        ("masthead", True, ""),
        ("footer", False, ""),
    ],
)
def test_one_step_passes_what_belongs_together(block_id: str, up: bool, expected: str) -> None:
    after = moved(ISSUE, block_id, TYPES, up=up)
    assert " ".join(each.id for each in after.blocks) == (expected or " ".join(each.id for each in ISSUE.blocks))


def test_blocks_chosen_apart_come_together_beside_what_they_pass() -> None:
    index = neighbour(ISSUE, ["lead2", "second"], TYPES, up=False)
    assert index is not None
    assert " ".join(each.id for each in move(["lead2", "second"], index)(ISSUE).blocks).startswith(
        "masthead news lead view view2 quote loose lead2 second brief"
    )


def there_and_back(made: Issue, types: Types) -> int:
    """Take each block one step and back again, both ways: the order is what it was. How many could move."""
    count = 0
    for each in made.blocks:
        for up in (True, False):
            there = moved(made, each.id, types, up=up)
            if there is not made:
                count += 1
                assert moved(there, each.id, types, up=not up).blocks == made.blocks, (each.id, up)
    return count


_LIBRARY = read_library()
_SHIPPED = [(template, starter.file) for template in _LIBRARY.templates.values() for starter in template.starters] + [
    (_LIBRARY.templates["dispatch"], shipped("assets") / "samples" / "signal-and-noise" / "issue.json")
]


@pytest.mark.parametrize(("template", "file"), _SHIPPED, ids=[f"{t.name}-{f.stem}" for t, f in _SHIPPED])
def test_a_step_is_taken_back_in_every_issue_that_is_shipped(template: Any, file: Any) -> None:
    made = read_issue(json.loads(file.read_text("utf-8")), {n: known.fields for n, known in template.blocks.items()})
    assert there_and_back(made, template.blocks)


KINDS = st.sampled_from(["head", "section", "story", "more", "opinion", "saying", "stranger", "roll", "foot"])


@given(st.lists(st.tuples(KINDS, st.booleans(), st.integers(0, 9)), min_size=1, max_size=10), st.integers(0, 9))
def test_a_step_is_taken_back_wherever_one_step_led(parts: list[tuple[str, bool, int]], which: int) -> None:
    """Generated issues may have a block between a story and its commentary, where none comes to stand by a step."""
    made = issue(*(
        block(kind, f"b{number}", **({"continues": flag} if kind == "more" else {}),
              **({"about": {"block": f"b{about % len(parts)}"}} if kind == "opinion" else {}))
        for number, (kind, flag, about) in enumerate(parts)
    ))  # fmt: skip
    block_id = f"b{which % len(parts)}"
    for up in (True, False):
        settled = moved(made, block_id, TYPES, up=up)
        for back in (True, False) if settled is not made else ():
            there = moved(settled, block_id, TYPES, up=back)
            assert there is settled or moved(there, block_id, TYPES, up=not back).blocks == settled.blocks
