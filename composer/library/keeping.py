"""What the user keeps, each thing a folder: a JSON card that says what it is, and its pictures by their SHA-256."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from composer.errors import ComposerError
from composer.storage import canonical
from composer.storage.atomic import reason

FORMAT = 1
IMAGES = "images"
Thing = TypeVar("Thing")


def read_all(home: Path, card: str, read: Callable[[Path], Thing]) -> tuple[list[Thing], tuple[str, ...]]:
    """Everything in `home` whose `card` `read` can make something of; and why it cannot of the others."""
    found: list[Thing] = []
    troubles = []
    for path in sorted(home.glob(f"[!.]*/{card}")):
        try:
            found.append(read(path))
        except ComposerError as error:
            troubles.append(str(error))
        except OSError as error:
            troubles.append(f"{path} cannot be read: {reason(error)}.")
    return found, tuple(troubles)


def read_card(data: bytes, name: str) -> dict[str, Any]:
    """The members of a card, without its format; ComposerError where that is a newer one."""
    json = canonical.decode(data, name)
    if not isinstance(json, dict) or json.pop("format", None) != FORMAT:
        raise ComposerError(f"{name}: this was made by a newer version of Newsletter Composer; update to use it.")
    return json


def forget(folder: Path, still: str) -> None:
    """Take a folder away, whole or not at all; ComposerError begins with `still` where it is still there."""
    going = folder.with_name(f".{folder.name}.gone")
    try:
        shutil.rmtree(going, ignore_errors=True)
        folder.rename(going)
    except OSError as error:
        raise ComposerError(f"{still}: {reason(error)}.") from error
    shutil.rmtree(going, ignore_errors=True)
