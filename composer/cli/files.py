"""What commands have in common: reading FILE, writing what they made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from composer.errors import ComposerError

if TYPE_CHECKING:
    from composer.files.assets import Assets
    from composer.files.document import Document
    from composer.library.templates import Library
    from composer.model.issue import Issue

FILE = click.Path(path_type=Path, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
OUT = click.Path(path_type=Path)
STDOUT = "-"


def library() -> Library:
    """Templates and block types; what could not be read is told on standard error."""
    from composer.library.templates import read_library

    found = read_library()
    for trouble in found.troubles:
        click.echo(f"Left out: {trouble}", err=True)
    return found


def read(file: Path, templates: Library, *, pictures: Path | None = None) -> Document:
    """A document or the JSON form; what was damaged in it is told on standard error."""
    from composer.files.forms import read_any

    document = read_any(file, templates, pictures=pictures)
    for trouble in document.troubles:
        click.echo(f"{file.name}: {trouble}", err=True)
    return document


def library_of(document: Document, templates: Library) -> Library:
    """The templates and block types by which a document is read: those there are, and those that it brings."""
    from composer.library.brought import with_brought

    return with_brought(templates, document.brought)


def write_issue(path: Path, issue: Issue, assets: Assets, templates: Library) -> None:
    """Write an issue as a document, in the JSON form where the name ends in `.json`, or into a folder that is there.

    The folder of a file is made.
    """
    from composer.files.document import SUFFIX, save_document
    from composer.files.json_form import write_json
    from composer.files.unpacked import may_hold_issue, save_unpacked
    from composer.storage.atomic import make_folder

    kind = path.suffix.lower()
    if kind in (".json", SUFFIX) and not path.is_dir():
        make_folder(path.parent)
    if path.is_dir():
        if not may_hold_issue(path):
            raise ComposerError(f"“{path.name}” holds other files; name a folder that is empty or holds an issue.")
        save_unpacked(path, issue, assets, library=templates)
    elif kind == ".json":
        write_json(path, issue, assets, templates)
    elif kind == SUFFIX:
        save_document(path, issue, assets, library=templates)
    else:
        raise ComposerError(
            f"“{path.name}” is no name for an issue; let it end in {SUFFIX} or in .json, or make a folder of that name."
        )


def put_out(data: bytes) -> None:
    """Bytes to standard output."""
    click.echo(data, nl=False)


def put_out_json(json: object) -> None:
    """JSON to standard output, canonical."""
    from composer.storage import canonical

    put_out(canonical.encode(json))
