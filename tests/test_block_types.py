"""The block types that ship: their fields are the contract of scripts and of issues already written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.library.block_types import BlockType, read_block_type, read_block_types
from composer.model.fields import Field, write_fields

FOLDER = Path(__file__).parent.parent / "templates" / "blocks"
TYPES = read_block_types(FOLDER)

FIELDS = {
    "masthead": "logo:image title:line tagline:line",
    "contents": "title:line",
    "heading": "text:line kicker:line",
    "text": "body:prose continues:toggle",
    "article": (
        "kicker:line headline:line short_title:line standfirst:line byline:people published:date image:image "
        "layout:choice body:prose link:link sources:rows disclosure:disclosure in_contents:toggle"
    ),
    "commentary": (
        "label:line headline:line author:people published:date image:image body:prose about:link sources:rows "
        "disclosure:disclosure"
    ),
    "image": "image:image continues:toggle",
    "quote": "words:prose speaker:person source:link",
    "links": "title:line items:rows",
    "columns": "items:rows",
    "button": "link:link align:choice",
    "people": "title:line items:people",
    "credits": "title:line extra:credits",
    "disclosure": "badge:image statement:prose",
    "social": "items:rows",
    "sponsor": "label:line name:line image:image body:prose link:link",
    "divider": "style:choice",
    "spacer": "height:number",
    "events": "title:line items:rows",
    "notices": "title:line items:rows",
    "letter": "salutation:line body:prose sign_off:line signature:image author:people",
    "correction": "label:line about:link wrong:prose body:prose",
    "table": "title:line items:rows header:toggle figures:toggle note:line source:link",
    "products": "title:line items:rows",
    "files": "title:line items:rows",
    "video": "image:image title:line address:line duration:line note:line",
    "gallery": "title:line columns:choice items:rows",
    "survey": "question:line note:line items:rows",
    "date": "day:date time:time label:line body:prose link:link",
    "footer": (
        "reason:line address:prose unsubscribe:line preferences:line browser_view:line forward:line contact:line"
    ),
}
ROWS = {
    "article.sources": "title publication author address date",
    "commentary.sources": "title publication author address date",
    "links.items": "title address note source",
    "columns.items": "image headline body link",
    "social.items": "network address",
    "events.items": "title day until start end place note link",
    "notices.items": "title deadline who body link",
    "table.items": "one two three four five six",
    "products.items": "image name price body link",
    "files.items": "title address type size note",
    "gallery.items": "image",
    "survey.items": "answer address",
}
ROLES = {
    "article": (
        "headline short_title standfirst byline published body sources listed"
        " headline:headline short_title:short_title in_contents:listed byline:byline"
    ),
    "commentary": "label headline commentator published body about sources author:commentator",
    "heading": "section text:section",
    "text": "body continues",
    "image": "continues",
    "quote": "speaker",
    "disclosure": "statement",
    "letter": "byline body author:byline",
    "correction": "label about body",
    "date": "label",
}
USES = {
    "masthead": {"publication", "dateline"},
    "contents": {"contents"},
    "credits": {"credits"},
    "disclosure": {"disclosures"},
    "social": {"publication"},
    "footer": {"publication"},
}


def all_fields(block_type: BlockType) -> list[tuple[str, Field]]:
    """Every field with its path, those of rows too."""
    found = []
    for field in block_type.fields:
        found.append((f"{block_type.name}.{field.name}", field))
        found += [(f"{block_type.name}.{field.name}.{inner.name}", inner) for inner in field.fields]
    return found


EVERY_FIELD = [pair for block_type in TYPES.values() for pair in all_fields(block_type)]


def test_the_types_are_those_of_the_contract():
    assert set(TYPES) == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_fields_have_the_names_and_kinds_of_the_contract(name):
    assert {f"{field.name}:{field.kind}" for field in TYPES[name].fields} == set(FIELDS[name].split())


@pytest.mark.parametrize("path", ROWS)
def test_rows_have_the_columns_of_the_contract(path):
    name, _, field = path.partition(".")
    assert [column.name for column in TYPES[name].field(field).fields] == ROWS[path].split()


@pytest.mark.parametrize("name", ROLES)
def test_roles_say_what_a_field_means(name):
    for wanted in ROLES[name].split():
        field_name, _, role = wanted.rpartition(":")
        found = TYPES[name].with_role(role)
        assert found is not None, role
        assert not field_name or found.name == field_name


@pytest.mark.parametrize("name", TYPES)
def test_a_type_reads_of_the_issue_what_it_shows(name):
    assert TYPES[name].uses == USES.get(name, set())


@pytest.mark.parametrize("name", TYPES)
def test_a_type_has_an_icon_a_title_and_examples(name):
    block_type = TYPES[name]
    assert block_type.icon is not None
    assert "currentColor" in block_type.icon.read_text("utf-8")
    assert block_type.title
    assert block_type.help
    assert len(block_type.examples()) >= 2


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*/examples/*.json")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_an_example_holds_declared_fields_only_and_comes_back_the_same(path):
    block_type = TYPES[path.parts[-3]]
    given = json.loads(path.read_text("utf-8"))
    assert set(given) <= {field.name for field in block_type.fields}
    read = block_type.examples()[path.stem]
    again = json.loads(json.dumps(write_fields(read, block_type.fields)))
    assert set(again) == set(given)
    assert {name: again[name] for name in given if isinstance(given[name], str)} == {
        name: value for name, value in given.items() if isinstance(value, str)
    }


@pytest.mark.parametrize(("path", "field"), EVERY_FIELD, ids=[path for path, _ in EVERY_FIELD])
def test_a_field_has_a_label_that_begins_with_a_capital(path, field):
    assert field.label
    assert field.label[0] == field.label[0].upper()


@pytest.mark.parametrize(("path", "field"), EVERY_FIELD, ids=[path for path, _ in EVERY_FIELD])
def test_lines_that_lead_somewhere_are_checked_as_addresses(path, field):
    leads = path.rpartition(".")[2] in ("address", "unsubscribe", "preferences", "browser_view", "forward")
    assert (field.role == "address") == (leads and field.kind == "line")


def test_news_is_written_anew_for_the_next_issue_and_the_frame_stays():
    cleared = {path for path, field in EVERY_FIELD if field.carry == "clear" and path.count(".") == 1}
    kept = {path for path, field in EVERY_FIELD if field.carry == "keep" and path.count(".") == 1}
    assert {"article.headline", "article.body", "article.image", "article.disclosure", "commentary.body"} <= cleared
    assert {"masthead.title", "heading.text", "commentary.label", "article.layout", "footer.address"} <= kept


def test_logos_portraits_and_badges_want_no_credit_and_news_pictures_do():
    credit = {path: field.credit for path, field in EVERY_FIELD if field.kind == "image"}
    assert {path for path, wanted in credit.items() if wanted == "optional"} == {
        "masthead.logo",
        "disclosure.badge",
        "sponsor.image",
        "letter.signature",
        "products.items.image",
    }


def test_defaults_of_the_contract():
    assert TYPES["commentary"].field("label").empty == "Commentary"
    assert TYPES["sponsor"].field("label").empty == "Sponsored"
    assert TYPES["correction"].field("label").empty == "Correction"
    assert TYPES["table"].field("header").empty is True
    assert TYPES["article"].field("in_contents").empty is True
    assert [word for word, _ in TYPES["article"].field("layout").choices] == ["lead", "side", "brief", "plain"]
    assert (TYPES["columns"].field("items").least, TYPES["columns"].field("items").most) == (2, 3)
    assert TYPES["heading"].opens_section


def test_a_picture_makes_a_block_of_the_type_that_takes_one(tmp_path: Path) -> None:
    assert [name for name, known in TYPES.items() if known.takes == "image"] == ["image"]
    folder = tmp_path / "plate"
    folder.mkdir()
    (folder / "block.html").write_text("<table></table>")
    for takes, field in (("image", "line"), ("sound", "image")):
        (folder / "block.toml").write_text(f'takes = "{takes}"\n[fields.a]\nkind = "{field}"\n')
        with pytest.raises(ComposerError, match="takes"):
            read_block_type(folder)
    (folder / "block.toml").write_text('takes = "image"\n[fields.a]\nkind = "image"\n')
    assert read_block_type(folder).takes == "image"
