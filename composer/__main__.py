"""Arguments? The command line. None, or `open FILE`? The window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from composer.errors import ComposerError


def main() -> int:
    """The program; gives its exit status."""
    from composer.cli.main import main as command_line

    return command_line(sys.argv[1:] or ["open"], window=open_window)


def open_window(file: Path | None) -> int:
    """The window with a file, or with the sample issue. Qt is imported here and nowhere above."""
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise ComposerError(
            "There is no display to open a window on; “newsletter-composer --help” lists what else there is."
        )
    from composer.app.main import main as window

    return window(file)


if __name__ == "__main__":
    sys.exit(main())
