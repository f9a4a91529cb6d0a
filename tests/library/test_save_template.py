"""A template saved from an issue is whole or not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.starter import starter_issue
from composer.library.block_types import read_toml
from composer.library.imprint import Imprint, imprint_of, with_imprint
from composer.library.save_template import save_template, starter_of
from composer.library.templates import Library, read_library
from composer.model.edits import put_setting
from composer.model.issue import Issue, Last
from composer.model.issue_json import read_issue
from tests.drawn import picture

LIBRARY = read_library()
ASSETS = Assets()
PHOTO = ASSETS.add(picture(), "photo.jpg")
OTHER = ASSETS.add(picture("PNG"), "other.png")


def issue() -> Issue:
    image = {"asset": PHOTO.asset, "file": "photo.jpg", "width": 300, "height": 200, "alt": "A"}
    form = {
        "template": "dispatch",
        "subject": "Words",
        "number": 12,
        "label": "Week 49",
        "date": "2023-12-08",
        "theme": {"accent": "#0b57d0"},
        "publication": {"name": "Signal"},
        "blocks": [
            {"type": "masthead", "fields": {"title": "Signal"}},
            {"type": "article", "fields": {"headline": "Heads", "image": image, "layout": "brief"}},
        ],
    }
    return read_issue(form, LIBRARY.template("dispatch").declared)


def images() -> dict[str, bytes]:
    return {name: ASSETS.get(name) for name in ASSETS.names()}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Library]:
    """An empty home; gives the library with what has been saved into it."""
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path))
    return read_library


def test_an_emptied_block_that_was_held_over_is_printed_again() -> None:
    held = put_setting([block.id for block in issue().blocks], "held_over", True)(issue())
    assert all(block.printed for block in starter_of(held, LIBRARY, empty=True).blocks)
    assert not any(block.printed for block in starter_of(held, LIBRARY, empty=False).blocks)


def test_an_issue_of_a_saved_template_is_in_the_look_it_wears(home: Callable[[], Library]) -> None:
    folder = save_template(issue(), images(), name="Our Weekly", library=LIBRARY)
    library = home()
    found = library.template("our-weekly")
    assert (found.title, found.look, found.own, found.folder) == ("Our Weekly", "dispatch", True, folder)
    made, assets = starter_issue("our-weekly", library)
    assert made == replace(issue(), number=None, label="", date=None)
    assert made.template == "dispatch"
    assert assets.names() == (PHOTO.asset,)


def test_saving_a_saved_template_again_keeps_the_look(home: Callable[[], Library]) -> None:
    save_template(issue(), images(), name="One", library=LIBRARY)
    save_template(replace(issue(), template="one"), images(), name="Two", library=home())
    assert home().template("two").look == "dispatch"


def test_an_empty_template_keeps_what_stays_and_drops_what_is_written_anew() -> None:
    empty = starter_of(replace(issue(), last=Last(date=date(2023, 12, 1))), LIBRARY, empty=True)
    masthead, article = empty.blocks
    assert dict(masthead.fields) == {"title": "Signal"}
    assert dict(article.fields) == {"layout": "brief"}
    assert (empty.subject, empty.theme, empty.publication.name) == ("", issue().theme, "Signal")
    assert empty.last == Last()


def test_replacing_a_template_is_asked_for(home: Callable[[], Library]) -> None:
    folder = save_template(issue(), images(), name="Ours", library=LIBRARY)
    before = {path.name for path in folder.iterdir()}
    with pytest.raises(ComposerError, match="already"):
        save_template(issue(), {}, name="ours", library=home())
    assert {path.name for path in folder.iterdir()} == before
    save_template(issue(), {}, name="ours", library=home(), replacing=True)
    assert not (folder / "images").exists()


@pytest.mark.parametrize("name", ["Dispatch", "Foundation", "blocks", " ", ""])
def test_names_that_mean_something_else_are_refused(name: str, home: Callable[[], Library], tmp_path: Path) -> None:
    with pytest.raises(ComposerError):
        save_template(issue(), {}, name=name, library=LIBRARY)
    assert not (tmp_path / "templates").exists()


def test_a_disk_that_fails_leaves_the_old_template_and_nothing_beside_it(
    home: Callable[[], Library], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = save_template(issue(), images(), name="Ours", library=LIBRARY)
    real = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if path.name == "starter.json":
            raise OSError(28, os.strerror(28))
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ComposerError, match="the disk is full"):
        save_template(issue(), {}, name="Ours", library=home(), replacing=True)
    assert (folder / "images" / PHOTO.asset).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["templates"]
    assert [path.name for path in folder.parent.iterdir()] == ["ours"]


def test_the_starter_of_each_template_opens() -> None:
    for name in LIBRARY.templates:
        made, _ = starter_issue(name, LIBRARY)
        assert made.template == name
        assert made.blocks


def test_who_made_it_stays_said_when_it_is_saved_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path))
    card = save_template(issue(), {}, name="Weekly", library=LIBRARY) / "template.toml"
    made = Imprint("2", "The Lamp", "CC BY 4.0")
    card.write_bytes(with_imprint(card.read_bytes(), made))
    assert read_library().template("weekly").imprint == made
    save_template(issue(), {}, name="Weekly", library=read_library(), replacing=True)
    assert imprint_of(read_toml(card)) == made
    assert with_imprint(with_imprint(b'title = "A"\n', made), Imprint()) == b'title = "A"\n'
