"""A mail looked at beside the one that is worked on: nothing in it is selected, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer.app.canvas import PHONE, Canvas
from composer.app.desk import Desk
from composer.app.preview import Preview
from composer.app.selection import Selection
from composer.app.toolbar import Segments
from composer.files.assets import Assets
from composer.files.document import Document
from composer.library.shelf import Shelf
from composer.library.templates import Library
from composer.model.finding import Place
from composer.model.issue import Issue
from composer.render.page import Renderer
from composer.session import Session

PHONE_MARGIN = 64  # pixels, for its frame
_NEAR = 0.005  # shares of a mail so near each other are one: pages are scrolled by whole pixels
_SHARE = "scrollY / Math.max(1, document.documentElement.scrollHeight - innerHeight)"
_SCROLL = """scrollTo({{behavior: "instant",
  top: Math.round({share} * (document.documentElement.scrollHeight - innerHeight))}})"""
_WIDTHS = (("desktop", "Desktop", "Ctrl+1"), ("phone", "Phone", "Ctrl+2"))
_CONDITIONS = (("light", "Light", "Ctrl+3"), ("dark", "Dark", "Ctrl+4"))


class Viewing(QWidget):
    """The canvas at a desk of its own."""

    def __init__(self, desk: Desk, library: Library) -> None:
        super().__init__()
        self._desk = desk_beside(desk, Shelf(library))
        self.preview = Preview(self._desk.session, desk.settings)
        self.preview.setParent(self)
        self.preview.zoom = 1.0
        self.canvas = Canvas(self._desk, self.preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setMinimumSize(QSize(280, 200))
        self.preview.changed.connect(lambda name: self._fit() if name == "width" else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        """Show a phone as large as there is room for; the desktop's page is fitted by the canvas."""
        room = (self.width() - PHONE_MARGIN) / PHONE[0]
        zoom = min(1.0, max(room, 0.25)) if self.preview.width == "phone" else 1.0
        if zoom != self.preview.zoom:
            self.preview.zoom = zoom
            self.preview.changed.emit("zoom")

    @property
    def issue(self) -> Issue:
        """What is shown."""
        return self._desk.session.now

    def show_issue(self, issue: Issue, assets: Assets) -> None:
        """Show another issue."""
        self._desk.assets.adopt(assets)
        self._desk.session.open(issue)

    def show_document(self, document: Document) -> None:
        """Show the issue of a document by the library and the looks that it brings, and by no others."""
        if self._desk.shelf.bring(document.brought):
            self._desk.renderer.use(self._desk.library)
        self.show_issue(document.issue, document.assets)

    def show_instead(self, issue: Issue) -> None:
        """Show it as what became of the one that is shown: the page stays where it is scrolled to."""
        self._desk.session.apply("Show", lambda now: issue, another=True)

    def use(self, library: Library) -> None:
        """Show by another library from now on."""
        self._desk.shelf.put(library)
        self._desk.renderer.use(self._desk.library)
        self.canvas.redraw()

    def stop(self) -> None:
        """Let go of the browser."""
        self.canvas.stop()


class Together(QObject):
    """Two viewings that are scrolled alike: each as far down its mail as the other."""

    def __init__(self, one: Viewing, other: Viewing, parent: QObject) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._followed: list[object] = []
        for leader, follower in ((one, other), (other, one)):
            leader.canvas.drawn.connect(partial(self._follow, leader, follower))

    def _follow(self, leader: Viewing, follower: Viewing) -> None:
        """Follow the leader's view, once there is one; and have its new page where the old one was."""
        view = leader.canvas.view
        if view is None:
            return
        if view not in self._followed:
            self._followed.append(view)
            view.scrolled.connect(lambda: _ask_share(leader, partial(self._take, follower)))
            view.ready.connect(lambda: _put_share(leader, self._share))
        QTimer.singleShot(0, self, lambda: _put_share(leader, self._share))  # when the page that is drawn is there

    def _take(self, follower: Viewing, share: object) -> None:
        if isinstance(share, int | float) and abs(share - self._share) > _NEAR:
            self._share = float(share)
            _put_share(follower, self._share)


def _ask_share(viewing: Viewing, told: Callable[[object], None]) -> None:
    if viewing.canvas.view:
        viewing.canvas.view.page().runJavaScript(_SHARE, _world(), told)


def _put_share(viewing: Viewing, share: float) -> None:
    if viewing.canvas.view and viewing.canvas.view.is_ready:
        viewing.canvas.view.page().runJavaScript(_SCROLL.format(share=share), _world())


def _world() -> int:
    from composer.app.locked import WORLD  # late: it imports the engine

    return WORLD.value


class ViewingChoice(QObject):
    """Which width and condition one or several viewings have, as two switches."""

    def __init__(self, viewings: Sequence[Viewing], parent: QWidget) -> None:
        super().__init__(parent)
        self._viewings = viewings
        widths = {name: self._action(title, keys) for name, title, keys in _WIDTHS}
        conditions = {name: self._action(title, keys) for name, title, keys in _CONDITIONS}
        for viewing in viewings:
            _switch(widths, viewing.preview.show_width)
            _switch(conditions, viewing.preview.show_condition)
        self.actions_by_name = widths | conditions
        self.width = self._segments("Width", widths)
        self.condition = self._segments("Condition", conditions)

    def _segments(self, name: str, actions: Mapping[str, QAction]) -> Segments:
        group = QActionGroup(self)
        for action in actions.values():
            group.addAction(action)
        next(iter(actions.values())).setChecked(True)
        return Segments(name, list(actions.values()))

    def _action(self, title: str, keys: str) -> QAction:
        action = QAction(title, self)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{title} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})")
        return action


def _switch(actions: Mapping[str, QAction], show: Callable[[str], None]) -> None:
    for name, action in actions.items():
        action.triggered.connect(lambda on=False, name=name: show(name))


class _NoSelection(Selection):
    """Nothing in it is selected."""

    def select(self, place: Place) -> None:
        return


def desk_beside(desk: Desk, shelf: Shelf) -> Desk:
    """A desk for an issue that is only looked at."""
    return Desk(
        session=Session(Issue(template=desk.session.now.template)),
        selection=_NoSelection(),
        shelf=shelf,
        assets=Assets(),
        renderer=Renderer(shelf.library),
        jobs=desk.jobs,
        settings=desk.settings,
    )
