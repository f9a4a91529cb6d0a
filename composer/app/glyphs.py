"""The icons of all that can be put in, for the page."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

from composer.app.offered import offered
from composer.library.block_types import BlockType
from composer.library.places import shipped
from composer.library.templates import Library


def glyphs(types: Mapping[str, BlockType], library: Library) -> dict[str, str]:
    """By the name under which lists offer it, the icon's whole file as an address: the page colours its outline."""
    found = {name: known.icon for name, known in types.items()}
    for name, saved in offered(library).items():
        known = types.get(saved.blocks[0].type) if len(saved.blocks) == 1 else None
        found[name] = known.icon if known else None
    any_block = shipped("assets") / "icons" / "blocks.svg"
    return {name: _address(path or any_block) for name, path in found.items()}


def _address(path: Path) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}"
