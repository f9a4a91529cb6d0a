"""What every test stands on: a profile of its own and a quiet screen, settled before composer or Qt is imported."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile


def _isolate() -> None:
    """Give this test process an empty profile, and Qt the platform that Xvfb serves."""
    home = tempfile.mkdtemp(prefix="newsletter-composer-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["NEWSLETTER_COMPOSER_HOME"] = home
    for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    if sys.platform == "linux":
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium has no sandbox for root. The program itself never sets this.
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


_isolate()
