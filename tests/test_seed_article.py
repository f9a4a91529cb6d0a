"""The piece that started the project, put into the JSON form and exported by the command line."""

from __future__ import annotations

import email
import json
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import fast_mail_parser
import pytest
from lxml import etree, html

from composer.cli.main import main
from tests.drawn import noise

SEED = Path(__file__).parent.parent.parent / "shared" / "data" / "seed-article.txt"
CHARTER = "https://trust.example/charter"
CREDIT = "Image credits: Bryce Durbin / TechCrunch"
WANTED = {"font-family", "font-size", "line-height", "color"}

pytestmark = pytest.mark.skipif(not SEED.is_file(), reason=f"{SEED} is not here")


class Seed:
    """The scraped text taken apart: its first and last lines are the page's own furniture."""

    def __init__(self) -> None:
        lines = [line.strip() for line in SEED.read_text("utf-8").splitlines() if line.strip()]
        self.author = next(line for line in lines if "Writer's picture" in line).partition("Writer's picture")[2]
        start = next(n for n, line in enumerate(lines) if line.startswith("Image credits: "))
        end = next(n for n, line in enumerate(lines) if line.startswith("Made with "))
        self.headline = lines[start - 1]
        self.photographer, self.publication = lines[start].removeprefix("Image credits: ").split(" / ")
        self.charter = lines[end].removeprefix("Made with ").split(" ")[0]
        self.news, self.opinion = lines[start + 1 : end - 2], lines[end - 2 : end]

    @property
    def paragraphs(self) -> list[str]:
        return [*self.news, *self.opinion]

    def form(self) -> dict[str, Any]:
        byline = [{"name": self.author, "role": "Writer"}]
        credit = {"role": "illustrator", "name": self.photographer, "publication": self.publication}
        return {
            "format": 1,
            "template": "dispatch",
            "subject": self.headline,
            "preheader": self.news[1],
            "number": 12,
            "date": "2023-12-08",
            "language": "en",
            "publication": {
                "name": "The Review",
                "address": "1 Street, Town",
                "unsubscribe": "https://review.example/unsubscribe",
                "charter": {"name": self.charter, "link": CHARTER},
            },
            "blocks": [
                {"type": "masthead"},
                {"type": "contents"},
                {
                    "type": "article",
                    "fields": {
                        "headline": self.headline,
                        "byline": byline,
                        "published": "2023-12-07",
                        "image": {"file": "alliance.jpg", "alt": "Two logos shake hands", "credit": credit},
                        "body": "".join(f"<p>{line}</p>" for line in self.news),
                        "link": {"text": "Read more", "address": "https://review.example/alliance"},
                        "disclosure": {"uses": ["assisted"]},
                    },
                },
                {
                    "type": "commentary",
                    "fields": {
                        "headline": "What remains to be seen",
                        "author": byline[0],
                        "body": "".join(f"<p>{line}</p>" for line in self.opinion),
                        "disclosure": {"uses": []},
                    },
                },
                {"type": "credits"},
                {"type": "disclosure"},
                {"type": "footer"},
            ],
        }


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with issue.html, issue.txt and issue.eml made of the seed."""
    folder = tmp_path_factory.mktemp("seed")
    (folder / "alliance.jpg").write_bytes(noise("JPEG", (1200, 675)))
    (folder / "issue.json").write_text(json.dumps(Seed().form()), "utf-8")
    for form, suffix in (("html", "html"), ("text", "txt"), ("eml", "eml")):
        assert main(["export", str(folder / "issue.json"), "--to", form, "-o", str(folder / f"issue.{suffix}")]) == 0
    return folder


def words(text: str) -> str:
    """The words alone, so that line breaks and marks between them do not count."""
    return " ".join(re.findall(r"\w+", text))


def page_of(source: str) -> html.HtmlElement:
    return html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))


def shown(page: html.HtmlElement) -> list[html.HtmlElement]:
    """Elements of the body that show words of their own."""
    body = page.find("body")
    assert body is not None
    found = []
    for element in body.iter():
        if not isinstance(element.tag, str) or element.tag == "style":
            continue
        if not any("display:none" in each.get("style", "") for each in (element, *element.iterancestors())):
            own = [element.text or "", *(child.tail or "" for child in element)]
            found += [element] if any(part.strip("\xa0\u200c\u2007\u034f \n") for part in own) else []
    return found


def declared(element: html.HtmlElement) -> dict[str, str]:
    """The style declared on an element and those around it up to its cell, the nearest winning."""
    style: dict[str, str] = {}
    for each in (element, *element.iterancestors()):
        for declaration in each.get("style", "").split(";"):
            name, _, value = declaration.partition(":")
            style.setdefault(name.strip().lower(), value.strip())
        if each.tag in ("td", "th"):
            break
    return style


def test_the_seed_is_read_as_meant() -> None:
    seed = Seed()
    assert (seed.author, seed.photographer, seed.publication, seed.charter) == (
        "Sarah Ruivivar", "Bryce Durbin", "TechCrunch", "TRUST_AI",
    )  # fmt: skip
    assert len(seed.paragraphs) == 8
    assert seed.opinion[-1].startswith("Only time will tell")


def test_every_text_carries_its_type_and_colour_inline(exported: Path) -> None:
    elements = shown(page_of((exported / "issue.html").read_bytes()))
    assert len(elements) > 30
    bare = [(etree.tostring(each)[:120], WANTED - set(declared(each))) for each in elements]
    assert not [(element, missing) for element, missing in bare if missing]


def test_the_page_says_what_the_seed_says(exported: Path) -> None:
    seed, page = Seed(), page_of((exported / "issue.html").read_bytes())
    text = page.text_content()
    assert CREDIT in text
    assert f"By {seed.author}" in " ".join(text.split())
    assert seed.headline in [each.text_content().strip() for each in page.iter("h1", "h2")]
    for paragraph in seed.paragraphs:
        assert paragraph in text
    assert "Commentary" in text
    charters = [each.getparent() for each in page.iter("a") if each.get("href") == CHARTER]
    assert any("Made with TRUST_AI" in " ".join(each.text_content().split()) for each in charters if each is not None)
    image = next(each for each in page.iter("img") if each.get("alt") == "Two logos shake hands")
    assert (exported / image.get("src", "")).is_file()


def test_text_and_mail_say_the_same(exported: Path) -> None:
    seed, text = Seed(), (exported / "issue.txt").read_text("utf-8")
    assert all(len(line) <= 76 or "http" in line for line in text.splitlines())
    assert f"By {seed.author}" in text
    assert CREDIT in text
    assert "Made with TRUST_AI" in text
    assert CHARTER in text
    for paragraph in seed.paragraphs:
        assert words(paragraph) in words(text)


def test_the_mail_is_read_alike_by_two_parsers(exported: Path) -> None:
    seed, data = Seed(), (exported / "issue.eml").read_bytes()
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert page
    ours = [each.get_content().replace("\r\n", "\n") for each in (plain, page)]
    other = fast_mail_parser.parse_email(data)
    assert other.subject == message["Subject"] == seed.headline
    assert [each.replace("\r\n", "\n") for each in (*other.text_plain, *other.text_html)] == ours
    assert ours[0] == (exported / "issue.txt").read_text("utf-8")
    told = re.sub(r'src="[^"]*"', "", ours[1]).rstrip("\n")
    assert told == re.sub(r'src="[^"]*"', "", (exported / "issue.html").read_text("utf-8")).rstrip("\n")
    images = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert {f"cid:{part['Content-ID'].strip('<>')}" for part in images} == set(re.findall(r'src="([^"]*)"', ours[1]))
    assert [bytes(each.content) for each in other.attachments] == [part.get_content() for part in images]
    assert images[0].get_content() in [path.read_bytes() for path in (exported / "images").iterdir()]


def test_the_seed_has_nothing_to_find_but_its_notes(exported: Path) -> None:
    assert main(["check", str(exported / "issue.json")]) == 0
