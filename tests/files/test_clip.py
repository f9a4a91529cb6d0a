"""Blocks on the clipboard: back as they were, and everything strange refused with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.clip import read_clip, write_clip
from composer.library.templates import read_library
from composer.model.issue import FORMAT, Block, Issue
from composer.model.record import Record
from composer.model.values import Image
from tests.drawn import picture
from tests.generated import issues

LIBRARY = read_library()
DECLARED = LIBRARY.declared


@settings(max_examples=60)
@given(issues(LIBRARY))
def test_blocks_come_back_as_they_were(issue: Issue) -> None:
    declared = LIBRARY.templates[issue.template].declared
    data = write_clip(issue.blocks, Assets(), declared)
    blocks, assets = read_clip(data, declared)
    assert blocks == issue.blocks
    assert write_clip(blocks, assets, declared) == data


def test_their_images_come_along_and_others_stay() -> None:
    assets = Assets()
    image, other = assets.add(picture("PNG", (30, 20))), assets.add(picture("PNG", (20, 30)))
    block = Block("a", "image", Record({"image": image}))
    blocks, found = read_clip(write_clip((block,), assets, DECLARED), DECLARED)
    assert blocks == (block,)
    assert found.names() == (image.asset,)
    assert found.get(image.asset) == assets.get(image.asset)
    assert other.asset not in found


def test_an_image_that_is_missing_is_named_no_more() -> None:
    block = Block("a", "image", Record({"image": Image(asset=f"{'0' * 64}.png", alt="gone")}))
    (read,), assets = read_clip(write_clip((block,), Assets(), DECLARED), DECLARED)
    assert read.fields["image"] == Image(alt="gone")
    assert not assets.names()


def clip(**members: Any) -> bytes:
    return json.dumps({"format": FORMAT, "blocks": [], "images": {}} | members).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "ends in the middle of its JSON|is empty"),
        (b"\xff\x00", "JSON|UTF-8"),
        (b"[]", "expected named members"),
        (clip(format=FORMAT + 1), "newer version"),
        (clip(blocks={}), "expected a list"),
        (clip(blocks=[{"id": "../../x", "type": "text"}]), "is no id"),
        (clip(blocks=[{"type": "article", "fields": {"headline": 7}}]), "expected text"),
        (clip(images=[]), "expected named members"),
        (clip(images={"x.png": "!"}), "no bytes of a picture"),
        (clip(images={f"{'0' * 64}.png": ""}), "not a picture"),
        (clip(images={f"{'0' * 64}.png": "aGVsbG8="}), "not a picture"),
    ],
)
def test_what_is_no_clip_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ComposerError, match=said):
        read_clip(data, DECLARED)


def test_an_image_under_a_name_not_its_own_is_refused() -> None:
    assets = Assets()
    image = assets.add(picture("PNG", (30, 20)))
    data = write_clip((Block("a", "image", Record({"image": image})),), assets, DECLARED)
    with pytest.raises(ComposerError, match="damaged"):
        read_clip(data.replace(image.asset.encode(), f"{'0' * 64}.png".encode()), DECLARED)


def test_prose_passes_the_gate() -> None:
    block = {"id": "a", "type": "text", "fields": {"words": "<script>x</script><p onclick=x>y</p>"}}
    field = next(field for field in DECLARED["text"] if field.kind == "prose")
    block["fields"] = {field.name: "<script>x</script><p onclick=x>y</p>"}
    (read,), _ = read_clip(clip(blocks=[block]), DECLARED)
    assert read.fields[field.name] == "<p>y</p>"
