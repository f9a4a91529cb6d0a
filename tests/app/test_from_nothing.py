"""An issue made from nothing in the mail itself, with no form beside it: all undone, all done again, and exported."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from composer.app.field_card import FieldCard
from composer.app.picture_card import PictureCard
from composer.export.exporters import FOLDER, Job, exporters
from composer.files.document import Document
from composer.files.forms import read_any
from composer.library.places import shipped
from composer.model.issue_json import slug
from composer.model.walk import map_people
from tests.app.desks import LIBRARY
from tests.app.makers import ByKeys, ByMouse, Maker
from tests.app.pages import CONTROL, SHIFT
from tests.app.walk import mail_says
from tests.app.windows import Seat

pytestmark = pytest.mark.usefixtures("home")
Key = Qt.Key
SAMPLE = shipped("assets") / "samples" / "signal-and-noise"
TYPES = ("masthead", "article", "commentary", "credits")
COMPACT = "https://lantern-compact.example/text"
HEADLINE, STANDFIRST = "Forty-one labs, one table, three empty chairs", "The companies that matter most did not sign."
VIEW, OPINION = "Set the bar where somebody trips", "None of which excuses the three who stayed at home."
BODY = f'<p>No page sets a <strong>date</strong> in the <a href="{COMPACT}">compact</a>.</p>'
WRITER = "Imke Sorrell"
ALT, NAME, PUBLICATION = "Forty-one people sit round a long table", "Wilma Tarn", "Paperknife"


@pytest.fixture(autouse=True)
def clipboard() -> Iterator[None]:
    """Left as it is found: empty."""
    yield
    QGuiApplication.clipboard().clear()


class Witness(QObject):
    """Sees whether a pane is shown, or anything in it given the keyboard, a key or a click."""

    KINDS = frozenset(
        QEvent.Type[name] for name in ("Show", "FocusIn", "KeyPress", "MouseButtonPress", "DragEnter", "Wheel")
    )

    def __init__(self, pane: QWidget) -> None:
        super().__init__(pane)
        self.events: list[QEvent.Type] = []
        for each in [pane, *pane.findChildren(QWidget)]:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self.KINDS:
            self.events.append(event.type())
        return False


def written_as_json(seat: Seat, folder: Path) -> Document:
    """The issue as somebody writes it who has no window: with the ids that the window gave."""
    publication = json.loads((SAMPLE / "issue.json").read_text("utf-8"))["publication"]
    picture = {
        "file": "alliance.jpg",
        "alt": ALT,
        "credit": {"name": NAME, "publication": PUBLICATION},
    }
    fields: dict[str, Any] = {
        "article": {
            "byline": [{"name": WRITER, "role": "Writer"}],
            "link": {"text": "The text", "address": COMPACT},
            "sources": [{"title": "The compact", "address": COMPACT}],
            "disclosure": {"uses": ["assisted"], "note": "Sources gathered with AI."},
            "kicker": "AI policy",
            "headline": HEADLINE,
            "standfirst": STANDFIRST,
            "image": picture,
            "body": BODY,
        },
        "commentary": {
            "author": [{"name": WRITER, "role": "Writer"}],
            "label": "Opinion",
            "headline": VIEW,
            "body": f"<p>{OPINION}</p>",
        },
    }
    blocks = [{"id": block.id, "type": block.type, "fields": fields.get(block.type, {})} for block in seat.issue.blocks]
    form = {"format": 1, "template": "dispatch", "language": "en", "publication": publication, "blocks": blocks}
    (folder / "issue.json").write_text(json.dumps(form), "utf-8")
    for file in ("alliance.jpg", publication["logo"]["file"]):
        shutil.copy(SAMPLE / file, folder)
    return read_any(folder / "issue.json", LIBRARY)


def write_the_article(maker: Maker, seat: Seat) -> str:
    hands, article = maker.hands, maker.insert("article")
    for field, words in (("headline", HEADLINE), ("standfirst", STANDFIRST)):
        maker.go(article, field)
        hands.type(words)
        hands.has(article, field, words)
    maker.go(article, "body")
    hands.type("No page sets a date")
    hands.has(article, "body", "<p>No page sets a date</p>")
    maker.select(article, "date")
    hands.press(Key.Key_B, CONTROL)
    hands.press(Key.Key_End, CONTROL)
    hands.press(Key.Key_B, CONTROL)
    hands.type(" in the compact")
    hands.has(article, "body", "<p>No page sets a <strong>date</strong> in the compact</p>")
    maker.select(article, "compact")
    hands.press(Key.Key_K, CONTROL)
    seat.shows("document.activeElement.nodeName", "COMPOSER-FRAMES")
    hands.type(COMPACT)
    hands.press(Key.Key_Return)
    hands.written(article, "body")
    hands.press(Key.Key_End, CONTROL)
    hands.type(".")
    hands.has(article, "body", BODY)
    return article


def give_it_a_picture(maker: Maker, seat: Seat, article: str) -> None:
    maker.bring(article, SAMPLE / "alliance.jpg")
    seat.until(lambda: seat.window.pictures.card is not None and seat.window.pictures.card.isVisible())
    card = seat.window.pictures.card
    assert isinstance(card, PictureCard)
    gone: list[bool] = []
    card.destroyed.connect(lambda: gone.append(True))
    for path, words in (("alt", ALT), ("credits.0.name", NAME), ("credits.0.publication", PUBLICATION)):
        maker.tell(card, path, words)
    maker.close(card)
    seat.until(lambda: bool(gone))
    picture = maker.hands.value(article, "image")
    assert (picture.alt, picture.credits[0].name, picture.credits[0].publication) == (ALT, NAME, PUBLICATION)


def say_who_and_whence(maker: Maker, article: str) -> None:
    """Byline, link, sources, and how AI was used: each in the card that opens where it stands on the page."""
    value = maker.hands.value
    card = maker.card(article, "byline")
    maker.add(card)
    maker.tell(card, "byline.0.name", WRITER)
    maker.tell(card, "byline.0.role", "Writer")
    finish(maker, card)
    assert [(person.name, person.role) for person in value(article, "byline")] == [(WRITER, "Writer")]
    card = maker.card(article, "link")
    maker.tell(card, "link.text", "The text")
    maker.tell(card, "link.address", COMPACT)
    finish(maker, card)
    assert value(article, "link").address == COMPACT
    card = maker.card(article, "sources")
    maker.add(card)
    maker.tell(card, "sources.0.title", "The compact")
    maker.tell(card, "sources.0.address", COMPACT)
    finish(maker, card)
    card = maker.card(article, "disclosure")
    maker.choose(card, "disclosure.uses", "used")
    maker.tell(card, "disclosure.note", "Sources gathered with AI.")
    finish(maker, card)
    assert value(article, "disclosure").uses == ("assisted",)


def finish(maker: Maker, card: FieldCard) -> None:
    """Be done with a card, and have the keyboard on the page again."""
    maker.close(card)
    maker.hands.seat.until(lambda: maker.hands.seat.window.cards.card is None and maker.hands.target.hasFocus())
    maker.hands.seat.shows("JSON.parse(composer.report()).card", card.fields[0].name)


def sign(maker: Maker, view: str) -> None:
    """By the one who wrote the article, whom the card knows."""
    card = maker.card(view, "author")
    maker.take(card, WRITER)
    maker.hands.seat.until(lambda: [each.name for each in maker.hands.value(view, "author") or ()] == [WRITER])
    maker.close(card)
    maker.hands.seat.until(lambda: maker.hands.seat.window.cards.card is None)


def write_the_commentary(maker: Maker) -> None:
    hands, view = maker.hands, maker.insert("commentary")
    for field, words in (("headline", VIEW), ("label", "Opinion"), ("body", OPINION)):
        maker.go(view, field)
        hands.press(Key.Key_A, CONTROL)
        hands.type(words)
        hands.has(view, field, f"<p>{words}</p>" if field == "body" else words)
    sign(maker, view)
    hands.press(Key.Key_Escape)
    hands.let_go()


def make_it(maker: Maker, seat: Seat) -> None:
    maker.insert("masthead")
    article = write_the_article(maker, seat)
    give_it_a_picture(maker, seat, article)
    maker.go(article, "kicker")
    maker.hands.type("AI policy")
    maker.hands.has(article, "kicker", "AI policy")
    say_who_and_whence(maker, article)
    maker.go(article, "body")
    write_the_commentary(maker)
    maker.insert("credits")


def steps(seat: Seat, action: str, held: Qt.KeyboardModifier, until: object) -> int:
    """Ctrl+Z, or with Shift the other way, until the issue is that one; how often."""
    times = 0
    while seat.issue is not until:
        assert seat.window.actions_by_name[action].isEnabled()
        before = seat.issue
        seat.window.activateWindow()
        seat.until(seat.window.isActiveWindow)
        QTest.keyClick(seat.window.windowHandle(), Key.Key_Z, held)
        seat.until(lambda before=before: seat.issue is not before)  # type: ignore[misc]
        times += 1
        assert times < 100
    return times


def exported(document: Document, seat: Seat, name: str) -> dict[str, bytes]:
    tool = seat.window.preview.tools["mailchimp"]
    return dict(exporters()[name].write(Job(document.issue, document.assets, LIBRARY, tool, FOLDER)))


@pytest.mark.parametrize("hands", [ByMouse, ByKeys], ids=["mouse and keys", "keys alone"])
def test_an_issue_is_made_from_nothing_in_the_mail(hands: type[ByKeys], seat: Seat, tmp_path: Path) -> None:
    maker = hands(seat)
    maker.begin()
    empty = seat.issue
    assert (empty.template, empty.blocks) == ("dispatch", ())
    maker.hands.press(Key.Key_F8)
    assert not seat.window.inspector.isVisible()
    seen = Witness(seat.window.inspector)
    make_it(maker, seat)
    end = seat.issue
    assert tuple(block.type for block in end.blocks) == TYPES
    seat.shows("document.body.innerText.includes('Image credits: Wilma Tarn / Paperknife')")

    undone = steps(seat, "edit.undo", CONTROL, empty)
    assert undone > 12
    seat.shows("document.querySelectorAll('[data-block]').length", 0)
    assert steps(seat, "edit.redo", CONTROL | SHIFT, end) == undone
    seat.shows("document.querySelectorAll('[data-block]').length", len(TYPES))
    for words in (HEADLINE, STANDFIRST, WRITER, VIEW, OPINION, "Image credits: Wilma Tarn / Paperknife"):
        mail_says(seat, words)
    seat.shows("document.querySelector('[data-block] strong').innerText", "date")
    assert seen.events == []

    read = written_as_json(seat, tmp_path)
    mine = Document(end, seat.desk.assets, tmp_path, digest="")
    known = map_people(end, LIBRARY.declared, lambda person: replace(person, id=slug(person.name)))  # as reading does
    assert read.issue.blocks == known.blocks
    for name in ("html", "text"):
        assert exported(mine, seat, name) == exported(read, seat, name)
