"""`templates check`, `pack` and `install` by the command line, from one person's profile into another's."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert "Weather report (block types)" in capfd.readouterr().out
    assert not (tmp_path / "other" / "templates").exists()
    assert run("install", f"{NAME}.newsletter-template") == 0
    assert (tmp_path / "other" / "templates" / "blocks" / NAME / "block.toml").is_file()
    assert main(["blocks"]) == 0
    assert NAME in capfd.readouterr().out


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
