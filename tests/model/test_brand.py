"""A brand: taken from an issue, put on another, and what differs from it."""

from __future__ import annotations

from composer.model.brand import Brand, brand_of, corrections, read_brand, wear, write_brand
from composer.model.edits import put_field
from composer.model.fields import Field
from composer.model.issue import Block, Issue, Publication
from composer.model.record import Record
from composer.model.values import Image, Person

DECLARED = {"article": (Field("headline", "line"), Field("byline", "people")), "quote": (Field("speaker", "person"),)}
IMKE = Person(name="Imke Sorrell", role="Writer")
DAYO = Person(name="Dayo Fenwright", role="Editor")
ISSUE = Issue(
    publication=Publication(
        name="Signal & Noise",
        tagline="Weekly",
        logo=Image(asset="a" * 64 + ".png"),
        dark_logo=Image(asset="d" * 64 + ".png"),
    ),
    theme=Record({"accent": "#0b57d0"}),
    blocks=(
        Block("a", "article", Record({"byline": (IMKE, DAYO)})),
        Block("q", "quote", Record({"speaker": IMKE})),
    ),
)
BRAND = brand_of(ISSUE, DECLARED)


def test_it_is_the_publication_its_tokens_and_its_people_by_name() -> None:
    assert BRAND.id == "signal-noise"
    assert BRAND.theme == ISSUE.theme
    assert [person.name for person in BRAND.people] == ["Dayo Fenwright", "Imke Sorrell"]
    assert [image.asset for image in BRAND.images()] == ["a" * 64 + ".png", "d" * 64 + ".png"]


def test_it_is_the_same_after_json() -> None:
    assert read_brand(write_brand(BRAND), "") == BRAND
    more = {**write_brand(BRAND), "motto": "x"}
    assert write_brand(read_brand(more, "")) == more


def test_people_kept_before_stay_and_the_newest_word_counts() -> None:
    elsewhere = Person(id="noor", name="Noor Vale")
    old = Brand(
        BRAND.publication, Record({"ink": "#000000"}), (elsewhere, Person(id="imke-sorrell", name="I. Sorrell"))
    )
    made = brand_of(ISSUE, DECLARED, old)
    assert {person.id: person.name for person in made.people} == {
        "noor": "Noor Vale", "imke-sorrell": "Imke Sorrell", "dayo-fenwright": "Dayo Fenwright",
    }  # fmt: skip
    assert made.theme == Record({"ink": "#000000", "accent": "#0b57d0"})


def test_a_correction_in_one_place_is_not_undone_by_the_next() -> None:
    promoted = Person(id="imke-sorrell", name="Imke Sorrell", role="Chief writer")
    issue = put_field("a", "byline", (promoted, DAYO))(ISSUE)
    made = brand_of(issue, DECLARED, BRAND)
    assert [person.role for person in made.people if person.id == "imke-sorrell"] == ["Chief writer"]


def test_another_issue_wears_it_and_keeps_its_words() -> None:
    other = Issue(subject="Words", theme=Record({"width": "640px"}), blocks=ISSUE.blocks)
    made = wear(BRAND)(other)
    assert (made.publication, made.subject, made.blocks) == (BRAND.publication, "Words", ISSUE.blocks)
    assert made.theme == Record({"width": "640px", "accent": "#0b57d0"})


def test_what_is_as_kept_needs_no_correction() -> None:
    assert list(corrections(ISSUE, DECLARED, BRAND)) == []
    assert list(corrections(Issue(publication=Publication(name="Another")), DECLARED, BRAND)) == []


def test_a_person_corrected_once_is_corrected_everywhere_in_one_step() -> None:
    kept = brand_of(ISSUE, DECLARED)
    people = tuple(
        Person(id=each.id, name="Imke Sørrell", role="Chief writer") if each.id == "imke-sorrell" else each
        for each in kept.people
    )
    (found,) = corrections(ISSUE, DECLARED, Brand(kept.publication, kept.theme, people))
    assert (found.name, found.block, found.path) == ("Imke Sorrell", "a", "byline.0")
    made = found.edit(ISSUE)
    assert made.blocks[0].fields["byline"][0].name == "Imke Sørrell"
    assert made.blocks[0].fields["byline"][1] is DAYO
    assert made.blocks[1].fields["speaker"].role == "Chief writer"
    assert list(corrections(made, DECLARED, Brand(kept.publication, kept.theme, people))) == []


def test_a_publication_that_was_corrected_is_offered() -> None:
    moved = Brand(Publication(id="signal-noise", name="Signal & Noise", tagline="Daily"), people=BRAND.people)
    (found,) = corrections(ISSUE, DECLARED, moved)
    assert found.edit(ISSUE).publication.tagline == "Daily"
