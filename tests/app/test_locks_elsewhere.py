"""What a template fixes stays fixed in another profile, whether it came as a package or inside a document."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from composer.files.document import save_document
from composer.library.installing import all_of, install
from composer.library.package_files import pack_template, read_package
from composer.library.packages import SUFFIX
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.shelf import Shelf
from composer.library.templates import Library, read_library
from composer.model.edits import put_field, put_issue, put_setting, remove
from composer.model.finding import Place
from composer.model.issue import Issue
from composer.model.locks import decide
from composer.model.record import Record
from tests.app.desks import LIBRARY, sample
from tests.app.pages import ALT, CONTROL, Hands
from tests.app.windows import Seat
from tests.looks import whole_look

LOCKS = {"masthead": ("fixed",), "footer": ("locked", "fixed", "needed", "single")}
Home = Callable[[str], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Go to a profile."""
    return lambda name: monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / name))


def decided() -> Issue:
    issue = sample().issue
    return decide(replace(issue, theme=Record({**issue.theme, "accent": "#336600"})), LOCKS, ["accent"])


def packed(tmp_path: Path) -> Path:
    """The issue as a template, packed by who made it."""
    document = sample()
    images = {name: document.assets.get(name) for name in document.assets.names()}
    save_template(decided(), images, name="House", library=read_library())
    package = tmp_path / f"house{SUFFIX}"
    pack_template(read_library().template("house"), read_library(), package)
    return package


def saved(tmp_path: Path) -> Path:
    """The issue as a document, in a look of its maker's."""
    whole_look(user_templates() / "mine")
    path = tmp_path / "house.newsletter"
    save_document(path, replace(decided(), template="mine"), sample().assets, library=read_library())
    return path


@pytest.fixture(params=["package", "document"])
def house(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, home: Home) -> Iterator[Seat]:
    """A window of a profile that never saw the template, on an issue of it."""
    as_package = request.param == "package"
    home("maker")
    came = packed(tmp_path) if as_package else saved(tmp_path)
    home("elsewhere")
    library: Library = LIBRARY
    if as_package:
        install(all_of(read_package(came)), LIBRARY, lambda folder, library: None)  # `test_packages.py` has it proved
        library = read_library()
    seat = Seat(qtbot, tmp_path, shelf=Shelf(library))
    seat.settle()
    if as_package:
        seat.window.files.new("house")
    else:
        seat.window.files.open(came)
    seat.until(lambda: bool(seat.issue.closed))
    seat.settle()
    yield seat
    QGuiApplication.clipboard().clear()
    seat.leave()


def fixed(issue: Issue) -> object:
    """All that the template decided."""
    first, last = issue.blocks[0], issue.blocks[-1]
    kinds = [block.type for block in issue.blocks]
    told = [(block.id, block.type, block.settings, block.printed) for block in (first, last)]
    return told, last.fields, issue.theme.get("accent"), issue.closed, kinds.count("footer")


def test_what_is_fixed_is_changed_by_nothing_and_what_is_open_by_everything(house: Seat) -> None:
    window, hands, session = house.window, Hands(house), house.desk.session
    wanted = fixed(house.issue)
    assert house.issue.blocks[-1].type == "footer"
    assert house.issue.theme["accent"] == "#336600"
    footer, story = house.issue.blocks[-1].id, house.block("article").id
    begun = house.issue

    # the session, which all else goes through
    for edit in (
        put_field(footer, "reason", "Mine"),
        put_setting([footer], "locked", False),
        put_setting([footer], "hidden", True),
        remove([footer]),
        put_issue("closed", ()),
        put_issue("theme", Record({"accent": "#ff0000"})),
        put_setting([footer], "single", False),
    ):
        assert not session.apply("Change", edit)

    # the outline, and what its keys and menus do
    house.click_row(footer)
    for name in ("up", "down", "duplicate", "hide", "hold", "delete"):
        assert not window.actions_by_name[f"block.{name}"].isEnabled(), name
    QTest.keyClick(window.outline, Qt.Key.Key_Delete)
    window.outline.moved.emit([footer], 1)
    QTest.keyClick(window.outline, Qt.Key.Key_Up, ALT)

    # the inspector
    house.click_row(footer)
    reason = window.inspector.editor("reason")
    assert reason is not None
    assert not reason.isEnabled()
    window.desk.selection.select(Place())
    accent = window.inspector.editor("theme.accent")
    assert accent is not None
    assert not accent.input.isEnabled()  # type: ignore[attr-defined]

    # the clipboard: the footer stands once
    house.click_row(footer)
    window.edits.delete("Cut")
    house.act("edit.copy")
    house.act("edit.paste")
    assert house.issue is begun

    # the page
    house.page(f"void document.querySelector('[data-block=\"{footer}\"]').scrollIntoView({{block: 'center'}})")
    house.click_in_mail(f'[data-block="{footer}"]')
    hands.type("xyz")
    QTest.keyClick(hands.target, Qt.Key.Key_Delete)
    QTest.keyClick(hands.target, Qt.Key.Key_V, CONTROL)

    # what is open: written on the page, which has by then done with the keys before
    hands.click(story, "headline")
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.type("Open")
    hands.has(story, "headline", "Open")
    assert fixed(house.issue) == wanted
    house.click_row(story)
    house.act("block.duplicate")
    house.act("block.delete")
    assert session.apply("Ink", put_issue("theme", Record({**house.issue.theme, "ink": "#101010"})))
    assert fixed(house.issue) == wanted

    # undo and redo, all the way
    while house.issue is not begun:
        assert window.undo() is None
        assert fixed(house.issue) == wanted
    for _ in range(20):
        window.redo()
        assert fixed(house.issue) == wanted
    assert house.issue.theme["ink"] == "#101010"


def test_a_saved_template_is_worn_from_the_inspector(qtbot: QtBot, tmp_path: Path, home: Home) -> None:
    home("maker")
    issue = replace(sample().issue, theme=Record({"accent": "#336600"}), template="digest")
    save_template(issue, {}, name="House", library=read_library())
    seat = Seat(qtbot, tmp_path, shelf=Shelf(read_library()))
    seat.settle()
    seat.desk.selection.select(Place())
    editor = seat.window.inspector.editor("template")
    assert editor is not None
    choices = editor.input  # type: ignore[attr-defined]
    choices.setCurrentIndex(choices.findData("house"))
    choices.activated.emit(choices.currentIndex())
    assert seat.issue.template == "digest"
    assert seat.issue.theme["accent"] == "#336600"
    shown = seat.window.inspector.editor("template")
    assert shown is not None
    assert shown.input.currentData() == "digest"  # type: ignore[attr-defined]
    seat.window.undo()
    assert seat.issue.template == sample().issue.template
    shutil.rmtree(user_templates())
    seat.leave()
