"""`open`: the window's own command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from composer.cli.files import FILE
from composer.errors import ComposerError


@click.command("open")
@click.argument("file", type=FILE, required=False)
@click.pass_obj
def open_(window: Callable[[Path | None], int] | None, file: Path | None) -> int:
    """Open FILE in the window, or the sample issue.

    \b
      newsletter-composer open week49.newsletter

    The JSON form opens as a new issue, to be saved as a document.
    """
    if window is None:
        raise ComposerError("There is no window here; use the other commands.")
    return window(file)


COMMANDS = (open_,)
