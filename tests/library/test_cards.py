"""Declarations that are not what they should be: a sentence with the file and the member, never anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.library.block_types import read_block_type, read_toml
from composer.library.look_tokens import _MEMBERS as TOKEN
from composer.library.mail_tools import read_mail_tool
from composer.library.templates import _TOP as TEMPLATE
from composer.library.templates import read_library

VALUES = (
    *('"first"', "5", "-7", "1.5", "inf", "nan", "true", "99999999999999999999", "2026-01-01"),
    *("[]", '["a", "b"]', "[5]", "[[]]", "{}", "{ a = 5 }", "{ a = { b = 1 } }", '{ a = ["b"] }', '""'),
)
BLOCK = ("title", "group", "help", "uses", "fields", "opens_section", "ends", "order", "takes", "version")
FIELD = "kind label help placeholder default carry role credit choices fields least most".split()
KINDS = ("line", "prose", "choice", "rows", "number", "toggle", "image")


def own(home: Path, card: str) -> tuple[str, ...]:
    """What is told of a look of that card in a library."""
    (home / "mine").mkdir(exist_ok=True)
    (home / "mine" / "template.toml").write_text(card, "utf-8")
    return read_library(own_folder=home).troubles


def told(read: Callable[[], object]) -> str:
    """The sentence by which a reading is refused; nothing where it is not."""
    try:
        read()
    except ComposerError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "member", [*TEMPLATE, *(f"tokens.accent.{each}" for each in TOKEN), "tokens.accent", "starters.a"]
)
def test_a_look_is_read_or_told_in_a_sentence(member: str, value: str, tmp_path: Path) -> None:
    begun = "" if member == "extends" else 'extends = "foundation"\n'
    said = own(tmp_path, f"{begun}{member} = {value}\n")
    assert all(str(tmp_path / "mine") in each and each.endswith(".") for each in said)
    assert len(said) <= 1


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("member", [*BLOCK, *(f"fields.a.{each}" for each in FIELD), "fields.a"])
def test_a_block_type_is_read_or_told_in_a_sentence(member: str, value: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "block.html").write_text("<tr><td></td></tr>", "utf-8")
    for kind in KINDS if member.startswith("fields.a.") and member != "fields.a.kind" else ("",):
        declared = f'fields.a.kind = "{kind}"\n' if kind else ""
        (folder / "block.toml").write_text(f"{declared}{member} = {value}\n", "utf-8")
        said = told(lambda: read_block_type(folder))
        assert not said or str(folder) in said


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize(
    "member", ["title", "help", "order", "required", "tags", "text_tags", "samples", "tags.unsubscribe"]
)
def test_a_mail_tool_is_read_or_told_in_a_sentence(member: str, value: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f"{member} = {value}\n", "utf-8")
    said = told(lambda: read_mail_tool(path))
    assert not said or str(path) in said


def test_what_is_wrong_is_named(tmp_path: Path) -> None:
    assert own(tmp_path, 'order = "first"') == (f"{tmp_path}/mine/template.toml: order: expected a whole number.",)
    (said,) = own(tmp_path, 'extends = "foundation"\ntokens.accent.least = "10px"')
    assert said.endswith("tokens.accent.least: expected a number.")


def test_lists_within_lists_without_end_are_told(tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(f"a = {'[' * 5000}{']' * 5000}", "utf-8")
    with pytest.raises(ComposerError, match="brackets"):
        read_toml(path)
