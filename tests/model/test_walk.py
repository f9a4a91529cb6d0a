"""Walks by field kinds."""

from __future__ import annotations

from dataclasses import replace

from composer.model.paths import get_at
from composer.model.values import Image, Person
from composer.model.walk import (
    addresses,
    block_leaves,
    credits,
    images,
    map_images,
    map_people,
    people,
    pictures,
    texts,
)
from tests.issues import ASSET, DECLARED, block, issue

ISSUE = issue(
    block(
        "story",
        "b1",
        headline="H",
        byline=[{"name": "A", "link": "https://a.org", "picture": {"asset": ASSET}}],
        image={"asset": ASSET, "credit": [{"name": "C", "link": "https://c.org"}]},
        body='<p><a href="https://x.org/?a=1&amp;b=2">x</a> and <a href="mailto:q@x.org">y</a></p>',
        link={"text": "t", "address": "https://l.org"},
        sources=[{"title": "one"}, {"title": "two", "address": "https://s.org"}],
    ),
    block("stranger", "b2", image={"asset": ASSET}),
    publication={"logo": {"asset": ASSET}},
)
LEAVES = list(block_leaves(ISSUE.blocks[0], DECLARED))


def test_leaves_are_in_declared_order_with_rows_opened() -> None:
    paths = [leaf.path for leaf in LEAVES]
    assert paths[:3] == ["kicker", "headline", "short_title"]
    assert "sources.1.address" in paths
    assert "sources" not in paths
    assert all(get_at(ISSUE.blocks[0].fields, leaf.path) in (leaf.value, None) for leaf in LEAVES)


def test_a_left_out_field_holds_its_default() -> None:
    assert next(leaf.value for leaf in LEAVES if leaf.path == "in_contents") is True
    assert next(leaf.value for leaf in LEAVES if leaf.path == "layout") == "lead"


def test_an_unknown_type_has_no_leaves() -> None:
    assert list(block_leaves(ISSUE.blocks[1], DECLARED)) == []


def test_addresses_are_everything_that_leads_somewhere() -> None:
    found = [(one.path, one.address) for leaf in LEAVES for one in addresses(leaf)]
    assert found == [
        ("byline.0.link", "https://a.org"),
        ("image.credits.0.link", "https://c.org"),
        ("body", "https://x.org/?a=1&b=2"),
        ("body", "mailto:q@x.org"),
        ("link.address", "https://l.org"),
        ("sources.1.address", "https://s.org"),
    ]


def test_texts_are_what_somebody_wrote() -> None:
    found = dict(one for leaf in LEAVES for one in texts(leaf))
    assert set(found) == {
        "headline",
        "byline.0.name",
        "image.credits.0.name",
        "body",
        "link.text",
        "sources.0.title",
        "sources.1.title",
    }
    assert found["headline"] == "H"


def test_portraits_want_no_credit_and_articles_pictures_do() -> None:
    found = [(one.path, one.credit_required) for leaf in LEAVES for one in pictures(leaf)]
    assert found == [("byline.0.picture", False), ("image", True)]


def test_people_and_credits_have_paths() -> None:
    assert [path for leaf in LEAVES for path, _ in people(leaf)] == ["byline.0"]
    assert [path for leaf in LEAVES for path, _ in credits(leaf)] == ["image.credits.0"]


def test_every_image_is_met_and_mapped() -> None:
    assert len(list(images(ISSUE, DECLARED))) == 3

    def named(image: Image) -> Image:
        return replace(image, file="x.png") if image.asset else image

    changed = map_images(ISSUE, DECLARED, named)
    assert [image.file for image in images(changed, DECLARED)] == ["x.png"] * 3
    assert changed.blocks[1] is ISSUE.blocks[1]


def test_mapping_to_the_same_gives_the_same_issue() -> None:
    assert map_images(ISSUE, DECLARED, lambda image: image) is ISSUE
    assert map_people(ISSUE, DECLARED, lambda person: person) is ISSUE


def test_people_are_mapped_wherever_they_stand() -> None:
    def renamed(person: Person) -> Person:
        return replace(person, name="B")

    changed = map_people(ISSUE, DECLARED, renamed)
    assert changed.blocks[0].fields["byline"][0].name == "B"
