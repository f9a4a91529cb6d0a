"""What every test stands on: a profile of its own and a quiet screen, settled before composer or Qt is imported."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from tests import soak

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def _isolate() -> None:
    """Give this test process an empty profile, and Qt the platform that Xvfb serves."""
    home = tempfile.mkdtemp(prefix="newsletter-composer-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["NEWSLETTER_COMPOSER_HOME"] = home
    for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    # Scrolling is at once, as for people whom motion disturbs: what is clicked does not glide away under the mouse.
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--force-prefers-reduced-motion"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium has no sandbox for root. The program itself never sets this.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


_isolate()
# How long an example may take is no question here, and a run is like the one before: a soak tries other examples.
settings.register_profile(
    "composer", deadline=None, derandomize=not soak.SOAKING, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("composer")


class Patient(QtBot):
    """Waits as long as a machine may take that others use too."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = 60_000) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with more patience."""
    return Patient(request)


@pytest.fixture(scope="session")
def styles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled styles are kept for the whole run, by all of its processes: what ships is compiled once."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "styles"


@pytest.fixture
def promise(record_property: Callable[[str, object], None]) -> Callable[[str, str, object, object], None]:
    """State a number of a promise, what it is, the figure wanted, and the figure seen; the soak's table shows it."""

    def state(number: str, what: str, wanted: object, seen: object) -> None:
        record_property(soak.PROPERTY, (number, what, str(wanted), str(seen)))

    return state


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a soak, only what has a full figure is run."""
    if soak.SOAKING:
        whole = {item for item in items if "promise" in getattr(item, "fixturenames", ())}
        whole |= {item for item in items if soak.imports_this(getattr(item, "module", None))}
        left = [item for item in items if item not in whole]
        items[:] = [item for item in items if item in whole]
        config.hook.pytest_deselected(items=left)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table with which a soak ends."""
    if soak.SOAKING:
        reports = [report for name in ("passed", "failed") for report in terminalreporter.stats.get(name, [])]
        terminalreporter.section("promises")
        terminalreporter.write_line("\n".join(soak.table(soak.rows_of(reports))))
