"""A template begun from nothing is whole: proved, with a block type of its own, packed and installed elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from composer.checks.proof import prove
from composer.cli.main import main
from composer.errors import ComposerError
from composer.library.skeleton import begin_template
from composer.library.templates import Library, read_library
from composer.render.page import Renderer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_it_is_proved_as_it_begins(tmp_path: Path) -> None:
    folder = begin_template("School week", read_library())
    library: Library = read_library()
    assert library.troubles == ()
    template = library.template("school-week")
    assert (template.title, template.own) == ("School week", True)
    assert template.blocks["remark"].examples()
    own = {name: template.blocks[name] for name in ("remark", "article")}
    few = Library({template.name: replace(template, blocks=own)}, own)
    proof = prove(few.templates[template.name], few, Renderer(few, tmp_path / "styles"))
    assert [finding for finding in proof.findings if finding.level != "note"] == []
    assert folder.name == "school-week"


def test_an_issue_of_it_is_written_exported_and_travels(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "new", "School week"]) == 0
    assert "template.toml" in capfd.readouterr().out
    assert main(["new", "--template", "school-week", "-o", "a.newsletter"]) == 0
    assert main(["export", "a.newsletter", "--to", "html", "-o", "a.html"]) == 0
    html = (tmp_path / "a.html").read_text("utf-8")
    assert "Your own kind of block." in html
    assert "border:2px solid #6b3fa0" in html


@pytest.mark.parametrize("title", ["", "  ", "blocks", 'a "b"', "dispatch", "foundation", "line\nbreak"])
def test_what_cannot_be_a_name_is_refused(title: str) -> None:
    with pytest.raises(ComposerError):
        begin_template(title, read_library())


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    begin_template("Mine", read_library(), tmp_path)
    (tmp_path / "mine" / "theme.css").write_text("/* mine */", "utf-8")
    with pytest.raises(ComposerError, match="already"):
        begin_template("Mine", read_library(), tmp_path)
    assert (tmp_path / "mine" / "theme.css").read_text("utf-8") == "/* mine */"
