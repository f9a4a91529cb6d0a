"""What came in a package, read and seen before anything of it is used; put among one's own templates on a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from composer.app import safe
from composer.app.desk import Desk
from composer.app.icons import icon
from composer.app.jobs import Err, Ok
from composer.app.look import role
from composer.app.nesting import nest
from composer.app.pieces import beside, button, words
from composer.app.spinner import Spinner
from composer.app.viewing import Viewing, ViewingChoice
from composer.checks.arriving import prove_arrival, proved_before
from composer.errors import ComposerError
from composer.files.arrival_words import facts, meets
from composer.files.arrivals import Arrival, look_through
from composer.files.assets import Assets
from composer.files.document import Document
from composer.library.installing import beside as kept_beside
from composer.library.installing import install
from composer.library.packages import Package
from composer.library.templates import Library
from composer.model.finding import Finding
from composer.model.issue import Issue

_SIZE = QSize(1040, 720)
_WIDE = 360  # pixels that its words have
_SMALL = QSize(480, 240)  # where there are words only


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of a package, and an issue to see it by."""

    arrival: Arrival
    issue: Issue
    assets: Assets


@dataclass(frozen=True, slots=True)
class Installed:
    """What was put among the templates. template: the name of the template, if it is one."""

    library: Library
    title: str
    template: str = ""


