"""What a stranger's template tries: to run Python, to hang, to bring scripts into a mail."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment

from composer.errors import ComposerError
from composer.language import check
from composer.render.compile import compile_source
from composer.render.environment import make_environment
from composer.render.source import Source
from composer.render.text import write_text
from tests.render import tiny
from tests.security.material import attacks, sample, there

Promise = Callable[[str, str, object, object], None]
ENOUGH = 2.5  # seconds
MARK = "SSTI-LEAK"
# What a careless program would hand to a template; the attacks know these names.
_CARELESS = """
import json, os, sys
os.environ["SSTI_CANARY"] = "SSTI-LEAK"
from jinja2 import Environment, FunctionLoader
class Doc:
    _secret = "SSTI-LEAK-IF-SECRET"
    def method(self): return "x"
for source in json.load(sys.stdin):
    mine = [1, 2]
    known = {"lib.j2": "{% macro a() %}a{% endmacro %}", "self.j2": source}
    plain = Environment(loader=FunctionLoader(known.get), extensions=["jinja2.ext.do", "jinja2.ext.debug"])
    plain.filters["callrun"] = lambda given, value: given.run(value)
    values = dict(doc=Doc(), ctxlist=mine, ctxdict={"a": 1}, userdata="<script>x</script>", items=[1], title="t")
    try: made = plain.from_string(source).render(values)
    except Exception: made = ""
    print(json.dumps("SSTI-LEAK" in made or mine != [1, 2]))
"""


def markup(inner: str) -> str:
    return f'<table class="note"><tr><td>{inner}</td></tr></table>'


def tried(where: str, source: str) -> None:
    """Put a source where a template's author would, and print it; ComposerError where it is refused."""
    library = {
        "markup": lambda: tiny.changed(note={"markup": markup(source)}),
        "text": lambda: tiny.changed(note={"text": source}),
        "sheet": lambda: tiny.changed(note={"css": f".note a {{ color: {source} }}"}),
        "page": lambda: tiny.changed(page=tiny.template().page.replace("<body>", f"<body>{source}")),
    }[where]()
    issue = tiny.issue(tiny.note(headline="A", body="<p>b</p>"))
    if where == "text":
        write_text(issue, library)
    else:
        template = library.template("tiny")
        compile_source(Source(template, None if where == "page" else template.blocks["note"]))


@there
def test_escapes_are_refused_wherever_they_stand_and_work_in_plain_jinja(promise: Promise) -> None:
    sources = [attack["template"] for attack in attacks("ssti_jinja2")]
    ran = subprocess.run(
        [sys.executable, "-c", _CARELESS], input=json.dumps(sources), capture_output=True, text=True, check=True
    )
    escaped = sum(line == "true" for line in ran.stdout.split())
    promise("P22", "control: escapes that work in plain Jinja", "at least 110", f"{escaped} of {len(sources)}")
    assert escaped >= 110
    for where in ("markup", "text", "sheet", "page"):
        for source in sources:
            with pytest.raises(ComposerError):
                tried(where, source)
    promise("P22", "escapes not refused before anything is printed", "0 of 129", f"0 of {len(sources)}")


@there
def test_hangs_are_refused_in_time_and_some_do_hang(promise: Promise) -> None:
    sources = [attack["template"] for attack in attacks("jinja2_dos")]
    slowest = 0.0
    for where in ("markup", "text", "sheet", "page"):
        for source in sources:
            begun = time.process_time()
            with pytest.raises(ComposerError):
                tried(where, source)
            slowest = max(slowest, time.process_time() - begun)
    promise("P24", "slowest of the hangs to be refused", "2.5 s", f"{slowest:.2f} s of {len(sources)}")
    assert slowest < ENOUGH
    code = "import sys; from jinja2 import Environment; Environment().from_string(sys.stdin.read()).render()"
    for source in sample(sources[:2], 1):
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run([sys.executable, "-c", code], input=source, text=True, timeout=ENOUGH, check=False)


