"""Numbers and lists beyond what their field declares; seen on the shipped spacer and columns."""

from __future__ import annotations

from typing import Any

import pytest

from composer.checks.bounds import check
from composer.checks.run import Checked
from composer.library.mail_tools import mail_tool
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue

LIBRARY = read_library()


def with_fields(block_type: str, **fields: Any) -> Issue:
    given = {"blocks": [{"id": "x", "type": block_type, "fields": fields}]}
    return read_issue(given, LIBRARY.template("dispatch").declared)


def checked(given: Issue) -> Checked:
    return Checked(given, LIBRARY, mail_tool("plain"), "", "")


@pytest.mark.parametrize(("height", "mended"), [(-5, 8), (500, 120), (7.5, 8)])
def test_a_number_out_of_range_is_found_and_mended_to_the_nearest(height: float, mended: int) -> None:
    given = with_fields("spacer", height=height)
    (finding,) = check(checked(given))
    assert (finding.code, finding.place.block, finding.place.field) == ("field.range", "x", "height")
    assert finding.fix
    after = finding.fix(given)
    assert after.blocks[0].fields["height"] == mended
    assert not list(check(checked(after)))


@pytest.mark.parametrize(("rows", "codes"), [(0, []), (1, ["field.rows"]), (2, []), (3, []), (4, ["field.rows"])])
def test_columns_are_two_or_three(rows: int, codes: list[str]) -> None:
    given = with_fields("columns", items=[{"headline": "A"}] * rows)
    assert [finding.code for finding in check(checked(given))] == codes


def test_what_declares_no_bounds_or_holds_nothing_is_left_alone() -> None:
    assert not list(check(checked(with_fields("spacer"))))
    assert not list(check(checked(with_fields("links", items=[{"title": "A"}] * 9))))
    assert not list(check(checked(with_fields("nobody", height=-5))))
