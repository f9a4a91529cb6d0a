"""What moves along: as an editor expects who drags a section, an article or a commentary."""

from __future__ import annotations

import pytest

from composer.model.groups import moves_with
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
