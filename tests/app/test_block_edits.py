"""Where a new block goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.app.block_edits import BlockEdits
from composer.app.desk import Desk
from composer.model.finding import Place
from tests.app.desks import desk, sample


@pytest.fixture
def at(tmp_path: Path) -> Desk:
    return desk(tmp_path, sample().issue)


def inserted(at: Desk, name: str) -> str:
    """The id of the block above the new one; the last one's where that is at the end."""
    BlockEdits(at, lambda: (), lambda told: None).insert(name)
    made = at.selection.block
    blocks = at.session.now.blocks
    assert blocks[at.session.now.index(made)].type == name
    return blocks[at.session.now.index(made) - 1].id


def test_a_story_goes_below_the_last_one_and_above_the_closing_frame(at: Desk) -> None:
    assert inserted(at, "article") == "reading"


def test_a_part_of_the_frame_goes_to_the_end(at: Desk) -> None:
    assert inserted(at, "footer") == "footer"


def test_a_block_goes_below_the_selected_one(at: Desk) -> None:
    at.selection.select(Place("lead"))
    assert inserted(at, "article") == "lead"
