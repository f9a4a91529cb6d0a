"""What goes wrong on the command line is one sentence and an exit status."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.__main__ import open_window
from composer.errors import ComposerError
from tests.test_cli import SAMPLE, Said, run, small

__all__ = ["run", "small"]


TROUBLES = [
    ["frob"],
    ["new"],
    ["new", "-o", "a.pdf"],
    ["new", "-t", "none", "-o", "a.newsletter"],
    ["new", "--from", "none.json", "-o", "a.newsletter"],
    ["show", "none.newsletter"],
    ["show", "."],
    ["show", "broken.newsletter"],
    ["show", "broken.json"],
    ["show"],
    ["show", "issue.json", "--frob"],
    ["show", "issue.json", "--json", "--assets", "issue.json"],
    ["export", "issue.json"],
    ["export", "issue.json", "--to", "pdf"],
    ["export", "issue.json", "--to", "html", "--images", "nowhere"],
    ["export", "issue.json", "--to", "html", "--mail-tool", "none"],
    ["export", "issue.json", "--to", "html", "-o", "issue.json/x/"],
    ["export", "strange.json", "--to", "html"],
    ["check", "none"],
    ["next", "issue.json"],
    ["next", "issue.json", "-o", "a.txt"],
    ["templates", "save", "issue.json"],
    ["templates", "frob"],
    ["open", "none.newsletter"],
    ["open", "issue.json"],
]


@pytest.mark.parametrize("arguments", TROUBLES, ids=" ".join)
def test_trouble_is_one_sentence_and_status_two(
    arguments: list[str], run: Callable[..., Said], small: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.newsletter").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "broken.json").write_text('{"blocks": [{"type": 3}]}', "utf-8")
    (tmp_path / "strange.json").write_text('{"template": "gone"}', "utf-8")
    said = run(*arguments)
    assert said.status == 2
    assert said.out == ""
    [sentence] = said.err.splitlines()
    assert sentence.startswith("newsletter-composer: ")
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert "should not have happened" not in sentence


def test_what_nobody_foresaw_is_a_sentence_too(run: Callable[..., Said]) -> None:
    def broken(file: Path | None, **options: object) -> int:
        raise RuntimeError("unforeseen")

    said = run("open", SAMPLE, window=broken)
    assert said.status == 2
    assert "RuntimeError: unforeseen" in said.err
    assert len(said.err.splitlines()) == 1


def test_without_a_display_the_window_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ComposerError, match="no display"):
        open_window(None)


def test_the_program_runs_as_a_module_and_ends_quietly_when_nobody_reads_on() -> None:
    command = [sys.executable, "-m", "composer", "blocks", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
