"""Each destination gets the finished page as it wants it, the same bytes each time."""

from __future__ import annotations

import base64
import email
import io
import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import fast_mail_parser
import pytest
from PIL import Image

from composer.errors import ComposerError
from composer.export.exporters import Job, exporters, image_plan
from composer.export.packing import Packing
from composer.export.pages import finished_page
from composer.export.preflight import findings, refusing
from composer.files.assets import Assets
from composer.library.mail_tools import mail_tool
from composer.library.templates import read_library
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.render.page import Renderer
from tests.drawn import animation, noise

LIBRARY = read_library()
RENDERER = Renderer(LIBRARY)
ASSETS = Assets()
PHOTO = ASSETS.add(noise("JPEG", (1600, 900)), "Bilder/Große Köpfe.jpeg").asset
MOVING = ASSETS.add(animation(), "wave.gif").asset


def issue(**more: Any) -> Issue:
    image = {"asset": PHOTO, "file": "Große Köpfe.jpeg", "width": 1600, "height": 900, "alt": "Heads"}
    credit = {"credit": {"name": "Bryce Durbin", "publication": "TechCrunch"}}
    article = {"headline": "Heads", "image": image | credit, "body": "<p>Hi [[first_name|you]]</p>"}
    moving = {"asset": MOVING, "width": 60, "height": 40, "alt": "A wave"}
    form = {
        "template": "dispatch",
        "subject": "Grüße an [[first_name|alle]]: 😀",
        "date": "2023-12-08",
        "publication": {
            "name": "Signal & Noise",
            "contact": "desk@example.org",
            "address": "1 Street\nTown",
            "unsubscribe": "https://example.org/u?a=1&b=2",
        },
        "blocks": [
            {"type": "article", "fields": article},
            {"type": "image", "fields": {"image": moving | credit}},
            {"type": "footer", "fields": {}},
        ],
    }
    return read_issue(form | more, LIBRARY.template("dispatch").declared)


def job(given: Issue | None = None, *, tool: str = "plain", **more: Any) -> Job:
    return Job(given or issue(), ASSETS, LIBRARY, mail_tool(tool), renderer=RENDERER, **more)


def export(form: str, given: Job | None = None) -> dict[str, bytes]:
    return dict(exporters()[form].write(given or job()))


def test_the_exporters_are_found() -> None:
    assert list(exporters()) == ["html", "text", "eml"]


@pytest.mark.parametrize("form", ["html", "text", "eml"])
def test_the_same_issue_is_the_same_bytes(form: str) -> None:
    again = Job(issue(), ASSETS, LIBRARY, mail_tool("plain"))
    assert export(form) == export(form, again)


def test_both_logos_leave_for_light_and_for_dark_screens() -> None:
    assets = Assets()
    logos = {name: assets.add(noise("PNG", (128, 128)), f"{name}.png") for name in ("logo", "dark_logo")}
    made = issue(blocks=[{"type": "masthead", "fields": {}}])
    given = replace(made, publication=replace(made.publication, **logos))
    files = export("html", Job(given, assets, LIBRARY, mail_tool("plain"), renderer=RENDERER))
    pictures = re.findall(r'<img[^>]* src="([^"]+)"', next(iter(files.values())).decode())
    assert len({files[name] for name in pictures}) == len(pictures) == 2
    mail = email.message_from_bytes(
        next(iter(export("eml", Job(given, assets, LIBRARY, mail_tool("plain"), renderer=RENDERER)).values())),
        policy=default,
    )
    inside = [part for part in mail.walk() if part.get_content_maintype() == "image"]
    html = next(part for part in mail.walk() if part.get_content_type() == "text/html").get_content()
    assert len(inside) == 2
    assert all(f'src="cid:{part["Content-ID"].strip("<>")}"' in html for part in inside)


