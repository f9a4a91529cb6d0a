"""The canvas calls nobody, whatever stands in its page: no connection, no name looked up."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.security.material import FOLDER, there

Promise = Callable[[str, str, object, object], None]
ROOT = Path(__file__).parents[2]


def looked(folder: Path, *, walls: bool) -> dict[str, Any]:
    """Show all fragments in a browser of its own: who was asked for, and how often a name was looked up."""
    flags = f"--log-net-log={folder / 'net.json'} --net-log-capture-mode=Everything"
    environment = {**os.environ, "QTWEBENGINE_CHROMIUM_FLAGS": flags, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.security.leaking", str(FOLDER), "walls" if walls else "open"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=150, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    told["looked up"] = lookups((folder / "net.json").read_text("utf-8", "replace"))
    return told


def lookups(log: str) -> int:
    """How often the browser asked for a name's address, of the events that it logs by number."""
    numbers = re.findall(r'"(?:HOST_RESOLVER_(?:SYSTEM|DNS)_TASK|TCP_CONNECT)":(\d+)', log)
    assert len(numbers) == 3
    events = re.findall(r',"time":"\d+","type":(\d+)\}', log)
    return sum(number in numbers for number in events)


@there
def test_nobody_is_called_and_without_the_walls_many_would_be(tmp_path: Path, promise: Promise) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "walls").mkdir()
    control = looked(tmp_path / "open", walls=False)
    promise("P32", "control: fragments that call without the walls", "at least 70", f"{len(control['asked'])} of 230")
    assert len(control["asked"]) >= 70
    assert control["looked up"]
    seen = looked(tmp_path / "walls", walls=True)
    promise("P32", "connections and look-ups from all fragments", "0 and 0", f"{seen['calls']} and {seen['looked up']}")
    assert seen["shown"] == control["shown"]
    assert (seen["calls"], seen["asked"], seen["looked up"]) == (0, [], 0)
