"""The browser view that shows the mail, and its talk with the canvas's script. Imports QtWebEngine: import it late."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from composer.app import scheme
from composer.app.jobs import Jobs
from composer.app.locked import WORLD, LockedPage, make_profile
from composer.app.still import Still

LOADS_PER_PAGE = 200  # a page that was loaded anew this often is replaced, which gives its memory back
DEATHS = 3  # so many ends of the renderer within DYING seconds, and it is not started again by itself
DYING = 10.0
PATIENCE = 5000  # ms; a page that does not answer by then is replaced


class Bridge(QObject):
    """What the canvas's script can reach: one slot."""

    told = Signal(dict)

    @Slot(str)
    def tell(self, message: str) -> None:
        """Take a message of the page's, a JSON object with `what`."""
        self.told.emit(json.loads(message))


class MailView(QWebEngineView):
    """Shows one page and swaps what changes in it. `ready` when it can be spoken to, `wanted` when it needs its page
    again, `gone` when the renderer ended too often, `told` for what the person does in it. `asked`: a menu is wanted in
    the text that is written in, at a point of the screen; on a misspelt word with that and better ones."""

    ready = Signal()
    wanted = Signal()
    gone = Signal()
    told = Signal(dict)
    asked = Signal(QPoint, str, list)
    scrolled = Signal()

    def __init__(self, picture: scheme.Picture, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._server = scheme.Server(picture, jobs)
        self._wall = scheme.Wall()
        self._profile = make_profile(self._server, self._wall, self)
        self._bridge = Bridge(self)
        self._bridge.told.connect(self._hear)
        self._still = Still(self)
        self._state: dict[str, Any] = {}
        self._scroll = 0
        self._zoom = 1.0
        self._ready = False
        self._loads = 0
        self._ended = False
        self._deaths: list[float] = []
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._replace)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)  # the browser's own never opens
        self.customContextMenuRequested.connect(self._ask)
        self.setAccessibleName("Newsletter")
        self._renew()

    @property
    def is_ready(self) -> bool:
        return self._ready

    def load_page(self, html: str) -> None:
        """Load a page from the start; the scroll is put back when it is there."""
        self._loads += 1
        if self._ended or self._loads % LOADS_PER_PAGE == 0:
            self._renew()
        self._ready = False
        self._late.start()
        self.load(self._server.put(html))

    def zoom_to(self, zoom: float) -> None:
        """Show the page larger or smaller, and every page that comes after it."""
        if zoom != self._zoom:
            self.show_state(tools=max(1.0, 1 / zoom))  # what lies over a small page is no harder to read and to hit
        self._zoom = zoom
        self.setZoomFactor(zoom)

    def swap_page(self, html: str) -> None:
        """Put another page in place of the one shown, without loading."""
        if self._ready:
            self.call("whole", html)
        else:
            self.load_page(html)

    def patch(self, fragments: Mapping[str, str]) -> None:
        """Swap single blocks."""
        if fragments:
            self.call("patch", dict(fragments))

    def show_state(self, **state: Any) -> None:
        """Tell the page what to show: colours, dark, phone."""
        self._state.update(state)
        self.call("show", state)

    @property
    def top(self) -> int:
        """How far the page is scrolled."""
        return self._scroll

    def select(self, block: str, title: str, *, seen: bool, top: int | None = None) -> None:
        """Mark a block as the selected one, and with `seen` scroll there if need be, trying `top` first."""
        self._state.update(block=block, title=title)
        self.call("select", block, title, seen, top)

    def spell(self, dictionaries: Sequence[str]) -> None:
        """Check what is written with these of the engine's dictionaries; with none, not at all."""
        self._profile.setSpellCheckEnabled(False)  # takes the marks away, which may not hold any more
        self._profile.setSpellCheckLanguages(dictionaries)
        self._profile.setSpellCheckEnabled(bool(dictionaries))

    def call(self, name: str, *values: Any) -> None:
        """Call a function of the canvas's script; nothing happens before the page is ready."""
        if self._ready:
            self._still.outdated()
            given = ", ".join(json.dumps(value) for value in values)
            self.page().runJavaScript(f"composer.{name}({given})", WORLD)

    def ask(self, name: str, *values: Any, answered: Callable[[str], object]) -> None:
        """Call a function of the canvas's script that answers with a text."""
        given = ", ".join(json.dumps(value) for value in values)
        self.page().runJavaScript(f"composer.{name}({given})", WORLD, answered)

    def from_top(self) -> None:
        """Forget where the page was scrolled to: another issue is coming."""
        self._scroll = 0
        self._still.forget()
        self.show_state(scroll=0)
        self._state.pop("scroll", None)

    def stop_page(self) -> None:
        """Delete the page, and those that it replaced: they must be gone before their profile."""
        self._ready = False
        self._late.stop()
        self.setPage(None)  # type: ignore[arg-type]
        for page in self.findChildren(QWebEnginePage):
            delete(page)

    def _renew(self) -> None:
        old = self.page() if self._loads else None
        page = LockedPage(self._profile, self._bridge, self)
        page.renderProcessTerminated.connect(self._on_end)
        if old is not None:
            page.setBackgroundColor(old.backgroundColor())
        self.setPage(page)
        self._ended = False
        if old is not None:
            old.deleteLater()

    def _hear(self, message: dict[str, Any]) -> None:
        if message["what"] == "scroll":
            self._scroll = int(message["top"])
            self._still.outdated()
            self.scrolled.emit()
        elif message["what"] == "ready":
            self._ready = True
            self._late.stop()
            self._late.setInterval(PATIENCE)
            self.setZoomFactor(self._zoom)  # a page has none before it is loaded
            self.call("show", {**self._state, "scroll": self._scroll})
            self._still.lift()
            self.ready.emit()
        else:
            self.told.emit(message)

    def _ask(self, at: QPoint) -> None:
        request = self.lastContextMenuRequest()
        self.asked.emit(self.mapToGlobal(at), request.misspelledWord(), request.spellCheckerSuggestions())

    def _replace(self) -> None:
        """Try with another page, and have more patience with it."""
        self._late.setInterval(self._late.interval() * 2)
        self._renew()
        self.wanted.emit()

    def _on_end(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        # A page that lost its renderer is not loaded again. Qt keeps what it knows of the one that ended by its address
        # in memory, and a renderer made at the same address later, one in some hundreds, is not given our script.
        self._ready, self._ended = False, True
        self._late.stop()
        self._still.lay()
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < DYING] + [now]
        if len(self._deaths) >= DEATHS:
            self.gone.emit()
        else:
            self.wanted.emit()
