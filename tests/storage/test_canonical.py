"""One form of JSON, and errors that say where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer.errors import ComposerError
from composer.storage.canonical import decode, encode

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_keys_are_sorted_and_each_value_has_a_line() -> None:
    assert encode({"b": [1, {"z": "é", "a": None}], "a": []}) == (
        '{\n  "a": [],\n  "b": [\n    1,\n    {\n      "a": null,\n      "z": "é"\n    }\n  ]\n}\n'.encode()
    )


@given(VALUES)
def test_what_is_written_is_read_back_and_written_alike(value: object) -> None:
    written = encode(value)
    assert decode(written, "x") == value
    assert encode(json.loads(written)) == written


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "“i.json” is empty"),
        (b'{"a":', "“i.json” ends in the middle"),
        (b'{\n  "a": 1,\n}', "“i.json”, line 3, column 1: this is not JSON (trailing comma in object)."),
        ('{"é": \n\n x}'.encode(), "“i.json”, line 3, column 2: this is not JSON (invalid character)."),
        (b'{"a": "\xff"}', "“i.json”, line 1, column 8: this is not UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[" * 300 + b"]" * 300, "nested too deeply"),
        (b"1e999", "“i.json”: this is not JSON (Number out of range)."),
    ],
)
def test_what_is_no_json_is_told_with_its_line(data: bytes, sentence: str) -> None:
    with pytest.raises(ComposerError) as caught:
        decode(data, "i.json")
    assert sentence in str(caught.value)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert decode(b'\xef\xbb\xbf{"a": 1}', "x") == {"a": 1}
