"""The blocks that somebody saved, each set a folder: `blocks.json`, and its pictures by their SHA-256."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from composer.errors import ComposerError, FormatError
from composer.library.folders import put_in_place
from composer.library.keeping import FORMAT, IMAGES, forget, read_all, read_card
from composer.library.places import user_data
from composer.model import values_json as form
from composer.model.issue import Issue, Settings
from composer.model.issue_json import read_issue, slug, write_issue
from composer.model.saved import SavedBlocks
from composer.model.values import Image
from composer.model.walk import Declared, map_images
from composer.storage import canonical
from composer.storage.atomic import reason
from composer.storage.zips import MB

LARGEST = 64 * MB  # bytes of a file
_CARD = "blocks.json"
_ASSET = re.compile(r"[0-9a-f]{64}\.[a-z]{3,4}")


def user_saved() -> Path:
    """Where the user's saved blocks are kept."""
    return user_data() / "saved-blocks"


def new_saved(title: str) -> SavedBlocks:
    """Saved blocks under a title, with nothing in them yet; their id is like no other, here or elsewhere."""
    return SavedBlocks(f"{slug(title)}-{secrets.token_hex(4)}", title)


def titled(title: str, every: Mapping[str, SavedBlocks]) -> SavedBlocks | None:
    """What is saved under a title, however that is written."""
    return next((saved for saved in every.values() if saved.title.casefold() == title.casefold()), None)


def read_saved(declared: Declared, home: Path | None = None) -> tuple[dict[str, SavedBlocks], tuple[str, ...]]:
    """All that is saved, by id in the order of titles, and what could not be read and why."""
    found, troubles = read_all(home or user_saved(), _CARD, lambda path: _read(path, declared))
    found.sort(key=lambda saved: (saved.title.casefold(), saved.id))
    return {saved.id: saved for saved in found}, troubles


def keep_saved(
    saved: SavedBlocks, pictures: Mapping[str, bytes], declared: Declared, *, home: Path | None = None
) -> None:
    """Keep saved blocks, in the place of those of their id. `pictures`: bytes by asset, all they name.

    ComposerError where they have no title, or the disk refuses; then what was saved before is still there.
    """
    if not saved.title.strip() or not saved.title.isprintable():
        raise ComposerError("Saved blocks need a name of letters that can be shown.")
    parts = {f"{IMAGES}/{asset}": data for asset, data in sorted(pictures.items())}
    try:
        put_in_place(home or user_saved(), {saved.id: {_CARD: _card(saved, declared), **parts}})
    except OSError as error:
        raise ComposerError(f"“{saved.title}” was not saved: {reason(error)}.") from error


def forget_saved(saved: SavedBlocks, home: Path | None = None) -> None:
    """Take saved blocks out of those kept; issues keep what they have of them."""
    forget((home or user_saved()) / saved.id, f"“{saved.title}” is still saved")


def saved_images(saved: SavedBlocks, home: Path | None = None) -> dict[str, bytes]:
    """The pictures of saved blocks, by asset, not yet looked at."""
    paths = sorted(((home or user_saved()) / saved.id / IMAGES).glob("*"))
    return {path.name: _bytes(path) for path in paths if _ASSET.fullmatch(path.name)}


def _card(saved: SavedBlocks, declared: Declared) -> bytes:
    blocks = write_issue(Issue(blocks=saved.blocks), declared)["blocks"]
    members = form.write(replace(saved, id="", blocks=()))
    return canonical.encode({**members, "format": FORMAT, "blocks": blocks})


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise ComposerError(f"{path} has more than {LARGEST // MB} MB; it is left out.")
    return path.read_bytes()


def _read(path: Path, declared: Declared) -> SavedBlocks:
    json = read_card(_bytes(path), str(path))
    try:
        issue = read_issue({"blocks": json.pop("blocks", [])}, declared)
        card = form.record(SavedBlocks, {"title": form.line})(json, "")
    except FormatError as error:
        raise ComposerError(f"{path}: {error}") from None
    if not card.title or not issue.blocks:
        raise ComposerError(f"{path}: {'there are no blocks' if card.title else 'title is missing'}.")

    def there(image: Image) -> Image:
        kept = not image.asset or (path.parent / IMAGES / image.asset).is_file()
        return image if kept else replace(image, asset="")

    plain = (replace(block, settings=Settings()) for block in map_images(issue, declared, there).blocks)
    return replace(card, id=path.parent.name, blocks=tuple(plain))