@pytest.mark.parametrize("form", ["html", "text", "eml"])
def test_ids_of_blocks_never_leave(form: str) -> None:
    given = issue()
    named = tuple(type(block)(f"zq7mark{n}", block.type, block.fields) for n, block in enumerate(given.blocks))
    files = export(form, job(replace(given, blocks=named)))
    assert not [name for name, data in files.items() if b"zq7mark" in data]
    assert b"[[" not in next(iter(files.values()))


def test_pictures_stand_in_a_folder_at_twice_their_size_and_are_named_readably() -> None:
    files = export("html")
    page = next(iter(files.values())).decode()
    names = [name for name in files if name.startswith("images/")]
    assert sorted(re.sub(r"-[0-9a-f]{10}\.", ".", name) for name in names) == [
        "images/groe-kopfe.jpg",
        "images/image.gif",
    ]
    for name in names:
        assert f'src="{name}"' in page
    [photo] = [name for name in names if name.endswith(".jpg")]
    [width] = {int(found) for found in re.findall(rf'<img[^>]*src="{photo}"[^>]* width="(\d+)"', page)} or {0}
    size = Image.open(io.BytesIO(files[photo])).size
    assert size[0] == min(1600, 2 * width) if width else size[0] <= 1600


def test_one_picture_in_two_frames_leaves_as_two_files_of_these_frames() -> None:
    picture = {"asset": PHOTO, "width": 1600, "height": 900, "alt": "Heads", "file": "heads.jpg"}
    framed = picture | {"crop": [0.25, 0, 0.5, 1], "turn": 1}
    given = issue(blocks=[{"type": "image", "fields": {"image": each}} for each in (picture, framed, framed)])
    files = export("html", job(given))
    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in files.items() if name.startswith("images/")}
    assert sorted(sizes.values()) == [(900, 800), (1072, 603)]
    shown = re.findall(r'src="(images/[^"]+)"', next(iter(files.values())).decode())
    assert [sizes[name] for name in shown] == [(1072, 603), (900, 800), (900, 800)]
    assert export("html", Job(given, ASSETS, LIBRARY, mail_tool("plain"))) == files
    assert {name[7:] for name in sizes} == {
        part.get_filename()
        for part in email.message_from_bytes(next(iter(export("eml", job(given)).values()))).walk()
        if part.get_filename()
    }


def test_embedded_pictures_are_in_the_page() -> None:
    files = export("html", job(images="embed"))
    assert len(files) == 1
    embedded = re.findall(r'src="data:(image/\w+);base64,([^"]+)"', next(iter(files.values())).decode())
    assert [kind for kind, _ in embedded] == ["image/jpeg", "image/gif"]
    assert all(Image.open(io.BytesIO(base64.b64decode(data))).size[0] for _, data in embedded)


def test_pictures_on_the_web_are_shown_from_there_and_given_to_upload() -> None:
    files = export("html", job(images=image_plan("https://cdn.example.com/49/")))
    page = next(iter(files.values())).decode()
    for name in files:
        if name.startswith("images/"):
            assert f'src="https://cdn.example.com/49/{name.removeprefix("images/")}"' in page


@pytest.mark.parametrize(
    "given", ["", "ftp://x/y", "cdn.example.com", 'https://x/"onload', "https://", "https://a b", "http://x?y"]
)
def test_what_is_no_place_for_pictures_is_told(given: str) -> None:
    with pytest.raises(ComposerError, match="not a place for images"):
        image_plan(given)


def test_a_missing_picture_is_told() -> None:
    with pytest.raises(ComposerError, match="missing"):
        export("html", Job(issue(), Assets(), LIBRARY, mail_tool("plain"), renderer=RENDERER))


def parts(message: EmailMessage) -> dict[str, Any]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert html
    return {
        "subject": message["Subject"],
        "text": plain.get_content().replace("\r\n", "\n"),
        "html": html.get_content().replace("\r\n", "\n"),
        "images": {
            part["Content-ID"].strip("<>"): part.get_content()
            for part in message.walk()
            if part.get_content_maintype() == "image"
        },
    }


