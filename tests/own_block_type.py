"""A block type as somebody would make it: a folder of two files, copied to where templates of one's own are."""

from __future__ import annotations

from pathlib import Path

from composer.library.places import user_templates

NAME = "weather"
_DECLARED = """\
title = "Weather report"
group = "Own"
help = "A place and its outlook."

[fields.place]
kind = "line"
label = "Place"
role = "headline"

[fields.outlook]
kind = "prose"
label = "Outlook"
role = "body"
"""
_MARKUP = """\
<table role="presentation" class="weather" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td class="edge">
{% if place %}<h2 class="title" {{ edit("place") }}>{{ place }}</h2>{% endif %}
{% if outlook %}<div class="words" {{ edit("outlook") }}>{{ outlook | prose }}</div>{% endif %}
</td></tr>
</table>
"""


def keep_type(folder: Path | None = None) -> Path:
    """Copy the folder in, or write it as another; gives where it is."""
    folder = folder or user_templates() / "blocks" / NAME
    folder.mkdir(parents=True)
    (folder / "block.toml").write_text(_DECLARED, "utf-8")
    (folder / "block.html").write_text(_MARKUP, "utf-8")
    return folder
