"""Damaged documents give back what is left of them, and say what is not."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import Document, open_document, save_document
from composer.files.salvage import open_or_salvage, salvage
from composer.library.templates import read_library
from composer.model.issue import FORMAT, Issue
from composer.model.issue_json import read_issue, write_issue
from tests.drawn import noise
from tests.soak import figure

LIBRARY = read_library()
DECLARED = LIBRARY.template("dispatch").declared
COUNT = 50
State = Callable[[str, str, object, object], None]


def illustrated() -> tuple[Issue, Assets]:
    """An issue of fifty articles, each with words and a picture of its own."""
    chance, assets, blocks = random.Random(1), Assets(), []
    for n in range(COUNT):
        image = assets.add(noise(size=(420, 300 + n), quality=80), f"photo{n}.jpg")
        words = " ".join(chance.choice(["summit", "model", "open", "alliance", "week"]) for _ in range(60))
        fields = {
            "headline": f"Article {n}",
            "body": f"<p>{words}</p>",
            "image": {"asset": image.asset, "file": image.file},
        }
        blocks.append({"id": f"a{n}", "type": "article", "fields": fields})
    return read_issue({"subject": "Fifty", "blocks": blocks}, DECLARED), assets


ISSUE, ASSETS = illustrated()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "mine.newsletter"
    save_document(path, ISSUE, ASSETS, library=LIBRARY)
    return path.read_bytes()


def opened(folder: Path, data: bytes) -> Document | None:
    path = folder / "mine.newsletter"
    path.write_bytes(data)
    try:
        return open_or_salvage(path, LIBRARY)
    except ComposerError:
        return None


def test_a_sound_document_is_opened_as_it_is(tmp_path: Path, sound: bytes) -> None:
    document = opened(tmp_path, sound)
    assert document
    assert (document.troubles, document.path.name, document.issue) == ((), "mine.newsletter", ISSUE)
    assert document.digest == open_document(tmp_path / "mine.newsletter", LIBRARY).digest


def test_without_its_end_all_is_there_but_in_no_file(tmp_path: Path, sound: bytes) -> None:
    document = opened(tmp_path, sound[: sound.index(b"PK\x01\x02")])
    assert document
    assert document.issue == ISSUE
    assert document.assets.names() == ASSETS.names()
    assert (document.digest, document.path.name) == ("", "mine (salvaged).newsletter")
    assert document.troubles == (
        "“mine.newsletter” is damaged. What was left of it is opened here; save it under a name of its own.",
    )


def test_lost_pictures_are_named(tmp_path: Path, sound: bytes) -> None:
    document = opened(tmp_path, sound[: len(sound) // 2])
    assert document
    assert document.issue == ISSUE
    lost = [line for line in document.troubles if line.startswith("The picture “photo")]
    assert len(lost) == COUNT - len(document.assets.names()) > 10


def test_words_cut_in_the_middle_give_the_blocks_before(tmp_path: Path, sound: bytes) -> None:
    start = sound.index(b"issue.json")
    end = sound.index(b"PK\x03\x04", start)
    document = opened(tmp_path, sound[: (start + end) // 2])
    assert document
    count = len(document.issue.blocks)
    assert 5 < count < COUNT
    assert document.issue.blocks == ISSUE.blocks[:count]
    assert f"Only the first {count} blocks could be read; the rest of the issue is lost." in document.troubles


def with_hole(data: bytes, at: int, size: int = 4096) -> bytes:
    """The bytes with a block of a disk destroyed."""
    return data[:at] + random.Random(at).randbytes(size) + data[at + size :]


def test_words_destroyed_where_they_stand_are_read_from_their_copy(tmp_path: Path, sound: bytes) -> None:
    words, copy = sound.index(b"issue.json") + 20, sound.index(b"issue.copy.json") - 30
    document = opened(tmp_path, with_hole(sound, words))
    assert document
    assert (document.issue, len(document.troubles)) == (ISSUE, 1)
    # The control: without the copy the same hole costs them.
    assert (rest := opened(tmp_path, with_hole(sound, words)[:copy])) is None or rest.issue != ISSUE


def test_a_copy_of_other_words_is_not_taken_for_these(tmp_path: Path, sound: bytes) -> None:
    """A program that does not know the copy keeps it as it was, and lists it."""
    path = tmp_path / "older.newsletter"
    save_document(path, Issue(subject="Older"), Assets(), library=LIBRARY)
    older = path.read_bytes()
    data = sound[: sound.index(b"issue.copy.json") - 30] + older[older.index(b"issue.copy.json") - 30 :]
    (document,) = filter(None, [opened(tmp_path, with_hole(data, sound.index(b"issue.json") + 3000, 500))])
    count = len(document.issue.blocks)
    assert count > 5
    assert document.issue.blocks == ISSUE.blocks[:count]


def test_parts_of_other_versions_are_kept_or_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.newsletter"
    others = {"notes.txt": b"kept" * 1000, "zz.txt": b"lost" * 1000}
    save_document(path, ISSUE, Assets(others), library=LIBRARY)
    data = path.read_bytes()
    document = opened(tmp_path, data[: data.index(b"zz.txt", data.index(b"notes.txt")) + 10])
    assert document
    assert document.assets.others == {"notes.txt": others["notes.txt"]}
    assert "The part zz.txt is lost." in document.troubles


@pytest.mark.parametrize("kind", ["empty", "zeros", "noise", "no words"])
def test_where_the_words_are_lost_that_is_said(kind: str, tmp_path: Path, sound: bytes) -> None:
    kinds = {
        "empty": b"",
        "zeros": bytes(len(sound)),
        "noise": random.Random(3).randbytes(10_000),
        "no words": sound[sound.index(b"manifest.json") : sound.index(b"issue.copy.json") - 30],
    }
    assert opened(tmp_path, kinds[kind]) is None


def test_only_damage_is_salvaged(tmp_path: Path, sound: bytes) -> None:
    """A file that is unsafe, too new, not there or something else is refused as before."""
    path = tmp_path / "mine.newsletter"
    path.write_bytes(sound)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../outside.txt", b"x")
    with pytest.raises(ComposerError, match="not safe"):
        open_or_salvage(path, LIBRARY)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", b"<xml/>")
    with pytest.raises(ComposerError, match="is not an issue"):
        open_or_salvage(path, LIBRARY)
    with pytest.raises(ComposerError, match="There is no file"):
        open_or_salvage(tmp_path / "none.newsletter", LIBRARY)
    (tmp_path / "a.json").write_text("{")
    with pytest.raises(ComposerError, match="ends in the middle"):
        open_or_salvage(tmp_path / "a.json", LIBRARY)


def test_a_damaged_document_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.newsletter"
    manifest = {"format": FORMAT + 1, "reads": FORMAT + 1, "parts": {}}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("issue.json", json.dumps(write_issue(Issue(), DECLARED)))
        archive.writestr("manifest.json", json.dumps(manifest))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ComposerError, match="newer version"):
        salvage(path, LIBRARY)


def test_p11_truncations_and_destroyed_blocks(tmp_path: Path, sound: bytes, promise: State) -> None:
    tries, chance = figure(40, 200), random.Random(11)
    points = [round(len(sound) * (n + 0.5) / tries) for n in range(tries)]
    cut = [(sound[:at], range(at, len(sound))) for at in points]
    holes = [chance.randrange(len(sound) - 4096) for _ in range(tries)]
    holed = [(with_hole(sound, at), range(at, at + 4096)) for at in holes]
    seen: dict[str, Any] = {}
    for kind, damages in (("truncations", cut), ("destroyed blocks", holed)):
        words = pictures = undamaged = 0
        for data, damage in damages:
            whole = {name for name, at in where(sound).items() if at.stop <= damage.start or at.start >= damage.stop}
            document = opened(tmp_path, data)
            words += document is not None and document.issue == ISSUE
            pictures += len(whole & set(document.assets.names())) if document else 0
            undamaged += len(whole)
        seen[kind] = (words / tries, pictures / undamaged)
        promise("P11", f"{tries} {kind}: JSON back", "≥ 99 %", f"{words / tries:.1%}")
        promise("P11", f"{tries} {kind}: undamaged pictures back", "≥ 97 %", f"{pictures / undamaged:.1%}")
    assert all(words >= 0.99 and pictures >= 0.97 for words, pictures in seen.values()), seen


def where(data: bytes) -> dict[str, range]:
    """Where each picture lies in a sound document."""
    found = {}
    for name in ASSETS.names():
        at = data.index(f"images/{name}".encode()) - 30
        found[name] = range(at, at + 37 + len(name) + len(ASSETS.get(name)))
    return found
