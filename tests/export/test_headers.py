"""Header fields say what was meant and nothing else."""

from __future__ import annotations

import email
import itertools
import unicodedata
from email.header import decode_header, make_header
from email.policy import compat32, default
from email.utils import parseaddr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.export import headers
from composer.model.issue import Publication

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)

INJECTIONS = [
    f"{before}{evil}{after}"
    for before, evil, after in itertools.product(
        ("", "A "),
        ("\n", "\r", "\r\n", "\r\n ", "\u2028", "\u2029", "\x85", "\0", "\x0b", "\x1b", "=?UTF-8?Q?=0A?=",
         "=?utf-8?b?DQo=?=", "=?iso-8859-1?q?=0D=0A?=", "=?utf-8?q?=E2=80=A8?=", "=?utf-8?q?=C2=85?="),
        ("Bcc: x@example.com", ""),
    )
]  # fmt: skip


@pytest.mark.parametrize("value", INJECTIONS)
def test_what_could_start_another_line_is_refused(value: str) -> None:
    with pytest.raises(ComposerError, match="control character"):
        headers.checked("subject", value)
    with pytest.raises(ComposerError, match="control character"):
        headers.sender(Publication(name=f"A{value}B"))


@given(TEXTS)
def test_a_subject_comes_out_as_it_went_in(text: str) -> None:
    data = headers.written({"Subject": headers.line("Subject", text)}) + b"\r\n"
    assert email.message_from_bytes(data, policy=default)["Subject"] == text
    assert all(len(line) <= 76 for line in data.split(b"\r\n"))


@given(TEXTS)
def test_a_sender_comes_out_as_it_went_in(name: str) -> None:
    publication = Publication(name=name, contact="desk@example.org")
    try:
        value = headers.sender(publication)
    except ComposerError:
        return
    data = headers.written({"From": value}) + b"\r\n"
    # Python's new parser puts a space between two encoded words of a name; its old one reads them as RFC 2047 says.
    found, address = parseaddr(str(email.message_from_bytes(data, policy=compat32)["From"]).replace("\r\n", ""))
    assert address == "desk@example.org"
    assert str(make_header(decode_header(found))) == " ".join(unicodedata.normalize("NFC", name).split())
    assert all(len(line) <= 76 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("desk@example.org", "desk@example.org"),
        ("mailto:desk@example.org", "desk@example.org"),
        ("The desk <desk+news@mail.example.org>, any day", "desk+news@mail.example.org"),
        ("Write to desk@example.org.", "desk@example.org"),
        ("https://example.org/contact", headers.NEUTRAL),
        ("rédaction@example.org", headers.NEUTRAL),
        ("a@b", headers.NEUTRAL),
        ("", headers.NEUTRAL),
    ],
)
def test_the_sender_is_the_contact_or_neutral(contact: str, address: str) -> None:
    assert headers.address_of(Publication(contact=contact)) == address


@pytest.mark.parametrize("value", ["a\r\nBcc: x", "a\nb", "a\rb", "é", "a\r\n\r\nb", "a\r\n"])
def test_nothing_unfit_is_written(value: str) -> None:
    with pytest.raises(ComposerError):
        headers.written({"Subject": value})


def test_a_message_with_other_fields_than_meant_is_refused() -> None:
    headers.verify(b"From: a\r\nTo: b\r\n\r\n", ["From", "To"])
    for message in (b"From: a\r\n\r\n", b"From: a\r\nTo: b\r\nBcc: c\r\n\r\n", b"From: a\r\nTo: b\r\nTo: c\r\n\r\n"):
        with pytest.raises(ComposerError):
            headers.verify(message, ["From", "To"])
