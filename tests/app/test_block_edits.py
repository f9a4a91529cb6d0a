"""Moving blocks at the window, where sections begin."""

from __future__ import annotations

from composer.model.finding import Place
from tests.app.windows import Seat


def test_the_first_block_of_a_section_moves_up_past_its_heading(seat: Seat) -> None:
    types = seat.desk.library.blocks
    blocks = seat.issue.blocks
    at = next(number for number, block in enumerate(blocks) if number and types[blocks[number - 1].type].opens_section)
    seat.click_row(blocks[at].id)
    seat.act("block.up")
    assert seat.issue.index(blocks[at].id) == at - 1
    seat.act("edit.undo")
    assert seat.issue.blocks == blocks


def test_a_step_down_takes_back_a_step_up_for_every_block(seat: Seat) -> None:
    blocks = seat.issue.blocks
    for block in blocks:
        for up in (True, False):
            seat.desk.selection.select(Place(block.id))
            seat.window.edits.move_by(-1 if up else 1)
            if seat.issue.blocks != blocks:
                seat.window.edits.move_by(1 if up else -1)
            assert seat.issue.blocks == blocks, block.id
