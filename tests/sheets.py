"""Contact sheets: every template on a desktop, a phone, a dark screen, with images off, and right-to-left.

    python -m tests.sheets [TEMPLATE ...] [--blocks] [--whole] [--out FOLDER]

Chromium draws them from the very page that an export writes. What the five columns show is one issue of many block
types; --blocks puts every example of every block type in its place, --whole keeps the sheet at its full size.
"""

from __future__ import annotations

import argparse
import base64
import html
import io
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from PIL import Image as Picture

from composer.files.assets import Assets
from composer.files.json_form import read_json
from composer.library.mail_tools import mail_tool
from composer.library.places import shipped
from composer.library.templates import Library, read_library
from composer.model.issue import Block, Issue
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from tests.browser import screenshot

SAMPLE = shipped("assets") / "samples" / "signal-and-noise" / "issue.json"
OUT = Path(__file__).parent.parent / "docs" / "templates"
DESKTOP, PHONE, GAP = 680, 390, 24
TALL, SHRINK, QUALITY = 3000, 3.0, 70  # of a sheet that is kept: pixels of mail, how much smaller, JPEG's quality
_FACE = 60  # pixels: what is shown no wider is a portrait
_DARK = re.compile(r"@media \(prefers-color-scheme: ?dark\)")
_ADDRESS = re.compile(r'src="[^"]*"')
# Examples that stand for their types in the columns, between the sample's first blocks and its last.
_SHOWN = (
    "button/full", "events/full", "commentary/no_portrait", "quote/full", "article/side", "notices/full", "table/full",
    "links/full", "date/full", "letter/full", "correction/full", "columns/three", "gallery/two", "video/full",
    "products/full", "files/full", "survey/full", "people/full", "sponsor/full",
)  # fmt: skip
_FIRST, _LAST = ("masthead", "lead"), ("credits", "disclosure", "social", "footer")


@dataclass(frozen=True, slots=True)
class Column:
    """One condition of the sheet: how wide, and what becomes of the page."""

    title: str
    width: int
    language: str = "en"
    dark: bool = False
    images: bool = True


COLUMNS = (
    Column("Desktop", DESKTOP),
    Column("Phone", PHONE),
    Column("Dark", DESKTOP, dark=True),
    Column("Images off", DESKTOP, images=False),
    Column("Right to left", DESKTOP, language="ar"),
)


@cache
def library() -> Library:
    """The templates that ship."""
    return read_library(own_folder=OUT / "none")


@cache
def sample() -> tuple[Issue, Assets]:
    """The issue that ships as a sample, with its pictures, and its logo in white for dark grounds."""
    issue, assets = read_json(SAMPLE, library())
    drawn = Picture.open(io.BytesIO(assets.get(issue.publication.logo.asset))).convert("RGBA")
    white = Picture.new("RGBA", drawn.size, "white")
    white.putalpha(drawn.getchannel("A"))
    file = io.BytesIO()
    white.save(file, "PNG")
    publication = replace(issue.publication, dark_logo=assets.add(file.getvalue(), "logo-white.png"))
    return replace(issue, publication=publication), assets


def shown_issue(template: str, language: str, *, everything: bool) -> Issue:
    """The sample's publication and stories in a template, with an example of each further block type."""
    issue, _ = sample()
    types = library().template(template).blocks
    wanted = [tuple(name.split("/")) for name in _SHOWN]
    if everything:
        wanted = [(name, which) for name, found in types.items() for which in found.examples()]
    if language == "ar":
        wanted = [(name, "right_to_left") for name, found in types.items() if "right_to_left" in found.examples()]
    made = [Block(f"x{n}", name, types[name].examples()[which]) for n, (name, which) in enumerate(wanted)]
    head = [_short(block) for block in issue.blocks if {block.type, block.id} & {*_FIRST}]
    head = head if not everything and language == "en" else []
    tail = [block for block in issue.blocks if block.type in _LAST] if not everything and language == "en" else []
    return replace(issue, template=template, language=language, blocks=(*head, *made, *tail))


def _short(block: Block) -> Block:
    """The block with two paragraphs and no sources, so that a sheet has room for more."""
    paragraphs = str(block.fields.get("body", "")).split("</p>")
    body = "".join(f"{text}</p>" for text in paragraphs[:2] if text)
    return replace(block, fields=block.fields.put("body", body).put("sources", ())) if body else block


def page(renderer: Renderer, issue: Issue, column: Column) -> str:
    """The finished page as the column's reader sees it."""
    _, assets = sample()
    names = sorted(assets.names())
    sizes = {name: Picture.open(io.BytesIO(assets.get(name))).size for name in names}
    photos = [name for name in names if not name.endswith("png")]
    wide = [name for name in photos if sizes[name][0] > sizes[name][1]]

    def address(asset: str, px: int) -> str:
        strange = wide if px > _FACE else [name for name in photos if name not in wide]
        known = asset if asset in names else strange[(int(asset[:8], 16) + px) % len(strange)]
        kind = "png" if known.endswith("png") else "jpeg"
        return f"data:image/{kind};base64,{base64.b64encode(assets.get(known)).decode()}"

    made = finish(renderer.page(issue).html, Finish(issue, mail_tool("plain"), address))
    made = _DARK.sub("@media all" if column.dark else "@media not all", made)
    return made if column.images else _ADDRESS.sub('src="data:,"', made)


def frames(pages: list[tuple[Column, str]], height: int) -> str:
    """A page that shows others side by side, each in a frame as wide as its column."""
    cells = "".join(
        f'<td><p>{column.title}</p><iframe width="{column.width}" height="{height}" scrolling="no"'
        f' srcdoc="{html.escape(made)}"></iframe></td>'
        for column, made in pages
    )
    return (
        "<!DOCTYPE html><meta charset=utf-8><style>body{margin:0;background:#8f9399}td{padding:12px;vertical-align:top}"
        "p{margin:0 0 8px;font:bold 22px Helvetica,Arial,sans-serif;color:#fff}iframe{border:0;background:#fff}</style>"
        f"<table cellspacing=0><tr>{cells}</tr></table>"
    )


def draw(template: str, *, everything: bool = False, height: int = TALL) -> Picture.Image:
    """The sheet of one template, at full size."""
    renderer = Renderer(library())
    pages = [
        (column, page(renderer, shown_issue(template, column.language, everything=everything), column))
        for column in COLUMNS
    ]
    width = sum(column.width + GAP for column, _ in pages)
    return screenshot(frames(pages, height), width, height + 60)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.sheets", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("templates", nargs="*", help="which; left out, all that ship")
    parser.add_argument("--blocks", action="store_true", help="every example of every block type")
    parser.add_argument("--whole", type=int, metavar="HEIGHT", help="a PNG at full size, so many pixels high")
    parser.add_argument("--out", type=Path, default=OUT, help="where the sheets go")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.templates or library().templates:
        sheet = draw(name, everything=given.blocks, height=given.whole or TALL)
        if given.whole:
            sheet.save(given.out / f"{name}.png")
        else:
            small = sheet.resize(
                (round(sheet.width / SHRINK), round(sheet.height / SHRINK)), Picture.Resampling.LANCZOS
            )
            small.save(given.out / f"{name}.jpg", quality=QUALITY, optimize=True, progressive=True)
        print(given.out / f"{name}.{'png' if given.whole else 'jpg'}")


if __name__ == "__main__":
    main()
