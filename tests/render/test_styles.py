"""Style is settled once: theme changes and warm caches never call premailer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from composer.library.places import shipped as shipped_folder
from composer.library.templates import Library
from composer.model.edits import put_issue
from composer.render import stylist
from composer.render.compile import compile_source
from composer.render.page import Renderer
from composer.render.prose import ProseStyle, places
from composer.render.source import Source
from composer.render.stylist import transform
from composer.render.verify import differences
from tests.render import tiny

TOKENS = {
    "accent": "#0b57d0", "ink": "#222222", "width": "640px", "gap": "0px", "size": "18px", "leading": "1.7",
    "font": "Arial, sans-serif",
}  # fmt: skip
ROOT = Path(__file__).parents[2]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with each call of premailer."""
    calls: list[int] = []
    settle: Callable[..., stylist.Settled] = stylist.settle

    def counted(html: str, sheets: tuple[str, ...]) -> stylist.Settled:
        calls.append(1)
        return settle(html, sheets)

    monkeypatch.setattr(stylist, "settle", counted)
    return calls


def test_a_theme_costs_no_premailer(tmp_path: Path, settled: list[int]) -> None:
    renderer = tiny.renderer(tmp_path)
    issue = tiny.issue(tiny.note("a", headline="x", body="<p>y</p>"), tiny.note("b"))
    before = renderer.page(issue)
    assert len(settled) == 2  # the shell and the note
    for token, value in TOKENS.items():
        page = renderer.page(put_issue(f"theme.{token}", value)(issue))
        assert page.html != before.html, token
        for purpose in ("canvas", "export"):
            renderer.page(put_issue(f"theme.{token}", value)(issue), purpose=purpose)
    assert len(settled) == 2


@pytest.mark.parametrize(("token", "value"), TOKENS.items())
def test_a_changed_token_is_what_premailer_makes_of_it(small: Renderer, token: str, value: str) -> None:
    issue = put_issue(f"theme.{token}", value)(tiny.issue(tiny.note(headline="x", body="<p>y <a href='#a'>z</a></p>")))
    assert differences(small.page(issue).html, transform(small.plain_page(issue)), {"note"}) == []


def test_a_second_renderer_reads_what_the_first_compiled(tmp_path: Path, settled: list[int]) -> None:
    issue = tiny.issue(tiny.note(body="<p>y</p>"))
    first = tiny.renderer(tmp_path).page(issue)
    assert len(settled) == 2
    assert tiny.renderer(tmp_path).page(issue) == first
    assert len(settled) == 2


def test_what_a_markup_depends_on_is_compiled_anew(tmp_path: Path, settled: list[int]) -> None:
    issue = tiny.issue(tiny.note())
    note = tiny.template().blocks["note"]
    tiny.renderer(tmp_path).page(issue)
    for library in (
        tiny.changed(note={"markup": note.markup.replace('border="0"', 'border="1"')}),
        tiny.changed(note={"css": note.css + ".note { margin: 0 }"}),
    ):
        settled.clear()
        tiny.renderer(tmp_path, library).page(issue)
        assert len(settled) == 1
    settled.clear()
    tiny.renderer(tmp_path, tiny.changed(theme=tiny.template().css + "td { margin: 0 }")).page(issue)
    assert len(settled) == 2


@pytest.mark.parametrize("spoilt", ["", "{", '{"export": 1}', "[]"])
def test_a_spoilt_cache_is_made_again(tmp_path: Path, spoilt: str) -> None:
    issue = tiny.issue(tiny.note())
    first = tiny.renderer(tmp_path).page(issue)
    for path in tmp_path.glob("*.json"):
        path.write_text(spoilt)
    for path in tmp_path.glob("*.code"):
        path.write_bytes(b"spoilt")
    assert tiny.renderer(tmp_path).page(issue) == first


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    issue = tiny.issue(tiny.note())
    assert tiny.renderer(tmp_path / "file" / "styles").page(issue) == tiny.renderer(tmp_path / "styles").page(issue)


def test_with_a_warm_cache_nothing_slow_is_imported(shipped: Renderer, shipped_library: Library, styles: Path) -> None:
    sample = next((shipped_folder("assets") / "samples").glob("*/issue.json"))
    code = (
        "import json, sys\n"
        "from pathlib import Path\n"
        "from composer.library.templates import read_library\n"
        "from composer.model.issue_json import read_issue\n"
        "from composer.render.page import Renderer\n"
        "library = read_library(own_folder=Path('nowhere'))\n"
        f"issue = read_issue(json.loads(Path({str(sample)!r}).read_text('utf-8')), library.declared)\n"
        f"page = Renderer(library, Path({str(styles)!r})).page(issue)\n"
        "print(len(page.html))\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )

    def run() -> tuple[int, set[str]]:
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        length, names = done.stdout.splitlines()
        return int(length), set(names.split())

    run()  # warms the cache, should no other test have done so
    length, names = run()
    assert length > 10_000
    assert not names & {"premailer", "cssutils", "lxml", "PySide6", "requests", "PIL"}


def test_a_warm_cache_is_what_was_compiled(shipped_library: Library, styles: Path, shipped: Renderer) -> None:
    template = next(iter(shipped_library.templates.values()))
    for block_type in (None, *template.blocks.values()):
        source = Source(template, block_type)
        assert json.dumps(compile_source(source).tables) == json.dumps(compile_source(source).tables)


def test_sentinels_leave_no_trace(shipped: Renderer, shipped_library: Library) -> None:
    for template in shipped_library.templates.values():
        for block_type in (None, *template.blocks.values()):
            compiled = compile_source(Source(template, block_type))
            told = json.dumps([compiled.export, compiled.canvas, compiled.tables, compiled.kept, compiled.outlook])
            assert "nlc" not in told
            assert "#fe0" not in told


def test_every_place_of_prose_has_its_style() -> None:
    style = ProseStyle({place: f"x:{number}" for number, place in enumerate(places())})
    nested = "<ul><li>a<ol><li>b<ul><li>c <em>d</em><br>e</li></ul></li></ol></li></ul>"
    prose = (
        f'<p>a <strong><em>b</em></strong> <a href="#x">c</a></p><blockquote><p>d</p></blockquote>{nested}<h3>e</h3>'
    )
    printed = style.print(prose)
    number = {place: f'style="x:{number}"' for number, place in enumerate(places())}
    for place, tag in [
        ("p", "<p"), ("p>strong", "<strong"), ("p>em", "<em"), ("p>a", "<a"), ("blockquote", "<blockquote"),
        ("blockquote>p", "<p"), ("ul", "<ul"), ("ul>li>ol", "<ol"), ("ul>li>ol>li>ul>li", "<li"), ("h3", "<h3"),
        ("ul>li>ol>li>ul>li>em", "<em"), ("ul>li>ol>li>ul>li>br", "<br"),
    ]:  # fmt: skip
        assert f"{tag} {number[place]}" in printed, place
    assert printed.count("style=") == prose.count("<") - prose.count("</")
