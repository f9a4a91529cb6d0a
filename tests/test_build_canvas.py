"""The script of the canvas is made from its sources: the same each time, anew when they change, never by halves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = Path("assets", "canvas")
SCRIPT = Path("packaging", "build_canvas.py")
BUNDLE = Path("assets", "canvas.js")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of all that the script is made from, its packages fetched already."""
    (tmp_path / SCRIPT).parent.mkdir()
    shutil.copy2(ROOT / SCRIPT, tmp_path / SCRIPT)
    shutil.copytree(ROOT / SOURCES, tmp_path / SOURCES, symlinks=True)
    shutil.copytree(ROOT / "assets" / "icons", tmp_path / "assets" / "icons")
    return tmp_path


def build(checkout: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / SCRIPT)]
    return subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True)


def test_the_script_here_is_that_of_its_sources(checkout: Path) -> None:
    assert build(checkout).returncode == 0
    assert (checkout / BUNDLE).read_bytes() == (ROOT / BUNDLE).read_bytes()


def test_it_is_made_anew_when_a_source_changes_and_else_left_alone(checkout: Path) -> None:
    build(checkout)
    first, at = (checkout / BUNDLE).read_text("utf-8"), (checkout / BUNDLE).stat().st_mtime_ns
    build(checkout)
    assert (checkout / BUNDLE).stat().st_mtime_ns == at
    entry = checkout / SOURCES / "src" / "index.js"
    entry.write_text(entry.read_text("utf-8") + '\nglobalThis.addedByATest = "added";\n', "utf-8")
    build(checkout)
    assert "addedByATest" not in first
    assert "addedByATest" in (checkout / BUNDLE).read_text("utf-8")


def test_a_fault_in_a_source_is_told_and_leaves_the_old_one(checkout: Path) -> None:
    build(checkout)
    before = (checkout / BUNDLE).read_bytes()
    entry = checkout / SOURCES / "src" / "index.js"
    entry.write_text(entry.read_text("utf-8") + "\nlet = ;\n", "utf-8")
    done = build(checkout)
    assert done.returncode == 1
    assert "src/index.js" in done.stderr
    assert done.stderr.endswith("The canvas's script could not be made: its sources are not sound.\n")
    assert (checkout / BUNDLE).read_bytes() == before


def test_without_a_network_it_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    shutil.rmtree(checkout / SOURCES / "node_modules")
    nowhere = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_fetch_retries": "0"}
    done = build(checkout, npm_config_cache=str(tmp_path / "cache"), **nowhere)
    assert done.returncode == 1
    assert done.stderr.endswith("its packages could not be fetched; connect to the network and try again.\n")
    assert not (checkout / BUNDLE).exists()


def test_the_lock_names_only_the_public_registry_and_every_digest() -> None:
    lock = json.loads((ROOT / SOURCES / "package-lock.json").read_text("utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert {urlsplit(package["resolved"]).hostname for package in packages} == {"registry.npmjs.org"}
    assert all(package["integrity"].startswith("sha512-") for package in packages)
