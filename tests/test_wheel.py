"""The wheel carries the program, its templates and its assets, and works from where it is unpacked; the source archive
carries what they are made from."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from composer.__main__ import main; sys.exit(main())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("newsletter_composer-*-py3-none-any.whl")
    return built


def _members(folder: str) -> set[str]:
    """The members that a folder of the checkout should become."""
    inside = folder if folder == "composer" else f"composer/{folder}"
    files = (path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file())
    members = {path.as_posix() for path in files if "__pycache__" not in path.parts}
    return {f"{inside}/{member}" for member in members if not (folder == "assets" and member.startswith("canvas/"))}


@pytest.mark.parametrize("folder", ["composer", "templates", "assets"])
def test_wheel_carries(wheel: Path, folder: str) -> None:
    expected = _members(folder)
    assert expected
    with zipfile.ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


def test_wheel_carries_the_script_of_the_canvas_but_not_its_sources(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("composer/assets/canvas.js") == (ROOT / "assets" / "canvas.js").read_bytes()
        assert not [name for name in archive.namelist() if name.startswith("composer/assets/canvas/")]


def test_source_archive_carries_the_sources_of_that_script_and_nothing_made(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        members = {name.partition("/")[2] for name in archive.getnames()}
    sources = ROOT / "assets" / "canvas"
    expected = {f"assets/canvas/src/{path.name}" for path in (sources / "src").iterdir()}
    assert expected
    assert expected | {f"assets/canvas/{name}" for name in ("package.json", "package-lock.json")} <= members
    assert {"packaging/build_canvas.py", "pyproject.toml", ".gitignore"} <= members
    assert not [name for name in members if "node_modules" in name or name == "assets/canvas.js"]


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    assert tops == {"composer", f"newsletter_composer-{version('newsletter-composer')}.dist-info"}


def test_unpacked_wheel_finds_its_templates(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-c", RUN, str(tmp_path), "templates", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=dict(os.environ), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert '"dispatch"' in done.stdout
