"""Blocks on their way from one issue to another: canonical JSON, with the bytes of their images by name."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace

from composer.errors import ComposerError, FormatError
from composer.files.assets import Assets
from composer.files.migrations import migrate
from composer.model import values_json as form
from composer.model.issue import FORMAT, Block, Issue
from composer.model.issue_json import read_block, write_block
from composer.model.values import Image
from composer.model.walk import Declared, images, map_images
from composer.storage import canonical

MOST = 512 * 1024 * 1024  # bytes
_NAME = "the clipboard"


def write_clip(blocks: tuple[Block, ...], assets: Assets, declared: Declared) -> bytes:
    """The blocks with their images; one that is missing is left out."""
    named = {image.asset for image in images(Issue(blocks=blocks), declared) if image.asset in assets}
    return canonical.encode(
        {
            "format": FORMAT,
            "blocks": [write_block(block, declared) for block in blocks],
            "images": {name: base64.b64encode(assets.get(name)).decode("ascii") for name in named},
        }
    )


def read_clip(data: bytes, declared: Declared) -> tuple[tuple[Block, ...], Assets]:
    """The blocks and their images, each through the gate of a document; an image that is not there is named no more.

    ComposerError where it is no such thing, or something in it does not fit.
    """
    if len(data) > MOST:
        raise ComposerError(f"What was copied has more than {MOST >> 20} MB; copy fewer blocks at a time.")
    json = migrate(canonical.decode(data, _NAME), _NAME)
    assets = Assets()
    for name, text in form.members(json.get("images", {}), "images").items():
        assets.restore(name, _bytes(text, f"images.{name[:12]}"))
    given = form.array(json.get("blocks", []), "blocks")
    blocks = tuple(read_block(block, f"blocks[{n}]", declared) for n, block in enumerate(given))

    def there(image: Image) -> Image:
        return image if not image.asset or image.asset in assets else replace(image, asset="")

    return map_images(Issue(blocks=blocks), declared, there).blocks, assets


def _bytes(text: object, path: str) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError):
        raise FormatError(path, "these are no bytes of a picture.") from None