N = 62_000
# What the language's grammar alone would allow, and what it would cost.
HEAVY: dict[str, tuple[str, str]] = {
    "elements": ("markup", "<br>" * (N // 4)),
    "statements": ("markup", "{% if tint %} {% endif %} " * (N // 26)),
    "outputs": ("markup", "{{ headline }}" * (N // 14)),
    "filters in a row": ("markup", "{{ headline " + "| upper " * (N // 8) + "}}"),
    "spaces in an expression": ("markup", "{{ headline |" + " " * N + " upper }}"),
    "filters that grow": ("text", "{{ headline" + '|join("xxxxxxxxx")' * 30 + "}}"),
    "constants that grow": ("text", '{{ ["aaaaaaaa","a"]' + '|join("' + "x" * 9000 + '")' * 1 + "}}" * 1),
    "lists that grow": (
        "text", "{% set a0 = [headline, headline] | join %}"
        + "".join(f"{{% set a{n + 1} = [{','.join([f'a{n}'] * 60)}] | join %}}" for n in range(9)) + "{{ a9 }}"
    ),
    "joins of joins": ("text", "{{ " + " ~ ".join(["headline"] * 6000) + " }}"),
    "long numbers": ("text", "{{ " + "9" * 5000 + " }}"),
    "letters of a text": ("text", "{% for a in headline %}{% for b in a %}{{ a }}{% endfor %}{% endfor %}"),
    "the same list twice": (
        "text", "{% for a in items %}{% for b in a.rows %}{% for c in a.rows %}x{% endfor %}{% endfor %}{% endfor %}"
    ),
    "statements in each other": ("text", "{% if headline %}" * 90 + "x" + "{% endif %}" * 90),
    "sheet": ("sheet", "red }\n" + ".note a { color: red }\n" * 3000 + ".note b { color: red"),
    "selectors": ("sheet", "red }\n" + ", ".join([".note b"] * 3000) + " { color: red"),
    "division by nothing": ("text", "{{ 1 is divisibleby(0) }}"),
    "comparing what cannot be": ("text", "{{ headline < 1 }}"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_what_the_grammar_allows_is_bounded(kind: str) -> None:
    begun = time.process_time()
    try:
        tried(*HEAVY[kind])
    except ComposerError:
        pass
    else:
        assert kind in ("filters that grow", "constants that grow")  # of one text, a join is that text
    assert time.process_time() - begun < ENOUGH


def test_what_is_printed_is_bounded_while_it_is_printed() -> None:
    source = "{% for a in items %}{{ title }}{% endfor %}"
    values = {"items": list(range(1000)), "title": "x" * 50_000}
    assert len(Environment().from_string(source).render(values)) == 50_000_000
    with pytest.raises(ComposerError, match="10 MB"):
        make_environment().from_string(source).render(values)
    with pytest.raises(ComposerError, match="more than 1,000 items"):
        make_environment().from_string(source).render({**values, "items": [1] * 1001})
    with pytest.raises(ComposerError, match="no list"):
        make_environment().from_string(source).render({**values, "items": "letters"})
    with pytest.raises(ComposerError, match="joins more than"):
        make_environment().from_string("{{ items | join(title) }}").render(values)


def test_parts_that_include_each_other_end(tmp_path: Path) -> None:
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.html").write_text(f'{{% include "{other}" %}}' * 500)
    template = tiny.changed(note={"markup": markup('{% include "a" %}'), "folder": tmp_path}).template("tiny")
    begun = time.process_time()
    with pytest.raises(ComposerError, match="parts"):
        compile_source(Source(template, template.blocks["note"]))
    assert time.process_time() - begun < ENOUGH


LIVE = [
    "<a href='javascript:alert(1)'>a</a>",
    "<a href='jav&#x61;script&colon;alert(1)'>a</a>",
    "<a href=' java\tscript:alert(1)'>a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    '<a href="{{ headline }}{{ headline }}">a</a>',
    '<a href="java{{ headline }}">a</a>',
    '<a href="{% if headline %}javascript:alert(1){% endif %}">a</a>',
    "<svg><a xlink:href='javascript:alert(1)'><text>a</text></a></svg>",
    "<svg></svg>",
    "<math></math>",
    "<video><source></video>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></p></noscript>",
    "<xmp><b title='</xmp><img src=x onerror=alert(1)>'></b></xmp>",
    "<textarea></textarea>",
    "<template></template>",
    "<!--> <img src=x onerror=alert(1)> -->",
    "<!---> <img src=x onerror=alert(1)> -->",
    "<!-- --!> <img src=x onerror=alert(1)> -->",
    "<meta http-equiv='refresh' content='0;url=https://example.org'>",
    "<img srcset='https://example.org/a.png'>",
    "<img src='https://example.org/pixel.gif' width='1'>",
    "<td background='https://example.org/a.png'></td>",
    "<td style='background:url(https://example.org/a.png)'></td>",
    "<td style='background:\\75 rl(https://example.org/a.png)'></td>",
    "<td style='background:u&#114;l(https://example.org/a.png)'></td>",
    "<td style='background:image-set(\"https://example.org/a.png\" 1x)'></td>",
    "<p style='behavior:x'></p>",
    "<p ping='https://example.org'></p>",
    "<button formaction='javascript:alert(1)'>a</button>",
    "<input>",
]


@pytest.mark.parametrize("source", LIVE)
def test_what_would_run_or_load_in_a_mail_is_refused_by_line(source: str) -> None:
    check(source, "block.html")
    with pytest.raises(ComposerError, match=r"block\.html:2: ") as refused:
        tried("markup", f"\n{source}")
    assert str(refused.value).endswith(".")


def test_a_title_that_holds_markup_is_refused() -> None:
    page = tiny.template().page
    for held in ('<b title="</title><script>alert(1)</script>"></b>', "<!-- </title><script>alert(1)</script> -->"):
        template = tiny.changed(page=page.replace("<title>", f"<title>{held}")).template("tiny")
        with pytest.raises(ComposerError, match="a title holds text only"):
            compile_source(Source(template))


SHEETS = [
    "background: url(https://example.org/a.png)",
    "background: URL( https://example.org/a.png)",
    "background: \\75 rl(https://example.org/a.png)",
    "background: u\\rl(https://example.org/a.png)",
    "background: image-set('https://example.org/a.png' 1x)",
    "background: -webkit-image-set('https://example.org/a.png' 1x)",
    "background: cross-fade('https://example.org/a.png', red)",
    "width: expression(alert(1))",
    "behavior: x",
    "-moz-binding: x",
]


@pytest.mark.parametrize("css", SHEETS)
def test_a_sheet_loads_nothing(css: str) -> None:
    template = tiny.changed(note={"css": f".note a {{ {css} }}"}).template("tiny")
    with pytest.raises(ComposerError, match="loads nothing"):
        compile_source(Source(template, template.blocks["note"]))
