"""Which file an issue belongs to, and how that follows undo and redo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.document import SUFFIX, Document, digest_of, open_document, save_document
from composer.files.versions import Versions
from composer.library.templates import Library
from composer.model.issue import Issue
from composer.session import Change, Session

UNTITLED = "Untitled"
Stamp = tuple[int, int]


@dataclass(eq=False, slots=True)
class Paper:
    """One issue's file, or that it is in none yet (`path` is None).

    digest, stamp: the file as last read or written (SHA-256; size in bytes and time of change in ns). saved: the issue
    as it stands there. others: parts of the file that this version does not know.
    """

    name: str = UNTITLED
    path: Path | None = None
    digest: str = ""
    stamp: Stamp | None = None
    read_only: bool = False
    saved: Issue | None = None
    saved_at: datetime | None = None
    others: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """An issue that is now in a file. trouble: why what it replaced was not kept as an earlier version."""

    path: Path
    issue: Issue
    digest: str
    stamp: Stamp | None
    at: datetime
    trouble: str = ""


class Papers:
    """The paper of the issue that is now open. Undoing the step that turned over to a new one puts the old one back."""

    def __init__(self, session: Session, paper: Paper) -> None:
        self._session = session
        self._turns: list[tuple[tuple[Issue, Paper], tuple[Issue, Paper]]] = []
        self.current = paper
        session.subscribe(self._follow)

    def turn(self, label: str, issue: Issue, paper: Paper) -> None:
        """Go on with another issue on a paper of its own, as one step that can be undone."""
        self._turns.append(((self._session.now, self.current), (issue, paper)))
        self._session.apply(label, lambda _: issue)

    def begin(self, issue: Issue, paper: Paper) -> None:
        """Begin anew with an issue and its paper; nothing to undo."""
        self._turns.clear()
        self.current = paper
        self._session.open(issue, saved=paper.saved is issue)

    def _follow(self, change: Change) -> None:
        for old, new in self._turns:
            for (before, _), (after, paper) in ((old, new), (new, old)):
                if change.before is before and change.after is after and paper is not self.current:
                    self.current = paper
                    self._session.mark_saved(paper.saved or Issue())
                    return


def paper_of(document: Document) -> Paper:
    """The paper of a document as read. One without a digest was made, not read: it is in no file yet."""
    in_file = bool(document.digest) and not document.json_form
    name = suggested_name(document.issue).removesuffix(SUFFIX) if document.json_form else document.path.stem
    return Paper(
        name=name or UNTITLED,
        path=document.path if in_file else None,
        digest=document.digest if in_file else "",
        stamp=stamp_of(document.path) if in_file else None,
        read_only=document.read_only,
        saved=document.issue,
        others=document.assets.others,
    )


def changed_elsewhere(paper: Paper) -> bool:
    """Whether somebody else changed the paper's file since it was read or written here. Reads it where it may be so."""
    if paper.path is None or (stamp := stamp_of(paper.path)) is None or stamp == paper.stamp:
        return False
    return digest_of(paper.path) != paper.digest


def write_paper(path: Path, issue: Issue, assets: Assets, library: Library, *, versions: Versions) -> Written:
    """Save the issue at `path`, what is there now kept as a version; ComposerError leaves what was there."""
    trouble = _keep_replaced(path, library, versions)
    digest = save_document(path, issue, assets, library=library)
    return Written(path, issue, digest, stamp_of(path), datetime.now(), trouble)


def _keep_replaced(path: Path, library: Library, versions: Versions) -> str:
    """Why it could not be kept, or nothing. What is no document, or a damaged one, is no version."""
    if not path.is_file() or not versions.due(path):
        return ""
    try:
        replaced = open_document(path, library)
    except ComposerError:
        return ""
    try:
        versions.keep(replaced, library)
    except ComposerError as error:
        return str(error)
    return ""


def stamp_of(path: Path) -> Stamp | None:
    """Size in bytes and time of change in ns; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def suggested_name(issue: Issue) -> str:
    """A file name made of the publication and the number, or else the subject."""
    edition = str(issue.number) if issue.number is not None else issue.label
    called = " ".join(part for part in (issue.publication.name, edition) if part) or issue.subject or UNTITLED
    plain = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", called)
    return f"{' '.join(plain.split())[:80].strip(' .') or UNTITLED}{SUFFIX}"
