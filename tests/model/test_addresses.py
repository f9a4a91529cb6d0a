"""Addresses: what is accepted, and what is mended because nothing else can have been meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.model.addresses import anchor_target, trouble


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c&d=e#f",
        "https://bücher.example/ü",
        "https://localhost/x",
        "https://127.0.0.1/",
        "https://[::1]/x",
        "https://a-b.example.co.uk",
        "HTTPS://EXAMPLE.ORG",
        "mailto:desk@example.org?subject=Hello%20there",
        "mailto:a@b.org,c@d.org",
        "tel:+49 30 123".replace(" ", "-"),
        "[[unsubscribe]]",
        "https://example.org/?to=[[email]]&n=[[first_name|dear reader]]",
        "*|UNSUB|*",
        "{{ unsubscribe }}",
        "#[[anchor:b1]]",
        "#b1",
    ],
)
def test_good_addresses(address: str) -> None:
    assert trouble(address) is None


@pytest.mark.parametrize(
    ("address", "mended"),
    [
        (" https://example.org ", "https://example.org"),
        ("www.example.org", "https://www.example.org"),
        ("example.org/a?b=1", "https://example.org/a?b=1"),
        (" example.org", "https://example.org"),
        ("desk@example.org", "mailto:desk@example.org"),
        ("example.org:8080/x", "https://example.org:8080/x"),
        ("https://", ""),
        ("https:example.org", ""),
        ("https://exa mple.org", ""),
        ("https://example", ""),
        ("https://-a.org", ""),
        ("https://a..org", ""),
        ("https://a.org:port/", ""),
        ("https://[::1", ""),
        ("mailto:nobody", ""),
        ("mailto:", ""),
        ("tel:call me".replace(" ", ""), ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("[[first_name]]", ""),
        ("[[frist_name]]", ""),
        ("#", ""),
        ("   ", ""),
        ("nothing", ""),
    ],
)
def test_bad_addresses_and_what_was_meant(address: str, mended: str) -> None:
    found = trouble(address)
    assert found is not None
    assert found.why
    assert found.mended == mended


@given(st.text() | st.text("htps:/@.[]a| "))
def test_any_text_is_judged_and_what_is_mended_is_good(address: str) -> None:
    found = trouble(address)
    if found and found.mended:
        assert trouble(found.mended) is None


@pytest.mark.parametrize(("address", "expected"), [("#[[anchor:b1]]", "b1"), ("#b1", "b1"), ("https://x.org/#b1", "")])
def test_anchor_target(address: str, expected: str) -> None:
    assert anchor_target(address) == expected
