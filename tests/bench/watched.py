"""A process of its own that measures a window, and what it asks the page that it watches."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from composer.app.canvas import Canvas

WAIT = 60.0  # seconds after which something is wrong


def said_by(module: str, *arguments: str) -> dict[str, float]:
    """What a module run in a process of its own says, in the last line of its output."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


class Watched:
    """The page of a canvas, with the application's events done while it is waited for."""

    def __init__(self, app: QApplication, canvas: Canvas) -> None:
        self._app = app
        self._canvas = canvas

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + WAIT
        while not holds():
            self._app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError

    def run(self, script: str, *answered: Callable[[Any], object]) -> None:
        """Have a script run in the world of the canvas's own."""
        from composer.app.locked import WORLD

        assert self._canvas.view is not None
        self._canvas.view.page().runJavaScript(script, WORLD, *answered)

    def asked(self, expression: str) -> Any:
        """What the page answers to an expression."""
        answers: list[Any] = []
        self.run(f"JSON.stringify({expression})", answers.append)
        self.until(lambda: answers)
        return json.loads(answers[0]) if answers[0] else None
