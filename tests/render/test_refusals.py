"""Each thing that cannot be settled ahead has a template here that says it, and is told file, line and remedy."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from composer.errors import ComposerError
from composer.render.compile import compile_source
from composer.render.source import Source
from tests.render import tiny

ROW = '<table class="note">\n{}\n</table>'
PAGE = tiny.template().page
LIFTED = [
    "position: fixed",
    "color: red; POSITION :\tAbsolute; top: 0; z-index: 9",
    "position:sticky",
    "position:fixed!important",
    "position: static fixed",
    "position: relativ",
    "*position: fixed",
    "position: relative; z-index: 9",
    "Z-INDEX:1",
]
# A property's name that is printed; an editor's words would be declared as what they like.
COMPUTED_IN_MARKUP = [
    "{{ headline }}: fixed",
    "{{ headline }} : fixed",
    "color: red;\n{{ headline }}\n:fixed",
    "posi{{ headline }}: fixed",
    "{{ headline }}tion: fixed",
    "{{ headline }}&#58; fixed",
    "color: red&#59; {{ headline }}&colon; fixed",
    "{{ 'position' }}: fixed",
    "{{ 'position' if tint else 'color' }}: fixed",
    "padding-{{ issue.start }}: 4px",
    "color: red; {{ headline }}",
]
COMPUTED_IN_SHEETS = [
    "{{ theme.font }}: fixed",
    "{{ theme.font }} /* then */ : fixed",
    "color: red; {{ theme.font }}\n: fixed",
    "posi-{{ theme.font }}: fixed",
    "{{ theme.accent }}: fixed",
    "{{ theme.width }}: fixed",
    "{{ theme.width | number }}: fixed",
]
UNLIFTED = ["position: relative", "position:static !important; top: 0", "background-position: 0 0"]

MARKUP = [
    # a class, an id, a name without quotes computed in Jinja
    (ROW.format('<tr><td class="{{ headline }}"></td></tr>'), 2, "a class computed by Jinja"),
    (ROW.format('<tr><td class="a{% if tint %} b{% endif %}"></td></tr>'), 2, "a class computed by Jinja"),
    (ROW.format('<tr><td id="{{ headline }}"></td></tr>'), 2, "an id computed by Jinja"),
    (ROW.format("<tr><td width={{ height }}></td></tr>"), 2, 'write width="{{ ... }}"'),
    # statements between attributes, in a style, around unbalanced markup
    (ROW.format("<tr><td {% if tint %}nowrap{% endif %}></td></tr>"), 2, "a statement between attributes"),
    (ROW.format("<tr><td {{ headline }}></td></tr>"), 2, "only {{ edit("),
    (ROW.format('<tr><td style="{% if tint %}color:red{% endif %}"></td></tr>'), 2, "a statement in a style"),
    (ROW.format("<tr>{% if tint %}<td>{% endif %}</td></tr>"), 2, "stands inside <td>"),
    (ROW.format("<tr><td>{% if tint %}</td></tr>{% endif %}"), 2, "</td> closes {% if tint %}"),
    (ROW.format("<tr>{% for item in items %}<td>{% else %}</td>{% endfor %}</tr>"), 2, "stands inside <td>"),
    (ROW.format("<!-- {% if tint %} --><tr></tr>{% endif %}"), 2, "ends elsewhere"),
    (ROW.format('<tr><td title="{% if tint %}a">b{% endif %}</td></tr>'), 2, "ends elsewhere"),
    # elements that are not closed in turn, or not at all, or that readers move
    (ROW.format("<tr><td></tr>"), 2, "</tr> closes <td>"),
    (ROW.format("<tr><td><b><i></b></i></td></tr>"), 2, "</b> closes <i>"),
    ('<table class="note"><tr>', 1, "<tr> is not closed"),
    (ROW.format("<tr><td><br></br></td></tr>"), 2, "<br> has no end tag"),
    (ROW.format("<tr><td/></tr>"), 2, "<td/> is not closed in HTML"),
    (ROW.format("<tr><td>a < b</td></tr>"), 2, "write &lt;"),
    (ROW.format("<tr><td><p><table></table></p></td></tr>"), 2, "<table> may not stand here"),
    (ROW.format("<tr><td><p><div></div></p></td></tr>"), 2, "<div> may not stand here"),
    (ROW.format("<tr><td>" + "<b>" * 260 + "</b>" * 260 + "</td></tr>"), 2, "more than 254 deep"),
    # more than one root, no class of its own, another type's class
    ('<table class="note"></table>\n<p></p>', 2, "one element"),
    ('<table class="note"></table>\nmore', 1, "nothing stands after it"),
    ('<!-- x -->\n<table class="note"></table>', 1, "begins with its one element"),
    ('\n<table class="other"></table>', 2, 'class="note"'),
    (ROW.format('<tr><td class="card-title"></td></tr>'), 2, "is the block type card's"),
    # what mail drops, or what would run
    (ROW.format("<tr><td><script></script></td></tr>"), 2, "<script>"),
    (ROW.format("<tr><td><style></style></td></tr>"), 2, "theme.css or block.css"),
    (ROW.format('<tr><td onclick="x()"></td></tr>'), 2, "onclick"),
    (ROW.format('<tr><td data-block="x"></td></tr>'), 2, "data- attributes"),
    *((ROW.format(f'<tr><td style="{style}"></td></tr>'), 2, "over the mail") for style in LIFTED),
    (ROW.format('<tr><td style="position: {{ headline }}"></td></tr>'), 2, "over the mail"),
    *((ROW.format(f'<tr><td style="{style}"></td></tr>'), 2, "a property computed") for style in COMPUTED_IN_MARKUP),
    # prose elsewhere than alone in its slot
    (ROW.format("<tr><td>{{ body | prose }}{{ headline }}</td></tr>"), 2, "stands alone"),
    (ROW.format("<tr><td>{{ body }}</td></tr>"), 2, "write {{ body | prose }}"),
    (ROW.format("<tr><td><p>{{ body | prose }}</p></td></tr>"), 2, "stands alone in a <td> or <div>"),
    (ROW.format('<tr><td title="{{ body | prose }}"></td></tr>'), 2, "prose stands in text only"),
    (ROW.format("<!--[if mso]>{{ body | prose }}<![endif]-->"), 2, "prose stands in text only"),
    # names that are not there, or that the block does not say it reads
    (ROW.format("<tr><td>{{ headlin }}</td></tr>"), 2, "did you mean “headline”?"),
    (ROW.format("<tr><td>{{ issue.contents }}</td></tr>"), 2, 'uses = ["contents"]'),
    (ROW.format("<tr><td>{{ issue.links.unsubscribe }}</td></tr>"), 2, 'uses = ["publication"]'),
    (ROW.format('<tr><td style="color:{{ theme.acent }}"></td></tr>'), 2, "no token “acent”"),
    (ROW.format('<tr><td>{% include "nothing" %}</td></tr>'), 2, "no part “nothing”"),
    (ROW.format("<tr><td>{% raw %}{{ x }}{% endraw %}</td></tr>"), 2, "{% raw %}"),
]

CSS = [
    (".note td + td { color: red }", 1, "a sibling selector"),
    (".note\n{ color: red }\n.note td ~ td { color: red }", 3, "a sibling selector"),
    (".note td:first-child { color: red }", 1, "a structural selector"),
    (".note td:nth-child(2) { color: red }", 1, "a structural selector"),
    (".note td:last-of-type { color: red }", 1, "a structural selector"),
    (".note td:empty { color: red }", 1, "a structural selector"),
    (".note td:not(.a) { color: red }", 1, "a structural selector"),
    (".note td[width] { color: red }", 1, "an attribute selector"),
    (".note a::before { color: red }", 1, "do not know :before"),
    (".note * { color: red }", 1, "* is not inlined"),
    (".note a strong { color: red }", 1, "<strong> in <a>"),
    (".note em > code { color: red }", 1, "<code> in <em>"),
    ("/* a\nb */\n.page td { color: red }", 3, "begin it with .note"),
    ("td.note { color: red }", 1, "begin it with .note"),
    (".note, .page { color: red }", 1, "“.page” would reach"),
    (".notes { color: red }", 1, "begin it with .note"),
    ("@media (max-width: 600px) {\n .page { color: red } }", 2, "“.page” would reach"),
    ("@import url(https://example.org/a.css);", 1, "@import"),
    ("@supports (x: y) { .note { color: red } }", 1, "drop @supports"),
    ("@media (max-width: 1px) {\n@media (x) { .note { color: red } } }", 2, "Gmail drops"),
    ("@media print { @font-face { src: x } }", 1, "Gmail drops"),
    (".note { background: url(https://example.org/a.png) }", 1, "loads nothing"),
    ("@media print { .note { background: url(x) } }", 1, "loads nothing"),
    *((f".note {{ color: red }}\n.note td {{ {style} }}", 2, "over the mail") for style in LIFTED),
    *((f".note {{ color: red }}\n.note td {{ {style} }}", 2, "a property computed") for style in COMPUTED_IN_SHEETS),
    ("@media print {\n.note { {{ theme.font }}: fixed } }", 2, "a property computed"),
    ("@media print {\n.note { position: fixed } }", 2, "over the mail"),
    ('.note { content: "<" }', 1, "“<”"),
    (".note { color: red", 1, "not closed"),
    (".note", 1, "has no {"),
    (".note { color: red }\n.note td { color red }", 2, "property: value"),
    (".note { color: {{ theme.acent }} }", 1, "no token “acent”"),
    (".note { {% if x %}color: red{% endif %} }", 1, "“{%” is not said"),
]


def _refused(source: Source) -> str:
    with pytest.raises(ComposerError) as refused:
        compile_source(source)
    return str(refused.value)


@pytest.mark.parametrize(("markup", "line", "what"), MARKUP)
def test_markup(markup: str, line: int, what: str) -> None:
    library = tiny.changed(note={"markup": markup})
    template = library.template("tiny")
    card = replace(template.blocks["note"], name="card", css=".card-title { color: red }")
    template = replace(template, blocks={**template.blocks, "card": card})
    sentence = _refused(Source(template, template.blocks["note"]))
    assert sentence.startswith(f"{tiny.FOLDER / 'blocks' / 'note' / 'block.html'}:{line}: "), sentence
    assert what in sentence


@pytest.mark.parametrize(("css", "line", "what"), CSS)
def test_css(css: str, line: int, what: str) -> None:
    template = tiny.changed(note={"css": css}).template("tiny")
    sentence = _refused(Source(template, template.blocks["note"]))
    assert sentence.startswith(f"{tiny.FOLDER / 'blocks' / 'note' / 'block.css'}:{line}: "), sentence
    assert what in sentence


@pytest.mark.parametrize("style", UNLIFTED)
def test_a_position_that_lifts_nothing_is_let_be(style: str) -> None:
    markup = ROW.format(f'<tr><td style="{style}"></td></tr>')
    template = tiny.changed(note={"css": f".note td {{ {style} }}", "markup": markup}).template("tiny")
    compile_source(Source(template, template.blocks["note"]))


def test_the_theme_sheet_by_its_name() -> None:
    template = tiny.changed(theme="p { margin: 0 }\np + p { margin: 1px }").template("tiny")
    assert _refused(Source(template)).startswith(f"{tiny.FOLDER / 'tiny' / 'theme.css'}:2: ")


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (PAGE.replace("{{ blocks }}", ""), "{{ blocks }} is missing"),
        (PAGE.replace('class="page"', 'class="{{ issue.language }}"'), "a class computed by Jinja"),
        (PAGE.replace("issue.subject", "issue.subjekt.x | nothing"), "no filter “nothing”"),
        (PAGE.replace("<body>", '<body {{ edit("x") }}>'), "nothing is called"),
    ],
)
def test_the_page_by_its_name(page: str, what: str) -> None:
    template = tiny.changed(page=page).template("tiny")
    sentence = _refused(Source(template))
    assert sentence.startswith(f"{tiny.FOLDER / 'tiny' / 'page.html'}:")
    assert what in sentence


def test_a_dressed_block_is_named_where_the_template_dresses_it(tmp_path: Path) -> None:
    folder = tmp_path / "dress"
    (folder / "blocks" / "note").mkdir(parents=True)
    (folder / "blocks" / "note" / "block.html").write_text("<p></p>")
    dresses = (folder / "blocks" / "note",)
    template = tiny.changed(note={"markup": "<p></p>", "dresses": dresses}).template("tiny")
    sentence = _refused(Source(template, template.blocks["note"]))
    assert sentence.startswith(f"{folder / 'blocks' / 'note' / 'block.html'}:1: ")


def test_parts_are_named_by_their_own_file(tmp_path: Path) -> None:
    (tmp_path / "line.html").write_text("\n{{ headline | nothing }}")
    markup = ROW.format('<tr><td>{% include "line" %}</td></tr>')
    template = tiny.changed(note={"markup": markup, "folder": tmp_path}).template("tiny")
    assert _refused(Source(template, template.blocks["note"])).startswith(f"{tmp_path / 'line.html'}:2: ")


def test_a_part_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "line.html").write_text('<b class="note-part">\n{{ headline }}</b>')
    markup = ROW.format('<tr><td>{% include "line" %}</td></tr>')
    template = tiny.changed(
        note={"markup": markup, "css": ".note-part { color: #112233 }", "folder": tmp_path}
    ).template("tiny")
    compiled = compile_source(Source(template, template.blocks["note"]))
    assert '<b style="color:#112233">' in compiled.export


def test_a_part_that_several_types_share_stands_beside_them(tmp_path: Path) -> None:
    (tmp_path / "line.html").write_text("<b>shared</b>", "utf-8")
    (tmp_path / "note").mkdir()
    markup = ROW.format('<tr><td>{% include "line" %}</td></tr>')
    template = tiny.changed(note={"markup": markup, "folder": tmp_path / "note"}).template("tiny")
    assert "<b>shared</b>" in compile_source(Source(template, template.blocks["note"])).export
    (tmp_path / "note" / "line.html").write_text("<b>own</b>", "utf-8")
    assert "<b>own</b>" in compile_source(Source(template, template.blocks["note"])).export
