"""Saved blocks as lists of what can be put in offer them, beside block types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QIcon

from composer.app.icons import block_icon
from composer.library.block_types import BlockType
from composer.library.templates import Library
from composer.model.saved import SavedBlocks

SAVED = "saved/"  # before the id of saved blocks, where else the name of a block type stands


def offered(library: Library) -> dict[str, SavedBlocks]:
    """Saved blocks by the names under which lists offer them."""
    return {SAVED + name: saved for name, saved in library.saved.items()}


def amount(saved: SavedBlocks) -> str:
    """How many blocks are saved."""
    return "1 block" if len(saved.blocks) == 1 else f"{len(saved.blocks)} blocks"


def saved_icon(saved: SavedBlocks, types: Mapping[str, BlockType]) -> QIcon:
    """That of the one block's type, or that of blocks."""
    return block_icon(types.get(saved.blocks[0].type) if len(saved.blocks) == 1 else None)
