"""Chromium without a window: what it shows of a page, and what the page makes of itself."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image as Picture

from composer.errors import ComposerError

_PATIENCE = 170  # seconds


def screenshot(source: str, width: int, height: int) -> Picture.Image:
    """A picture of a page; ComposerError where Chromium is not there or draws nothing."""
    with tempfile.TemporaryDirectory() as folder:
        shot = Path(folder) / "shot.png"
        _run(source, Path(folder), f"--window-size={width},{height}", f"--screenshot={shot}")
        if not shot.is_file():
            raise ComposerError("Chromium drew no picture.")
        return Picture.open(io.BytesIO(shot.read_bytes())).convert("RGB")


def settled(source: str, width: int, height: int) -> str:
    """The HTML of a page after its scripts have run."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = (f"--window-size={width},{height}", "--virtual-time-budget=60000", "--dump-dom")
        return _run(source, Path(folder), *arguments)


def _run(source: str, folder: Path, *arguments: str) -> str:
    chromium = shutil.which("chromium")
    if not chromium:
        raise ComposerError("Chromium is not installed; packaging/setup.sh test installs it.")
    page = folder / "page.html"
    page.write_text(source, "utf-8")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking")
    command = [chromium, *quiet, f"--user-data-dir={folder / 'profile'}", *arguments, page.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False).stdout
