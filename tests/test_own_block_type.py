"""A block type of one's own by the command line: two files copied, and it is listed, exported and written as text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer.cli.main import main
from tests.own_block_type import NAME, keep_type

ISSUE = {
    "template": "dispatch",
    "subject": "Rain",
    "blocks": [{"type": NAME, "fields": {"place": "Eastquay", "outlook": "<p>Rain until <b>Thursday</b>.</p>"}}],
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "issue.json").write_text(json.dumps(ISSUE), "utf-8")


def listed(capfd: pytest.CaptureFixture[str]) -> dict[str, dict[str, object]]:
    assert main(["blocks", "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capfd.readouterr().out)
    return {str(block["name"]): block for block in found}


def test_it_is_listed_once_it_is_there(capfd: pytest.CaptureFixture[str]) -> None:
    assert NAME not in listed(capfd)
    keep_type()
    assert listed(capfd)[NAME]["title"] == "Weather report"


def test_it_is_exported_with_its_styles_and_as_text(capfd: pytest.CaptureFixture[str]) -> None:
    keep_type()
    assert main(["export", "issue.json", "--to", "html", "-o", "out.html"]) == 0, capfd.readouterr().err
    assert main(["export", "issue.json", "--to", "text", "-o", "out.txt"]) == 0, capfd.readouterr().err
    html = Path("out.html").read_text("utf-8")
    headline = html[html.index("<h2") : html.index("Eastquay")]
    assert "font-family" in headline
    assert "data-edit" not in html
    assert "<strong" in html[html.index("Rain until") :]
    assert "Eastquay" in Path("out.txt").read_text("utf-8")
    assert "Rain until Thursday." in Path("out.txt").read_text("utf-8")


def test_it_survives_saving_and_next_issue(capfd: pytest.CaptureFixture[str]) -> None:
    keep_type()
    assert main(["new", "--from", "issue.json", "-o", "one.newsletter"]) == 0, capfd.readouterr().err
    assert main(["next", "one.newsletter", "-o", "two.newsletter"]) == 0, capfd.readouterr().err
    capfd.readouterr()
    assert main(["show", "two.newsletter", "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert [block["type"] for block in shown["blocks"]] == [NAME]
