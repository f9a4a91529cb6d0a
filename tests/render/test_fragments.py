"""What an edit renders again: every input is changed alone, and just the fragments that read it are made anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from composer.library.block_types import BlockType, read_block_types
from composer.library.mail_tools import MailTool
from composer.library.templates import Library
from composer.model.edits import Edit, insert, move, put_field, put_issue, put_setting, remove
from composer.model.issue import Block, Issue
from composer.model.issue_json import read_issue
from composer.model.record import Record
from composer.model.values import Charter, Credit, Disclosure, Link, Person
from composer.render.fragments import Fragments
from composer.render.page import Renderer
from composer.render.styles import Styles
from tests.issues import DECLARED, TYPES
from tests.render import tiny

# Markup that reads everything a block of the type may read, so that a fragment left as it was would be wrong.
_READS = {
    "publication": "{{ issue.publication.name }}{{ issue.publication.charter.name }}{{ issue.links.unsubscribe }}",
    "dateline": "{{ issue.dateline }}",
    "contents": "{% for e in issue.contents %}{{ e.title }}{{ e.address }}{{ e.kicker }}{% endfor %}",
    "credits": "{% for e in issue.credits.words %}{{ e.line }}{% endfor %}"
    "{% for e in issue.credits.commentary %}{{ e.line }}{% endfor %}"
    "{% for e in issue.credits.pictures %}{{ e.line }}{% endfor %}"
    "{% for e in issue.credits.sources %}{{ e.title }}{% endfor %}",
    "disclosures": "{{ issue.disclosures.statement }}{% for e in issue.disclosures.items %}{{ e.what }}{{ e.note }}"
    "{% endfor %}{{ issue.disclosures.charter.name }}",
}
_OF_KIND = {
    "line": "{{ NAME }}", "choice": "{{ NAME }}", "number": "{{ NAME }}", "prose": "<div>{{ NAME | prose }}</div>",
    "image": "{{ NAME.credit }}{{ NAME.alt }}", "link": "{{ NAME.text }}{{ NAME.address }}",
    "people": "{% for p in NAME %}{{ p.name }}{% endfor %}", "person": "{{ NAME.name }}",
    "rows": "{% for r in NAME %}{{ r.title }}{% endfor %}", "disclosure": "{{ NAME.line }}",
}  # fmt: skip


def _dressed(block_type: BlockType) -> BlockType:
    said = "".join(_OF_KIND.get(each.kind, "").replace("NAME", each.name) for each in block_type.fields)
    said += "".join(_READS[use] for use in sorted(block_type.uses)) + "{{ block.minutes }}{{ t.by }}{{ theme.accent }}"
    markup = f'<table class="{block_type.name}"><tr><td>{said}</td></tr></table>'
    return replace(block_type, markup=markup, css=f".{block_type.name} td {{ color: {{{{ theme.accent }}}} }}")


def _library() -> Library:
    blocks = {name: _dressed(known) for name, known in TYPES.items()}
    template = replace(tiny.template(), blocks=blocks)
    other = replace(template, name="other", page=template.page.replace('class="preheader"', 'id="before"'))
    return Library({"tiny": template, "other": other}, blocks)


LIBRARY = _library()
CREDIT = {"name": "Ada", "publication": "Paper"}
ISSUE = read_issue(
    {
        "template": "tiny", "subject": "S", "preheader": "P", "number": 3, "label": "L", "date": "2023-12-08",
        "publication": {"name": "Pub", "unsubscribe": "https://example.org/u", "charter": {"name": "Charter"}},
        "blocks": [
            {"type": "head", "id": "head"},
            {"type": "toc", "id": "toc"},
            {"type": "section", "id": "section", "fields": {"text": "News"}},
            {"type": "story", "id": "story", "fields": {
                "headline": "One", "body": "<p>Body</p>", "byline": [{"name": "Bo"}], "disclosure": {"uses": []},
                "image": {"asset": tiny.ASSET, "credit": CREDIT}, "sources": [{"title": "Src"}]}},
            {"type": "more", "id": "more", "fields": {"body": "<p>On</p>", "continues": True}},
            {"type": "opinion", "id": "opinion", "fields": {"headline": "Two", "about": {"block": "story"}}},
            {"type": "roll", "id": "roll"},
            {"type": "ai", "id": "ai"},
            {"type": "foot", "id": "foot"},
            {"type": "rule", "id": "rule"},
            {"type": "stranger", "id": "stranger", "fields": {"text": "words"}},
        ],
    },
    DECLARED,
)  # fmt: skip
LONG = "<p>" + "word " * 900 + "</p>"
EVERY = {block.id for block in ISSUE.blocks}

# What is changed, and the fragments that read it.
CHANGES: list[tuple[str, Edit, set[str]]] = [
    ("kicker", put_field("story", "kicker", "K"), {"story", "toc"}),
    ("headline", put_field("story", "headline", "New"), {"story", "toc", "opinion", "ai"}),
    ("short title", put_field("story", "short_title", "Short"), {"story", "toc"}),
    ("listed", put_field("story", "in_contents", False), {"toc"}),
    ("body", put_field("story", "body", "<p>Other</p>"), {"story"}),
    ("byline", put_field("story", "byline", (Person(name="Cy"),)), {"story", "roll"}),
    ("credit", put_field("story", "image.credits", (Credit(name="Di"),)), {"story", "roll"}),
    ("caption that nothing prints", put_field("story", "image.caption", "C"), set()),
    ("sources", put_field("story", "sources", (Record({"title": "T"}),)), {"story", "roll"}),
    ("disclosure", put_field("story", "disclosure", Disclosure(uses=("drafted",))), {"story", "ai"}),
    ("words that continue", put_field("more", "body", LONG), {"more", "story"}),
    ("continues", put_field("more", "continues", False), set()),
    ("about", put_field("opinion", "about", Link()), {"opinion"}),
    ("section", put_field("section", "text", "Views"), {"section", "toc"}),
    ("unknown field", put_field("stranger", "text", "x"), {"stranger"}),
    ("number", put_issue("number", 4), {"head"}),
    ("label", put_issue("label", "M"), {"head"}),
    ("publication's name", put_issue("publication.name", "New"), {"head", "foot"}),
    ("charter", put_issue("publication.charter", Charter("C")), {"head", "foot", "ai"}),
]
# What gives a page that is made anew, with the fragments that then differ.
ANEW: list[tuple[str, Callable[[Issue], Issue], set[str]]] = [
    ("token", put_issue("theme.accent", "#0b57d0"), EVERY - {"stranger"}),
    ("language", put_issue("language", "de"), EVERY - {"stranger"}),
    ("template", put_issue("template", "other"), set()),
    ("credit pattern", put_issue("publication.credit_pattern", "Photo: {name}"), {"story", "roll"}),
    ("unsubscribe", put_issue("publication.unsubscribe", ""), {"head", "foot"}),
    ("hidden", put_setting(["more"], "hidden", True), {"more"}),
    ("removed", remove(["story"]), {"story", "toc", "roll", "ai", "opinion"}),
    ("moved", move(["opinion"], 2), {"toc"}),
    ("added", insert([Block("new", "story", Record({"headline": "New"}))], 3), {"new", "toc"}),
]


@pytest.fixture
def renderer(styles: Path) -> Renderer:
    return Renderer(LIBRARY, styles)


def _differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


@pytest.mark.parametrize(("what", "edit", "wanted"), CHANGES, ids=[each[0] for each in CHANGES])
def test_an_edit_patches_what_reads_it(renderer: Renderer, what: str, edit: Edit, wanted: set[str]) -> None:
    before = renderer.page(ISSUE, purpose="canvas")
    after = edit(ISSUE)
    patches = renderer.patches(ISSUE, after)
    assert patches is not None
    changed = {key for key, html in patches.items() if html != before.fragments[key]}
    assert changed == wanted
    patched = {**before.fragments, **patches}
    renderer.forget()
    anew = renderer.page(after, purpose="canvas")
    assert patched == dict(anew.fragments)
    back = renderer.patches(after, ISSUE)
    assert back is not None
    assert {**anew.fragments, **back} == dict(before.fragments)


@pytest.mark.parametrize(("what", "edit", "wanted"), ANEW, ids=[each[0] for each in ANEW])
def test_a_page_made_anew(renderer: Renderer, what: str, edit: Edit, wanted: set[str]) -> None:
    before = renderer.page(ISSUE, purpose="canvas")
    after = edit(ISSUE)
    assert renderer.patches(ISSUE, after) is None
    remembered = renderer.page(after, purpose="canvas")
    assert _differing(dict(before.fragments), dict(remembered.fragments)) == wanted
    renderer.forget()
    assert renderer.page(after, purpose="canvas") == remembered


def test_what_the_page_does_not_show_patches_nothing(renderer: Renderer) -> None:
    renderer.page(ISSUE, purpose="canvas")
    for edit in (put_issue("subject", "Other"), put_issue("preheader", "Other")):
        assert renderer.patches(ISSUE, edit(ISSUE)) == {}
    assert "<title>Other</title>" in renderer.page(put_issue("subject", "Other")(ISSUE)).html


def test_a_tag_that_gets_a_spelling_makes_the_page_anew(renderer: Renderer) -> None:
    bare = put_issue("publication.unsubscribe", "")(ISSUE)
    plain = MailTool("plain", "Plain", {}, {})
    tool = MailTool("tool", "Tool", {"unsubscribe": "*|UNSUB|*"}, {})
    assert "[[unsubscribe]]" not in renderer.page(bare, tool=plain).fragments["foot"]
    assert "[[unsubscribe]]" in renderer.page(bare, tool=tool).fragments["foot"]


def test_only_what_differs_is_rendered(renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = Fragments._render

    def counted(self: Fragments, issue: Issue, block: Block, context: Any) -> str:
        rendered.append(block.id)
        return render(self, issue, block, context)

    monkeypatch.setattr(Fragments, "_render", counted)
    renderer.page(ISSUE, purpose="canvas")
    assert set(rendered) == EVERY
    rendered.clear()
    renderer.page(ISSUE, purpose="canvas")
    assert rendered == []
    after = put_field("story", "body", "<p>x</p>")(ISSUE)
    renderer.patches(ISSUE, after)
    assert rendered == ["story"]
    rendered.clear()
    renderer.page(after, purpose="canvas")
    renderer.patches(after, put_field("story", "headline", "x")(after))
    assert set(rendered) == {"story", "toc", "opinion", "ai"}
    rendered.clear()
    renderer.forget()
    renderer.page(after, purpose="canvas")
    assert set(rendered) == EVERY


def test_purposes_are_remembered_apart(renderer: Renderer) -> None:
    block = next(block for block in ISSUE.blocks if block.id == "story")
    canvas = renderer.fragment(ISSUE, block, purpose="canvas")
    export = renderer.fragment(ISSUE, block)
    assert "data-block" in canvas
    assert "data-block" not in export
    assert renderer.fragment(ISSUE, block, purpose="canvas") is canvas


def test_types_that_a_user_adds_need_no_python(tmp_path: Path, styles: Path) -> None:
    folder = tmp_path / "fact"
    folder.mkdir()
    (folder / "block.toml").write_text('title = "Fact"\n[fields.fact]\nkind = "line"\n')
    (folder / "block.html").write_text('<table class="fact"><tr><td>{{ fact }}</td></tr></table>')
    types = {**tiny.template().blocks, **read_block_types(tmp_path)}
    library = Library({"tiny": replace(tiny.template(), blocks=types)}, types)
    issue = read_issue({"template": "tiny", "blocks": [{"type": "fact", "fields": {"fact": "true"}}]}, library.declared)
    assert ">true</td>" in Renderer(library, styles).page(issue).html


def test_styles_of_another_library_are_compiled_anew(styles: Path) -> None:
    known = Styles(styles)
    template, note = tiny.template(), tiny.template().blocks["note"]
    ready = known.ready(template, note)
    assert known.ready(template, note) is ready
    changed = replace(note, css=note.css.replace("text-decoration: underline", "text-decoration: none"))
    again = known.ready(template, changed)
    assert "text-decoration:none" in str(again.compiled.tables)
    assert "text-decoration:none" not in str(ready.compiled.tables)
