"""Header fields of a message, written by ourselves, so that nothing can be smuggled in and every character comes out.

The library is not asked: before Python 3.11.10 it lets an encoded line feed in a subject start a header of its own
(CVE-2024-6923), and it breaks long names with commas.
"""

from __future__ import annotations

import base64
import email
import re
import unicodedata
from collections.abc import Iterator, Mapping
from email.errors import HeaderParseError
from email.header import decode_header
from email.policy import compat32

from composer.errors import ComposerError
from composer.model.issue import Publication

NEUTRAL = "newsletter@example.invalid"
_LINE = 76
_WORD = 52  # characters of encoded text in one encoded word; with its frame and the longest name still within a line
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BYTES = re.compile(rb"[\x00-\x1f\x7f]")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_PHRASE = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_Q_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_MAIL_ADDRESS = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w-])"
)


def checked(what: str, value: str) -> str:
    """The value, if neither it nor what its encoded words decode to holds a control character; else ComposerError."""
    if _CONTROL.search(value) or any(_unsafe(part, charset) for part, charset in _decoded(value)):
        raise ComposerError(f"The {what} holds a control character; type it anew.")
    return value


def address_of(publication: Publication) -> str:
    """The mail address in the publication's contact, or a neutral one (RFC 2606)."""
    found = _MAIL_ADDRESS.search(publication.contact)
    return found[0] if found else NEUTRAL


def sender(publication: Publication) -> str:
    """A `From` value: the publication's name and its address."""
    name = " ".join(checked("publication's name", unicodedata.normalize("NFC", publication.name)).split())
    address = address_of(publication)
    if not name:
        return address
    if len(name) > _LINE - len("From: ") - 2 or not _PLAIN.fullmatch(name) or "=?" in name:
        return f"{_encoded(name)}\r\n <{address}>"
    quoted = name if _PHRASE.fullmatch(name) else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{quoted}\r\n <{address}>"


def line(name: str, text: str) -> str:
    """A value of free text for header `name`, encoded (RFC 2047) and folded where it must be."""
    if _PLAIN.fullmatch(text) and "=?" not in text:
        folded = _folded(text, _LINE - len(name) - 2)
        if all(len(part) < _LINE for part in folded):
            return "\r\n ".join(folded)
    return _encoded(text) if text else ""


def written(fields: Mapping[str, str]) -> bytes:
    """The header fields as bytes. Values are checked: only a folded line may follow a line break."""
    out = []
    for name, value in fields.items():
        if re.search(r"\r\n(?! \S)|(?<!\r)\n|\r(?!\n)|[^\r\n -~]", value):
            raise ComposerError(f"The message's {name} holds a character that may not be there.")
        out.append(f"{name}: {value}\r\n")
    return "".join(out).encode("ascii")


def verify(message: bytes, names: list[str]) -> None:
    """ComposerError unless the message, read back, has exactly the header fields of these names."""
    found = [name.lower() for name in email.message_from_bytes(message, policy=compat32).keys()]  # noqa: SIM118
    if sorted(found) != sorted(name.lower() for name in names):
        raise ComposerError("The message would have had other header fields than meant; look at subject and names.")


def _folded(text: str, room: int) -> list[str]:
    lines, current = [], ""
    for word in text.split(" "):
        if current and len(current) + 1 + len(word) > room:
            lines.append(current)
            current, room = word, _LINE - 1
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current]


def _encoded(text: str) -> str:
    q = [_quoted(char) for char in text]
    if sum(map(len, q)) <= 2 * len(text):
        return "\r\n ".join(f"=?utf-8?q?{part}?=" for part in _pieces(q))
    bytes_of = [char.encode() for char in text]
    return "\r\n ".join(f"=?utf-8?b?{part}?=" for part in _base64_pieces(bytes_of))


def _quoted(char: str) -> str:
    return "_" if char == " " else "".join(chr(b) if b in _Q_SAFE else f"={b:02X}" for b in char.encode())


def _pieces(parts: list[str]) -> Iterator[str]:
    current = ""
    for part in parts:
        if len(current) + len(part) > _WORD:
            yield current
            current = ""
        current += part
    yield current


def _base64_pieces(parts: list[bytes]) -> Iterator[str]:
    current = b""
    for part in parts:
        if len(current) + len(part) > _WORD // 4 * 3:
            yield base64.b64encode(current).decode()
            current = b""
        current += part
    yield base64.b64encode(current).decode()


def _decoded(value: str) -> list[tuple[bytes | str, str | None]]:
    try:
        return list(decode_header(value))
    except HeaderParseError:
        return [(value, None)]


def _unsafe(part: bytes | str, charset: str | None) -> bool:
    if isinstance(part, str):
        return bool(_CONTROL.search(part))
    if _BYTES.search(part):
        return True
    try:
        return bool(_CONTROL.search(part.decode(charset or "ascii", "ignore")))
    except LookupError:
        return False
