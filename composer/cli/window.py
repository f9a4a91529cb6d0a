"""`open`: the window's own command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from composer.cli.files import FILE
from composer.errors import ComposerError

# How `--debug-crash` ends the program after the first change, to try what is left then.
CRASHES = ("slot", "thread", "worker", "segv", "abort", "hang")


@click.command("open")
@click.argument("file", type=FILE, required=False)
@click.option("--safe-mode", "careful", is_flag=True, help="Without templates of your own and without the preview.")
@click.option("--debug-crash", "crash", type=click.Choice(CRASHES), hidden=True)
@click.pass_obj
def open_(window: Callable[..., int] | None, file: Path | None, careful: bool, crash: str | None) -> int:
    """Open FILE in the window, or the sample issue.

    \b
      newsletter-composer open week49.newsletter

    The JSON form opens as a new issue, to be saved as a document; what is in a package of a template is shown, and
    installed when you agree.
    """
    if window is None:
        raise ComposerError("There is no window here; use the other commands.")
    return window(file, careful=careful, crash=crash or "")


COMMANDS = (open_,)
