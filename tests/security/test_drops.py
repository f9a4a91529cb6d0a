"""Nothing runs that is dropped on the page of a real window: markup, addresses, files, their names, foreign blocks."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from pytestqt.qtbot import QtBot

from composer.app.block_data import CLIP, ORIGIN
from composer.app.outline_model import BLOCKS
from composer.model.finding import Place
from composer.render.page import Renderer
from tests.app.pages import Hands
from tests.app.walk import drop_in_mail
from tests.app.windows import Seat
from tests.drawn import picture
from tests.security.material import sample, there
from tests.security.probe import Probe
from tests.security.test_ways_in import LIBRARY, block, harmless, iptc_says, live, shown

Promise = Callable[[str, str, object, object], None]
AT_ONCE = 20
LONGEST = 200  # bytes of a file's name, which file systems take
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
# What the page of the window may not hold, whatever was let go over it.
FOREIGN = """(() => [...document.querySelectorAll("body *")].filter((element) =>
  ["script", "iframe", "object", "embed", "svg", "form", "link", "base", "math"].includes(element.localName)
  || [...element.attributes].some(({ name, value }) => name.startsWith("on") || name === "srcdoc"
    || (["href", "src"].includes(name) && /^[\\s\\0-\\x20]*(javascript|vbscript|data:text)/i.test(value)))).length)()"""


@pytest.fixture
def seat(qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    """The window with the sample, a text of it being written in."""
    made = Seat(qtbot, tmp_path)
    made.settle()
    Hands(made).click("lead", "body")
    yield made
    made.leave()


def let_go(seat: Seat, mime: QMimeData) -> bool:
    """Drop something on the text that is written in, wherever the page was scrolled to; whether it was taken."""
    seat.page(
        "void document.querySelector('[data-block=\"lead\"] [data-edit=\"body\"]').scrollIntoView({block: 'center'})"
    )
    return drop_in_mail(seat, mime, seat.view.rect().center())


def unharmed(seat: Seat) -> None:
    """The page is the mail still, with nothing in it that could run."""
    seat.until(lambda: seat.view.is_ready and not seat.window.canvas._busy)
    assert seat.page(FOREIGN) == 0
    assert seat.page("document.title") == seat.page("document.querySelector('title')?.textContent ?? ''")


def markup(payload: str) -> Iterator[QMimeData]:
    """The payload as other programs drag words, pages, links and pictures of pages."""
    for html in (payload, f'<a href="{payload}">{payload}</a>', f'<img src="x.png" alt="{payload}">{payload}'):
        mime = QMimeData()
        mime.setHtml(html)
        mime.setText(payload)
        yield mime
    for address in (payload, f"javascript:{payload}", f"data:text/html,{payload}", f"data:image/svg+xml,{DRAWING}"):
        mime = QMimeData()
        mime.setData("text/uri-list", QByteArray(address.encode("utf-8", "replace")))
        yield mime


def file_name(payload: str) -> str:
    """The payload as a file may be called."""
    plain = re.sub(r"[/\0]", "\u2215", payload).encode("utf-8", "replace")[:LONGEST].decode("utf-8", "ignore")
    return plain.strip() or "a"


def files(folder: Path, given: list[str]) -> QMimeData:
    """Pictures called by payloads that also say them."""
    folder.mkdir()
    written = []
    for number, payload in enumerate(given):
        where = folder / str(number)
        where.mkdir()
        written.append(where / f"{file_name(payload)}.jpg")
        written[-1].write_bytes(iptc_says(payload))
    return of_files(*written)


def of_files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def foreign(given: list[str]) -> QMimeData:
    """Blocks as another window drags them, a payload in every field."""
    mime = QMimeData()
    blocks = [block(kind, payload) for payload in given for kind in ("article", "image")]
    mime.setData(CLIP, QByteArray(json.dumps({"format": 1, "blocks": blocks}).encode("utf-8", "surrogatepass")))
    mime.setData(ORIGIN, QByteArray(b"elsewhere"))
    mime.setData(BLOCKS, QByteArray("\n".join(given).encode("utf-8", "replace")))
    return mime


def batches(given: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(given), AT_ONCE):
        yield given[at : at + AT_ONCE]


def taken_in(seat: Seat, mime: QMimeData, least: int) -> None:
    """Let it go over the page, and wait until so many blocks more are there."""
    before = len(seat.issue.blocks)
    assert let_go(seat, mime)
    seat.until(lambda: len(seat.issue.blocks) >= before + least)
    if (card := seat.window.pictures.card) is not None:
        card.close()
    unharmed(seat)


def test_words_that_are_dropped_are_left_to_nobody(seat: Seat) -> None:
    """The browser puts them not into the page, nor opens another in its place; what were there would be seen."""
    before, address, said = seat.issue, seat.view.url(), seat.page("document.body.innerText")
    for mime in markup("<b>dropped</b>"):
        assert not let_go(seat, mime)
    unharmed(seat)
    assert (seat.issue, seat.view.url(), seat.page("document.body.innerText")) == (before, address, said)
    seat.page("void document.body.insertAdjacentHTML('beforeend', '<img id=bad src=x onerror=1>')")
    assert seat.page(FOREIGN) == 1
    seat.page("void document.querySelector('#bad').remove()")


def run_as_they_are(probe: Probe, given: list[str]) -> int:
    """How many of them run where nothing stands in their way."""
    return sum(len(probe.apart(batch)) for batch in batches(given))


@there
def test_markup_and_addresses_that_are_dropped_do_nothing(seat: Seat, probe: Probe, promise: Promise) -> None:
    given, before = sample(live(), 40), seat.issue
    ran = run_as_they_are(probe, given)
    promise("P20", "control: payloads for a drop that run as they are", "over half", f"{ran:,} of {len(given):,}")
    assert ran > len(given) / 2
    for payload in given:
        for mime in markup(payload):
            let_go(seat, mime)
    unharmed(seat)
    if seat.issue is not before:  # words with a picture in them may be taken, cleaned
        harmless(probe, shown(seat.issue, Renderer(LIBRARY)))
    assert seat.window.canvas.edits.place == Place("lead", "body")
    promise(
        "P20", "payloads that run when dropped as markup or address", f"0 of {len(given):,}", f"0 of {len(given):,}"
    )


@there
def test_hostile_names_and_words_of_dropped_files_do_nothing(
    seat: Seat, probe: Probe, promise: Promise, tmp_path: Path
) -> None:
    given = sample(live(), 40)
    ran = run_as_they_are(probe, [file_name(payload) for payload in given])  # as a careless program shows names
    promise("P20", "control: payloads that run as a file's name", "some", f"{ran:,} of {len(given):,}")
    assert ran
    for number, batch in enumerate(batches(given)):
        taken_in(seat, files(tmp_path / f"files{number}", batch), len(batch))
        harmless(probe, shown(seat.issue, Renderer(LIBRARY), "canvas"))
        seat.window.undo()
    promise("P20", "payloads that run out of dropped files", f"0 of {len(given):,}", f"0 of {len(given):,}")


def test_drawings_and_what_calls_itself_a_picture_are_not_taken(seat: Seat, tmp_path: Path) -> None:
    before = seat.issue
    for name in ("liar.png", "drawing.svg", "liar.html.jpg"):
        (tmp_path / name).write_text(DRAWING)
        if let_go(seat, of_files(tmp_path / name)):
            seat.until(lambda name=name: seat.window.toast.isVisible() and name in seat.window.toast.label.text())  # type: ignore[misc]
    unharmed(seat)
    assert seat.issue is before


@there
def test_blocks_dropped_from_a_hostile_program_do_nothing(seat: Seat, probe: Probe, promise: Promise) -> None:
    given = sample(live(), 40)
    ran = run_as_they_are(probe, given)
    promise(
        "P20", "control: payloads in dropped blocks that run as they are", "over half", f"{ran:,} of {len(given):,}"
    )
    assert ran > len(given) / 2
    for batch in batches(given):
        taken_in(seat, foreign(batch), len(batch))
        harmless(probe, shown(seat.issue, Renderer(LIBRARY)))
        seat.window.undo()
    promise("P20", "payloads that run out of dropped blocks", f"0 of {len(given):,}", f"0 of {len(given):,}")


@there
def test_a_picture_written_in_a_page_comes_alone(seat: Seat, probe: Probe) -> None:
    """Of a page with a picture in it only the picture is taken: not what else the page would do."""
    written = base64.b64encode(picture("PNG")).decode()
    mime = QMimeData()
    mime.setHtml(f'<img src="data:image/png;base64,{written}" onload="alert(1)" alt="<svg onload=alert(1)>">{DRAWING}')
    taken_in(seat, mime, 1)
    harmless(probe, shown(seat.issue, Renderer(LIBRARY)))
