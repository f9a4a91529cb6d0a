"""The publications that somebody keeps, each a folder: `brand.json`, and its pictures by their SHA-256."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from composer.errors import ComposerError, FormatError
from composer.library.folders import put_in_place
from composer.library.keeping import FORMAT, IMAGES, forget, read_all, read_card
from composer.library.places import user_data
from composer.model.brand import Brand, read_brand, write_brand
from composer.model.issue_json import slug
from composer.storage import canonical
from composer.storage.atomic import reason, write_file
from composer.storage.zips import MB, Limits, Zip, write_zip

SUFFIX = ".newsletter-publication"
LIMITS = Limits(members=1000, member=64 * MB, total=256 * MB)
_CARD = "brand.json"


def user_brands() -> Path:
    """Where the user's publications are kept."""
    return user_data() / "publications"


def read_brands(home: Path | None = None) -> tuple[dict[str, Brand], tuple[str, ...]]:
    """Every publication that is kept, by id in the order of names, and what could not be read and why."""
    found, troubles = read_all(home or user_brands(), _CARD, lambda path: _read(path.read_bytes(), str(path)))
    by_id = {brand.id: brand for brand in found}
    return dict(sorted(by_id.items(), key=lambda item: (item[1].publication.name.casefold(), item[0]))), troubles


def keep_brand(brand: Brand, images: Mapping[str, bytes], home: Path | None = None) -> Path:
    """Keep a publication, in the place of the one of its id; gives its folder. `images`: bytes by asset, all it names.

    ComposerError where it has no name, or the disk refuses; then what was kept before is still there.
    """
    if not brand.publication.name.strip():
        raise ComposerError("The publication has no name; give it one, so that it can be found again.")
    home = home or user_brands()
    name = slug(brand.id)
    try:
        put_in_place(home, {name: dict(_parts(brand, images))})
    except OSError as error:
        raise ComposerError(f"“{brand.publication.name}” was not kept: {reason(error)}.") from error
    return home / name


def forget_brand(brand: Brand, home: Path | None = None) -> None:
    """Take a publication out of those kept; issues keep what they carry of it."""
    forget((home or user_brands()) / slug(brand.id), f"“{brand.publication.name}” is still kept")


def brand_images(brand: Brand, home: Path | None = None) -> dict[str, bytes]:
    """The pictures of a kept publication, by asset; those that are not there are left out."""
    folder = (home or user_brands()) / slug(brand.id) / IMAGES
    paths = {image.asset: folder / image.asset for image in brand.images()}
    return {asset: path.read_bytes() for asset, path in paths.items() if path.is_file()}


def pack_brand(brand: Brand, out: Path, home: Path | None = None) -> None:
    """Write a kept publication as one file for somebody else."""
    file = io.BytesIO()
    write_zip(file, _parts(brand, brand_images(brand, home)), stored=(IMAGES,))
    write_file(out, file.getvalue())


def unpack_brand(path: Path) -> tuple[Brand, dict[str, bytes]]:
    """A publication and its pictures, not yet looked at, from such a file; ComposerError where it is none."""
    try:
        with path.open("rb") as file:
            archive = Zip(file, path.name, LIMITS)
            if _CARD not in archive.names:
                raise ComposerError(f"“{path.name}” is no publication; it has no {_CARD}.")
            brand = _read(archive.read(_CARD), f"{path.name}: {_CARD}")
            named = {image.asset: f"{IMAGES}/{image.asset}" for image in brand.images()}
            return brand, {asset: archive.read(part) for asset, part in named.items() if part in archive.names}
    except OSError as error:
        raise ComposerError(f"“{path.name}” cannot be read: {reason(error)}.") from None


def _parts(brand: Brand, images: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    card = canonical.encode({"format": FORMAT, **write_brand(brand)})
    return [(_CARD, card), *((f"{IMAGES}/{asset}", images[asset]) for asset in sorted({*images}))]


def _read(data: bytes, name: str) -> Brand:
    try:
        brand = read_brand(read_card(data, name), "")
    except FormatError as error:
        raise ComposerError(f"{name}: {error}") from None
    if not brand.publication.name:
        raise ComposerError(f"{name}: publication.name is missing.")
    return brand
