"""Templates: which theme values they take."""

from __future__ import annotations

import pytest

from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.model.record import Record


@pytest.mark.parametrize(
    ("token", "given", "taken"),
    [
        ("accent", "#0B57D0", "#0b57d0"),
        ("accent", "#fff", "#b3261e"),
        ("accent", "red;}", "#b3261e"),
        ("width", "640px", "640px"),
        ("width", "9999px", "600px"),
        ("text", "x;}</style>", "Georgia, 'Noto Serif', serif"),
    ],
)
def test_a_theme_value_that_fits_is_taken_and_any_other_passed_over(token: str, given: str, taken: str) -> None:
    assert read_library().template("dispatch").theme(Record({token: given}))[token] == taken


def test_an_issue_is_read_by_its_templates_types_or_by_all() -> None:
    library = read_library()
    name, template = next(iter(library.templates.items()))
    assert library.types_of(Issue(template=name)) is template.blocks
    assert library.types_of(Issue(template="nowhere")) is library.blocks
