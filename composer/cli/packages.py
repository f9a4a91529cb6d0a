"""`templates new`, `check`, `pack` and `install`: looks and block types begun, proved and passed on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from composer.cli.files import FILE, FOLDER, OUT, library
from composer.cli.kinds import templates
from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.library.packages import Package
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
    premailer makes of the plain page; colours are held against the contrast that text needs, and starters are read.
    Exit status 1 when there is an error.
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
        failed |= any(finding.level == "error" for finding in proof.findings)
        if not proof.findings:
            click.echo(
                f"{template.name}: {proof.examples} examples equal premailer's own work in both directions; "
                f"{proof.styles / 1024:.1f} KB of style sheets of the 16 that Gmail reads."
            )
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
    from composer.library.packages import SUFFIX, pack_block_types, pack_template

    found = library()
    out = output or Path(f"{names[0]}{SUFFIX}")
    if len(names) == 1 and names[0] in found.templates:
        left = pack_template(found.templates[names[0]], out)
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
@click.option("--replace", is_flag=True, help="Replace what you have of those names.")
def install(file: Path, show: bool, replace: bool) -> None:
    """Install a template, or block types, from a package.

    \b
      newsletter-composer templates install weekly.newsletter-template --show
      newsletter-composer templates install weekly.newsletter-template

    A package comes from somebody else. It holds markup, style, texts and pictures, no program; all of it is read and
    proved before anything is put in its place.
    """
    from composer.checks.proof import prove_folder
    from composer.library.packages import install, read_package

    found = library()
    package = read_package(file)
    for line in _contents(package):
        click.echo(line)
    if not show:
        for folder in install(package, found, lambda made: prove_folder(made, found), replacing=replace):
            click.echo(f"Installed in {folder}")


def _wanted(names: tuple[str, ...], found: Library) -> Iterator[Template]:
    return (found.template(name) for name in names or found.templates)


def _contents(package: Package) -> Iterator[str]:
    """What a package holds, in a line or more."""
    about = f": {package.description}" if package.description else ""
    yield f"{package.title} ({'template' if package.template else 'block types'}){about}"
    if package.block_types:
        yield f"Block types: {', '.join(package.block_types)}"
    yield f"{len(package.parts)} files, {package.pictures} of them pictures, {package.size / 1024:.0f} KB"


COMMANDS = (templates,)
