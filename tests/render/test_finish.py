"""Tokens leave as their mail tool spells them, to the byte, in text, in href and in the text part."""

from __future__ import annotations

from typing import Any

import pytest

from composer.library.mail_tools import MailTool, read_mail_tools
from composer.model.issue import Issue
from composer.model.issue_json import read_issue
from composer.render.finish import Finish, finish
from composer.render.page import Renderer
from tests.render import tiny

# Dialects as mail tools write them.
DIALECTS = {
    "mailchimp": {"first_name": "*|FNAME|*", "unsubscribe": "*|UNSUB|*"},
    "brevo": {"first_name": "{{ contact.FIRSTNAME }}", "unsubscribe": "{{ unsubscribe }}"},
    "listmonk": {"first_name": "{{ .Subscriber.FirstName }}", "unsubscribe": "{{ UnsubscribeURL }}"},
    "sendgrid": {"first_name": "{{insert first_name 'default={fallback}'}}", "unsubscribe": "{{{unsubscribe}}}"},
    "klaviyo": {"first_name": "{{ first_name|default:'{fallback}' }}", "unsubscribe": "{% unsubscribe_link %}"},
    "campaign-monitor": {"first_name": "[firstname,fallback={fallback}]", "unsubscribe": "[unsubscribe]"},
    "mailerlite": {"first_name": "{$name}", "unsubscribe": "{$unsubscribe}"},
}
PUBLICATION = {
    "address": "1 Street\nTown & Co",
    "unsubscribe": "https://example.org/u?a=1&b=2",
    "preferences": "[[preferences]]",
}


def _tool(tags: dict[str, str], **members: Any) -> MailTool:
    return MailTool("tool", "Tool", tags, {**tags, **members.pop("text_tags", {})}, **members)


def _issue(*blocks: dict[str, Any]) -> Issue:
    return read_issue({"template": "tiny", "publication": PUBLICATION, "blocks": list(blocks)}, tiny.library().declared)


def _how(tags: dict[str, str], issue: Issue | None = None, **members: Any) -> Finish:
    tool_members = {name: members.pop(name) for name in ("samples", "text_tags") if name in members}
    return Finish(issue or _issue(), _tool(tags, **tool_members), lambda asset, px: f"images/{asset}?{px}&w", **members)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_tags_leave_byte_exact(small: Renderer, dialect: str) -> None:
    tags = DIALECTS[dialect]
    body = '<p>Dear [[first_name|there]], <a href="[[unsubscribe]]">leave</a></p>'
    link = {"text": "leave", "address": "[[unsubscribe]]"}
    issue = _issue(tiny.note(headline="To [[first_name|there]]", body=body, link=link))
    html = finish(small.page(issue, tool=_tool(tags)).html, _how(tags, issue))
    name = tags["first_name"].replace("{fallback}", "there")
    assert f">To {name}</h2>" in html
    assert f"Dear {name}, " in html
    assert html.count(f'href="{tags["unsubscribe"]}"') == 2
    assert finish("Dear [[first_name|there]] [[unsubscribe]]", _how(tags, text=True)) == (
        f"Dear {name} {tags['unsubscribe']}"
    )


def test_the_text_part_has_its_own_spelling() -> None:
    how = _how({"list_address": "<b>HTML</b>"}, text_tags={"list_address": "TEXT"}, text=True)
    assert finish("[[list_address]]", how) == "TEXT"


def test_without_a_spelling_the_publication_answers() -> None:
    assert finish('<a href="[[unsubscribe]]">', _how({})) == '<a href="https://example.org/u?a=1&amp;b=2">'
    assert finish("[[unsubscribe]]", _how({}, text=True)) == "https://example.org/u?a=1&b=2"
    assert finish("[[list_address]]", _how({})) == "1 Street<br>Town &amp; Co"
    assert finish("[[list_address]]", _how({}, text=True)) == "1 Street\nTown & Co"


def test_without_anything_the_fallback_is_printed() -> None:
    assert finish("Dear [[first_name|friend &amp; reader]]!", _how({})) == "Dear friend &amp; reader!"
    assert finish("Dear [[first_name]]!", _how({})) == "Dear !"
    assert finish('<a href="[[preferences]]">', _how({})) == '<a href="">'


def test_pictures_get_their_address() -> None:
    for name in (tiny.ASSET, f"{tiny.ASSET}~1250-0-7500-10000-3"):
        assert finish(f'src="[[image:{name}@536]]"', _how({})) == f'src="images/{name}?536&amp;w"'


def test_anchors_are_stories_and_ids_never_leave() -> None:
    issue = _issue(tiny.note("secret-1"), tiny.note("secret-2") | {"settings": {"hidden": True}}, tiny.note("secret-3"))
    source = '<a href="#[[anchor:secret-3]]"><a name="[[anchor:secret-1]]"><a href="#[[anchor:secret-2]]">'
    assert finish(source, _how({}, issue)) == '<a href="#story-2"><a name="story-1"><a href="#">'
    assert finish('<a name="[[anchor:secret-3]]">', _how({}, issue)) == '<a name="story-2">'


def test_no_id_leaves_in_a_finished_page(small: Renderer) -> None:
    issue = _issue(tiny.note("secret-1", headline="x"))
    assert "secret-1" not in finish(small.page(issue).html, _how({}, issue))


@pytest.mark.parametrize("text", ["[[sic]]", "[[first_name", "[first_name]", "[[image:x@5]]", "[[ first_name ]]", "[["])
def test_what_is_no_token_stays(text: str) -> None:
    assert finish(text, _how({"first_name": "*|FNAME|*"})) == text


def test_a_tag_is_spelled_once() -> None:
    assert finish("[[first_name]]", _how({"first_name": "[[email]]", "email": "no"})) == "[[email]]"


def test_the_canvas_shows_a_reader() -> None:
    how = _how({"first_name": "*|FNAME|*"}, samples={"first_name": "Robin & Co"}, sample=True)
    assert finish('Dear [[first_name|there]] <a href="[[unsubscribe]]">', how) == 'Dear Robin &amp; Co <a href="#">'


@pytest.mark.parametrize("name", [name for name, tool in read_mail_tools().items() if tool.tags])
def test_every_tool_s_tags_come_through_a_page(small: Renderer, name: str) -> None:
    tool = read_mail_tools()[name]
    words = " ".join(f"[[{tag}|x]]" for tag in tool.tags)
    issue = _issue(tiny.note(headline=words))
    html = finish(small.page(issue, tool=tool).html, Finish(issue, tool, lambda asset, px: ""))
    assert f">{' '.join(spelling.replace('{fallback}', 'x') for spelling in tool.tags.values())}</h2>" in html
