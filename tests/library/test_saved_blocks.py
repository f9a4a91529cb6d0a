"""Saved blocks as they are kept: whole or not there, read back as they were, hostile ones refused in a sentence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.library.saved_blocks import (
    forget_saved,
    keep_saved,
    new_saved,
    read_saved,
    saved_images,
    titled,
)
from composer.library.templates import read_library
from composer.model.issue import Block, Settings
from composer.model.record import Record
from composer.model.saved import SavedBlocks, saved_of
from composer.model.values import Image

DECLARED = read_library(own_folder=Path("nowhere")).declared
PICTURE = b"picture"
ASSET = f"{hashlib.sha256(PICTURE).hexdigest()}.png"
BLOCKS = [
    Block("a", "article", Record({"headline": "Imprint", "image": Image(asset=ASSET)})),
    Block("q", "quote", Record({})),
]
SAVED = saved_of(BLOCKS, DECLARED, saved=new_saved("Imprint"))


def keep(saved: SavedBlocks, home: Path, pictures: dict[str, bytes] | None = None) -> None:
    keep_saved(saved, {ASSET: PICTURE} if pictures is None else pictures, DECLARED, home=home)


def test_what_is_kept_is_read_again_with_its_pictures(tmp_path: Path) -> None:
    keep(SAVED, tmp_path)
    assert read_saved(DECLARED, tmp_path) == ({SAVED.id: SAVED}, ())
    assert saved_images(SAVED, tmp_path) == {ASSET: PICTURE}


def test_what_this_version_does_not_know_is_kept(tmp_path: Path) -> None:
    keep(SAVED, tmp_path)
    path = tmp_path / SAVED.id / "blocks.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "colour": "red"}), "utf-8")
    found = read_saved(DECLARED, tmp_path)[0][SAVED.id]
    keep(replace(found, title="Footer"), tmp_path)
    assert json.loads(path.read_text("utf-8"))["colour"] == "red"


def test_the_library_has_those_beside_the_templates(tmp_path: Path) -> None:
    keep(SAVED, tmp_path / "saved-blocks")
    assert read_library(own_folder=tmp_path / "templates").saved == {SAVED.id: SAVED}


def test_two_of_one_name_are_two_and_a_title_finds_one_however_written() -> None:
    assert new_saved("Imprint").id != new_saved("Imprint").id
    assert titled("IMPRINT", {SAVED.id: SAVED}) is SAVED
    assert titled("Other", {SAVED.id: SAVED}) is None


def test_keeping_again_replaces_and_forgetting_leaves_nothing(tmp_path: Path) -> None:
    keep(SAVED, tmp_path)
    plain = replace(SAVED, title="Footer", blocks=SAVED.blocks[1:])
    keep(plain, tmp_path, {})
    assert [saved.title for saved in read_saved(DECLARED, tmp_path)[0].values()] == ["Footer"]
    assert saved_images(plain, tmp_path) == {}
    forget_saved(plain, tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ComposerError, match="still saved"):
        forget_saved(plain, tmp_path)


def test_a_picture_that_is_gone_is_named_no_more(tmp_path: Path) -> None:
    keep(SAVED, tmp_path, {})
    found = read_saved(DECLARED, tmp_path)[0][SAVED.id]
    assert found.blocks[0].fields["image"].asset == ""


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a\x00"])
def test_without_a_name_it_is_not_kept(tmp_path: Path, title: str) -> None:
    with pytest.raises(ComposerError, match="name"):
        keep(replace(SAVED, title=title), tmp_path)
    assert list(tmp_path.iterdir()) == []


def card(**changed: Any) -> str:
    return json.dumps({"format": 1, "title": "A", "blocks": [{"type": "quote"}], **changed})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "JSON"),
        ("[" * 5000 + "]" * 5000, "nested too deeply"),
        ("[]", "newer version"),
        (card(format=2), "newer version"),
        (card(title=None), "title is missing"),
        (card(title=3), "title"),
        (card(blocks=[]), "no blocks"),
        (card(blocks="quote"), "blocks"),
        (card(blocks=[{"type": "quote", "id": "../x"}]), "blocks[0].id"),
        (card(blocks=[{"type": "quote", "id": "a"}] * 2), "blocks[1].id"),
        (card(blocks=[{"type": "article", "fields": {"headline": 3}}]), "headline"),
        (card(blocks=[{"type": "article", "fields": {"image": {"asset": "../../x.png"}}}]), "asset"),
    ],
)
def test_a_hostile_one_is_left_out_and_told_of(tmp_path: Path, text: str, said: str) -> None:
    keep(SAVED, tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "blocks.json").write_text(text, "utf-8")
    found, troubles = read_saved(DECLARED, tmp_path)
    assert list(found) == [SAVED.id]
    assert len(troubles) == 1
    assert said in troubles[0]
    assert "broken" in troubles[0]
    assert "Traceback" not in troubles[0]


def test_what_decides_about_blocks_does_not_come_with_them(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    settings = {"locked": True, "fixed": True, "needed": True, "single": True, "hidden": True, "synced": "other/0"}
    (tmp_path / "x" / "blocks.json").write_text(card(blocks=[{"type": "quote", "settings": settings}]), "utf-8")
    found, _ = read_saved(DECLARED, tmp_path)
    assert found["x"].blocks[0].settings == Settings()


def test_only_pictures_that_mail_can_show_by_name_are_taken_and_none_without_measure(tmp_path: Path) -> None:
    keep(SAVED, tmp_path)
    images = tmp_path / SAVED.id / "images"
    (images / "evil.sh").write_bytes(b"x")
    assert list(saved_images(SAVED, tmp_path)) == [ASSET]
    with (images / ("c" * 64 + ".png")).open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(ComposerError, match="64 MB"):
        saved_images(SAVED, tmp_path)
