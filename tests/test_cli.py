"""The command line, as a person or a script uses it: what it writes, what it says, its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from composer.cli.main import main
from composer.files.document import open_document
from composer.library.places import user_data, user_templates
from composer.library.templates import read_library
from tests.drawn import picture

SAMPLE = Path(__file__).parent.parent / "assets" / "samples" / "signal-and-noise" / "issue.json"
COMMANDS = ["new", "show", "export", "check", "next", "blocks", "templates", "templates save", "open"]


class Said(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Carries out a command line in an empty folder, with an empty home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSLETTER_COMPOSER_HOME", str(tmp_path / "home"))

    def carried_out(*arguments: str | Path, **options: Any) -> Said:
        status = main([str(argument) for argument in arguments], **options)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        return Said(status, out, err)

    return carried_out


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A JSON issue with one picture and a footer."""
    (tmp_path / "photo.jpg").write_bytes(picture())
    image = {"file": "photo.jpg", "alt": "A", "credit": {"name": "Bryce Durbin", "publication": "TechCrunch"}}
    form = {
        "template": "dispatch",
        "subject": "Small",
        "preheader": "And short",
        "number": 1,
        "date": "2023-12-08",
        "publication": {"name": "Signal", "unsubscribe": "https://example.org/u", "address": "1 Street"},
        "blocks": [
            {
                "type": "article",
                "fields": {"headline": "Heads", "image": image, "body": "<p>Hi [[first_name|you]]</p>"},
            },
            {"type": "footer"},
        ],
        "x_kept": {"a": 1},
    }
    path = tmp_path / "issue.json"
    path.write_text(json.dumps(form), "utf-8")
    return path


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_says_what_a_person_needs_with_an_example(command: str, run: Callable[..., Said]) -> None:
    said = run(*command.split(), "--help")
    assert said.status == 0
    assert f"newsletter-composer {command}".strip() in said.out.split("Options:")[0].replace(
        "Usage: newsletter-composer", ""
    )
    assert all(len(line) <= 110 for line in said.out.splitlines())


