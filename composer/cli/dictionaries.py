"""`dictionaries`: what spell checking on the page knows, and adding to it."""

from __future__ import annotations

from pathlib import Path

import click

from composer.cli.files import FILE, put_out_json


@click.group(invoke_without_command=True)
@click.option("--json", "as_data", is_flag=True, help="Languages and files, as a JSON list.")
@click.pass_context
def dictionaries(context: click.Context, as_data: bool) -> None:
    """List the dictionaries for spell checking, or add some.

    \b
      newsletter-composer dictionaries
      newsletter-composer dictionaries add dict-de.oxt

    Yours come first, then the system's. The last line says where the words are that you added while writing.
    """
    from composer.library.dictionaries import WORDS, own_folder
    from composer.library.dictionaries import dictionaries as every

    if context.invoked_subcommand:
        return
    found = every().values()
    if as_data:
        put_out_json(
            [
                {"language": each.language, "files": [str(path) for path in each.files], "own": each.own}
                for each in found
            ]
        )
        return
    for each in found:
        click.echo(f"{each.language:<12}{each.files[-1]}{' (your own)' if each.own else ''}")
    if not found:
        click.echo("There are none yet. LibreOffice's (.oxt) and Hunspell's (.dic with .aff) can be added.")
    click.echo(f"\nYour own words: {own_folder() / WORDS}")


@dictionaries.command()
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
def add(files: tuple[Path, ...]) -> None:
    """Add the dictionaries in each FILE.

    \b
      newsletter-composer dictionaries add dict-de.oxt
      newsletter-composer dictionaries add de_DE.dic

    FILE is an extension of LibreOffice's (.oxt), a file of words (.dic) with the affixes (.aff) beside it, or a
    dictionary in the browser engine's own form (.bdic). It is read and checked before it is put in its place.
    """
    from composer.library.add_dictionary import add_dictionary

    for file in files:
        for each in add_dictionary(file):
            click.echo(f"{each.language}: {each.files[-1]}")


COMMANDS = (dictionaries,)
