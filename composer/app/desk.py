"""What every pane of one window is handed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from composer.app.jobs import Jobs
from composer.app.selection import Selection
from composer.app.settings import Settings
from composer.files.assets import Assets
from composer.library.block_types import BlockType
from composer.library.shelf import Shelf
from composer.library.templates import Library
from composer.render.page import Renderer
from composer.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """The one session and the things its readers need; a window has one for its life."""

    session: Session
    selection: Selection
    shelf: Shelf
    assets: Assets
    renderer: Renderer
    jobs: Jobs
    settings: Settings

    @property
    def types(self) -> Mapping[str, BlockType]:
        """The block types that the issue's template knows; the library's where the template is not there."""
        return self.library.types_of(self.session.now)

    @property
    def library(self) -> Library:
        """The templates and block types there are now."""
        return self.shelf.library