def test_version_and_help_import_neither_qt_nor_premailer_nor_lxml() -> None:
    code = (
        "import sys; from composer.cli.main import main; main([{!r}]); "
        "heavy = {{'PySide6', 'premailer', 'cssutils', 'lxml', 'jinja2', 'PIL'}} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    for option in ("--version", "--help"):
        done = subprocess.run([sys.executable, "-c", code.format(option)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_export_with_warm_styles_imports_neither_premailer_nor_qt(run: Callable[..., Said], small: Path) -> None:
    for form in ("html", "text", "eml"):
        assert run("export", small, "--to", form).status == 0
    code = (
        "import sys; from composer.cli.main import main; "
        "status = [main(['export', sys.argv[1], '--to', form]) for form in ('html', 'text', 'eml')]; "
        "heavy = {'PySide6', 'premailer', 'cssutils'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else sum(status))"
    )
    command = [sys.executable, "-c", code, str(small)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 0, done.stderr


def test_a_new_issue_of_a_template(run: Callable[..., Said]) -> None:
    assert run("new", "--template", "dispatch", "-o", "a.newsletter") == (0, "", "")
    said = run("show", "a.newsletter")
    assert said.status == 0
    assert "masthead" in said.out


def test_the_json_form_and_back_is_the_same_document(run: Callable[..., Said], small: Path, tmp_path: Path) -> None:
    assert run("new", "--from", small, "-o", "a.newsletter").status == 0
    said = run("show", "a.newsletter", "--json", "--assets", "out")
    (tmp_path / "out" / "issue.json").write_text(said.out, "utf-8")
    (tmp_path / "beside.json").write_text(said.out, "utf-8")
    form = json.loads(said.out)
    assert form["x_kept"] == {"a": 1}
    assert form["blocks"][0]["id"]
    first = (tmp_path / "a.newsletter").read_bytes()
    for source in ("out/issue.json", "beside.json"):
        assert run("new", "--from", source, "-o", "b.newsletter").status == 0
        assert (tmp_path / "b.newsletter").read_bytes() == first
    assert run("new", "--from", "a.newsletter", "-o", "far/json.json").status == 0
    assert run("new", "--from", "far/json.json", "-o", "c.newsletter").status == 0
    assert (tmp_path / "c.newsletter").read_bytes() == first


def test_a_json_far_from_its_pictures_needs_to_be_told_where_they_are(
    run: Callable[..., Said], small: Path, tmp_path: Path
) -> None:
    run("new", "--from", small, "-o", "a.newsletter")
    said = run("show", "a.newsletter", "--json", "--assets", "pictures/of/it")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "issue.json").write_text(said.out, "utf-8")
    refused = run("new", "--from", "far/issue.json", "-o", "b.newsletter")
    assert refused.status == 2
    assert "blocks[0].fields.image.file: there is no picture “photo.jpg”" in refused.err
    assert run("new", "--from", "far/issue.json", "--assets", "pictures/of/it", "-o", "b.newsletter").status == 0


@pytest.mark.parametrize("source", ["issue.json", "a.newsletter"])
def test_every_command_takes_a_document_or_the_json_form(source: str, run: Callable[..., Said], small: Path) -> None:
    run("new", "--from", small, "-o", "a.newsletter")
    for command in (
        ["show", source],
        ["show", source, "--json"],
        ["check", source],
        ["export", source, "--to", "text", "-o", "-"],
        ["next", source, "-o", "n.newsletter"],
        ["templates", "save", source, "--name", source],
        ["new", "--from", source, "-o", "z.newsletter"],
    ):
        said = run(*command)
        assert (said.status, said.err) == (0, ""), command
    opened: list[Path | None] = []
    assert main(["open", source], window=lambda file, **options: opened.append(file) or 7) == 7
    assert opened == [Path(source)]


def test_exports_go_where_they_are_told(run: Callable[..., Said], small: Path, tmp_path: Path) -> None:
    assert run("export", small, "--to", "html").out == "issue.html\n"
    assert run("export", small, "--to", "html", "-o", "deep/er/").out == f"{Path('deep/er/issue.html')}\n"
    assert run("export", small, "--to", "html", "-o", "deep/page.htm") == (0, "", "")
    page = (tmp_path / "issue.html").read_bytes()
    assert (
        (tmp_path / "deep" / "er" / "issue.html").read_bytes() == page == (tmp_path / "deep" / "page.htm").read_bytes()
    )
    for folder in ("images", "deep/er/images", "deep/images"):
        assert len(list((tmp_path / folder).iterdir())) == 1
    assert run("export", small, "--to", "html", "-o", "-").out.encode() == page
    assert "Image credits: Bryce Durbin / TechCrunch" in run("export", small, "--to", "text", "-o", "-").out
    assert "data:image/jpeg" in run("export", small, "--to", "html", "--images", "embed", "-o", "-").out
    assert (
        "https://x.example/y/photo-"
        in run("export", small, "--to", "html", "--images", "https://x.example/y", "-o", "-").out
    )


def test_an_export_never_replaces_the_issue(run: Callable[..., Said], small: Path) -> None:
    before = small.read_bytes()
    for command in (["export", small, "--to", "html", "-o", small], ["next", small, "-o", small]):
        said = run(*command)
        assert said.status == 2
        assert "is the issue itself" in said.err
    assert small.read_bytes() == before


def test_export_verifies_against_premailer(run: Callable[..., Said], small: Path) -> None:
    assert run("export", small, "--to", "html", "--verify", "-o", "v.html") == (0, "", "")


def test_no_export_without_the_tags_that_the_mail_tool_requires(
    run: Callable[..., Said], small: Path, tmp_path: Path
) -> None:
    assert run("export", small, "--to", "html", "--mail-tool", "mailchimp").status == 0
    form = json.loads(small.read_text("utf-8"))
    small.write_text(json.dumps({**form, "blocks": form["blocks"][:1]}), "utf-8")
    refused = run("export", small, "--to", "html", "--mail-tool", "mailchimp", "-o", "x.html")
    assert refused.status == 1
    assert "unsubscribe" in refused.err
    assert not (tmp_path / "x.html").exists()
    assert run("export", small, "--to", "html", "-m", "mailchimp", "-o", "x.html", "--anyway").status == 0


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<p>" + "word " * 2_300_000 + "</p>", "longer than 10 MB"),
        ("<blockquote>" * 300 + "x" + "</blockquote>" * 300, "more than 200 levels deep"),
    ],
    ids=["11 MB", "300 deep"],
)
def test_what_is_too_much_is_told_with_its_path(
    body: str, sentence: str, run: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "i.json").write_text(json.dumps({"blocks": [{"type": "text", "fields": {"body": body}}]}), "utf-8")
    for command in (["check"], ["export", "--to", "html"]):
        said = run(command[0], "i.json", *command[1:])
        assert said.status == 2
        assert "blocks[0].fields.body: " in said.err
        assert sentence in said.err


def test_words_and_tags_leave_as_they_were_written(run: Callable[..., Said], tmp_path: Path) -> None:
    words = f"😀 שלום مرحبا 10\xa0km ‘{'Donaudampfschifffahrtselektrizitätenhaupt'}’"
    block = {"type": "text", "fields": {"body": f'<p>{words} [[first_name|you]] <a href="[[unsubscribe]]">Off</a></p>'}}
    form = {"template": "dispatch", "language": "ar", "subject": "مرحبا 😀", "blocks": [block]}
    (tmp_path / "i.json").write_text(json.dumps(form), "utf-8")
    page = run("export", "i.json", "--to", "html", "-m", "mailchimp", "-o", "-").out
    assert f"{words} *|FNAME|* <a" in page.replace("&nbsp;", "\xa0")
    assert 'href="*|UNSUB|*"' in page
    assert 'dir="rtl"' in page
    text = run("export", "i.json", "--to", "text", "-m", "mailchimp", "-o", "-").out
    assert " ".join(words.split(" ")) in text.replace("\n", " ")
    assert "*|FNAME|*" in text
    assert "*|UNSUB|*" in text


def test_check_tells_errors_by_its_status(run: Callable[..., Said], small: Path) -> None:
    form = json.loads(small.read_text("utf-8"))
    del form["blocks"][0]["fields"]["image"]["alt"]
    small.write_text(json.dumps(form), "utf-8")
    said = run("check", small)
    assert said.status == 1
    assert "error: " in said.out
    assert "(block 1, image.alt)" in said.out
    said = run("check", small, "--json")
    assert said.status == 1
    [error] = [finding for finding in json.loads(said.out) if finding["level"] == "error"]
    assert (error["code"], error["number"], error["field"]) == ("image.alt", 1, "image.alt")


def test_the_sample_has_nothing_to_find(run: Callable[..., Said]) -> None:
    for tool in ("plain", "mailchimp"):
        assert run("check", SAMPLE, "--mail-tool", tool) == (0, "Nothing found.\n", "")


def test_the_next_issue_is_numbered_and_dated_on(run: Callable[..., Said], small: Path, tmp_path: Path) -> None:
    assert run("next", small, "-o", "n.newsletter").status == 0
    following = open_document(tmp_path / "n.newsletter", read_library()).issue
    assert (following.number, str(following.date), following.subject) == (2, "2023-12-15", "")


def test_block_types_and_templates_are_listed(run: Callable[..., Said]) -> None:
    names = {each["name"] for each in json.loads(run("blocks", "--json").out)}
    assert {"article", "commentary", "masthead", "footer"} <= names
    assert all(name in run("blocks").out for name in names)
    looks = {each["name"]: each for each in json.loads(run("templates", "--json").out)}
    dispatch = looks["dispatch"]
    assert dispatch["name"] == "dispatch"
    assert {"name": "accent", "kind": "colour"}.items() <= dispatch["tokens"][0].items()
    assert "local-news" in [starter["name"] for starter in dispatch["starters"]]
    assert "foundation" not in looks
    assert "dispatch" in run("templates").out


def test_a_block_type_is_a_folder_of_two_files(run: Callable[..., Said], tmp_path: Path) -> None:
    folder = user_templates() / "blocks" / "recipe"
    folder.mkdir(parents=True)
    (folder / "block.toml").write_text('title = "Recipe"\n[fields.dish]\nkind = "line"\nrole = "headline"\n', "utf-8")
    (folder / "block.html").write_text(
        '<table role="presentation" class="recipe"><tr><td {{ edit("dish") }}>{{ dish }}</td></tr></table>', "utf-8"
    )
    assert "recipe" in {each["name"] for each in json.loads(run("blocks", "--json").out)}
    block = {"type": "recipe", "fields": {"dish": "Borscht"}}
    (tmp_path / "r.json").write_text(json.dumps({"template": "dispatch", "blocks": [block]}), "utf-8")
    for form in ("html", "text"):
        assert "Borscht" in run("export", "r.json", "--to", form, "-o", "-").out
    (folder / "block.toml").write_text("title = ", "utf-8")
    said = run("blocks")
    assert said.status == 0
    assert "Left out: " in said.err
    assert "recipe" not in said.out


def test_an_issue_becomes_a_template_and_an_issue_again(run: Callable[..., Said], small: Path, tmp_path: Path) -> None:
    run("new", "--from", small, "-o", "a.newsletter")
    assert run("templates", "save", small, "--name", "My Weekly", "--description", "Ours").status == 0
    assert "My Weekly" in run("templates").out
    assert run("new", "--template", "my-weekly", "-o", "b.newsletter").status == 0
    library = read_library()
    first, second = (open_document(tmp_path / f"{name}.newsletter", library) for name in "ab")
    assert second.issue.blocks == first.issue.blocks
    assert second.issue.template == "dispatch"
    assert (second.issue.number, second.issue.date, second.issue.subject) == (None, None, "Small")
    assert second.assets.names() == first.assets.names()
    taken = run("templates", "save", small, "--name", "My weekly")
    assert taken.status == 2
    assert "already" in taken.err
    assert run("templates", "save", small, "--name", "My weekly", "--replace", "--empty").status == 0
    run("new", "--template", "my-weekly", "-o", "c.newsletter")
    third = open_document(tmp_path / "c.newsletter", library)
    assert [block.type for block in third.issue.blocks] == [block.type for block in first.issue.blocks]
    assert "headline" not in third.issue.blocks[0].fields
    assert (third.issue.subject, third.issue.publication) == ("", first.issue.publication)
    assert third.assets.names() == ()
    assert {path.name for path in user_data().iterdir()} <= {"templates", "cache"}


@pytest.mark.parametrize("name", ["dispatch", "Dispatch", "", " ", "Blocks"])
def test_a_template_takes_no_name_that_is_taken(name: str, run: Callable[..., Said], small: Path) -> None:
    assert run("templates", "save", small, "--name", name).status == 2
