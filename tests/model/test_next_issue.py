"""Next issue: counted on, kept or emptied as fields declare, and what is still as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from composer.model import edits
from composer.model.issue import Issue
from composer.model.issue_json import read_issue, write_issue
from composer.model.next_issue import next_issue, unchanged
from composer.model.record import Record
from tests.issues import ASSET, DECLARED, block, issue, issues

PERSON = {"name": "A B"}


def follow(*blocks: dict[str, Any], **members: Any) -> Issue:
    return next_issue(issue(*blocks, **members), DECLARED)


def test_number_goes_on_and_subject_and_preheader_are_written_anew() -> None:
    made = follow(subject="S", preheader="P", number=12, language="de", theme={"accent": "#000000"})
    assert (made.subject, made.preheader, made.number) == ("", "", 13)
    assert (made.language, made.theme) == ("de", Record({"accent": "#000000"}))
    assert follow().number is None


@pytest.mark.parametrize(
    ("last", "day", "expected"),
    [
        (None, "2023-12-08", date(2023, 12, 15)),
        ("2023-12-07", "2023-12-08", date(2023, 12, 9)),
        ("2023-11-08", "2023-12-08", date(2024, 1, 7)),
        ("2023-12-09", "2023-12-08", date(2023, 12, 15)),
        ("2023-12-08", "2023-12-08", date(2023, 12, 15)),
        ("2023-12-01", None, None),
        ("0001-01-01", "9999-12-31", None),
    ],
)
def test_the_date_goes_on_by_the_interval_so_far(last: str | None, day: str | None, expected: date | None) -> None:
    made = follow(date=day, last={"date": last})
    assert made.date == expected
    assert made.last.date == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Week 49", "Week 50"),
        ("49/2023", "50/2023"),
        ("No. 12", "No. 13"),
        ("Christmas", ""),
        ("Top 10", ""),
        ("", ""),
    ],
)
def test_the_label_is_counted_on_where_its_numbers_are_plain(label: str, expected: str) -> None:
    assert follow(label=label, number=12, date="2023-12-08").label == expected


def test_the_week_begins_again_with_the_year() -> None:
    assert follow(label="Week 52, 2023", date="2023-12-31").label == "Week 1, 2024"


def test_fields_are_kept_or_emptied_as_they_declare() -> None:
    made = follow(
        block("story", "a", headline="H", byline=PERSON, body="<p>x</p>", layout="brief", sources=[{"title": "t"}]),
        block("offer", "o", name="Sponsor"),
        block("list", "l", title="T", items=[{"title": "gone", "note": "kept"}]),
        block("stranger", "s", anything=[1]),
    )
    story, offer, listed, stranger = made.blocks
    assert set(story.fields) == {"byline", "layout"}
    assert offer.fields["name"] == "Sponsor"
    assert listed.fields["items"] == (Record({"note": "kept"}),)
    assert stranger == issue(block("stranger", "s", anything=[1])).blocks[0]


def test_held_over_blocks_come_along_whole_and_hidden_ones_stay_hidden() -> None:
    made = follow(
        block("story", "h", {"held_over": True}, headline="Later"),
        block("story", "x", {"hidden": True}, headline="Gone"),
    )
    assert (made.blocks[0].fields["headline"], made.blocks[0].settings.held_over) == ("Later", False)
    assert "headline" not in made.blocks[1].fields
    assert made.blocks[1].settings.hidden


def told(made: Issue) -> list[tuple[str, str]]:
    return [(found.place.block, found.place.field) for found in unchanged(made, DECLARED)]


def test_what_asked_to_be_looked_at_is_found_until_it_is_changed() -> None:
    made = follow(block("offer", "o", name="Sponsor", body="<p>Buy</p>", image={"asset": ASSET}), block("offer", "p"))
    assert told(made) == [("o", "name"), ("o", "image"), ("o", "body")]
    made = edits.put_field("o", "name", "Another")(made)
    made = edits.put_field("o", "image.alt", "described")(made)
    assert told(made) == [("o", "body")]
    made = edits.put_setting(["o"], "hidden", True)(made)
    assert told(made) == []


def test_what_was_not_printed_last_time_is_not_unchanged() -> None:
    assert told(follow(block("offer", "o", {"held_over": True}, name="Sponsor"))) == []


def test_the_same_subject_again_is_found() -> None:
    made = follow(subject="News", preheader="")
    assert told(made) == []
    assert told(edits.put_issue("subject", "News")(made)) == [("", "subject")]


@given(issues)
def test_any_issue_has_a_next_one_that_can_be_kept(start: Issue) -> None:
    made = next_issue(start, DECLARED)
    assert read_issue(write_issue(made, DECLARED), DECLARED) == made
    assert [one.id for one in made.blocks] == [one.id for one in start.blocks]
    assert not any(one.settings.held_over for one in made.blocks)
    assert list(unchanged(start, DECLARED)) == []
