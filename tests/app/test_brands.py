"""Publications in the window: kept from one issue, published by in another, corrected once and right everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from composer.library.brands import read_brands
from composer.model.brand import named_people
from composer.model.edits import put_field, put_issue
from composer.model.issue import Publication
from tests.app.windows import Seat


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))
    seat = Seat(qtbot, tmp_path)
    seat.settle()
    yield seat
    seat.leave()


def choices(seat: Seat) -> dict[str, QAction]:
    """File ▸ Publication as it opens now."""
    menu: QMenu = seat.window.menus["Publication"]
    menu.aboutToShow.emit()
    return {action.text().replace("&&", "&"): action for action in menu.actions()}


def keep(seat: Seat) -> None:
    action = next(action for text, action in choices(seat).items() if text.endswith("for Other Issues"))
    seat.window.toast.label.clear()
    action.trigger()
    seat.until(lambda: bool(seat.window.toast.label.text()))


def test_kept_once_it_publishes_another_issue_as_one_step(seat: Seat) -> None:
    seat.desk.session.apply("Colour", put_issue("theme.accent", "#0b57d0"))
    publication = seat.issue.publication
    keep(seat)
    assert "is kept with" in seat.window.toast.label.text()
    (brand,) = read_brands()[0].values()
    assert brand.publication.name == publication.name
    assert {person.name for person in brand.people} >= {"Imke Sorrell", "Dayo Fenwright"}

    seat.desk.session.apply("Another", put_issue("publication", Publication(name="Other")))
    seat.desk.session.apply("Plain", put_issue("theme.accent", "#111111"))
    before = seat.issue
    listed = choices(seat)[publication.name]
    assert listed.text() == "Signal && Noise"
    listed.trigger()
    seat.until(lambda: seat.issue.publication.name == publication.name)
    assert seat.issue.theme["accent"] == "#0b57d0"
    assert seat.desk.session.history.undo_label == f"Publish as {publication.name}"
    seat.act("edit.undo")
    assert seat.issue is before


def test_what_is_corrected_where_it_is_kept_is_offered_here(seat: Seat) -> None:
    keep(seat)
    block, path, person = next(
        found for found in named_people(seat.issue, seat.desk.library.declared) if found[2].name == "Imke Sorrell"
    )
    old = seat.issue
    seat.desk.session.apply("Promote", put_field(block, f"{path}.role", "Chief writer"))
    keep(seat)
    seat.desk.session.apply("Back", lambda issue: old)
    seat.until(lambda: any(finding.code == "brand.differs" for finding in seat.window.review.reading.findings))
    (finding,) = (each for each in seat.window.review.reading.findings if each.code == "brand.differs")
    assert person.name in finding.sentence
    assert finding.fix is not None
    seat.desk.session.apply(finding.fix_label, finding.fix)
    found = {
        each.role for _, _, each in named_people(seat.issue, seat.desk.library.declared) if each.name == person.name
    }
    assert found == {"Chief writer"}
    seat.until(lambda: not any(each.code == "brand.differs" for each in seat.window.review.reading.findings))


def test_it_is_passed_on_and_taken_in(seat: Seat, tmp_path: Path) -> None:
    keep(seat)
    name = seat.issue.publication.name
    out = tmp_path / "signal.newsletter-publication"
    seat.answers.will(out)
    choices(seat)["Export Publication…"].trigger()
    seat.until(out.is_file)
    seat.answers.will("Stop Keeping")
    choices(seat)["Stop Keeping It"].trigger()
    seat.until(lambda: read_brands()[0] == {})
    seat.until(lambda: not seat.desk.library.brands)
    assert name not in choices(seat)
    seat.answers.will(out)
    choices(seat)["Import Publication…"].trigger()
    seat.until(lambda: name in choices(seat))
    assert choices(seat)[name].isChecked()


def test_without_a_name_it_cannot_be_kept(seat: Seat) -> None:
    seat.desk.session.apply("Unname", put_issue("publication.name", ""))
    keeps = [action for text, action in choices(seat).items() if text.endswith("for Other Issues")]
    assert [action.isEnabled() for action in keeps] == [False]
