"""What an exporter is, and those there are: each module of this package that has an `EXPORTER`."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import composer.export
from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.library.mail_tools import MailTool
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.model.issue_json import slug

if TYPE_CHECKING:
    from composer.render.page import Renderer

FOLDER, EMBED = "folder", "embed"
_ADDRESS = re.compile(r"https?://[^\s\"'<>`\\?#]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """One export. images: `folder` (files beside the page), `embed` (inside it), or the address of a folder on the web.

    renderer: one that is warm, else a fresh one is made. name: what files are called, else made of the subject.
    """

    issue: Issue
    assets: Assets
    library: Library
    tool: MailTool
    images: str = FOLDER
    renderer: Renderer | None = None
    name: str = ""

    @property
    def stem(self) -> str:
        """The main file's name without its suffix."""
        return self.name or (slug(self.issue.subject) if self.issue.subject else "issue")


@dataclass(frozen=True, slots=True)
class Exporter:
    """One destination. `write` gives relative file names and their bytes, the main file first."""

    name: str
    title: str
    suffix: str
    write: Callable[[Job], Mapping[str, bytes]]
    order: int = 100


def exporters() -> dict[str, Exporter]:
    """Every exporter by name, in their order."""
    found = []
    for module in pkgutil.iter_modules(composer.export.__path__, "composer.export."):
        exporter = getattr(importlib.import_module(module.name), "EXPORTER", None)
        if isinstance(exporter, Exporter):
            found.append(exporter)
    return {exporter.name: exporter for exporter in sorted(found, key=lambda each: (each.order, each.name))}


def image_plan(given: str) -> str:
    """`folder`, `embed`, or a web address without a slash at its end; ComposerError for anything else."""
    if given in (FOLDER, EMBED):
        return given
    if not _ADDRESS.fullmatch(given) or not urlsplit(given).hostname:
        raise ComposerError(f"“{given}” is not a place for images; say folder, embed, or an address like https://….")
    return given.rstrip("/")
