"""Blocks as the desktop carries them, by clipboard or drag: our own form, and HTML and text for other programs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData

from composer.app.desk import Desk
from composer.app.outline_model import BLOCKS
from composer.errors import ComposerError
from composer.export.exporters import EMBED, Job
from composer.export.packing import Packing
from composer.export.pages import finished_text
from composer.files.clip import write_clip
from composer.files.json_form import declared_of
from composer.library.mail_tools import MailTool
from composer.render.finish import Finish, finish

CLIP = "application/x-newsletter-composer-clip+json"  # what `files/clip.py` writes
ORIGIN = "application/x-newsletter-composer-origin"  # which session the ids are of


class BlockData(QMimeData):
    """Some blocks of an issue as it now is. Each form is made when it is asked for: pictures take a while."""

    def __init__(self, desk: Desk, ids: Sequence[str], tool: MailTool) -> None:
        super().__init__()
        self._desk, self._issue, self._tool = desk, desk.session.now, tool
        self._blocks = tuple(block for block in self._issue.blocks if block.id in set(ids))
        self._made: dict[str, Any] = {}

    def formats(self) -> list[str]:
        return [CLIP, BLOCKS, ORIGIN, "text/html", "text/plain"]

    def hasFormat(self, form: str) -> bool:
        return form in self.formats()

    def retrieveData(self, form: str, kind: Any) -> Any:
        if form not in self._made:
            self._made[form] = self._make(form)
        return self._made[form]

    def _make(self, form: str) -> Any:
        issue, desk = self._issue, self._desk
        if form == CLIP:
            declared = declared_of(issue.template, desk.library)
            return QByteArray(write_clip(self._blocks, desk.assets, declared))
        if form == BLOCKS:
            return QByteArray("\n".join(block.id for block in self._blocks).encode())
        if form == ORIGIN:
            return QByteArray(origin(desk))
        if form in ("text/html", "text/plain"):
            return self._html() if form == "text/html" else self._text()
        return None

    def _job(self) -> Job:
        shown = tuple(
            replace(block, settings=replace(block.settings, hidden=False, held_over=False)) for block in self._blocks
        )
        desk = self._desk
        return Job(replace(self._issue, blocks=shown), desk.assets, desk.library, self._tool, EMBED, desk.renderer)

    def _html(self) -> str:
        """The fragments as they are exported, their pictures inside; the text where they cannot be made."""
        job = self._job()
        try:
            fragments = [self._desk.renderer.fragment(job.issue, block, tool=job.tool) for block in job.issue.blocks]
            packing = Packing(job)
            return finish("\n".join(fragments), Finish(job.issue, job.tool, packing.address(EMBED)))
        except ComposerError:
            return f"<pre>{html.escape(self._text())}</pre>"

    def _text(self) -> str:
        return finished_text(self._job())


def origin(desk: Desk) -> bytes:
    """What tells one session from all others on the desktop."""
    return desk.session.token.encode()
