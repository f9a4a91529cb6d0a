"""Starts the real program in processes of its own, and waits for what they note."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 90.0  # seconds


class Program:
    """The program with a profile in `home`; each start is a process, ended with `end`."""

    def __init__(self, home: Path, environment: Mapping[str, str] = MappingProxyType({})) -> None:
        self.home = home
        self._environment = environment
        home.mkdir(parents=True, exist_ok=True)
        self._begun: list[subprocess.Popen[bytes]] = []

    def start(self, steps: Iterable[tuple[str, ...]], *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start it to take these steps; `arguments` are those of `open`."""
        return self._start(
            [sys.executable, "-m", "tests.app.driven", json.dumps(list(steps)), "open", *map(str, arguments)]
        )

    def start_plain(self, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Start it as a person does."""
        return self._start([sys.executable, "-m", "composer", "open", *map(str, arguments)])

    def notes(self) -> list[dict[str, Any]]:
        """All that was noted so far, by all processes."""
        path = self.home / "notes.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def wait_notes(self, count: int) -> list[dict[str, Any]]:
        until(lambda: len(self.notes()) >= count)
        return self.notes()

    def written(self) -> str:
        """Every word in the files which the program keeps about itself."""
        state = self.home / "state"
        files = [*state.glob("logs/*"), *state.glob("faults*.txt"), *state.glob("starts.json")]
        return "\n".join(file.read_text("utf-8") for file in files)

    def end(self) -> None:
        for process in self._begun:
            if process.poll() is None:
                process.kill()
            process.wait()

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        log = (self.home / "output.txt").open("ab")
        environment = os.environ | {"NEWSLETTER_COMPOSER_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        environment |= self._environment
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        log.close()
        self._begun.append(process)
        return process


def until(holds: Callable[[], object]) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
