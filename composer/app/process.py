"""What a process does around its windows: its place among others, logs, traces, and how its last runs ended."""

from __future__ import annotations

import logging
import subprocess
import sys

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from composer.app import safe
from composer.app.ask import Ask
from composer.app.diagnostics import system
from composer.app.faults import Faults
from composer.app.instance import Instance
from composer.app.listener import Listener
from composer.app.logs import close_logs, hear_qt, keep_logs
from composer.app.starts import Starts

_LOG = logging.getLogger("composer")


class Process:
    """Begun before anything of the user's is read. crashed: so often of late that this start is in safe mode."""

    def __init__(self, instance: Instance, careful: bool) -> None:
        self._instance = instance
        self._again = False
        self._logs = keep_logs()
        hear_qt()
        self.listener = Listener(instance)
        self.faults = Faults()
        self._starts = Starts()
        self.crashed = self._starts.begin()
        if careful or self.crashed:
            safe.switch_on()
        _LOG.info("%s: %s", "safe mode" if safe.is_on() else "begun", ", ".join(system().splitlines()))

    def offer(self, ask: Ask) -> None:
        """Show what the last run left of its end, and begin to watch this one."""
        self.faults.offer(ask)
        self.faults.watch()

    def restart(self) -> None:
        """End as after a crash, everything kept, and start again."""
        self._again = True
        QApplication.exit()

    def close(self) -> None:
        """A good end."""
        self.faults.close()
        self.listener.close()
        self._starts.end()
        self._instance.release()
        _LOG.info("ended")
        qInstallMessageHandler(None)
        close_logs(self._logs)
        if self._again:
            subprocess.Popen(_command(), start_new_session=True)


def _command() -> list[str]:
    """How this program is started without a file."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "composer"]
