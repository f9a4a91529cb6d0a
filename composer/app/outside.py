"""Where links lead: to a block of this mail, or out of the program, to the person's browser and mail program."""

from __future__ import annotations

from PySide6.QtCore import QUrl, QUrlQuery
from PySide6.QtGui import QDesktopServices

from composer.app.selection import Selection
from composer.model.addresses import SPELLED, TAG, anchor_target
from composer.model.finding import Place

READERS_OWN = "The mail tool fills in this address for each reader, so there is nothing to open here."
_NOWHERE = "Only web and mail addresses are opened from here."
_NOBODY = "No program on this computer took that address."
_WRITTEN = ("subject", "body", "cc", "bcc", "to")  # what a mail address may say besides who gets it: never a file


def follow(address: str, selection: Selection) -> str:
    """Go where a link leads; why not, in a sentence, where that is nowhere to be gone to."""
    if address == "#" or TAG.search(address) or SPELLED.search(address):
        return READERS_OWN
    if block := anchor_target(address):
        selection.reveal(Place(block))
        return ""
    found = QUrl(address)
    if not _is_web(found) and not _is_mail(found):
        return _NOWHERE
    return "" if open_outside(found) else _NOBODY


def open_outside(address: QUrl) -> bool:
    """Open a web address in the person's browser, a mail address in their mail program; anything else is refused."""
    if _is_mail(address):
        return QDesktopServices.openUrl(_bare(address))
    return _is_web(address) and QDesktopServices.openUrl(address)


def _is_web(address: QUrl) -> bool:
    return address.isValid() and address.scheme() in ("http", "https")


def _is_mail(address: QUrl) -> bool:
    return address.isValid() and address.scheme() == "mailto" and "@" in address.path()


def _bare(address: QUrl) -> QUrl:
    """The mail address with no more than words: some programs would attach a file that it names."""
    query, kept = QUrlQuery(address), QUrlQuery()
    coded = QUrl.ComponentFormattingOption.FullyEncoded
    for name, value in query.queryItems(coded):
        if name.lower() in _WRITTEN:
            kept.addQueryItem(name, value)
    made = QUrl(address)
    made.setQuery(kept)
    return made
