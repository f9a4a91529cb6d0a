"""The canvas's walls: one table of settings, one scheme, nothing that leaves the machine."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineProfile, QWebEngineSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from composer.app import engine
from composer.app.locked import ATTRIBUTES, WORLD
from composer.app.outside import open_outside
from composer.app.scheme import allowed
from composer.app.status import Status
from tests.app.windows import Seat

A = QWebEngineSettings.WebAttribute
# How things look or print, nothing about what a page may do.
HARMLESS = {
    A.ShowScrollBars,
    A.PrintHeaderAndFooter,
    A.PreferCSSMarginsForPrinting,
    A.TouchEventsApiEnabled,
    A.TrimAccessibilityIdentifiers,
}
Promise = Callable[[str, str, object, object], None]
WANTED = {A.AutoLoadImages, A.PlaybackRequiresUserGesture, A.WebRTCPublicInterfacesOnly, A.PrintElementBackgrounds}


def test_every_attribute_is_decided_and_only_the_wanted_are_on() -> None:
    assert set(A) - HARMLESS == set(ATTRIBUTES)
    assert {attribute for attribute, on in ATTRIBUTES.items() if on} == WANTED


def test_the_page_has_them_and_keeps_nothing(seat: Seat, promise: Promise) -> None:
    page = seat.view.page()
    as_decided = sum(page.settings().testAttribute(attribute) is on for attribute, on in ATTRIBUTES.items())
    promise("P39", "attributes of the page as the table says", f"{len(ATTRIBUTES)}", as_decided)
    assert {attribute: page.settings().testAttribute(attribute) for attribute in ATTRIBUTES} == ATTRIBUTES
    assert page.profile().isOffTheRecord()
    assert page.profile().httpCacheType() == QWebEngineProfile.HttpCacheType.NoCache


@pytest.mark.parametrize(
    ("address", "passes"),
    [
        ("composer://page/1", True),
        ("composer://image/ab.png/600", True),
        ("composer://off/ab.png/600", False),
        ("composer://elsewhere/1", False),
        ("data:image/png;base64,AAAA", True),
        ("data:text/html,<p>", False),
        ("http://127.0.0.1/", False),
        ("https://example.com/a.png", False),
        ("file:///etc/passwd", False),
        ("qrc:/qtwebchannel/qwebchannel.js", False),
        ("blob:composer://page/1", False),
        ("ws://127.0.0.1/", False),
        ("", False),
        ("http://[", False),
    ],
)
def test_default_is_to_deny(address: str, passes: bool) -> None:
    assert allowed(QUrl(address)) is passes
    assert not allowed(QUrl(address), b"POST")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "composer://page/1", "", "data:,a"])
def test_only_web_addresses_open_outside(address: str) -> None:
    assert not open_outside(QUrl(address))


def test_the_flags_are_added_once_and_keep_those_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "--own")
    engine.wall_in()
    engine.wall_in()
    flags = os.environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    assert flags.startswith("--own ")
    assert flags.count("MAP * ~NOTFOUND") == 1
    assert "sandbox" not in flags


@pytest.mark.parametrize(
    ("user", "off", "refused", "warned"), [(0, "", 1, 0), (0, "1", 0, 0), (9, "", 0, 0), (9, "1", 0, 1)]
)
def test_no_preview_for_root_and_a_word_where_the_sandbox_is_off(
    monkeypatch: pytest.MonkeyPatch, promise: Promise, *, user: int, off: str, refused: int, warned: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", off or "0")
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "")
    assert bool(engine.refusal()) is bool(refused)
    assert bool(engine.warning()) is bool(warned)
    who, sandbox = "root" if user == 0 else "a user", "off" if off else "on"
    seen = "refused" if refused else "red notice" if warned else "shown"
    promise("P40", f"preview for {who}, sandbox switched {sandbox}", seen, seen)


def test_scripts_of_the_mail_are_dead_and_nobody_is_called(seat: Seat, promise: Promise) -> None:
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=_listen, args=(server, calls), daemon=True)
        thread.start()
        seat.view.load_page(
            f"<!DOCTYPE html><html><head><link rel=preconnect href='http://{host}'>"
            f"<link rel=dns-prefetch href='//{host}'><link rel=stylesheet href='http://{host}/a.css'>"
            f"<style>@import 'http://{host}/b.css'; p {{ background: url(http://{host}/c.png) }}</style></head>"
            f"<body onload=\"document.title='run'\"><script>document.title = 'run'</script><p>There</p>"
            f"<img src='http://{host}/d.png' onerror=\"document.title='run'\"><iframe src='http://{host}/e'></iframe>"
            f"<video src='http://{host}/f'></video></body></html>"
        )
        seat.until(lambda: seat.view.is_ready)
        seat.shows("[...document.images].every(image => image.complete)")
        assert seat.page("document.title") != "run"
        with socket.create_connection(server.getsockname()) as own:  # who called before is heard before
            own.sendall(b"mine")
            thread.join(10)
    assert calls == [b"mine"]
    promise("P38", "scripts and handlers of the mail; ours", "dead; answers", "dead; answers")


def _listen(server: socket.socket, calls: list[bytes]) -> None:
    """Note what the first caller says; a mere connection says nothing."""
    connection, _ = server.accept()
    connection.settimeout(1)
    try:
        calls.append(connection.recv(4))
    except TimeoutError:
        calls.append(b"")
    connection.close()


TRIES = {
    "another page": "location.href = 'https://example.org/'",
    "a file": "location.href = 'file:///etc/passwd'",
    "a page of ours": "location.href = 'composer://page/1'",
    "a page in the address": "location.href = 'data:text/html,<p>there</p>'",
    "a new window": "open('https://example.org/')",
    "a link to a new window": "follow('https://example.org/', {target: '_blank'})",
    "a link": "follow('https://example.org/', {})",
    "a download": "follow('data:application/zip;base64,AAAA', {download: 'a.zip'})",
    "a form": "form('https://example.org/')",
    "where one is": "navigator.geolocation.getCurrentPosition(() => tell('granted'), () => tell('refused'))",
    "a word from the system": "Notification.requestPermission().then((said) => tell(said))",
}
# Hands of a page that would go there itself, in the world where scripts are on.
_HANDS = """
const tell = (said) => document.title = said;
const put = (made) => { document.body.append(made); return made; };
const follow = (href, more) => put(Object.assign(document.createElement('a'), {href, ...more})).click();
const form = (action) => put(Object.assign(document.createElement('form'), {action, method: 'post'})).submit();
"""


def shown() -> int:
    """How many windows are on the screen."""
    return sum(each.isVisible() for each in QApplication.topLevelWidgets())


def test_a_page_goes_nowhere_opens_nothing_and_is_granted_nothing(seat: Seat, promise: Promise) -> None:
    page, downloads = seat.view.page(), list[str]()
    page.profile().downloadRequested.connect(lambda request: downloads.append(request.state().name))
    before, got_out = (page.url(), shown()), []
    for what, script in TRIES.items():
        page.runJavaScript(f"(() => {{ {_HANDS} {script}; }})()", WORLD)
        there = seat.page("[document.title, document.querySelectorAll('[data-block]').length]")
        if there[0] == "granted" or there[1] < 3 or (page.url(), shown()) != before:
            got_out.append(f"{what}: {there} {page.url()} {shown()}")
    promise("P39", "ways out of the page: links, forms, windows, downloads, permissions", "0", len(got_out))
    assert got_out == []
    assert set(downloads) <= {"DownloadCancelled"}


def test_a_careless_page_would_go_there(qtbot: QtBot) -> None:
    """The hands work: on a page without walls the same script leaves."""
    page = QWebEnginePage()
    loads, asked = list[bool](), list[str]()
    page.loadFinished.connect(loads.append)
    page.newWindowRequested.connect(lambda request: asked.append(request.requestedUrl().toString()))
    page.setHtml("<p>here</p>")
    qtbot.waitUntil(lambda: len(loads) == 1, timeout=60_000)
    page.runJavaScript(f"(() => {{ {_HANDS} {TRIES['a link to a new window']}; }})()")
    qtbot.waitUntil(lambda: asked == ["https://example.org/"], timeout=60_000)
    page.runJavaScript(f"(() => {{ {_HANDS} {TRIES['a link']}; }})()")
    qtbot.waitUntil(lambda: len(loads) == 2, timeout=60_000)
    page.deleteLater()


@pytest.mark.parametrize(("off", "told"), [("1", ["error"]), ("0", [])])
def test_a_window_without_its_sandbox_says_so_in_red(
    off: str, told: list[str], monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", off)
    monkeypatch.setenv("QTWEBENGINE_CHROMIUM_FLAGS", "")
    status = Status()
    status.show_danger(engine.warning())
    assert [each.property("role") for each in status.findChildren(QLabel) if "sandbox" in each.text()] == told


def test_our_own_script_makes_no_error(seat: Seat) -> None:
    assert not getattr(seat.view.page(), "errors", [])
