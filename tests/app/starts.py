"""The program as it starts after a crash."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from composer.app.jobs import Jobs
from composer.app.look import Look
from composer.app.main import App
from composer.app.recovery import Recovery
from composer.app.settings import Settings
from composer.library.shelf import Shelf
from tests.app.desks import LIBRARY, Answers


class Start:
    """One start, in this process; jobs run on `crank`."""

    def __init__(self, folder: Path) -> None:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication)
        self.answers = Answers()
        self.jobs = Jobs(threads=0)
        shelf = Shelf(LIBRARY)
        self.recovery = Recovery(shelf, Jobs(threads=0))
        settings = Settings(folder / "settings.json")
        self.app = App(Look(qt, "light"), shelf, settings, self.jobs, self.recovery)

    def offer(self, *answers: str) -> None:
        self.answers.will(*answers)
        self.recovery.offer(self.answers, self.app.open_document)

    def leave(self) -> None:
        for window in self.app.windows:
            window.desk.session.mark_saved(window.desk.session.now)
            window.close()
        self.recovery.close()
