"""A look inside a document counts on the command line, in whoever's profile: shown, checked, exported, followed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer.cli.main import main
from composer.files.document import open_document
from composer.files.looks import read_looks
from composer.library.brought import key_of
from composer.library.templates import read_library
from tests.files.test_looks import Made, at_home, made
from tests.own_block_type import NAME

__all__ = ["at_home", "made"]


def test_every_command_reads_the_issue_by_what_it_brings(
    made: Made, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file, out = str(made.path), tmp_path / "out"
    assert main(["check", file, "--json"]) in (0, 1)
    codes = [found["code"] for found in json.loads(capsysbinary.readouterr().out)]
    assert not [code for code in codes if code.endswith(".unknown") or code == "page.failed"]
    assert main(["show", file, "--json"]) == 0
    shown = json.loads(capsysbinary.readouterr().out)
    assert shown["template"] == "mine"
    assert shown["blocks"][-1]["fields"]["place"] == "Eastquay"
    assert main(["export", file, "--to", "html", "-o", f"{out}/"]) == 0
    assert b"Eastquay</h2>" in (out / "mine.html").read_bytes()
    assert main(["export", file, "--to", "text", "-o", "-"]) == 0
    assert b"EASTQUAY" in capsysbinary.readouterr().out.upper()
    following = tmp_path / "next.newsletter"
    assert main(["next", file, "-o", str(following)]) == 0
    assert set(open_document(following, read_library()).brought) == set(
        open_document(made.path, read_library()).brought
    )
    copied = tmp_path / "copy.newsletter"
    assert main(["new", "--from", file, "-o", str(copied)]) == 0
    assert copied.read_bytes() == made.path.read_bytes()


def test_a_look_of_somebody_elses_is_no_template_to_save_by(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "save", str(made.path), "--name", "Weekly"]) == 2
    assert "“mine”" in capsys.readouterr().err
    assert "weekly" not in read_library().templates


def test_what_is_refused_is_said_once(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    opened = open_document(made.path, read_library())
    assert {key_of(name) for name in read_looks(opened.brought, read_library()).library.brought} == {
        "mine",
        f"blocks/{NAME}",
    }
    assert main(["show", str(made.path)]) == 0
    assert capsys.readouterr().err == ""
