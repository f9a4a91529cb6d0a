"""`export` and `check`: the mail that an issue becomes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from composer.cli.files import FILE, STDOUT, library, library_of, put_out, put_out_json, read
from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.export.exporters import Job
    from composer.model.finding import Finding
    from composer.model.issue import Issue

TOOL = click.option(
    "--mail-tool", "-m", metavar="NAME", default="plain", help="Who sends it: plain (default), mailchimp, …."
)


@click.command()
@click.argument("file", type=FILE)
@click.option(
    "--to", "target", metavar="FORM", required=True, help="html, text or eml (a mail file with its pictures in it)."
)
@click.option("--output", "-o", metavar="OUT", default="", help="File or folder to write; - is standard output.")
@click.option("--images", metavar="PLAN", default="folder", help="folder (default), embed, or an address on the web.")
@TOOL
@click.option("--verify", is_flag=True, help="Compare the page with premailer's own work first; slow, and exact.")
@click.option("--anyway", is_flag=True, help="Write it even without the tags that the mail tool requires.")
def export(file: Path, target: str, output: str, images: str, **choices: Any) -> int:
    """Export FILE as mail.

    \b
      newsletter-composer export week49.newsletter --to html -o out/week49.html
      newsletter-composer export week49.newsletter --to html --images https://cdn.example.com/49 -o out/
      newsletter-composer export week49.newsletter --to eml --mail-tool mailchimp
      newsletter-composer export week49.newsletter --to text -o -

    Without -o the file is written into the current folder, called as FILE is, and its name is printed. Pictures of an
    HTML export are put into the folder “images” beside it; with an address (https://…) the page shows them from there,
    and the folder holds what to upload. With “embed” they are inside the page, which some mail clients do not show; a
    mail file has them inside in any case but an address. Nothing is written where a tag is missing that the mail tool
    requires; --anyway does.
    """
    from composer.export.exporters import exporters
    from composer.export.preflight import findings, refusing

    found = exporters()
    if target not in found:
        raise ComposerError(f"There is no export to “{target}”; there are {', '.join(found)}.")
    job = _job(file, choices["mail_tool"], images)
    if choices["verify"] and _told(_verified(job), job.issue):
        return 1
    if job.tool.required and not choices["anyway"] and _told(refusing(findings(job)), job.issue):
        return 1
    files = found[target].write(job)
    if output == STDOUT:
        put_out(next(iter(files.values())))
        return 0
    written = _write_files(files, output or file.stem + found[target].suffix, file)
    if written != output:
        click.echo(written)
    return 0


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_data", is_flag=True, help="The findings as a JSON list.")
@TOOL
def check(file: Path, as_data: bool, mail_tool: str) -> int:
    """Find what should not leave like that.

    \b
      newsletter-composer check week49.newsletter
      newsletter-composer check week49.newsletter --mail-tool mailchimp --json

    Pictures without alternative text or credit, addresses that lead nowhere, a missing subject or unsubscribe link,
    mails that Gmail would cut off, and more. Exit status 1 when there is an error among the findings; warnings and
    notes leave it at 0.
    """
    from composer.export.preflight import findings

    job = _job(file, mail_tool, "folder")
    found = findings(job)
    if as_data:
        numbers = _numbers(job.issue)
        put_out_json([_as_json(finding, numbers) for finding in found])
    else:
        _told(found, job.issue, err=False)
        click.echo(_count(found))
    return 1 if any(finding.level == "error" for finding in found) else 0


def _job(file: Path, mail_tool: str, images: str) -> Job:
    from composer.export.exporters import Job, image_plan
    from composer.library import mail_tools
    from composer.render.page import Renderer

    tool = mail_tools.mail_tool(mail_tool)
    plan = image_plan(images)
    templates = library()
    document = read(file, templates)
    templates = library_of(document, templates)
    renderer = Renderer(templates)
    return Job(document.issue, document.assets, templates, tool, images=plan, renderer=renderer, name=file.stem)


def _verified(job: Job) -> tuple[Finding, ...]:
    from composer.render.page import Renderer
    from composer.render.verify import verify

    return verify(job.issue, job.renderer or Renderer(job.library), tool=job.tool)


def _told(findings: tuple[Finding, ...], issue: Issue, *, err: bool = True) -> bool:
    """Whether there are findings; they are said, on standard error where they stop something."""
    numbers = _numbers(issue)
    for finding in findings:
        click.echo(f"{finding.level}: {finding.sentence}{_where(finding, numbers)}", err=err)
    return bool(findings)


def _write_files(files: Mapping[str, bytes], output: str, source: Path) -> str:
    """Write an export's files, the main one last so that what it shows is there; gives the main one's path."""
    from composer.storage.atomic import make_folder, write_file

    main = next(iter(files))
    folder = output.endswith(("/", "\\")) or Path(output).is_dir()
    path = Path(output) / main if folder else Path(output)
    if path.exists() and path.samefile(source):
        raise ComposerError(f"“{path}” is the issue itself; give the export a name of its own.")
    for name, data in reversed(list(files.items())):
        place = path if name == main else path.parent / name
        make_folder(place.parent)
        write_file(place, data)
    return str(path)


def _where(finding: Finding, numbers: Mapping[str, int]) -> str:
    number = numbers.get(finding.place.block)
    spot = [f"block {number}"] if number else []
    spot += [finding.place.field] if finding.place.field else []
    return f" ({', '.join(spot)})" if spot else ""


def _numbers(issue: Issue) -> dict[str, int]:
    """Each block's place in the issue, from 1, by its id."""
    return {block.id: number for number, block in enumerate(issue.blocks, 1)}


def _as_json(finding: Finding, numbers: Mapping[str, int]) -> dict[str, Any]:
    number = numbers.get(finding.place.block)
    place = {"block": finding.place.block, "number": number} if number else {}
    place |= {"field": finding.place.field} if finding.place.field else {}
    fix = {"fix": finding.fix_label} if finding.fix else {}
    return {"level": finding.level, "code": finding.code, "sentence": finding.sentence, **place, **fix}


def _count(found: tuple[Finding, ...]) -> str:
    counts = {level: sum(finding.level == level for finding in found) for level in ("error", "warning", "note")}
    said = [f"{count} {level}{'' if count == 1 else 's'}" for level, count in counts.items() if count]
    return ", ".join(said) if said else "Nothing found."


COMMANDS = (export, check)
