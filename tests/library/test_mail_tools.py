"""A mail tool is one TOML file."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.library.mail_tools import TAGS, mail_tool, read_mail_tool, read_mail_tools
from composer.library.places import user_data


def test_the_shipped_ones_are_there_in_their_order() -> None:
    assert list(read_mail_tools())[:2] == ["plain", "mailchimp"]


@pytest.mark.parametrize("name", read_mail_tools())
def test_each_tells_a_person_what_to_do_and_shows_a_reader(name: str) -> None:
    tool = mail_tool(name)
    assert tool.title
    assert tool.help.endswith(".")
    assert "\n" not in tool.help
    assert {"first_name", "email"} <= set(tool.samples) <= set(TAGS)
    assert set(tool.required) <= set(tool.tags) <= set(tool.text_tags)


def test_mailchimp_is_spelled_as_mailchimp_reads_it() -> None:
    tool = mail_tool("mailchimp")
    assert tool.required == ("unsubscribe",)
    assert tool.tags["unsubscribe"] == tool.text_tags["unsubscribe"] == "*|UNSUB|*"
    assert tool.tags["list_address"] != tool.text_tags["list_address"]


def test_a_file_in_the_users_folder_is_a_mail_tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path))
    folder = user_data() / "mail_tools"
    folder.mkdir(parents=True)
    (folder / "own_tool.toml").write_text('required = ["email"]\n[tags]\nemail = "{{email}}"\n', "utf-8")
    assert mail_tool("own_tool").tags == {"email": "{{email}}"}
    with pytest.raises(ComposerError, match="there are plain, mailchimp, own_tool"):
        mail_tool("none")


@pytest.mark.parametrize(
    "text",
    [
        "title = ",
        'titel = "A"',
        "[tags]\nname = 'x'",
        "[tags]\nemail = 3",
        'required = ["email"]',
        "required = 3",
        "tags = 3",
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ComposerError, match=r"own\.toml"):
        read_mail_tool(path)
