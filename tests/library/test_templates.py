"""Templates: which theme values they take."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.files.starter import starter_issue
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


def _look(home: Path, name: str, card: str, **files: str) -> Path:
    folder = home / name
    for path, text in {"template.toml": card, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (f'extends = "dispatch"\n{"#" * 16_384}', " has more than 16 KB; it was not opened."),
        (f'extends = "dispatch"\n{"a." * 101}a = 1', " has more than 100 dots in a line; it was not opened."),
        (f'extends = "dispatch"\na = {"[" * 8_000}', ": brackets stand inside one another too deep."),
    ],
    ids=["too large", "a key of many parts", "many boxes"],
)
def test_a_card_that_would_take_long_to_read_is_told_by_its_file(tmp_path: Path, card: str, said: str) -> None:
    path = _look(tmp_path, "mine", card) / "template.toml"
    library = read_library(own_folder=tmp_path)
    assert "mine" not in library.templates
    (trouble,) = library.troubles
    assert trouble == f"{path}{said}"


class TestALookThatExtendsAnother:
    def test_has_what_it_does_not_say_and_what_it_says_comes_last(self, tmp_path: Path) -> None:
        css = ".paper { border: 0 }"
        card = 'extends = "dispatch"\n[tokens]\naccent.value = "#123456"\n'
        sheet = {"theme.css": css, "blocks/quote/block.css": ".quote { border: 0 }"}
        _look(tmp_path, "mine", card, **sheet)
        library = read_library(own_folder=tmp_path)
        mine, below = library.template("mine"), library.template("dispatch")
        assert mine.page == below.page
        assert mine.page_file == below.page_file
        assert (mine.css, [text for _, text in mine.under][-1]) == (css, below.css)
        assert mine.tokens["accent"].value == "#123456"
        assert mine.tokens["accent"].label == below.tokens["accent"].label
        assert mine.tokens["ink"] == below.tokens["ink"]
        quote = mine.blocks["quote"]
        assert (quote.css, [text for _, text in quote.under][-1]) == (
            sheet["blocks/quote/block.css"],
            below.blocks["quote"].css,
        )
        assert mine.blocks["article"] is below.blocks["article"]

    def test_a_sheet_beside_a_markup_stands_alone(self, tmp_path: Path) -> None:
        own = {"blocks/quote/block.html": "<table></table>", "blocks/quote/block.css": ".quote { border: 0 }"}
        folder = _look(tmp_path, "mine", 'extends = "letter"', **own)
        quote = read_library(own_folder=tmp_path).template("mine").blocks["quote"]
        assert (quote.markup, quote.under) == ("<table></table>", ())
        assert quote.dresses[0] == folder / "blocks" / "quote"

    def test_may_extend_one_of_the_user_s_own_that_comes_later(self, tmp_path: Path) -> None:
        _look(tmp_path, "first", 'extends = "second"')
        _look(tmp_path, "second", 'extends = "plain"\n[tokens]\nsize.value = "19px"\n')
        library = read_library(own_folder=tmp_path)
        assert library.template("first").tokens["size"].value == "19px"
        assert library.troubles == ()

    @pytest.mark.parametrize("below", ["nowhere", "mine"])
    def test_that_is_not_there_is_told_of(self, tmp_path: Path, below: str) -> None:
        _look(tmp_path, "mine", f'extends = "{below}"')
        library = read_library(own_folder=tmp_path)
        assert "mine" not in library.templates
        assert f"there is no template “{below}” to build on" in library.troubles[0]


def test_a_foundation_is_there_to_build_on_and_not_to_choose() -> None:
    library = read_library()
    assert set(library.foundations) == {"foundation"}
    assert "foundation" not in library.templates


class TestStarters:
    def test_each_begins_an_issue_of_the_look(self) -> None:
        library = read_library()
        first, _ = starter_issue("bulletin", library)
        named, _ = starter_issue("bulletin", library, "members-notice")
        assert first.template == named.template == "bulletin"
        assert starter_issue("bulletin", library, "")[0] == first != named

    def test_one_that_is_not_there_is_told_of_with_those_that_are(self) -> None:
        with pytest.raises(ComposerError, match="members-notice, event-programme"):
            starter_issue("bulletin", read_library(), "party")

    def test_one_that_is_declared_and_not_there_is_told_of(self, tmp_path: Path) -> None:
        _look(tmp_path, "mine", 'extends = "plain"\n[starters.gone]\ntitle = "Gone"\n')
        assert "gone.json is missing" in read_library(own_folder=tmp_path).troubles[0]
