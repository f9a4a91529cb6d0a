"""Which file an issue belongs to, and how that follows undo and redo."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from composer.errors import ComposerError
from composer.files.assets import Assets
from composer.files.claims import Holder
from composer.files.document import SUFFIX, Document
from composer.files.forms import Stamp, digest_of_saved, look_into, save_as, stamp_of
from composer.files.versions import Versions
from composer.library.templates import Library
from composer.model.issue import FORMAT, Issue
from composer.session import Change, Session

UNTITLED = "Untitled"


@dataclass(eq=False, slots=True)
class Paper:
    """One issue's file, or that it is in none yet (`path` is None).

    digest, stamp: the file as last read or written. unpacked: it is a folder. format, read_only: what it was written
    in, and whether that is too new to be written here. holder: who else works on it. saved: the issue as it stands
    there. others: parts of the file that this version does not know.
    """

    name: str = UNTITLED
    path: Path | None = None
    digest: str = ""
    stamp: Stamp | None = None
    unpacked: bool = False
    format: int = FORMAT
    read_only: bool = False
    holder: Holder | None = None
    saved: Issue | None = None
    saved_at: datetime | None = None
    others: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """An issue that is now in a file.

    trouble: why what it replaced was not kept as an earlier version. linked: the file had other names besides, which
    still have the old issue.
    """

    path: Path
    issue: Issue
    digest: str
    stamp: Stamp | None
    at: datetime
    unpacked: bool = False
    trouble: str = ""
    linked: bool = False


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
        self._session.apply(label, lambda _: issue, another=True)

    def begin(self, issue: Issue, paper: Paper) -> None:
        """Begin anew with an issue and its paper; nothing to undo."""
        self._turns.clear()
        self.current = paper
        self._session.open(issue, saved=paper.saved is issue)

    def uses(self, path: Path) -> bool:
        """Whether the issue now open, or one that undo or redo leads to, is in this file."""
        every = [self.current, *(paper for turn in self._turns for _, paper in turn)]
        return any(paper.path.resolve() == path.resolve() for paper in every if paper.path)

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
    name = suggested_name(document.issue).removesuffix(SUFFIX) if document.json_form else name_of(document)
    return Paper(
        name=name or UNTITLED,
        path=document.path if in_file else None,
        digest=document.digest if in_file else "",
        stamp=stamp_of(document.path) if in_file else None,
        unpacked=document.unpacked,
        format=document.format,
        read_only=document.read_only,
        saved=document.issue,
        others=document.assets.others,
    )


def changed_elsewhere(paper: Paper) -> bool:
    """Whether somebody else changed the paper's file since it was read or written here.

    Its bytes tell: its size and times may be what they were.
    """
    if paper.path is None or paper.path.is_dir() != paper.unpacked or stamp_of(paper.path) is None:
        return False
    return digest_of_saved(paper.path) != paper.digest


def write_paper(
    path: Path, issue: Issue, assets: Assets, library: Library, *, unpacked: bool, versions: Versions, keep: bool
) -> Written:
    """Save the issue at `path`; ComposerError leaves what was there.

    What is there now is kept as a version where that is due, and with `keep` in any case.
    """
    trouble = _keep_replaced(path, library, versions) if keep or versions.due(path) else ""
    linked = not unpacked and path.is_file() and path.stat().st_nlink > 1
    digest = save_as(path, issue, assets, library=library, unpacked=unpacked)
    return Written(path, issue, digest, stamp_of(path), datetime.now(), unpacked, trouble, linked)


def _keep_replaced(path: Path, library: Library, versions: Versions) -> str:
    """Why it could not be kept, or nothing. What is no issue, or a damaged one, is no version."""
    try:
        with look_into(path, library) as replaced:
            return _kept(replaced, library, versions)
    except ComposerError:
        return ""


def _kept(replaced: Document, library: Library, versions: Versions) -> str:
    try:
        versions.keep(replaced, library)
    except ComposerError as error:
        return str(error)
    return ""


def name_of(document: Document) -> str:
    """What the person calls the document: its file's name without the suffix, its folder's name."""
    return document.path.name if document.unpacked else document.path.stem


def suggested_name(issue: Issue) -> str:
    """A file name made of the publication and the number, or else the subject."""
    edition = str(issue.number) if issue.number is not None else issue.label
    called = " ".join(part for part in (issue.publication.name, edition) if part) or issue.subject or UNTITLED
    plain = re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", called)
    return f"{' '.join(plain.split())[:80].strip(' .') or UNTITLED}{SUFFIX}"
