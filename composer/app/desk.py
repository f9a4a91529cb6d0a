"""What every pane of one window is handed."""

from __future__ import annotations

from dataclasses import dataclass

from composer.app.jobs import Jobs
from composer.app.selection import Selection
from composer.app.settings import Settings
from composer.files.assets import Assets
from composer.library.templates import Library
from composer.render.page import Renderer
from composer.session import Session


@dataclass(frozen=True, slots=True)
class Desk:
    """The one session and the things its readers need; a window has one for its life."""

    session: Session
    selection: Selection
    library: Library
    assets: Assets
    renderer: Renderer
    jobs: Jobs
    settings: Settings
