"""What of the user's own library cannot be read, told in the bar over the mail until it is mended."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from composer.app.notice import News
from composer.library.places import user_templates
from composer.library.shelf import Shelf

OPEN = "Open My Templates"


class LibraryNews:
    """News of one window's library."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._put_away: set[str] = set()

    @property
    def news(self) -> News | None:
        """The first thing that is wrong, unless it was put away."""
        for sentence in self._shelf.plain.troubles:
            if sentence not in self._put_away:
                return News(sentence, sentence, ((OPEN, _open_folder),))
        return None

    def put_away(self, key: str) -> None:
        """Do not tell this again."""
        self._put_away.add(key)


def _open_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(user_templates())))
