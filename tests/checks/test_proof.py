"""The proof of a template finds what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from composer.checks.proof import prove, prove_folder
from composer.checks.weight import GMAIL_CUTS
from composer.errors import ComposerError
from composer.library.templates import Library, read_library
from composer.model.issue import Issue
from composer.render.page import Renderer
from tests.looks import whole_look


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("styles")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return whole_look(tmp_path / "own" / "mine")


def proved(own: Path, cache: Path) -> list[str]:
    library = few(read_library(own_folder=own.parent))
    template = library.template("mine")
    findings = prove(template, library, Renderer(library, cache)).findings
    return [finding.code for finding in findings if finding.level != "note"]


def few(library: Library) -> Library:
    """The library with two of its block types, which is quicker."""
    kept = {name: library.blocks[name] for name in ("article", "divider")}
    looks, foundations = (
        {name: replace(each, blocks={k: each.blocks[k] for k in kept}) for name, each in templates.items()}
        for templates in (library.templates, library.foundations)
    )
    assert library.troubles == ()
    return Library(looks, kept, foundations=foundations)


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def dressed(folder: Path, cell: str) -> None:
    """A block type's markup in the look, with that in its one cell."""
    folder.mkdir(parents=True)
    table = f'<table role="presentation" class="{folder.name}" width="100%" cellpadding="0" cellspacing="0" border="0">'
    (folder / "block.html").write_text(f'{table}<tr><td class="edge words">{cell}</td></tr></table>', "utf-8")


def test_what_ships_is_proved(cache: Path) -> None:
    library = few(read_library(own_folder=Path("nowhere")))
    for template in library.templates.values():
        proof = prove(template, library, Renderer(library, cache))
        assert {finding.level for finding in proof.findings} == {"note"}
        assert proof.examples == sum(len(found.examples()) for found in library.blocks.values())
        assert 1024 < proof.styles < 16 * 1024
        assert 50 * 1024 < proof.weight < GMAIL_CUTS


LONG = ", ".join(f"'A font of rather a long name {n}'" for n in range(30))
SPOILS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pale ink": (lambda own: changed(own / "template.toml", '"#1d1d1f"', '"#bbbbbb"'), "template.contrast"),
    "a small print that can be read on light screens alone": (
        lambda own: changed(
            own / "theme.css",
            ".page .small, .page .standfirst,",
            ".page .small { color: #333333 !important }\n  .page .standfirst,",
        ),
        "template.contrast",
    ),
    "words that cannot be read where the buttons are text links": (
        lambda own: dressed(
            own / "blocks" / "divider",
            '{% if theme.buttons == "link" %}<p style="color:#999999">x</p>{% else %}<p>x</p>{% endif %}',
        ),
        "template.contrast",
    ),
    "markup that makes a mail too heavy": (
        lambda own: changed(own / "theme.css", "p { margin: 0 0 16px;", f"p {{ margin: 0 0 16px; font-family: {LONG};"),
        "template.weight",
    ),
    "what Outlook does not show": (
        lambda own: changed(own / "theme.css", ".meta {", ".meta { float: right;"),
        "template.client",
    ),
    "a broken starter": (lambda own: changed(own / "starter.json", "{", "{,"), "template.starter"),
    "a rule that cannot be settled": (
        lambda own: changed(own / "theme.css", "body {", "p + p { margin: 0 }\nbody {"),
        "template.block",
    ),
    "a sheet longer than Gmail reads": (
        lambda own: changed(
            own / "theme.css",
            "body {",
            "@media (max-width: 620px) {"
            + "".join(
                f".wide{n} {{ padding-left: {n}px !important; margin-right: {n}px !important; }}" for n in range(250)
            )
            + "}\nbody {",
        ),
        "template.styles",
    ),
}


@pytest.mark.parametrize(("spoil", "code"), SPOILS.values(), ids=SPOILS)
def test_what_is_wrong_is_found(own: Path, cache: Path, spoil: Callable[[Path], None], code: str) -> None:
    assert proved(own, cache) == []
    spoil(own)
    assert set(proved(own, cache)) == {code}


def test_a_page_that_differs_is_found(own: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that can be written is known to differ, so the page is spoilt on its way to the comparison."""
    spoilt = Renderer.plain_page

    def plain_page(renderer: Renderer, issue: Issue) -> str:
        return spoilt(renderer, issue).replace("</td>", "x</td>", 1)

    monkeypatch.setattr(Renderer, "plain_page", plain_page)
    assert set(proved(own, cache)) == {"template.differs"}


def test_a_folder_that_is_neither_is_told(tmp_path: Path) -> None:
    with pytest.raises(ComposerError):
        prove_folder(tmp_path, read_library())
