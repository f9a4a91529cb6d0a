"""Readers never write: whatever an issue holds, showing it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from composer.app.editors.cards import ListEditor
from composer.app.editors.editor import Editor
from composer.app.form import Inspector
from composer.model.finding import Place
from composer.model.issue import Issue
from tests.app.desks import desk, sample
from tests.issues import LIBRARY, issues


@pytest.fixture
def inspector(tmp_path: Path, qapp: QApplication) -> Iterator[Inspector]:
    made = Inspector(desk(tmp_path, Issue(), library=LIBRARY))
    made.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def _unfold_all(inspector: Inspector) -> None:
    for box in inspector._form.boxes if inspector._form else ():
        box.unfold()
        for editor in list(box.editors.values()):
            _unfold(editor)


def _unfold(editor: Editor) -> None:
    if isinstance(editor, ListEditor):
        for card in editor.cards:
            card.unfold()
    for part in list(editor.parts.values()):
        _unfold(part)


@given(issues)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_showing_changes_nothing(inspector: Inspector, issue: Issue) -> None:
    session, selection = inspector._desk.session, inspector._desk.selection
    selection.select(Place())
    session.open(issue)
    for block in ("", *(block.id for block in issue.blocks)):
        selection.select(Place(block))
        _unfold_all(inspector)
        QApplication.processEvents()
    assert session.now is issue
    assert not session.history.undo_label


def test_the_sample_is_shown_and_left_alone(tmp_path: Path, qapp: QApplication) -> None:
    document = sample()
    place = desk(tmp_path, document.issue, document.assets)
    inspector = Inspector(place)
    for block in ("", *(block.id for block in document.issue.blocks)):
        place.selection.select(Place(block))
        _unfold_all(inspector)
        place.jobs.crank()
    assert place.session.now is document.issue
