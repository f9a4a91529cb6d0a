"""Publications that are kept: whole or not there, read back as they were, passed on as one file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.library.brands import brand_images, forget_brand, keep_brand, pack_brand, read_brands, unpack_brand
from composer.library.templates import read_library
from composer.model.brand import Brand
from composer.model.issue import Publication
from composer.model.record import Record
from composer.model.values import Image, Person

PICTURE = b"picture"
ASSET = f"{hashlib.sha256(PICTURE).hexdigest()}.png"
DARK = f"{hashlib.sha256(b'dark').hexdigest()}.png"
PICTURES = {ASSET: PICTURE, DARK: b"dark"}
BRAND = Brand(
    Publication(id="signal", name="Signal", logo=Image(asset=ASSET), dark_logo=Image(asset=DARK)),
    Record({"accent": "#0b57d0"}),
    (Person(id="imke", name="Imke", picture=Image(asset=ASSET)),),
)


def test_what_is_kept_is_read_again_with_its_pictures(tmp_path: Path) -> None:
    keep_brand(BRAND, PICTURES, tmp_path)
    assert read_brands(tmp_path) == ({"signal": BRAND}, ())
    assert brand_images(BRAND, tmp_path) == PICTURES
    assert read_library(own_folder=tmp_path.parent / "templates").brands == {}


def test_the_library_has_those_beside_the_templates(tmp_path: Path) -> None:
    keep_brand(BRAND, PICTURES, tmp_path / "publications")
    assert read_library(own_folder=tmp_path / "templates").brands == {"signal": BRAND}


def test_keeping_again_replaces_and_forgetting_leaves_nothing(tmp_path: Path) -> None:
    keep_brand(BRAND, PICTURES, tmp_path)
    plain = Brand(Publication(id="signal", name="Signal"))
    keep_brand(plain, {}, tmp_path)
    assert read_brands(tmp_path)[0] == {"signal": plain}
    assert brand_images(BRAND, tmp_path) == {}
    forget_brand(plain, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_a_name_it_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(ComposerError, match="no name"):
        keep_brand(Brand(), {}, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "brand.json"),
        ("[]", "newer version"),
        ('{"format": 2}', "newer version"),
        ('{"format": 1}', "publication.name"),
        ('{"format": 1, "publication": {"name": 3}}', "publication.name"),
        ('{"format": 1, "publication": {"name": "A", "logo": {"asset": "../../x.png"}}}', "asset"),
    ],
)
def test_a_broken_one_is_left_out_and_told_of(tmp_path: Path, text: str, said: str) -> None:
    keep_brand(BRAND, {}, tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "brand.json").write_text(text, "utf-8")
    found, troubles = read_brands(tmp_path)
    assert list(found) == ["signal"]
    assert len(troubles) == 1
    assert said in troubles[0]
    assert str(tmp_path / "broken") in troubles[0]


def test_it_travels_as_one_file(tmp_path: Path) -> None:
    keep_brand(BRAND, PICTURES, tmp_path / "home")
    pack_brand(BRAND, tmp_path / "a", tmp_path / "home")
    pack_brand(BRAND, tmp_path / "b", tmp_path / "home")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert unpack_brand(tmp_path / "a") == (BRAND, PICTURES)


def test_what_is_no_such_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(json.dumps({}), "utf-8")
    with pytest.raises(ComposerError, match="“a”"):
        unpack_brand(tmp_path / "a")
