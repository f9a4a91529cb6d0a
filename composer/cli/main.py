"""The program as a command, and the one place where its troubles are told."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from composer.cli import dictionaries, issues, kinds, mail, packages, window
from composer.errors import ComposerError

NAME = "newsletter-composer"
# Opens the window with a file, or with none, and the options of `open`; gives its exit status.
Window = Callable[..., int]
_ABOUT = """\
Newsletter Composer: assemble an issue from blocks, see it as it will arrive, export it as mail.

Without a command the window opens. FILE is always a .newsletter document, the folder of one saved as a
folder, or the JSON form of an issue.

\b
  newsletter-composer new --template dispatch -o week49.newsletter
  newsletter-composer open week49.newsletter
  newsletter-composer check week49.newsletter
  newsletter-composer export week49.newsletter --to html -o week49.html

Exit status: 0 good, 1 when errors were found, 2 when something went wrong (one sentence says what).
"""


@click.group(help=_ABOUT, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name=NAME, prog_name=NAME)
def program() -> None:
    pass


for _command in (
    *issues.COMMANDS,
    *mail.COMMANDS,
    *kinds.COMMANDS,
    *packages.COMMANDS,
    *dictionaries.COMMANDS,
    *window.COMMANDS,
):
    program.add_command(_command)


def main(arguments: Sequence[str] | None = None, window: Window | None = None) -> int:
    """Carry out a command line; gives the exit status. `window` opens the window for `open`."""
    _forgive_narrow_consoles()
    try:
        status = program.main(args=arguments, prog_name=NAME, standalone_mode=False, obj=window)
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        return _tell(_sentence(error))
    except ComposerError as error:
        return _tell(str(error))
    except (click.Abort, KeyboardInterrupt):
        return _tell("Stopped.", 130)
    except SystemExit:  # click's own, when what reads our output has had enough
        return 0
    except Exception as error:  # noqa: BLE001  the last line of defence: a sentence, never a traceback
        return _tell(_unexpected(error))


def _tell(sentence: str, status: int = 2) -> int:
    click.echo(f"{NAME}: {' '.join(sentence.split())}", err=True)
    return status


def _sentence(error: click.ClickException) -> str:
    """One sentence of what click lays out in several lines."""
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else NAME
    return f"{error.format_message().rstrip('.')}. “{path} --help” says what is possible."


def _unexpected(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return f"This should not have happened, please report it: {type(error).__name__}: {error} ({where})."


def _forgive_narrow_consoles() -> None:
    """A console without a character shows a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