def test_the_message_is_read_alike_by_two_parsers_and_shows_its_pictures() -> None:
    data = next(iter(export("eml").values()))
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    first = parts(message)
    second = fast_mail_parser.parse_email(data)
    assert second.subject == first["subject"] == "Grüße an alle: 😀"
    assert [text.replace("\r\n", "\n") for text in second.text_plain] == [first["text"]]
    assert [text.replace("\r\n", "\n") for text in second.text_html] == [first["html"]]
    assert sorted(bytes(each.content) for each in second.attachments) == sorted(first["images"].values())
    shown = set(re.findall(r'src="cid:([^"]+)"', first["html"]))
    assert shown == set(first["images"])
    assert len(shown) == 2
    assert first["text"].encode() == next(iter(export("text").values()))


def test_the_message_has_the_shape_that_clients_show() -> None:
    data = next(iter(export("eml").values()))
    message = email.message_from_bytes(data, policy=default)
    related = list(message.iter_parts())[1]
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "multipart/related"]
    kinds = [part.get_content_type() for part in related.iter_parts()]
    assert kinds == ["text/html", "image/jpeg", "image/gif"]
    assert related.get_param("type") == "text/html"
    assert message.keys() == ["From", "To", "Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"]
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime.date() == date(2023, 12, 8)
    assert message["From"].addresses[0].addr_spec == "desk@example.org"
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 76
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert "MIME-Version" not in related


def test_pictures_on_the_web_are_not_in_the_message() -> None:
    message = email.message_from_bytes(
        next(iter(export("eml", job(images="https://x.example/i")).values())), policy=default
    )
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_an_issue_without_subject_and_date_makes_a_whole_message() -> None:
    data = next(iter(export("eml", job(issue(subject="", date=None, publication={}))).values()))
    message = email.message_from_bytes(data, policy=default)
    assert message["Subject"] == ""
    assert message["Date"].datetime.year == 2000


@pytest.mark.parametrize("subject", ["A\r\nBcc: x@example.com", "A =?UTF-8?Q?=0A?=Bcc: x"])
def test_a_subject_starts_no_header_of_its_own(subject: str) -> None:
    with pytest.raises(ComposerError, match="subject holds a control character"):
        export("eml", job(replace(issue(), subject=subject)))


@pytest.mark.parametrize("form", ["html", "text", "eml"])
def test_merge_tags_leave_in_the_tools_spelling(form: str) -> None:
    data = next(iter(export(form, job(tool="mailchimp")).values()))
    if form == "eml":
        message = email.message_from_bytes(data, policy=default)
        assert isinstance(message, EmailMessage)
        found = parts(message)
        texts = [found["html"], found["text"]]
    else:
        texts = [data.decode()]
    for text in texts:
        assert "*|FNAME|*" in text
        assert "*|UNSUB|*" in text
    assert form == "text" or 'href="*|UNSUB|*"' in texts[0]


def test_an_export_without_the_required_tag_is_to_be_refused() -> None:
    bare = issue(blocks=[{"type": "heading", "fields": {"text": "A"}}])
    [refused] = refusing(findings(job(bare, tool="mailchimp")))
    assert refused.code == "required.unsubscribe"
    assert not refusing(findings(job(tool="mailchimp")))
    assert not refusing(findings(job(bare)))


def test_a_page_that_cannot_be_made_is_a_finding() -> None:
    broken = {name: replace(each, page="<p>") for name, each in LIBRARY.templates.items()}
    library = replace(LIBRARY, templates=broken)
    found = findings(replace(job(), library=library, renderer=Renderer(library)))
    assert found[0].code == "page.failed"
    assert "page.html:1" in found[0].sentence


def test_a_template_that_is_not_there_is_told_once() -> None:
    found = findings(job(replace(issue(), template="gone")))
    assert [each.code for each in found if "gone" in each.sentence] == ["template.unknown"]


def test_checks_see_a_page_as_large_as_the_one_that_leaves(tmp_path: Path) -> None:
    draft = finished_page(job(), Packing(job()).draft)
    assert len(draft.encode()) == len(next(iter(export("html").values())))
