"""Mail tools, each a TOML file: how it spells merge tags, which ones it insists on, and what a person must know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from composer.errors import ComposerError
from composer.library.block_types import check_members, read_toml
from composer.library.places import shipped, user_data

PLAIN = "plain"
TAGS = (
    "first_name", "last_name", "email", "unsubscribe", "preferences", "browser_view", "forward", "list_address",
)  # fmt: skip
_TOP = {
    "title": str, "help": str, "order": int, "required": list, "tags": dict, "text_tags": dict, "samples": dict
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class MailTool:
    """One destination's dialect.

    tags: tag name to spelling in HTML; `{fallback}` in it is where a fallback goes. A tag that is not there is replaced
    by its fallback, or by the publication's own address. text_tags: the same for the text part, complete.
    required: tags without which the tool refuses the mail. samples: values to show for tags while editing.
    """

    name: str
    title: str
    tags: Mapping[str, str] = field(hash=False)
    text_tags: Mapping[str, str] = field(hash=False)
    required: tuple[str, ...] = ()
    samples: Mapping[str, str] = field(default_factory=dict, hash=False)
    help: str = ""
    order: int = 100


def read_mail_tools(folders: tuple[Path, ...] | None = None) -> dict[str, MailTool]:
    """Every mail tool by name, shipped ones and the user's (`mail_tools/` in the user's folder), in their order."""
    places = folders or (shipped("assets") / "mail_tools", user_data() / "mail_tools")
    found = {path.stem: read_mail_tool(path) for place in places for path in sorted(place.glob("*.toml"))}
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def mail_tool(name: str) -> MailTool:
    """The mail tool of that name; ComposerError lists those there are."""
    tools = read_mail_tools()
    if name not in tools:
        raise ComposerError(f"There is no mail tool “{name}”; there are {', '.join(tools)}.")
    return tools[name]


def read_mail_tool(path: Path) -> MailTool:
    """The mail tool of one TOML file; ComposerError names the file and the member that is wrong."""
    given = read_toml(path)
    check_members(given, _TOP, path)
    if not _NAME.fullmatch(path.stem):
        raise ComposerError(f"{path}: a mail tool's file is named with small letters, digits, - and _.")
    tags = _spellings(given.get("tags", {}), "tags", path)
    required = given.get("required", [])
    if not isinstance(required, list) or not set(required) <= set(tags):
        raise ComposerError(f"{path}: required: expected a list of tags that [tags] spells.")
    return MailTool(
        name=path.stem,
        title=str(given.get("title", path.stem.capitalize())),
        tags=tags,
        text_tags={**tags, **_spellings(given.get("text_tags", {}), "text_tags", path)},
        required=tuple(required),
        samples=_spellings(given.get("samples", {}), "samples", path),
        help=" ".join(str(given.get("help", "")).split()),
        order=int(given.get("order", 100)),
    )


def _spellings(given: object, member: str, path: Path) -> dict[str, str]:
    if not isinstance(given, Mapping) or not all(isinstance(value, str) for value in given.values()):
        raise ComposerError(f"{path}: {member}: expected a table of texts, such as first_name = “...”.")
    check_members(given, dict.fromkeys(TAGS, str), path)
    return dict(given)
