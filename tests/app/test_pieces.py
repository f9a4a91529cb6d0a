"""Small parts of the window: jobs, settings, colours, keys, what rows say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer.app.actions import ACTIONS, describe_keys
from composer.app.findings import summary
from composer.app.jobs import Err, Jobs, Ok
from composer.app.look import DARK, LIGHT, Colours
from composer.app.rows import block_row, issue_row
from composer.app.settings import Settings
from composer.errors import ComposerError
from composer.library.places import shipped
from composer.model.finding import Finding
from composer.model.issue import Block, Issue
from composer.model.issue import Settings as BlockSettings
from composer.model.record import Record
from tests.app.desks import LIBRARY

ROOT = Path(__file__).parents[2]


def test_jobs_wait_for_the_crank() -> None:
    jobs, got = Jobs(threads=0), []
    jobs.run(lambda: 6 * 7, got.append)
    assert not got
    assert jobs.crank() == 1
    assert got == [Ok(42)]


def test_jobs_in_threads_deliver_on_the_gui_thread_and_hand_back_errors(qtbot: QtBot) -> None:
    jobs, got = Jobs(threads=1), []

    def fail() -> None:
        raise ComposerError("The disk is full.")

    jobs.run(fail, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], Err)
    assert got[0].sentence == "The disk is full."
    jobs.close()
    jobs.run(lambda: 1, got.append)
    assert len(got) == 1


def test_settings_come_back_and_a_wrong_type_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.put("zoom", 1.25)
    settings.put_of_publication("Signal & Noise", "mail_tool", "mailchimp")
    again = Settings(path)
    assert again.get("zoom", 1.0) == 1.25
    assert again.get("zoom", "text") == "text"
    assert again.of_publication("Signal & Noise", "mail_tool", "plain") == "mailchimp"
    assert again.of_publication("Another", "mail_tool", "plain") == "plain"


@pytest.mark.parametrize("text", ["{", "[]", "\x00", '"a"'])
def test_broken_settings_are_set_aside(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    assert Settings(path).get("zoom", 1.0) == 1.0
    assert (tmp_path / "settings.json.broken").read_text("utf-8") == text


def test_recent_files_are_newest_first_and_still_there(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    paths = [tmp_path / name for name in ("a.newsletter", "b.newsletter", "gone.newsletter")]
    for path in paths[:2]:
        path.touch()
    for path in (*paths, paths[0]):
        settings.add_recent(path)
    assert settings.recent() == paths[:2]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("ink", ("ground", "pane", "field", "hover", "accent_ground")),
        ("muted", ("ground", "pane", "field", "hover", "accent_ground")),
        ("accent", ("pane", "accent_ground")),
        ("on_accent", ("accent", "accent_hover")),
        ("good", ("ground",)),
        ("warning", ("ground", "warning_ground", "pane")),
        ("error", ("ground", "error_ground", "pane")),
        ("on_toast", ("toast",)),
    ],
)
def test_words_can_be_read_on_every_ground(look: Colours, ink: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        assert contrast(getattr(look, ink), getattr(look, ground)) >= 4.5, ground


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_the_style_sheet_of_both_looks_has_no_name_left(qtbot: QtBot) -> None:
    from PySide6.QtGui import QFont

    from composer.app.look import style_sheet

    for look in (LIGHT, DARK):
        assert "@" not in style_sheet(look, QFont("Sans", 10)).replace("/* @name", "")


def test_every_action_has_an_icon_that_is_there_and_keys_are_described() -> None:
    icons = {path.stem for path in (shipped("assets") / "icons").glob("*.svg")}
    assert {action.icon for action in ACTIONS if action.icon} <= icons
    assert ("Save", ("Ctrl+S",)) in describe_keys()["File"]


def test_the_window_comes_before_the_browser_and_the_inliner() -> None:
    code = "import sys, composer.app.main; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {"PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "premailer", "cssutils"} & set(
        done.stdout.split()
    )


def test_rows_say_what_a_block_is() -> None:
    article = LIBRARY.blocks["article"]
    body = f"<p>{'word ' * 400}</p>"
    written = Block("a", "article", Record({"headline": "The head", "body": body}))
    assert block_row(written, article).title == "The head"
    assert block_row(written, article).line == "Article · 400 words · 2 min"
    assert block_row(Block("b", "article"), article).title == "Article"
    held = Block("c", "article", settings=BlockSettings(held_over=True))
    assert block_row(held, article).state == "Held over"
    assert block_row(Block("d", "from_tomorrow"), None).line == "Unknown type, kept as it is"
    assert issue_row(Issue()).title == "No subject yet"


def test_the_summary_counts_what_must_be_looked_at() -> None:
    note, warning, error = (Finding(level, "x", "X.") for level in ("note", "warning", "error"))
    assert summary(()) == summary((note,)) == ("All checked", "good")
    assert summary((warning, note)) == ("1 to check", "warning")
    assert summary((error, warning)) == ("2 to check", "error")
    assert summary(None)[1] == "muted"
