"""Files dropped on a window: which of them the program opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QDropEvent

from composer.files.document import SUFFIX
from composer.files.unpacked import issue_folder
from composer.library.packages import SUFFIX as PACKAGE


def is_package(path: Path) -> bool:
    """Whether a file holds a template or block types, by its name."""
    return path.suffix.lower() == PACKAGE


def is_issue(path: Path) -> bool:
    """Whether an issue is in a file or folder, by its name or what is there."""
    return path.suffix in (SUFFIX, ".json") or issue_folder(path) is not None


def take_dropped(event: QEvent, wanted: Callable[[Path], bool], take: Callable[[Path], object]) -> bool:
    """Accept a drag or drop of files that are wanted, and take those that are dropped; whether it was one."""
    if not isinstance(event, QDropEvent):  # of which those of a drag are a kind
        return False
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    found = [path for path in paths if wanted(path)]
    if not found:
        return False
    event.acceptProposedAction()
    if event.type() == QEvent.Type.Drop:
        for path in found:
            take(path)
    return True
