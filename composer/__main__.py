"""Arguments? The command line. None, or `open FILE`? The window."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """The program; gives its exit status."""
    from composer.cli.main import main as command_line

    if len(sys.argv) > 1:
        return command_line(sys.argv[1:], window=open_window)
    return open_window(None)


def open_window(file: Path | None) -> int:
    """The window with a file, or with none. Qt is imported here and nowhere above."""
    from composer.app.main import main as window

    return window(file)


if __name__ == "__main__":
    sys.exit(main())
