"""`new`, `show` and `next`: issues made and looked at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from composer.cli.files import FILE, FOLDER, OUT, library, library_of, put_out, read, write_issue
from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.files.assets import Assets
    from composer.library.templates import Library
    from composer.model.issue import Issue


@click.command()
@click.option("--template", "-t", metavar="T", help="The template to begin with; “templates” lists them.")
@click.option("--starter", "-s", metavar="S", help="Which of the template’s starters; “templates --json” lists them.")
@click.option("--from", "source", type=FILE, metavar="FILE", help="Take the issue from its JSON form or a document.")
@click.option("--assets", type=FOLDER, metavar="DIR", help="Where else the JSON's images are (see “show --assets”).")
@click.option("--output", "-o", type=OUT, metavar="FILE", required=True, help="The document to write.")
def new(template: str | None, starter: str | None, source: Path | None, assets: Path | None, *, output: Path) -> None:
    """Make a new issue.

    \b
      newsletter-composer new --template dispatch -o week49.newsletter
      newsletter-composer new --template bulletin --starter members-notice -o march.newsletter
      newsletter-composer new --from issue.json -o week49.newsletter

    It is a template's starter, or the issue of the file after --from; with both it keeps its words and takes the
    template's look. Images that the JSON names by "file" are looked for in its own folder and below, never elsewhere.
    An output name that ends in .json gets the JSON form, with its images in the folder “images” beside it; an empty
    folder, or one that holds an issue, gets the parts of the document unpacked, as version control likes them.
    """
    templates = library()
    if source is None:
        from composer.files.starter import starter_issue

        issue, images = starter_issue(template or _first(templates), templates, starter)
    else:
        issue, images, templates = _taken_from(source, assets, template, templates)
    write_issue(output, issue, images, templates)


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_data", is_flag=True, help="The whole issue in the JSON form.")
@click.option(
    "--assets", type=FOLDER, metavar="DIR", help="Write the images into this folder, by their names in the JSON."
)
def show(file: Path, as_data: bool, assets: Path | None) -> None:
    """Show what is in FILE.

    \b
      newsletter-composer show week49.newsletter
      newsletter-composer show week49.newsletter --json --assets pictures > week49.json
      newsletter-composer new --from week49.json -o copy.newsletter

    The JSON form is the issue whole; “new --from” makes the same document of it again, provided that the images are
    beside the JSON file, in a folder next to it, or in the one that --assets names there.
    """
    from composer.files.json_form import as_json, write_images

    templates = library()
    document = read(file, templates)
    templates = library_of(document, templates)
    if assets:
        write_images(assets, document.issue, document.assets, templates)
    put_out(as_json(document.issue, templates) if as_data else _summary(document.issue, templates).encode())


@click.command("next")
@click.argument("file", type=FILE)
@click.option("--output", "-o", type=OUT, metavar="FILE", required=True, help="The document to write.")
def next_(file: Path, output: Path) -> None:
    """Make the issue that follows FILE.

    \b
      newsletter-composer next week49.newsletter -o week50.newsletter

    The number goes up by one and the date on by the interval so far; what is written anew for each issue is emptied,
    what stays is kept, and stories held over come along. “check” then names what is still as it was.
    """
    from composer.files.json_form import declared_of
    from composer.files.unpacked import issue_folder
    from composer.model.next_issue import next_issue

    if output.exists() and any(output.samefile(each) for each in (file, issue_folder(file)) if each):
        raise ComposerError(f"“{output}” is the issue itself; give the next one a name of its own.")
    templates = library()
    document = read(file, templates)
    templates = library_of(document, templates)
    following = next_issue(document.issue, declared_of(document.issue.template, templates))
    write_issue(output, following, document.assets, templates)


def _first(templates: Library) -> str:
    name = next(iter(templates.templates), None)
    if name is None:
        raise ComposerError("There is no template; the program is not completely installed.")
    return name


def _taken_from(
    source: Path, pictures: Path | None, template: str | None, templates: Library
) -> tuple[Issue, Assets, Library]:
    document = read(source, templates, pictures=pictures)
    templates = library_of(document, templates)
    issue = document.issue
    chosen = templates.template(template or issue.template)
    return replace(issue, template=chosen.look or chosen.name), document.assets, templates


def _summary(issue: Issue, templates: Library) -> str:
    from composer.files.json_form import declared_of
    from composer.model.walk import images

    declared = declared_of(issue.template, templates)
    pictures = len({image.asset or image.file for image in images(issue, declared)})
    said = {
        "Subject": issue.subject,
        "Preheader": issue.preheader,
        "Number": "" if issue.number is None else str(issue.number),
        "Label": issue.label,
        "Date": issue.date.isoformat() if issue.date else "",
        "Language": issue.language,
        "Publication": issue.publication.name,
        "Template": issue.template,
        "Pictures": str(pictures),
    }
    lines = [f"{name + ':':<13}{value}" for name, value in said.items() if value]
    return "\n".join([*lines, "", *_outline(issue, templates)]) + "\n"


def _outline(issue: Issue, templates: Library) -> list[str]:
    """One line for each block: its place, its type, its words, and whether it leaves."""
    from composer.render.contents import title_of

    types = templates.types_of(issue)
    lines = []
    for n, block in enumerate(issue.blocks, 1):
        block_type = types.get(block.type)
        words = title_of(block, block_type) if block_type else "(type not known here)"
        state = "  [hidden]" if block.settings.hidden else "  [held over]" if block.settings.held_over else ""
        lines.append(f"{n:>4}  {block.type:<12}{words}{state}")
    return lines


COMMANDS = (new, show, next_)
