"""A small template to begin a look with: files with a comment where something is to be decided."""

from __future__ import annotations

import re
from pathlib import Path

from composer.errors import ComposerError
from composer.library.folders import put_in_place
from composer.library.places import shipped, user_templates
from composer.library.templates import Library
from composer.model.issue_json import slug
from composer.storage.atomic import reason

_FOLDER = "skeleton"
_TITLE = re.compile(r'^title = ".*"$', re.M)


def begin_template(title: str, library: Library, home: Path | None = None) -> Path:
    """Write the files of a template called `title` into a folder below `home`, or the user's templates; gives it.

    ComposerError where the name cannot be one or is taken, or the disk refuses.
    """
    home = home or user_templates()
    name = slug(title)
    if not title.strip() or not title.isprintable() or '"' in title or "\\" in title or name == "blocks":
        raise ComposerError("A template is called by a word or more, without quotation marks.")
    if name in library.templates or name in library.foundations or (home / name).exists():
        raise ComposerError(f"There is a template “{name}” already; choose another name.")
    source = shipped("assets") / _FOLDER
    parts = {path.relative_to(source).as_posix(): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    card = parts["template.toml"].decode()
    parts["template.toml"] = _TITLE.sub(lambda line: f'title = "{title.strip()}"', card, count=1).encode()
    try:
        put_in_place(home, {name: parts})
    except OSError as error:
        raise ComposerError(f"The template “{title}” was not written: {reason(error)}.") from error
    return home / name
