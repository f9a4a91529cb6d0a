"""What was corrected in the kept publication is found in an issue that carries the old, with its mend."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from composer.checks.corrections import check
from composer.checks.run import Checked
from composer.library.mail_tools import mail_tool
from composer.library.templates import read_library
from composer.model.brand import brand_of
from composer.model.issue_json import read_issue

LIBRARY = read_library(own_folder=Path("nowhere"))
ISSUE = read_issue(
    {
        "publication": {"name": "Signal"},
        "blocks": [{"type": "article", "fields": {"byline": [{"name": "Imke", "role": "Writer"}]}}],
    },
    LIBRARY.declared,
)
BRAND = brand_of(ISSUE, LIBRARY.declared)


def test_a_correction_is_offered_with_its_place_and_its_mend() -> None:
    kept = replace(BRAND, people=tuple(replace(person, role="Editor") for person in BRAND.people))
    checked = Checked(ISSUE, replace(LIBRARY, brands={kept.id: kept}), mail_tool("plain"), "", "")
    (found,) = check(checked)
    assert (found.level, found.place.field) == ("note", "byline.0")
    assert found.fix is not None
    mended = found.fix(ISSUE)
    assert mended.blocks[0].fields["byline"][0].role == "Editor"
    assert list(check(replace(checked, issue=mended))) == []


def test_nothing_is_said_where_nothing_is_kept_or_all_is_the_same() -> None:
    assert list(check(Checked(ISSUE, LIBRARY, mail_tool("plain"), "", ""))) == []
    same = replace(LIBRARY, brands={BRAND.id: BRAND})
    assert list(check(Checked(ISSUE, same, mail_tool("plain"), "", ""))) == []