class InstallDialog(QDialog):
    """`installed` gives what was put in place."""

    installed = Signal(object)

    def __init__(self, desk: Desk, file: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._file = file
        self._arrival: Arrival | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Install template")
        self.title, self.kind = words(file.name, "title"), words("", "muted")
        self.about, self.meets = words(), words("", "warning")
        self.state, self.spinner = words("Looking through it…", "muted"), Spinner()
        self.viewing = Viewing(desk, desk.shelf.plain)
        self.choice = ViewingChoice([self.viewing], self)
        self.install_button = button("Install", self.accept, "primary", default=True)
        self.both_button = button("Keep Both", lambda: self._install(both=True))
        self.away = button("Cancel", self.reject)
        self.rows: list[tuple[str, str]] = []
        self._lay_out(parent)
        self.install_button.setEnabled(False)
        self.finished.connect(lambda result: self.viewing.stop())
        self._run(lambda: _looked(file), self._show)

    @property
    def arrival(self) -> Arrival | None:
        """What came; None while it is not read, or refused."""
        return self._arrival

    def accept(self) -> None:
        if self.install_button.isEnabled():
            self._install(both=False)

    # Reading and proving

    def _show(self, looked: Looked) -> None:
        self._arrival = arrival = looked.arrival
        package = arrival.package
        self.title.setText(package.title)
        self.kind.setText("Template" if package.template else "Block types")
        self.about.setText(package.description)
        self.about.setVisible(bool(package.description))
        for label, told in facts(arrival):
            self._add_fact(label, told)
        self.meets.setText(meets(arrival))
        self.meets.setVisible(bool(self.meets.text()))
        self.viewing.show()
        self.viewing.use(arrival.library)
        self.viewing.show_document(Document(looked.issue, looked.assets, self._file, digest=""))
        if arrival.nothing_new:
            self._rest("There is nothing to install.", "muted")
            self.install_button.hide()
            self.away.setText("Close")
            return
        self._tell("Proving every block…", "muted")
        self._run(lambda: prove_arrival(arrival), self._proved)

    def _proved(self, findings: tuple[Finding, ...]) -> None:
        for finding in findings:
            self._add_finding(finding)
        self._rest("Nothing of it is used before you install it.", "muted")
        taken = bool(self._arrival and self._arrival.taken)
        self.install_button.setText("Replace" if taken else "Install")
        self.both_button.setVisible(taken and self._can_stand_beside())
        self.install_button.setEnabled(True)
        self.install_button.setDefault(not taken)  # Enter replaces nothing
        (self.away if taken else self.install_button).setFocus()

    def _can_stand_beside(self) -> bool:
        assert self._arrival is not None
        return not any(each.block_type for each in self._arrival.taken)

    def _refused(self, sentence: str) -> None:
        """It cannot be used, and why; what could not even be read has nothing to be seen."""
        self._rest("", "muted")
        role(self.meets, "error")
        self.meets.setText(sentence)
        self.meets.show()
        for each in (self.install_button, self.both_button):
            each.hide()
        self.away.setText("Close")
        self.away.setFocus()
        self.kind.setText("This package cannot be installed.")
        if self._arrival is None:
            self.seen.hide()
            self._told.setMaximumWidth(_SIZE.width())
            if layout := self.layout():
                layout.activate()
            self.resize(_SMALL)

    # Installing

    def _install(self, *, both: bool) -> None:
        arrival = self._arrival
        if arrival is None:
            return
        for each in (self.install_button, self.both_button):
            each.setEnabled(False)
        self._tell("Putting it in place…", "muted")

        def work() -> Installed:
            packages = kept_beside(arrival.packages, arrival.before) if both else arrival.packages
            replacing = bool(arrival.taken) and not both
            install(packages, safe.library(), proved_before, replacing=replacing)
            return _installed(packages)

        def done(installed: Installed) -> None:
            self._desk.shelf.put(installed.library)
            self.installed.emit(installed)
            super(InstallDialog, self).accept()

        self._run(work, done)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        def finished(outcome: Ok[object] | Err) -> None:
            if not isValid(self):
                return
            if isinstance(outcome, Err):
                self._refused(outcome.sentence)
            else:
                done(outcome.value)

        self._desk.jobs.run(work, finished)

    # What is shown

    def _tell(self, sentence: str, kind: str) -> None:
        role(self.state, kind)
        self.state.setText(sentence)

    def _rest(self, sentence: str, kind: str) -> None:
        self.spinner.hide()
        self._tell(sentence, kind)

    def _add_fact(self, label: str, told: str) -> None:
        self.rows.append((label, told))
        at = self._facts.rowCount()
        said = words(told)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts.addWidget(words(label, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.addWidget(said, at, 1)

    def _add_finding(self, finding: Finding) -> None:
        mark = QLabel()
        mark.setPixmap(icon(finding.level if finding.level != "note" else "info", finding.level).pixmap(16, 16))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(words(finding.sentence), 1)
        nest(self._findings, line)

    def _lay_out(self, parent: QWidget) -> None:
        self._facts, self._findings = QGridLayout(), QVBoxLayout()
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        self.both_button.hide()
        for each in (self.about, self.meets, self.viewing):
            each.hide()
        inside = QWidget()
        told = QVBoxLayout(inside)
        told.setContentsMargins(24, 24, 16, 16)
        told.setSpacing(8)
        told.addWidget(self.title)
        told.addWidget(self.kind)
        told.addWidget(self.about)
        told.addSpacing(8)
        nest(told, self._facts)
        told.addSpacing(8)
        told.addWidget(self.meets)
        nest(told, self._findings)
        told.addStretch(1)
        self._told = QScrollArea(widgetResizable=True)
        self._told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._told.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._told.setAccessibleName("What is in it")
        self._told.setFixedWidth(_WIDE)
        self._told.setWidget(inside)
        self.seen = QFrame()
        column = QVBoxLayout(self.seen)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        top = beside(self.choice.width, self.choice.condition, None)
        top.setContentsMargins(16, 0, 16, 0)
        nest(column, top)
        column.addWidget(self.viewing, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._told)
        middle.addWidget(self.seen, 1)
        foot = beside(self.spinner, self.state, None, self.away, self.both_button, self.install_button)
        foot.setStretch(1, 1)
        foot.setContentsMargins(24, 12, 16, 16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        nest(layout, middle, 1)
        nest(layout, foot)
        self.resize(_SIZE.boundedTo(parent.window().size() - QSize(32, 32)).expandedTo(QSize(860, 520)))


def _looked(file: Path) -> Looked:
    if safe.is_on():
        raise ComposerError("In safe mode templates of your own are off; start the program again to install one.")
    arrival = look_through(file, safe.library())
    return Looked(arrival, *arrival.specimen())


def _installed(packages: tuple[Package, ...]) -> Installed:
    package = packages[-1]
    return Installed(safe.library(), package.title, package.name if package.template else "")
