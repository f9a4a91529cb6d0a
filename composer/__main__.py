"""Arguments? The command line. None, or `open FILE`? The window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from composer.errors import ComposerError


def main() -> int:
    """The program; gives its exit status."""
    from composer.cli.main import main as command_line

    given = sys.argv[1:]
    alone = not given or given[0].startswith(("--safe-mode", "--debug-crash"))
    return command_line(["open", *given] if alone else given, window=open_window)


def open_window(file: Path | None, *, careful: bool = False, crash: str = "") -> int:
    """The window with a file, or with the sample issue: in the process that is there, or else in this one.

    Qt is imported here and nowhere above.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise ComposerError(
            "There is no display to open a window on; “newsletter-composer --help” lists what else there is."
        )
    from composer.app.instance import Instance

    instance = Instance()
    if not instance.claim():
        if careful:
            raise ComposerError("Newsletter Composer is open already; close it, then start it in safe mode.")
        if instance.hand_over(file):
            return 0
    from composer.app.main import main as window

    return window(file, instance=instance, careful=careful, crash=crash)


if __name__ == "__main__":
    sys.exit(main())
