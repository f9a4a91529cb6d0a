"""The command line takes and makes folders, the form that version control likes."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.cli.main import main
from composer.files.document import open_document
from composer.files.forms import open_saved
from composer.library.templates import read_library

LIBRARY = read_library()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    return tmp_path


def test_a_document_is_unpacked_and_packed_again(here: Path) -> None:
    (here / "week49").mkdir()
    assert main(["new", "--template", "dispatch", "-o", "a.newsletter"]) == 0
    assert main(["new", "--from", "a.newsletter", "-o", "week49"]) == 0
    assert main(["new", "--from", "week49", "-o", "b.newsletter"]) == 0
    assert (here / "a.newsletter").read_bytes() == (here / "b.newsletter").read_bytes()
    assert open_saved(here / "week49", LIBRARY).issue == open_document(here / "a.newsletter", LIBRARY).issue


@pytest.mark.parametrize("file", ["week49", "week49/issue.json", "week49/manifest.json"])
def test_a_folder_is_shown_and_followed(file: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "week49").mkdir()
    (here / "week50").mkdir()
    main(["new", "--template", "dispatch", "-o", "week49"])
    assert main(["show", file]) == 0
    assert main(["next", file, "-o", "week50"]) == 0
    assert capsys.readouterr().err == ""
    assert open_saved(here / "week50", LIBRARY).issue.blocks
    assert main(["next", file, "-o", "week49"]) == 2
    assert "is the issue itself" in capsys.readouterr().err


def test_a_folder_of_other_things_is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "photos").mkdir()
    (here / "photos" / "a.jpg").write_bytes(b"")
    assert main(["new", "--template", "dispatch", "-o", "photos"]) == 2
    assert "“photos” holds other files" in capsys.readouterr().err
    assert [path.name for path in (here / "photos").iterdir()] == ["a.jpg"]
    assert main(["show", "photos"]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_a_folder_is_handed_to_the_window(here: Path) -> None:
    (here / "week49").mkdir()
    main(["new", "--template", "dispatch", "-o", "week49"])
    opened: list[Path | None] = []

    def window(file: Path | None, **options: object) -> int:
        opened.append(file)
        return 0

    assert main(["open", "week49"], window=window) == 0
    assert opened == [Path("week49")]
