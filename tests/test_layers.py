"""Who may import whom: the contracts of pyproject.toml, no cycle, and a start that stays light."""

from __future__ import annotations

import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"PySide6", "shiboken6", "premailer", "cssutils", "lxml", "PIL", "requests"}


def test_contracts_hold() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_import_cycle() -> None:
    graph = grimp.build_graph("composer", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # names the cycle if there is one


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_a_start_imports_nothing_heavy(option: str) -> None:
    code = (
        "import sys\n"
        "from composer.__main__ import main\n"
        f"sys.argv = ['newsletter-composer', {option!r}]\n"
        "try:\n"
        "    status = main()\n"
        "except SystemExit as stop:\n"
        "    status = stop.code\n"
        "print('imported:', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer, _, imported = done.stdout.partition("imported: ")
    assert answer.strip()
    assert not HEAVY & set(imported.split())
