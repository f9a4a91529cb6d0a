"""Bringing up QtWebEngine: late, after the window is painted, and walled in before it is imported."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from composer.app import safe
from composer.app.jobs import Jobs
from composer.app.memory import give_back
from composer.library.places import user_cache

if TYPE_CHECKING:
    from composer.app.mail_view import MailView

# The only thing that stops a page's <link rel=preconnect>: no name and no address resolves in the browser.
_FLAGS = ('--host-resolver-rules="MAP * ~NOTFOUND"', "--disable-background-networking")
# A screen reader that was there before the engine is never told what is in a page without this; of one that comes later
# the engine hears. It costs memory and time, and so is only for who listens.
_SPEAK = "--force-renderer-accessibility"
_DICTIONARIES = "QTWEBENGINE_DICTIONARIES_PATH"


def prepare() -> None:
    """What must be so before the application object is made."""
    give_back()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    # Windows are composed by the graphics card from the start. Else the first browser view makes Qt replace the window
    # that is already on the screen: it flickers and loses the keyboard.
    os.environ.setdefault("QT_WIDGETS_RHI", "1")
    wall_in()


def wall_in() -> None:
    """Add our flags to those of the browser engine; it reads them when it is imported."""
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    wanted = (*_FLAGS, _SPEAK) if QAccessible.isActive() else _FLAGS
    missing = [flag for flag in wanted if flag not in given]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([given, *missing]).strip()
    dictionaries()


@cache
def dictionaries() -> Path:
    """The folder of the engine's dictionaries, one for the life of the process. It deletes what it cannot read."""
    folder = user_cache() / "dictionaries"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    os.environ[_DICTIONARIES] = str(folder)
    return folder


def refusal() -> str:
    """Why the browser engine cannot be started here, or nothing. For root it has no sandbox, and would end the program.

    `QTWEBENGINE_DISABLE_SANDBOX` is a switch of Qt's that only tests set.
    """
    if safe.is_on():
        return "Safe mode: the preview is off. Close Newsletter Composer and start it again to have it back."
    if _root() and not sandbox_off():
        return "The preview does not run as root. Start Newsletter Composer as an ordinary user to see the page."
    return ""


def _root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def warning() -> str:
    """What the person must know of the browser engine, or nothing."""
    if sandbox_off() and not _root():
        return "Preview without its sandbox"
    return ""


def sandbox_off() -> bool:
    """Whether somebody switched off the wall between the page and the machine."""
    off = os.environ.get("QTWEBENGINE_DISABLE_SANDBOX", "0") != "0"
    return off or "--no-sandbox" in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")


def make_view(picture: Callable[[str, int], bytes], jobs: Jobs, parent: QWidget) -> MailView:
    """The browser view; the first call imports the engine, which takes a few tenths of a second."""
    wall_in()
    from composer.app import scheme

    scheme.register()
    from composer.app.mail_view import MailView

    return MailView(picture, jobs, parent)
