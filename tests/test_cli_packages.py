"""`templates check`, `pack` and `install` by the command line, from one person's profile into another's."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from composer.checks import arriving
from composer.cli.main import main
from tests.own_block_type import NAME, keep_type


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    return main(["templates", *arguments])


def test_a_block_type_goes_from_one_profile_to_another(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_type()
    assert run("pack", NAME) == 0
    assert capfd.readouterr().out.strip() == f"{NAME}.newsletter-template"
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "other"))
    assert run("install", f"{NAME}.newsletter-template", "--show") == 0
    said = capfd.readouterr().out
    assert "Weather report (block types): A place and its outlook." in said
    assert "Size: 2 files, no pictures, 1 KB" in said
    assert not (tmp_path / "other" / "templates").exists()
    assert run("install", f"{NAME}.newsletter-template", "--yes") == 0
    assert (tmp_path / "other" / "templates" / "blocks" / NAME / "block.toml").is_file()
    assert main(["blocks"]) == 0
    assert NAME in capfd.readouterr().out


class Terminal(io.StringIO):
    """Somebody who can be asked."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 2), (None, 2)])
def test_nothing_is_installed_before_somebody_agrees(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    answer: str | None,
    status: int,
) -> None:
    keep_type()
    assert run("pack", NAME) == 0
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "other"))
    monkeypatch.setattr(sys, "stdin", io.StringIO() if answer is None else Terminal(f"{answer}\n"))
    capfd.readouterr()
    assert run("install", f"{NAME}.newsletter-template") == status
    said = capfd.readouterr()
    assert said.out.startswith("Weather report (block types)")
    assert ("Install it?" in said.out) == (answer is not None)
    assert ("say --yes" in said.err) == (answer is None)
    assert (tmp_path / "other" / "templates").exists() == (status == 0)


def test_what_somebody_has_of_the_name_is_replaced_or_kept_beside(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving, "prove_arrival", lambda arrival: ())  # `test_guide.py` has it proved
    assert run("new", "School week") == 0
    assert run("pack", "school-week") == 0
    package, folder = "school-week.newsletter-template", tmp_path / "home" / "templates" / "school-week"
    capfd.readouterr()
    assert run("install", package) == 0
    assert "You have the template “School week” already, just so." in capfd.readouterr().out
    card = folder / "template.toml"
    theirs = card.read_text("utf-8")
    card.write_text(f'version = "2"\n{theirs}', "utf-8")
    assert run("install", package, "--yes") == 2
    said = capfd.readouterr()
    assert "You have another template “School week” already (version 2); this one differs." in said.out
    assert "--replace or --keep-both" in said.err
    assert run("install", package, "--yes", "--keep-both") == 0
    assert 'title = "School week 2"' in (folder.parent / "school-week-2" / "template.toml").read_text("utf-8")
    assert run("install", package, "--yes", "--replace") == 0
    assert card.read_text("utf-8") == theirs


def test_what_there_is_nothing_of_cannot_be_packed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("pack", "nothing") == 2
    assert "no template and no block type “nothing”" in capfd.readouterr().err


def test_what_is_no_package_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.newsletter-template").write_bytes(b"PK not a zip")
    assert run("install", "a.newsletter-template") == 2
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "a.newsletter-template" in said


def test_a_broken_template_is_told_with_its_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder = keep_type()
    (folder / "block.html").write_text(
        '<table role="presentation" class="weather"><tr><td>{{ place() }}</td></tr></table>'
    )
    assert run("check", "dispatch") == 1
    assert "block.html:1" in capfd.readouterr().out
