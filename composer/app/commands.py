"""What the command palette offers: every action of the window, block types to insert, blocks to go to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtGui import QAction, QIcon, QKeySequence

from composer.app.actions import ACTIONS, FILLED
from composer.app.command_palette import Command
from composer.app.desk import Desk
from composer.app.icons import block_icon, icon
from composer.app.offered import amount, offered, saved_icon
from composer.app.rows import block_row
from composer.model.finding import Place

_TEXT = "text."
_ITSELF = "help.commands"


class Doors(NamedTuple):
    """How the palette gets things done."""

    desk: Desk
    actions: Mapping[str, QAction]
    insert: Callable[[str], object]
    press: Callable[[str], object] | None = None  # a key in the rich text that has the keyboard, if one has


def commands(doors: Doors) -> list[Command]:
    """What can be done now."""
    return [*_of_text(doors.press), *_of_actions(doors.actions), *_of_types(doors), *_of_blocks(doors.desk)]


def _of_text(press: Callable[[str], object] | None) -> Iterator[Command]:
    """What is done to a text by keys alone: the palette presses them."""
    for row in ACTIONS if press else ():
        if row.name.startswith(_TEXT) and press:
            keys = QKeySequence(row.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            yield Command(
                row.name,
                row.title,
                partial(press, row.shortcut),
                row.menu,
                keys,
                icon("text-view", "muted"),
                first=False,
            )


def _of_actions(actions: Mapping[str, QAction]) -> Iterator[Command]:
    native = QKeySequence.SequenceFormat.NativeText
    for row in ACTIONS:
        action = actions.get(row.name)
        if action is None or not action.isEnabled() or row.name == _ITSELF or row.name in FILLED:
            continue
        on = row.on and action.isChecked()
        yield Command(
            row.name,
            action.text().rstrip("…"),
            action.trigger,
            f"{row.menu} · on" if on else row.menu,
            action.shortcut().toString(native),
            icon(row.icon, "muted") if row.icon else QIcon(),
        )


def inserts(desk: Desk, insert: Callable[[str], object]) -> list[Command]:
    """The saved blocks and block types alone, to be put in where a list of them was opened."""
    saved = [
        Command(
            name,
            f"“{each.title}”",
            partial(insert, name),
            f"Saved · {amount(each)}",
            glyph=saved_icon(each, desk.types),
        )
        for name, each in offered(desk.library).items()
    ]
    types = [
        Command(name, known.title, partial(insert, name), known.group, glyph=block_icon(known))
        for name, known in desk.types.items()
    ]
    return [*saved, *types]


def _of_types(doors: Doors) -> Iterator[Command]:
    for command in inserts(doors.desk, doors.insert):
        yield replace(command, name=f"insert.{command.name}", title=f"Insert {command.title}", first=False)


def _of_blocks(desk: Desk) -> Iterator[Command]:
    types = desk.types
    yield Command(
        "",
        "Go to issue details",
        lambda: desk.selection.reveal(Place("", "subject"), insist=True),
        "Issue",
        first=False,
    )
    for block in desk.session.now.blocks:
        known = types.get(block.type)
        row = block_row(block, known)
        yield Command(
            "",
            f"Go to {row.title}",
            partial(desk.selection.reveal, Place(block.id)),
            known.title if known else block.type,
            glyph=block_icon(known),
            first=False,
        )
