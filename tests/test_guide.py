"""The guide is followed to the letter: its commands run, its files are written, its block type leaves in a mail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from composer.cli.main import main
from composer.library.places import user_templates
from composer.model.fields import KINDS

GUIDE = (Path(__file__).parent.parent / "docs" / "make-your-own.md").read_text("utf-8")


def written(language: str) -> str:
    """The one code block of a language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.S)
    return str(found)


def test_a_look_with_a_block_type_is_made_and_used_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "one"))
    assert main(["templates", "new", "School week"]) == 0
    recipe = user_templates() / "school-week" / "blocks" / "recipe"
    recipe.mkdir()
    (recipe / "block.toml").write_text(written("toml"), "utf-8")
    (recipe / "block.html").write_text(written("html"), "utf-8")
    assert main(["templates", "pack", "school-week"]) == 0
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "other"))
    assert main(["templates", "install", "school-week.newsletter-template", "--yes"]) == 0
    block = {"type": "recipe", "fields": {"name": "Soup", "steps": "<p>Boil.</p>"}}
    (tmp_path / "a.json").write_text(
        json.dumps({"template": "school-week", "subject": "S", "blocks": [block]}), "utf-8"
    )
    capfd.readouterr()
    assert main(["export", "a.json", "--to", "html", "-o", "a.html", "--verify"]) == 0
    html = (tmp_path / "a.html").read_text("utf-8")
    assert re.search(r"<h2 style=\"[^\"]*Trebuchet MS[^\"]*\">Soup</h2>", html)
    assert main(["export", "a.json", "--to", "text", "-o", "-"]) == 0
    assert "Boil." in capfd.readouterr().out


def test_its_commands_and_kinds_are_those_there_are() -> None:
    commands = re.findall(r"^newsletter-composer (templates \w+)", GUIDE, re.M)
    assert {"templates new", "templates check", "templates pack", "templates install"} == set(commands)
    kinds = re.search(r"The kinds of field are (.*?)\. ", GUIDE, re.S)
    assert kinds
    assert set(re.findall(r"`(\w+)`", kinds[1])) == set(KINDS)


def test_what_it_says_to_choose_is_in_the_menus() -> None:
    from composer.app.actions import ACTIONS

    said = set(re.findall(r"\*File ▸ ([^*]+)\*", GUIDE))
    assert {"New…", "Share as Package…", "Install Template…", "Save as Template…"} <= said
    assert said <= {row.label for row in ACTIONS if row.menu == "File"}
