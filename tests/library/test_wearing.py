"""An issue in another look: not a word of it is lost, and the earlier look finds it as it left it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.library.block_types import read_field
from composer.library.places import user_templates
from composer.library.save_template import save_template
from composer.library.templates import Library, read_library
from composer.library.wearing import wear_look
from composer.model.fields import write_fields
from composer.model.issue import Block, Issue, Publication, Settings
from composer.model.issue_json import read_issue, write_issue
from composer.model.record import Record
from composer.model.values import Raw
from composer.session import Session
from tests.looks import whole_look
from tests.own_block_type import keep_type

OWN = "mine"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The shipped looks, and one of somebody's own with a block type more and fewer fields in a shipped one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path_factory.mktemp("home")))
        folder = whole_look(user_templates() / OWN)
        keep_type().rename(_folder(folder, "weather"))
        quote = _folder(folder, "quote")
        quote.mkdir()
        (quote / "block.toml").write_text('title = "Saying"\n[fields.words]\nkind = "prose"\n', "utf-8")
        (quote / "block.html").write_text("<table><tr><td>{{ words | prose }}</td></tr></table>", "utf-8")
        yield read_library()


def _folder(look: Path, name: str) -> Path:
    (look / "blocks").mkdir(exist_ok=True)
    return look / "blocks" / name


def everything(library: Library, template: str) -> Issue:
    """Every example of every block type, a block nobody knows, and changes to tokens there are and are not."""
    types = library.templates[template].blocks
    given = {name: found.examples().values() or [Record({"words": "<p>Seven</p>"})] for name, found in types.items()}
    examples = [(name, fields) for name, every in given.items() for fields in every]
    blocks = [Block(f"b{n}", name, fields) for n, (name, fields) in enumerate(examples)]
    unknown = Block("unknown", "hologram", Record({"beam": Raw('{"hue": 7}')}), Settings(hidden=True))
    theme = Record({"accent": "#123456", "size": "19px", "glow": "#abcdef"})
    issue = Issue("Subject", "Preheader", 7, template=template, publication=Publication(name="The Lamp"), theme=theme)
    declared = library.templates[template].declared
    return read_issue(write_issue(replace(issue, blocks=(*blocks, unknown)), declared), declared)


def written(issue: Issue, library: Library) -> dict[str, object]:
    json: dict[str, object] = write_issue(issue, library.templates[issue.template].declared)
    del json["template"]
    return json


def test_no_word_is_lost_between_any_two_looks_and_undo_gives_the_very_issue(library: Library) -> None:
    pairs = list(permutations(library.templates, 2))
    assert len(library.templates) >= 9
    for before, after in pairs:
        issue = everything(library, before)
        assert len({block.type for block in issue.blocks}) > len(library.blocks)
        session = Session(issue)
        assert session.apply("Change Look", wear_look(library.templates[after], library))
        worn = session.now
        assert worn.template == after
        assert written(worn, library) == written(issue, library), (before, after)
        as_saved = read_issue(write_issue(worn, library.templates[after].declared), library.templates[after].declared)
        assert as_saved == worn
        assert wear_look(library.templates[before], library)(worn) == issue
        session.undo()
        assert session.now is issue
        assert not session.history.undo_label
        session.redo()
        assert session.now is worn


def test_what_another_look_does_not_declare_is_kept_unread(library: Library) -> None:
    issue = everything(library, "dispatch")
    worn = wear_look(library.templates[OWN], library)(issue)
    (quotes, kept) = ([block for block in each.blocks if block.type == "quote"] for each in (issue, worn))
    assert any(isinstance(block.fields.get("speaker"), Raw) for block in kept)
    assert [block.fields.get("words") for block in kept] == [block.fields.get("words") for block in quotes]


def test_a_look_in_which_words_could_not_be_read_again_is_refused(library: Library) -> None:
    quote = replace(library.blocks["quote"], fields=(read_field("words", {"kind": "number", "label": "Words"}, "x"),))
    odd = replace(library.templates["plain"], title="Odd", blocks={**library.blocks, "quote": quote})
    issue = everything(library, "dispatch")
    with pytest.raises(ComposerError, match="“Odd” cannot dress this issue: in its “Quote”, Words is"):
        wear_look(odd, library)(issue)
    record = Record({"words": Raw('"<p>Seven</p>"')})
    assert write_fields(record, quote.fields) == {"words": "<p>Seven</p>"}


def test_the_look_that_is_worn_changes_nothing(library: Library) -> None:
    issue = everything(library, "dispatch")
    assert wear_look(library.templates["dispatch"], library)(issue) is issue


def test_a_saved_template_brings_its_tokens_and_not_its_words(library: Library) -> None:
    issue = everything(library, "letter")
    worn = wear_look(library.templates["launch"], library, Record({"accent": "#00aa00"}))(issue)
    assert (worn.template, worn.theme) == ("launch", Record({**issue.theme, "accent": "#00aa00"}))
    assert worn.blocks == issue.blocks


def test_a_saved_template_is_worn_as_the_look_it_was_saved_in(library: Library, tmp_path: Path) -> None:
    save_template(everything(library, "digest"), {}, name="House", library=library, folder=tmp_path / "templates")
    house = read_library(own_folder=tmp_path / "templates").templates["house"]
    assert wear_look(house, library)(everything(library, "letter")).template == "digest"
