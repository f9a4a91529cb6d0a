"""When the hands rest: the mail as it would leave, its size, its words, and what the checks say. Off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from composer.app.desk import Desk
from composer.app.jobs import Err, Ok
from composer.app.preview import Preview
from composer.checks.run import Checked, run
from composer.export.exporters import FOLDER, Job
from composer.export.pages import finished_page, finished_text
from composer.library.mail_tools import MailTool
from composer.library.templates import Library
from composer.model.finding import Finding, Place
from composer.model.issue import Issue
from composer.model.words import minutes
from composer.render.beyond import own_words
from composer.render.page import Renderer

REST = 350  # milliseconds without an edit


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one issue: bytes of the final HTML, the plain text, and findings, errors first."""

    size: int = 0
    text: str = ""
    words: int = 0
    minutes: int = 0
    findings: tuple[Finding, ...] = ()


class Review(QObject):
    """The newest reading; `changed` when there is a newer one. One at a time, and always of the issue as it is now."""

    changed = Signal()

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__()
        self._desk = desk
        self._preview = preview
        self._renderer = Renderer(desk.library)  # of its own: the canvas's is not for two threads
        self._busy = False
        self._read: tuple[Issue, MailTool] | None = None
        self.reading = Reading()
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self.start)
        desk.session.subscribe(lambda change: self._timer.start())
        preview.changed.connect(lambda name: self._timer.start() if name == "tool" else None)

    @property
    def fresh(self) -> bool:
        """Whether the reading is of the issue as it is now."""
        return self._read == (self._desk.session.now, self._preview.tool)

    def use(self, library: Library) -> None:
        """Read by another library from now on."""
        self._renderer = Renderer(library)
        self._read = None
        self._timer.start()

    def start(self) -> None:
        """Read the issue now, unless that is known or being done."""
        if self._busy or self.fresh:
            return
        desk, issue, tool = self._desk, self._desk.session.now, self._preview.tool
        job = Job(issue, desk.assets, desk.library, tool, FOLDER, renderer=self._renderer)
        self._busy = True

        def done(outcome: Ok[Reading] | Err) -> None:
            if not isValid(self):  # the window was closed meanwhile
                return
            self._busy = False
            self._read = (issue, tool)
            self.reading = outcome.value if isinstance(outcome, Ok) else _trouble(outcome.sentence)
            self.changed.emit()
            self.start()

        desk.jobs.run(lambda: read(job), done)


def read(job: Job) -> Reading:
    """Everything about one issue. The size is of the HTML with pictures in a folder beside it."""
    issue, library = job.issue, job.library
    html = finished_page(job, lambda asset, width: f"images/{asset[:12]}-{width}.jpg")
    text = finished_text(job)
    findings = run(Checked(issue, library, job.tool, html, text))
    types = library.template(issue.template).blocks
    words = sum(own_words(block, types[block.type]) for block in issue.printed_blocks() if block.type in types)
    return Reading(len(html.encode()), text, words, minutes(words), findings)


def _trouble(sentence: str) -> Reading:
    return Reading(findings=(Finding("error", "render", sentence, Place()),))
