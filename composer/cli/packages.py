"""`templates new`, `check`, `pack` and `install`: looks and block types begun, proved and passed on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from composer.cli.files import FILE, FOLDER, OUT, library
from composer.cli.kinds import templates
from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.library.templates import Library, Template


@templates.command()
@click.argument("title")
@click.option("--into", type=FOLDER, metavar="DIR", help="Another folder than that of your templates.")
def new(title: str, into: Path | None) -> None:
    """Begin a template called TITLE.

    \b
      newsletter-composer templates new "School week"
      newsletter-composer templates check school-week

    It is a folder of small files with a comment where something is to be decided, and a block type of its own among
    them. Without --into it is there at once: choose it in the window and keep that open while you work, for each file
    that you save shows in the mail within a moment.
    """
    from composer.library.skeleton import begin_template

    folder = begin_template(title, library(), into)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        click.echo(str(path))


@templates.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def check(names: tuple[str, ...]) -> int:
    """Prove templates: each NAME, or all.

    \b
      newsletter-composer templates check
      newsletter-composer templates check dispatch

    Every example of every block type is rendered, from left to right and from right to left, and compared with what
    premailer makes of the plain page; every text of it, and the colours that are declared for each other, are held
    against the contrast that reading needs, on light and on dark screens; a mail of twelve stories is weighed against
    what Gmail shows; starters are read. What Outlook on Windows, Outlook.com, Gmail, Apple Mail or Yahoo Mail leave out
    is a warning where something breaks, and a note where it is merely not seen. Exit status 1 when there is an error or
    a warning.
    """
    from composer.checks.proof import prove
    from composer.render.page import Renderer

    found = library()
    renderer = Renderer(found)
    failed = False
    for template in _wanted(names, found):
        proof = prove(template, found, renderer)
        for finding in proof.findings:
            click.echo(f"{finding.level}: {finding.sentence}")
        if all(finding.level == "note" for finding in proof.findings):
            click.echo(
                f"{template.name}: {proof.examples} examples equal premailer's own work in both directions, and every "
                f"text can be read on light and dark screens; {proof.styles / 1024:.1f} KB of style sheets of the 16 "
                f"that Gmail reads; a mail of twelve stories has {proof.weight / 1024:.0f} KB of the 102 that it shows."
            )
        else:
            failed = True
    return int(failed)


@templates.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--output", "-o", type=OUT, metavar="FILE", help="The package to write; called as the first NAME.")
def pack(names: tuple[str, ...], output: Path | None) -> None:
    """Pack a template, or block types, into one file for others.

    \b
      newsletter-composer templates pack weekly
      newsletter-composer templates pack recipe menu -o kitchen.newsletter-template

    NAME is a template of yours, or one or more of your block types.
    """
    from composer.library.package_files import pack_block_types, pack_template
    from composer.library.packages import SUFFIX

    found = library()
    out = output or Path(f"{names[0]}{SUFFIX}")
    if len(names) == 1 and names[0] in found.templates:
        left = pack_template(found.templates[names[0]], found, out)
    elif unknown := [name for name in names if name not in found.blocks]:
        raise ComposerError(f"There is no template and no block type “{unknown[0]}” to pack.")
    else:
        left = pack_block_types(names, found, out)
    for name in left:
        click.echo(f"Not taken along: {name}", err=True)
    click.echo(str(out))


@templates.command()
@click.argument("file", type=FILE)
@click.option("--show", is_flag=True, help="Only say what is in it.")
@click.option("--yes", is_flag=True, help="Do not ask; for scripts.")
@click.option("--replace", is_flag=True, help="Replace what you have of those names.")
@click.option("--keep-both", is_flag=True, help="Install it under another name where you have one of its name.")
def install(file: Path, **how: bool) -> None:
    """Say what is in a package, and install it when you agree.

    \b
      newsletter-composer templates install weekly.newsletter-template
      newsletter-composer templates install weekly.newsletter-template --show
      newsletter-composer templates install weekly.newsletter-template --yes --replace

    A package comes from somebody else. It holds markup, style, texts and pictures, no program; all of it is read and
    proved before you are asked, and nothing of it is used before.
    """
    from composer.checks.arriving import prove_arrival, proved_before
    from composer.files.arrival_words import facts, meets
    from composer.files.arrivals import look_through
    from composer.library.installing import beside
    from composer.library.installing import install as put_in

    arrival = look_through(file, library())
    kind = "template" if arrival.template else "block types"
    click.echo(f"{arrival.package.title} ({kind}){_about(arrival.package.description)}")
    for label, words in facts(arrival):
        click.echo(f"{label}: {words}")
    if there := meets(arrival):
        click.echo(there)
    if arrival.taken and not (how["show"] or how["replace"] or how["keep_both"]):
        raise ComposerError("Nothing was installed; say --replace or --keep-both.")
    for finding in prove_arrival(arrival):
        click.echo(f"{finding.level}: {finding.sentence}")
    if how["show"] or arrival.nothing_new:
        return
    packages = beside(arrival.packages, arrival.before) if how["keep_both"] else arrival.packages
    if not how["yes"]:
        _ask()
    for folder in put_in(packages, arrival.before, proved_before, replacing=how["replace"]):
        click.echo(f"Installed in {folder}")


def _ask() -> None:
    """Go on where somebody agrees; ComposerError where nobody is there to be asked."""
    if not sys.stdin.isatty():
        raise ComposerError("Nobody is there to be asked, so nothing was installed; say --yes to install it.")
    if not click.confirm("Install it?"):
        raise ComposerError("Nothing was installed.")


def _wanted(names: tuple[str, ...], found: Library) -> Iterator[Template]:
    return (found.template(name) for name in names or found.templates)


def _about(words: str) -> str:
    return f": {words}" if words else ""


COMMANDS = (templates,)
