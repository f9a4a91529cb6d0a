"""Words of a document are words in the window too: no label takes them for HTML, which could load files by name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.app.windows import Seat

# Labels that hold the program's own words or a picture, nothing of a document.
OWN = ("FindingsPanel", "Tabs")


def test_no_label_that_may_show_a_document_s_words_takes_html(seat: Seat) -> None:
    assert QLabel("a").textFormat() == Qt.TextFormat.AutoText  # what a label does by itself
    shown = {
        (type(label.parent()).__name__, label.text())
        for label in seat.window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and type(label.parent()).__name__ not in OWN
    }
    assert {text for _, text in shown} <= {""}
