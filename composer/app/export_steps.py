"""The steps of handing an issue over: four to copy, two to save, each remembered so that it can be done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from composer.app.ask import Ask
from composer.app.desk import Desk
from composer.app.handover import (
    ImagePlan,
    Prepared,
    kilobytes,
    mail_file,
    prepare,
    remember_plan,
    remembered_plan,
    write_html,
)
from composer.app.jobs import Err, Ok
from composer.app.preview import Preview
from composer.errors import ComposerError
from composer.export.exporters import Job
from composer.render.page import Renderer
from composer.storage.atomic import write_file


@dataclass(frozen=True, slots=True)
class Step:
    """One thing handed over; `kinds`, for one that is saved, as Qt writes file filters."""

    name: str
    label: str
    verb: str
    kinds: str = ""
    suffix: str = ""


STEPS = (
    Step("subject", "Subject", "Copy"),
    Step("preheader", "Preview text", "Copy"),
    Step("html", "HTML", "Copy"),
    Step("text", "Plain text", "Copy"),
    Step("folder", "HTML with image folder", "Save…", "HTML (*.html)", ".html"),
    Step("eml", "Mail file (.eml)", "Save…", "Mail file (*.eml)", ".eml"),
)
_BY_NAME = {step.name: step for step in STEPS}
LABELS = {step.name: step.label for step in STEPS}


class Handover(QObject):
    """One issue on its way out. Making it ready and writing files are jobs; copying is at once.

    ready: `prepared` or `trouble` is there. done, failed: a step's name and a sentence.
    """

    ready = Signal()
    done = Signal(str, str)
    failed = Signal(str, str)

    def __init__(self, desk: Desk, preview: Preview, ask: Ask, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preview = preview
        self._ask = ask
        self._turn = 0
        self.issue = desk.session.now
        self.plan = remembered_plan(desk.settings, self.issue.publication.name)
        self.prepared: Prepared | None = None
        self.trouble = ""

    def start(self) -> None:
        """Make the issue as it is now ready; what was being made before is dropped."""
        self._turn += 1
        turn, self.issue = self._turn, self._desk.session.now
        self.prepared, self.trouble = None, ""
        try:
            images = self.plan.images
        except ComposerError as error:
            self.trouble = str(error)
            self.ready.emit()
            return
        desk = self._desk
        renderer = Renderer(desk.library)  # of its own: it is used in another thread
        job = Job(self.issue, desk.assets, desk.library, self._preview.tool, images, renderer=renderer)

        def done(result: Ok[Prepared] | Err) -> None:
            if turn == self._turn and isValid(self):
                self.prepared = result.value if isinstance(result, Ok) else None
                self.trouble = result.sentence if isinstance(result, Err) else ""
                self.ready.emit()

        desk.jobs.run(lambda: prepare(job), done)

    def choose_tool(self, name: str) -> None:
        """Hand over to another mail tool, here and in the window."""
        self._preview.choose_tool(name)
        self.start()

    def choose_plan(self, plan: ImagePlan) -> None:
        """Another place for the pictures."""
        self.plan = plan
        remember_plan(self._desk.settings, self.issue.publication.name, plan)
        self.start()

    def carry_out(self, name: str, path: Path | None = None) -> None:
        """Do a step; where to write a file is asked when no path is given. Nothing leaves that must not."""
        if self.prepared is None or self.prepared.stops:
            return
        step = _BY_NAME[name]
        if step.kinds:
            self._save(step, self.prepared, path)
        else:
            text = self._text(step, self.prepared)
            QGuiApplication.clipboard().setText(text)
            self._finish(step, f"Copied {kilobytes(len(text.encode()))}" if len(text) > 1000 else "Copied")

    def last(self) -> tuple[str, Path | None]:
        """The step last done for this publication and where to; the name is empty when there was none."""
        found = self._desk.settings.of_publication(self.issue.publication.name, "last_export", dict[str, Any]())
        name, path = str(found.get("step", "")), str(found.get("path", ""))
        return (name if name in _BY_NAME else "", Path(path) if path else None)

    def _text(self, step: Step, prepared: Prepared) -> str:
        texts: dict[str, Callable[[], str]] = {
            "subject": lambda: self.issue.subject,
            "preheader": lambda: self.issue.preheader,
            "html": prepared.html.decode,
            "text": prepared.text.decode,
        }
        return texts[step.name]()

    def _save(self, step: Step, prepared: Prepared, path: Path | None) -> None:
        if path is None:
            last = self.last()[1]
            folder = last.parent if last and last.parent.is_dir() else Path.home()
            path = self._ask.save_path("Export", folder / f"{prepared.job.stem}{step.suffix}", step.kinds)
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(step.suffix)
        images = self.plan.images

        def work() -> str:
            if step.name == "folder":
                count = write_html(target, prepared.html_files)
                return f"Saved {target.name} and {count} picture{'' if count == 1 else 's'} in {target.parent}"
            data = mail_file(prepared, images)
            write_file(target, data)
            return f"Saved {kilobytes(len(data))} as {target}"

        def done(result: Ok[str] | Err) -> None:
            if not isValid(self):
                return
            if isinstance(result, Err):
                self.failed.emit(step.name, result.sentence)
            else:
                self._finish(step, result.value, target)

        self._desk.jobs.run(work, done)

    def _finish(self, step: Step, sentence: str, path: Path | None = None) -> None:
        kept = {"step": step.name, "path": str(path or "")}
        self._desk.settings.put_of_publication(self.issue.publication.name, "last_export", kept)
        self.done.emit(step.name, sentence)
