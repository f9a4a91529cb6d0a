"""The JSON form: what is written reads back as the same issue, whatever was in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from composer.errors import ComposerError, FormatError
from composer.model.issue import Block, Issue, direction
from composer.model.issue_json import read_issue, slug, write_issue
from composer.model.record import Record
from composer.model.values import Credit, Disclosure, Person, Raw
from tests.issues import DECLARED, block, issue, issues_json


@given(issues_json)
@settings(max_examples=300)
def test_written_and_read_is_the_same_issue(given_json: dict[str, Any]) -> None:
    first = read_issue(given_json, DECLARED)
    text = json.dumps(write_issue(first, DECLARED), ensure_ascii=False, sort_keys=True)
    second = read_issue(json.loads(text), DECLARED)
    assert second == first
    assert json.dumps(write_issue(second, DECLARED), ensure_ascii=False, sort_keys=True) == text


@given(issues_json)
def test_an_issue_is_hashable_and_equal_to_its_twin(given_json: dict[str, Any]) -> None:
    assert hash(read_issue(given_json, DECLARED)) == hash(read_issue(given_json, DECLARED))


def test_an_empty_issue_has_its_defaults() -> None:
    assert read_issue({}, DECLARED) == Issue()
    always = {"format": 1, "template": "dispatch", "subject": "", "preheader": "", "language": "en", "blocks": []}
    assert write_issue(Issue(), DECLARED) == always


def test_people_named_since_reading_get_their_ids_on_the_way_out() -> None:
    fresh = Issue(blocks=(Block("x", "story", Record({"byline": (Person(name="Jo Ray"),)})),))
    written = write_issue(fresh, DECLARED)
    assert written["blocks"][0]["fields"]["byline"][0]["id"] == "jo-ray"
    assert write_issue(read_issue(written, DECLARED), DECLARED) == written


def test_what_scripts_look_at_is_always_there() -> None:
    given = {"template": "dispatch", "language": "en", "blocks": [{"type": "rule"}]}
    written = write_issue(read_issue(given, DECLARED), DECLARED)
    assert (written["template"], written["language"]) == ("dispatch", "en")
    assert written["blocks"] == [{"id": "b1", "type": "rule", "fields": {}}]


def test_ids_are_made_from_positions_and_names() -> None:
    made = issue(
        block("story", byline={"name": "Sarah Ruivivar"}), block("rule", "b1"), publication={"name": "The Dispatch"}
    )
    assert [one.id for one in made.blocks] == ["b2", "b1"]
    assert made.blocks[0].fields["byline"][0].id == "sarah-ruivivar"
    assert made.publication.id == "the-dispatch"


def test_one_credit_or_a_list() -> None:
    made = issue(
        block("story", image={"credit": {"name": "A"}}),
        block("story", image={"credit": [{"name": "A"}, {"name": "B"}]}),
    )
    assert made.blocks[0].fields["image"].credits == (Credit(name="A"),)
    assert [credit.name for credit in made.blocks[1].fields["image"].credits] == ["A", "B"]


def test_not_stated_and_declared_none_are_two_things() -> None:
    made = issue(block("story", disclosure={}), block("story", disclosure={"uses": []}))
    assert made.blocks[0].fields["disclosure"] == Disclosure(uses=None)
    assert made.blocks[1].fields["disclosure"] == Disclosure(uses=())
    assert write_issue(made, DECLARED)["blocks"][1]["fields"]["disclosure"] == {"uses": []}


def test_what_is_unknown_is_kept() -> None:
    given_json = {
        "format": 1,
        "blocks": [
            {"id": "x", "type": "stranger", "fields": {"depth": {"of": [1, 2]}}, "anim": "fade"},
            {"id": "y", "type": "story", "fields": {"mood": "glad", "image": {"alt": "a", "tilt": 3}}},
        ],
        "future": {"a": 1},
    }
    made = read_issue(given_json, DECLARED)
    assert isinstance(made.blocks[0].fields["depth"], Raw)
    written = write_issue(made, DECLARED)
    assert {name: written[name] for name in given_json} == given_json


@pytest.mark.parametrize(
    ("given_json", "path"),
    [
        ({"subject": 3}, "subject"),
        ({"date": "tomorrow"}, "date"),
        ({"blocks": {}}, "blocks"),
        ({"date": []}, "date"),
        ({"blocks": [{"type": "rule", "fields": []}]}, "blocks[0].fields"),
        ({"blocks": [{"type": "rule", "id": 0}]}, "blocks[0].id"),
        ({"blocks": [{"type": "rule", "id": "a]] b"}]}, "blocks[0].id"),
        ({"blocks": [{"type": "rule", "id": "x" * 65}]}, "blocks[0].id"),
        ({"blocks": [block("offer", at="25:00")]}, "blocks[0].fields.at"),
        ({"blocks": [{"fields": {}}]}, "blocks[0].type"),
        ({"blocks": [block("story", image={"alt": 1})]}, "blocks[0].fields.image.alt"),
        ({"blocks": [block("story", image={"asset": "../x.png"})]}, "blocks[0].fields.image.asset"),
        ({"blocks": [block("story", image={"focus": [0, 2]})]}, "blocks[0].fields.image.focus"),
        ({"blocks": [block("story", image={"credit": {"role": "king"}})]}, "blocks[0].fields.image.credit.role"),
        ({"blocks": [block("story", sources=[{"date": "x"}])]}, "blocks[0].fields.sources[0].date"),
        ({"blocks": [block("story", disclosure={"uses": ["dreamt"]})]}, "blocks[0].fields.disclosure.uses[0]"),
        ({"blocks": [block("story", layout="round")]}, "blocks[0].fields.layout"),
        ({"blocks": [block("offer", tint="red")]}, "blocks[0].fields.tint"),
        ({"blocks": [block("offer", price=True)]}, "blocks[0].fields.price"),
        ({"blocks": [block("rule", "a"), block("rule", "a")]}, "blocks[1].id"),
        ({"blocks": [{"type": "rule", "settings": {"hidden": 1}}]}, "blocks[0].settings.hidden"),
        ({"publication": {"social": [{"address": 1}]}}, "publication.social[0].address"),
    ],
)
def test_what_is_wrong_is_named_with_its_path(given_json: dict[str, Any], path: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_issue(given_json, DECLARED)
    assert caught.value.path == path
    assert str(caught.value).startswith(f"{path}: ")


def test_a_newer_format_is_refused_with_what_to_do() -> None:
    with pytest.raises(ComposerError, match="Update the program"):
        read_issue({"format": 2}, DECLARED)


def test_lines_hold_no_line_breaks_and_no_control_characters() -> None:
    assert issue(subject="a\r\nb\tc\x00\x07\x9bd\u2028e").subject == "a b cd e"
    made = issue(publication={"address": "a\r\nb\x0cc\x1b"})
    assert made.publication.address == "a\nb\nc"


@pytest.mark.parametrize(
    ("name", "expected"), [("Sarah Ruivivar", "sarah-ruivivar"), ("Žižek, Čapek", "zizek-capek"), ("李", slug("李"))]
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
    assert slug(name)


@pytest.mark.parametrize(("language", "expected"), [("en", "ltr"), ("ar-EG", "rtl"), ("HE", "rtl"), ("arn", "ltr")])
def test_direction(language: str, expected: str) -> None:
    assert direction(language) == expected
