"""The JSON form of an issue: images are taken in from beside it alone, and it makes the document again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files.document import Document, open_document
from composer.files.forms import read_any
from composer.files.json_form import as_json, read_json, write_images, write_json
from composer.library.templates import Library
from composer.model.walk import images
from tests.drawn import picture
from tests.files.test_document import LIBRARY, saved

__all__ = ["saved"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a JSON file and the pictures it may name."""
    home = tmp_path / "home"
    (home / "images").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(picture())
    (home / "photo.jpg").write_bytes(picture())
    (home / "images" / "logo.png").write_bytes(picture("PNG", (20, 10)))
    return home


def json_with(folder: Path, file: str, **image: Any) -> Path:
    path = folder / "issue.json"
    block = {"type": "article", "fields": {"headline": "A", "image": {"file": file, **image}}}
    path.write_text(json.dumps({"template": "dispatch", "blocks": [block]}), "utf-8")
    return path


def only_image(document: Document, library: Library = LIBRARY) -> Any:
    return next(images(document.issue, library.template("dispatch").declared))


@pytest.mark.parametrize(("file", "size"), [("photo.jpg", (300, 200)), ("images/logo.png", (20, 10))])
def test_images_beside_the_json_are_taken_in(file: str, size: tuple[int, int], folder: Path) -> None:
    document = read_any(json_with(folder, file, alt="A"), LIBRARY)
    image = only_image(document)
    assert (image.file, image.width, image.height, image.alt) == (file, *size, "A")
    assert document.assets.get(image.asset) == (folder / file).read_bytes()
    assert document.json_form


@pytest.mark.parametrize(
    "file",
    ["../secret.jpg", "images/../../secret.jpg", "/etc/passwd", "C:\\secret.jpg", "\\\\server\\x.jpg", "//server/x.jpg",
     "https://example.com/x.jpg", "file:///etc/passwd", "link.jpg", "linked/secret.jpg", "a\0b"],
)  # fmt: skip
def test_an_image_outside_the_folder_is_refused_and_its_path_named(file: str, folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder.parent / "secret.jpg")
    (folder / "linked").symlink_to(folder.parent)
    # A null character cannot come through the model's reader, which drops it.
    with pytest.raises(ComposerError, match=r"^blocks\[0\]\.fields\.image\.file: ") as caught:
        read_any(json_with(folder, file), LIBRARY)
    assert file.replace("\0", "") in str(caught.value)


def test_an_image_that_is_not_there_is_named_with_its_path(folder: Path) -> None:
    with pytest.raises(ComposerError, match=r"^blocks\[0\]\.fields\.image\.file: there is no picture “none.jpg”"):
        read_any(json_with(folder, "none.jpg"), LIBRARY)


def test_the_json_form_with_its_images_makes_the_same_document_again(saved: Path, tmp_path: Path) -> None:
    document = open_document(saved, LIBRARY)
    for place, pictures in (("inside", "inside"), ("beside", "beside/pictures"), ("apart", "elsewhere")):
        (tmp_path / place).mkdir()
        write_images(tmp_path / pictures, document.issue, document.assets, LIBRARY)
        (tmp_path / place / "issue.json").write_bytes(as_json(document.issue, LIBRARY))
        apart = tmp_path / pictures if place == "apart" else None
        issue, assets = read_json(tmp_path / place / "issue.json", LIBRARY, pictures=apart)
        assert issue == document.issue
        assert assets.names() == document.assets.names()


def test_the_json_form_written_to_a_file_reads_back(saved: Path, tmp_path: Path) -> None:
    document = open_document(saved, LIBRARY)
    path = tmp_path / "json" / "issue.json"
    path.parent.mkdir()
    write_json(path, document.issue, document.assets, LIBRARY)
    assert read_json(path, LIBRARY)[0] == document.issue


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "“issue.json” ends in the middle"),
        ("[]", "is not an issue"),
        ('{"blocks": 3}', "blocks: expected a list"),
        ('{"blocks": [{"type": "article", "fields": {"headline": 3}}]}', "blocks[0].fields.headline: expected text"),
        ('{"format": 99}', "newer version"),
        ("nonsense", "“issue.json”, line 1"),
    ],
)
def test_wrong_json_is_told_with_its_path(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "issue.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ComposerError) as caught:
        read_any(path, LIBRARY)
    assert sentence in str(caught.value)
