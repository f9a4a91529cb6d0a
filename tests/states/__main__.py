"""Pictures of the real window in each state, worked by keys and mouse, light and dark.

    python -m tests.states [STATE ...] [--look light|dark] [--out FOLDER] [--whole]

Each state is reached in a window of its own on a screen of its own (Xvfb) and drawn as the screen shows it. One that is
not reached is named, and the exit status is 1. --whole keeps pictures at full size, as PNG.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from pyvirtualdisplay.display import Display

OUT = Path(__file__).parents[2] / "docs" / "window"
SIZE = 1440, 900
LOOKS = ("light", "dark")


def main() -> int:
    """Take the pictures; how many states were not reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.states", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("states", nargs="*", help="which; left out, all")
    parser.add_argument("--look", choices=LOOKS, help="in one look only")
    parser.add_argument("--out", type=Path, default=OUT, help="where the pictures go")
    parser.add_argument("--whole", action="store_true", help="PNG at full size")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, Display(visible=False, size=SIZE, color_depth=24):
        _quiet(home)
        return _take(given, Path(home))


def _quiet(home: str) -> None:
    """A profile of its own, nothing that glides or blinks; no sandbox for root, for whom Chromium has none."""
    os.environ.update(
        NEWSLETTER_COMPOSER_HOME=home,
        QT_QPA_PLATFORM="xcb",
        QTWEBENGINE_CHROMIUM_FLAGS="--force-prefers-reduced-motion",
    )
    for name in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def _take(given: argparse.Namespace, home: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from composer.app import engine
    from tests.states.camera import keep
    from tests.states.every import STATES

    unknown = [name for name in given.states if name not in STATES]
    if unknown:
        sys.exit(f"There is no state called {', '.join(unknown)}. There are {', '.join(STATES)}.")
    engine.prepare()
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("Newsletter Composer")
    app.setCursorFlashTime(0)
    given.out.mkdir(parents=True, exist_ok=True)
    missed = []
    for name in given.states or STATES:
        for choice in LOOKS if given.look is None else [given.look]:
            picture = _picture(name, choice, home / f"{name}-{choice}")
            if picture is None:
                missed.append(f"{name} ({choice})")
            else:
                print(keep(picture, given.out / f"{name}-{choice}", whole=given.whole), flush=True)
    if missed:
        print(f"Not reached: {', '.join(missed)}.", file=sys.stderr)
    return len(missed)


def _picture(name: str, look: str, folder: Path) -> Any:
    """The picture of one state; None where it was not reached, which is told."""
    from pytestqt.exceptions import TimeoutError as WaitedTooLong

    from tests.states.camera import Camera
    from tests.states.every import STATES

    os.environ["NEWSLETTER_COMPOSER_HOME"] = str(folder)
    folder.mkdir()
    camera = Camera(folder, look)
    try:
        camera.set_up()
        STATES[name](camera)
        return camera.taken or camera.take()
    except (WaitedTooLong, AssertionError, LookupError, AttributeError):
        traceback.print_exc()
        return None
    finally:
        camera.put_away()


if __name__ == "__main__":
    status = 1 if main() else 0
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # Qt, whose screen is gone by now, is not asked for anything more
