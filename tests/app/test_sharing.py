"""A template comes as a package and goes as one, in the window: seen before it is used, refused in a sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from composer.app import main
from composer.app.cards import MEANWHILE, PORTRAIT
from composer.app.install_dialog import InstallDialog
from composer.app.new_dialog import NewDialog
from composer.app.share_dialog import ShareDialog
from composer.app.template_dialog import TemplateDialog
from composer.app.thumbnails import meanwhile
from composer.library.imprint import Imprint
from composer.library.package_files import pack_template, read_package
from composer.library.packages import PICTURE, SUFFIX
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import read_library
from composer.model.issue import Block, Issue
from composer.model.record import Record
from tests.app.desks import drop
from tests.app.pages import asked
from tests.app.rooms import Room, blank
from tests.app.starts import Start
from tests.app.test_start_view import NO_CRASH
from tests.app.windows import Seat
from tests.drawn import picture

LEFT = Qt.MouseButton.LeftButton
Go = Callable[[str], None]


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Go:
    """Go to somebody's profile."""
    return lambda name: monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / name))


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, home: Path) -> Iterator[Room]:
    """A window whose issue is in no file yet, and whose dialogs go with it."""
    made = Room(tmp_path, blank())
    qtbot.addWidget(made.window)
    yield made
    for each in made.window.findChildren(QDialog):
        each.reject()
    let_go()


@pytest.fixture
def house(tmp_path: Path, go: Go) -> Path:
    """A package of a template saved by somebody else; we are in a profile of our own."""
    go("maker")
    keep_template("House", "Harbour news")
    out = tmp_path / f"house{SUFFIX}"
    pack_template(read_library().template("house"), read_library(), out)
    go("home")
    return out


def keep_template(name: str, headline: str) -> None:
    block = Block("a", "heading", Record({"text": headline}))
    issue = Issue(subject="Weekly", template="dispatch", blocks=(block,))
    save_template(issue, {}, name=name, library=read_library(), description="Of the harbour")


