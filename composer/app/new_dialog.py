"""New issue: what it is, how it looks, who publishes it; with the starter's blocks or blank, here or elsewhere.

With it the program starts, too: then an issue worked on lately is what is offered first.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app import safe
from composer.app.desk import Desk
from composer.app.dropped import is_package, take_dropped
from composer.app.exhibits import Exhibit, lately
from composer.app.gallery import Gallery
from composer.app.icons import icon
from composer.app.jobs import Err, Ok
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.settings import Settings
from composer.app.sharing import Sharing
from composer.app.wanted import Publisher
from composer.errors import ComposerError
from composer.files.forms import read_any
from composer.library.templates import Library

_AT_START = "start_view"
_SIZE = QSize(1240, 800)
_STARTER = "The template’s own"


class NewDialog(QDialog):
    """`chosen` gives a Wanted, `opened` the path of an issue there is, None where it is to be asked for.

    starting: the program starts with it. The templates are read when it opens, so that one just saved is there, and
    followed from then on.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, sharing: Sharing, *, here: bool, starting: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sharing = sharing
        self._starting = starting
        self._here_now = Publisher() if starting else Publisher.of_issue(desk)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Start" if starting else "New issue")
        self.gallery = Gallery(desk)
        self.occasions, self.templates = self.gallery.rooms, self.gallery.cards
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.publishers = QComboBox()
        self.publishers.setAccessibleName("Published by")
        self.starter, self.blank = QRadioButton("With its blocks"), QRadioButton("Blank")
        self.starter.setChecked(True)
        self.elsewhere = QCheckBox("In a window of its own")
        self.elsewhere.setChecked(desk.settings.get("new_elsewhere", False))
        self.at_start = QCheckBox("Show at start")
        self.at_start.setChecked(wanted_at_start(desk.settings))
        self.at_start.setToolTip("Show this when the program is started without a file")
        self.at_start.toggled.connect(lambda on: desk.settings.put(_AT_START, on))
        self._here = here
        self.setAcceptDrops(True)
        self.other_button = button("Open Another…", self._open_another)
        self.create_button = button("Create", self.accept, "primary", default=True)
        self.create_button.setEnabled(False)
        self._lay_out(parent)
        self._connect()
        self._show_publishers(desk.library)
        lately_used = desk.settings.lately()
        desk.jobs.run(lambda: _look_around(lately_used, starting), self._fill)

    def accept(self) -> None:
        exhibit = self.gallery.chosen
        if exhibit is None or not self.create_button.isEnabled():
            return
        elsewhere = self.elsewhere.isChecked() and not self._here
        self._desk.settings.put("new_elsewhere", self.elsewhere.isChecked())
        super().accept()
        if exhibit.path is not None:
            self.opened.emit(exhibit.path)
        else:
            self.chosen.emit(self.gallery.wanted(exhibit, blank=self.blank.isChecked(), elsewhere=elsewhere))

    def event(self, event: QEvent) -> bool:
        """A package dropped here is offered to be installed."""
        return take_dropped(event, is_package, self._install) or super().event(event)

    def _install(self, path: Path | None = None) -> None:
        self._sharing.install(path, over=self)

    def _open_another(self) -> None:
        super().accept()
        self.opened.emit(None)

    def _connect(self) -> None:
        gallery = self.gallery
        gallery.changed.connect(self._on_choice)
        gallery.activated.connect(self.accept)
        gallery.install_wanted.connect(self._install)
        gallery.share_wanted.connect(lambda template: self._sharing.share(template, over=self))
        self._sharing.installed.connect(gallery.show_template)
        self.search.textChanged.connect(gallery.search)
        self.publishers.activated.connect(lambda at: gallery.publish_by(self.publishers.itemData(at)))
        self._unsubscribe = self._desk.shelf.subscribe(self._take)
        self.finished.connect(lambda result: self._stop())
        find = QAction(self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(lambda on=False: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.addAction(find)

    def _stop(self) -> None:
        self._unsubscribe()
        self.gallery.stop()

    def _fill(self, result: Ok[_Found] | Err) -> None:
        if not isValid(self) or not self.isVisible():
            return
        seen = result.value if isinstance(result, Ok) else _Found(self._desk.library)
        if self._starting:
            self._here_now = seen.publisher
            self.publishers.clear()  # whoever is first now is chosen
        self._take(seen.library)
        self.gallery.hang_recent(seen.recent, first=self._starting)
        (self.gallery.recents if self._starting and seen.recent else self.templates).setFocus()

    def _take(self, library: Library) -> None:
        self._show_publishers(library)
        self.gallery.use(library)

    def _show_publishers(self, library: Library) -> None:
        """The issue's own publisher, those that are kept, and whoever a template names."""
        before = self.publishers.currentText()
        self.publishers.clear()
        here = self._here_now
        if here.publication.name:
            self.publishers.addItem(f"{here.publication.name}, {'as lately' if self._starting else 'as here'}", here)
        for brand in library.brands.values():
            self.publishers.addItem(brand.publication.name, Publisher.of_brand(brand))
        self.publishers.addItem(_STARTER, Publisher())
        self.publishers.setCurrentIndex(max(0, self.publishers.findText(before)))
        self.gallery.publish_by(self.publishers.currentData())

    def _on_choice(self) -> None:
        exhibit = self.gallery.chosen
        there = exhibit is not None and exhibit.path is not None
        self.create_button.setEnabled(exhibit is not None and not exhibit.missing)
        self.create_button.setText("Open" if there else "Create")
        for widget in (self.starter, self.blank):
            widget.setVisible(not there)
        self.elsewhere.setVisible(not there and not self._here)

    def _lay_out(self, parent: QWidget) -> None:
        heading = words("Go on, or begin a new issue" if self._starting else "New issue", "title")
        by = words("Published by", "label", of=self.publishers)
        top = beside(heading, None, self.search, by, self.publishers)
        top.setStretch(0, 1)
        top.setContentsMargins(16, 16, 16, 8)
        self.search.setMinimumWidth(220)
        self.publishers.setMinimumWidth(200)
        self.other_button.setVisible(self._starting)
        away = button("Look at the Sample" if self._starting else "Cancel", self.reject)
        asked = (self.starter, self.blank, None, self.elsewhere, self.at_start)
        foot = beside(*asked, self.other_button, away, self.create_button, gap=16)
        foot.setContentsMargins(16, 12, 16, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        nest(layout, top)
        layout.addWidget(self.gallery, 1)
        nest(layout, foot)
        self.resize(_SIZE.boundedTo(parent.window().size() - QSize(32, 32)).expandedTo(QSize(920, 520)))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is there when it opens: the library, the issues worked on lately, who published the newest of them."""

    library: Library
    recent: tuple[Exhibit, ...] = ()
    publisher: Publisher = Publisher()


def wanted_at_start(settings: Settings) -> bool:
    """Whether the program shows this when it is started without a file."""
    return settings.get(_AT_START, True)


def _look_around(paths: list[Path], starting: bool) -> _Found:
    """Look at the disk, off the GUI thread."""
    library = safe.library()
    recent = tuple(lately(paths))
    newest = next((each.path for each in recent if each.path and not each.missing), None)
    publisher = Publisher()
    if starting and newest:
        with contextlib.suppress(ComposerError):  # it is told where that issue is chosen
            publisher = Publisher.of_document(read_any(newest, library))
    return _Found(library, recent, publisher)
