"""Addresses that lead out of the program: to the person's browser."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def open_outside(address: QUrl) -> bool:
    """Open a web address in the person's browser; anything but http and https is refused."""
    return address.isValid() and address.scheme() in ("http", "https") and QDesktopServices.openUrl(address)