def dialog_of(room: Room, kind: type[QDialog]) -> QDialog:
    found = [each for each in room.window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def opened(room: Room) -> InstallDialog:
    room.crank()
    found = dialog_of(room, InstallDialog)
    assert isinstance(found, InstallDialog)
    return found


def press(button: QWidget) -> None:
    QTest.mouseClick(button, LEFT)


def let_go() -> None:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def install(room: Room, package: Path) -> InstallDialog:
    """As File ▸ Install Template does."""
    room.window.show()
    room.ask.will(package)
    room.files.sharing.handlers()["file.install_template"]()
    return opened(room)


def test_it_is_read_before_it_is_used_and_there_after_a_click(room: Room, house: Path) -> None:
    dialog = install(room, house)
    assert room.ask.asked == ["Install Template"]
    assert (dialog.title.text(), dialog.about.text()) == ("House", "Of the harbour")
    rows = dict(dialog.rows)
    assert rows["By"] == "not said"
    assert rows["Size"].startswith("2 files")
    assert not dialog.meets.isVisible()
    assert dialog.install_button.text() == "Install"
    assert not user_templates().exists()
    assert "house" not in room.desk.library.templates
    press(dialog.install_button)
    room.crank()
    assert "house" in read_library().templates
    assert "house" in room.desk.library.templates
    assert room.told == ["“House” is among your templates now. Choose it with File ▸ New."]
    assert not dialog.isVisible()


def test_nothing_is_there_when_it_is_given_up(room: Room, house: Path) -> None:
    dialog = install(room, house)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    room.crank()
    assert not dialog.isVisible()
    assert not user_templates().exists()
    assert room.told == []


@pytest.mark.parametrize(("verb", "names"), [("Replace", ["house"]), ("Keep Both", ["house", "house-2"])])
def test_what_is_there_of_the_name_is_replaced_or_kept(room: Room, house: Path, verb: str, names: list[str]) -> None:
    keep_template("House", "Mine")
    mine = (user_templates() / "house" / "starter.json").read_bytes()
    dialog = install(room, house)
    assert dialog.meets.text() == "You have another template “House” already; this one differs."
    assert dialog.both_button.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # which replaces nothing
    assert dialog.isVisible()
    (button,) = (each for each in (dialog.install_button, dialog.both_button) if each.text() == verb)
    press(button)
    room.crank()
    assert sorted(path.name for path in user_templates().iterdir()) == names
    assert ((user_templates() / "house" / "starter.json").read_bytes() == mine) == (verb == "Keep Both")


def test_what_is_there_just_so_is_not_installed(room: Room, house: Path) -> None:
    keep_template("House", "Harbour news")
    dialog = install(room, house)
    assert dialog.meets.text() == "You have the template “House” already, just so."
    assert not dialog.install_button.isVisible()
    assert dialog.away.text() == "Close"


def test_what_is_no_package_is_refused_in_a_sentence(room: Room, tmp_path: Path) -> None:
    broken = tmp_path / f"broken{SUFFIX}"
    broken.write_bytes(b"PK no zip")
    dialog = install(room, broken)
    assert dialog.meets.text() == f"“{broken.name}” is damaged or incomplete; it was not opened."
    assert not dialog.install_button.isVisible()
    assert not dialog.seen.isVisible()
    assert not user_templates().exists()


def test_it_is_dropped_on_the_window_and_on_the_gallery_which_then_shows_it(room: Room, house: Path) -> None:
    room.window.show()
    assert drop(room.window, house)
    opened(room).reject()
    let_go()
    room.files.new()
    room.crank()
    gallery = dialog_of(room, NewDialog)
    assert isinstance(gallery, NewDialog)
    assert not drop(gallery, house.with_name("issue.newsletter"))
    assert drop(gallery, house)
    dialog = opened(room)
    assert dialog.parent() is gallery
    press(dialog.install_button)
    room.crank()
    chosen = gallery.gallery.chosen
    assert chosen is not None
    assert chosen.template == "house"
    assert gallery.gallery.share_button.isVisible()
    gallery.gallery.cards.setCurrentRow(0)
    assert not gallery.gallery.share_button.isVisible()
    gallery.reject()


def test_the_program_opens_it(tmp_path: Path, house: Path, qtbot: QtBot) -> None:
    start = Start(tmp_path)
    main._begin(start.app, house, NO_CRASH)  # type: ignore[arg-type]
    start.app.open_path(house)  # as when the program is open already
    start.jobs.crank()
    (window,) = start.app.windows
    found = [each for each in window.findChildren(InstallDialog) if each.isVisible()]
    assert [each.title.text() for each in found] == ["House"] * 2
    for each in found:
        each.reject()
    start.leave()


def test_who_has_no_template_is_told_how_one_is_made(room: Room) -> None:
    room.files.sharing.share()
    assert room.ask.told == [
        "You have no template of your own to share yet. File ▸ Save as Template makes one of an issue."
    ]


def test_a_saved_template_is_pictured_shared_and_seen_elsewhere(
    seat: Seat, tmp_path: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    go("maker")
    seat.act("file.save_template")
    saving = seat.window.findChild(TemplateDialog)
    assert saving is not None
    saving.name.setText("House")
    saving.accept()
    folder = user_templates() / "house"
    seat.until((folder / PICTURE).is_file)
    taken = QImage(str(folder / PICTURE))
    assert len({taken.pixelColor(x, y).name() for x in range(0, 400, 16) for y in range(0, 500, 16)}) > 5
    seat.desk.shelf.put(read_library())

    seat.act("file.share_template")
    sharing = QApplication.activeModalWidget()
    assert isinstance(sharing, ShareDialog)
    assert sharing.chosen.name == "house"
    QTest.keyClicks(sharing.imprint["author"], "The Lamp")
    seat.until(lambda: "house" in sharing._pictures)
    package = tmp_path / f"house{SUFFIX}"
    seat.answers.will(package.with_suffix(""))
    press(sharing.save_button)
    seat.until(lambda: not sharing.isVisible())
    assert seat.window.toast.label.text().startswith(f"Written to “{package.name}”, ")
    assert read_library().template("house").imprint == Imprint(author="The Lamp")
    assert not QImage.fromData(read_package(package).parts[PICTURE]).isNull()

    go("elsewhere")
    seat.desk.shelf.put(read_library())
    assert drop(seat.window, package)
    arriving = QApplication.activeModalWidget()
    assert isinstance(arriving, InstallDialog)
    seat.until(arriving.install_button.isEnabled)
    assert dict(arriving.rows)["By"] == "The Lamp"
    viewing, title = arriving.viewing.canvas, seat.issue.block(seat.block("article").id)
    assert title is not None
    words = f"document.body.innerText.includes({title.fields['headline']!r})"
    seat.until(lambda: bool(viewing.view and viewing.view.is_ready and asked(seat, viewing.view, words)))
    assert not user_templates().exists()
    press(arriving.install_button)
    seat.until(lambda: not arriving.isVisible())
    assert read_library().template("house").imprint.author == "The Lamp"


def test_a_carried_picture_hangs_there_until_the_portrait_does(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_template("House", "Mine")
    green = picture("PNG", (416, 520), colour=(0, 160, 0))
    (user_templates() / "house" / PICTURE).write_bytes(green)
    room.desk.shelf.put(read_library())
    room.window.show()
    room.files.new()
    room.crank()
    gallery = dialog_of(room, NewDialog)
    assert isinstance(gallery, NewDialog)
    gallery.gallery.show_template("house")
    room.crank()
    card = gallery.templates.currentItem()
    assert card.data(PORTRAIT) is None
    shown = card.data(MEANWHILE).toImage()
    assert shown.pixelColor(9, 9) == QColor(0, 160, 0)
    assert gallery.gallery.chosen in list(gallery.templates.without_portrait())  # the live one is still wanted
    gallery.reject()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        picture("PNG", (2100, 20)),
        picture("PNG") + bytes(1024 * 1024),
        picture("PNG")[:60],
    ],
    ids=["nothing", "a text", "too wide", "too heavy", "half of one"],
)
def test_a_strangers_picture_is_looked_at_first(home: Path, data: bytes) -> None:
    keep_template("House", "Mine")
    path = user_templates() / "house" / PICTURE
    path.write_bytes(data)
    assert meanwhile(read_library().template("house")).isNull()
    path.write_bytes(picture("PNG"))
    assert not meanwhile(read_library().template("house")).isNull()
    shutil.rmtree(user_templates())
