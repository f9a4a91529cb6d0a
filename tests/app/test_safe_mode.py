"""Safe mode: asked for, or after three crashes in five minutes; and settings that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from composer.app import engine, safe
from composer.app.settings import Settings
from composer.app.starts import CRASHES, WITHIN, Starts
from composer.files.assets import Assets
from composer.files.document import save_document
from composer.model.issue import Block, Issue
from tests.app.desks import LIBRARY
from tests.app.processes import Program, kill

SHIPPED = sorted(name for name, template in LIBRARY.templates.items() if not template.own)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """With a template of the user's own."""
    program = Program(tmp_path / "home")
    own = program.home / "templates" / "mine"
    own.mkdir(parents=True)
    (own / "template.toml").write_text('title = "Mine"\nlook = "dispatch"\n', "utf-8")
    yield program
    program.end()


def test_asked_for_it_leaves_out_what_is_of_the_users_own_and_the_engine(
    program: Program, tmp_path: Path, promise: Callable[..., None]
) -> None:
    path = tmp_path / "a.newsletter"
    save_document(path, Issue(template="mine", subject="A", blocks=(Block("a", "article"),)), Assets(), library=LIBRARY)
    assert program.start([("note",), ("quit",)]).wait(90) == 0
    assert program.start([("note",), ("quit",)], "--safe-mode", path).wait(90) == 0
    plain, careful = program.notes()
    assert (plain["templates"], plain["toasts"]) == (sorted([*SHIPPED, "mine"]), [""])
    assert careful["templates"] == SHIPPED
    assert careful["view"] == [False]
    assert careful["subjects"] == ["A"]
    assert careful["toasts"] == [safe.SENTENCE]
    promise("P49", "--safe-mode", "own templates and engine left out", "own templates and engine left out")


def test_after_three_crashes_it_comes_by_itself_without_the_document_and_goes_after_a_good_end(
    program: Program, tmp_path: Path, promise: Callable[..., None]
) -> None:
    path = tmp_path / "a.newsletter"
    save_document(path, Issue(template="dispatch", subject="A"), Assets(), library=LIBRARY)
    for number in range(CRASHES):
        process = program.start([("note",), ("stay",)], path)
        assert program.wait_notes(number + 1)[-1]["subjects"] == ["A"]
        kill(process)
    for _ in range(2):
        assert program.start([("note",), ("quit",)], path).wait(90) == 0
    careful, plain = program.notes()[CRASHES:]
    assert careful["templates"] == SHIPPED
    assert careful["subjects"] != ["A"]
    assert "“a.newsletter” was not opened after several crashes" in careful["toasts"][0]
    assert (plain["subjects"], plain["toasts"]) == (["A"], [""])
    promise("P49", f"{CRASHES} crashes in five minutes", "safe mode", "safe mode")


def test_broken_settings_are_set_aside_and_told(program: Program, promise: Callable[..., None]) -> None:
    state = program.home / "state"
    state.mkdir()
    (state / "settings.json").write_text('{"look": ', "utf-8")
    assert program.start([("note",), ("quit",)]).wait(90) == 0
    (told,) = program.notes()
    assert told["toasts"] == [
        "Your settings could not be read. They begin anew; the old ones are in “settings.json.broken”."
    ]
    assert (state / "settings.json.broken").read_text("utf-8") == '{"look": '
    promise("P49", "settings that cannot be read", "set aside and told", "set aside and told")


# In this process


def test_starts_count_while_they_are_young_and_until_one_ends_well(tmp_path: Path) -> None:
    now = 1000.0
    starts = Starts(tmp_path / "starts.json", clock=lambda: now)
    careful = []
    for _ in range(CRASHES + 1):
        careful.append(starts.begin())
        now += 10
    assert careful == [False] * CRASHES + [True]
    now += WITHIN
    assert not starts.begin()
    assert [starts.begin() for _ in range(CRASHES)][-1]
    starts.end()
    assert not starts.begin()


@pytest.mark.parametrize("text", ["", "{}", "[", '["x", null]', "\0"])
def test_nonsense_counts_as_no_starts(text: str, tmp_path: Path) -> None:
    (tmp_path / "starts.json").write_text(text, "utf-8")
    assert not Starts(tmp_path / "starts.json").begin()
    assert len(json.loads((tmp_path / "starts.json").read_text("utf-8"))) == 1


def test_a_clock_set_back_does_not_keep_it_careful(tmp_path: Path) -> None:
    (tmp_path / "starts.json").write_text("[9e9, 9e9, 9e9, 9e9]", "utf-8")
    assert not Starts(tmp_path / "starts.json").begin()


def test_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not engine.refusal()
    monkeypatch.setattr(safe, "_on", True)
    assert engine.refusal().startswith("Safe mode: the preview is off.")


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b""])
def test_settings_say_where_broken_ones_went(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.set_aside == tmp_path / "settings.json.broken"
    assert settings.set_aside.read_bytes() == content
    assert Settings(path).set_aside is None
