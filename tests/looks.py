"""A look to test with that stands on its own, made of what ships."""

from __future__ import annotations

import shutil
from pathlib import Path

from composer.library.places import shipped


def whole_look(folder: Path) -> Path:
    """A template with everything in its own folder: the foundation, open to be chosen, with a starter."""
    shutil.copytree(shipped("templates") / "foundation", folder)
    card = (folder / "template.toml").read_text("utf-8")
    assert "foundation = true\n" in card
    (folder / "template.toml").write_text(card.replace("foundation = true\n", "", 1), "utf-8")
    shutil.copy(shipped("templates") / "dispatch" / "starter.json", folder)
    return folder
