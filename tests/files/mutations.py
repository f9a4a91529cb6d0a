"""Documents harmed in their bytes or in the values of their JSON; the same for the same number."""

from __future__ import annotations

import hashlib
import io
import json
import random
import string
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from composer.storage.zips import write_zip

Parts = dict[str, bytes]
# What a careless reader does not expect where something else stood.
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**20, 10**900, -(10**20), 1e308, 0.5, "", "\x00", "\ud800", "\u202e", "a" * 9999,
    [], {}, [[]], {"": {}}, "javascript:alert(1)", "../../etc/passwd", "<p>", "<b>" * 300, "&" * 500, "[[unsubscribe]]",
    "[[image:x@1]]", "{{ 7*7 }}", "{% for %}", "2026-02-30", "25:61", "#12", "url(x)", "12px", "ab" * 32 + ".png",
    "http://[", "https://a.b:99999999/", "//", "mailto:", "١٢٣", "🏳️‍🌈" * 20, "e\u0301" * 50, "\n\n", "\u2028",
    "x" * 5000,
    {"asset": "x"}, {"text": 3}, [{"name": None}], "<![CDATA[", "-->", "]]>", "a\tb", "\u0000\u0001",
)  # fmt: skip
NAMES = (
    "id", "type", "fields", "settings", "blocks", "format", "theme", "template", "language", "publication", "asset",
    "file", "credit", "link", "name", "image", "body", "items", "focus", "x_other", "", "__proto__", "hidden",
)  # fmt: skip


def mutant(number: int, sound: Parts) -> bytes:
    """A file made of these parts, harmed in a way of its own."""
    chance = random.Random(number)
    ways = (_bytes_of_file, _values, _values, _values, _text_of_issue, _text_of_manifest, _parts, _bare)
    return chance.choice(ways)(chance, dict(sound))


def packed(parts: Parts, *, listed: bool = True) -> bytes:
    """The parts as a file, its manifest made to agree with them."""
    if listed and "manifest.json" in parts:
        manifest = json.loads(parts["manifest.json"])
        parts = {name: data for name, data in parts.items() if name != "issue.copy.json"}
        listed_parts = {name: data for name, data in parts.items() if name != "manifest.json"}
        manifest["parts"] = {name: hashlib.sha256(data).hexdigest() for name, data in listed_parts.items()}
        parts = parts | {"manifest.json": json.dumps(manifest).encode()}
    out = io.BytesIO()
    write_zip(out, parts.items(), stored=("mimetype", "images/"))
    return out.getvalue()


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _bytes_of_file(chance: random.Random, parts: Parts) -> bytes:
    return harmed(chance, packed(parts))


def _values(chance: random.Random, parts: Parts) -> bytes:
    """JSON that is JSON, in a file that is whole."""
    return packed(parts | {"issue.json": harmed_json(chance, parts["issue.json"])})


def _bare(chance: random.Random, parts: Parts) -> bytes:
    """The JSON form; sometimes cut or with other bytes in it."""
    written = harmed_json(chance, parts["issue.json"])
    return written if chance.random() < 0.5 else harmed(chance, written)


def _text_of_issue(chance: random.Random, parts: Parts) -> bytes:
    return packed(parts | {"issue.json": harmed(chance, parts["issue.json"])})


def _text_of_manifest(chance: random.Random, parts: Parts) -> bytes:
    name = "manifest.json"
    how = harmed_json if chance.random() < 0.7 else harmed
    return packed(parts | {name: how(chance, parts[name])}, listed=False)


def _parts(chance: random.Random, parts: Parts) -> bytes:
    """Parts gone, renamed, doubled in size, exchanged or harmed."""
    for _ in range(chance.randrange(1, 4)):
        name, other = chance.choice(list(parts)), chance.choice(list(parts))
        how = chance.randrange(4)
        if how == 0 and len(parts) > 1:
            del parts[name]
        elif how == 1:
            parts[chance.choice(("images/x", "a.txt", "images/" + "0" * 64 + ".gif", "con", "b/c/d"))] = parts[name]
        elif how == 2 and other in parts:
            parts[name], parts[other] = parts[other], parts[name]
        else:
            parts[name] = harmed(chance, parts[name])
    try:
        return packed(parts)
    except ValueError:  # the manifest is none any more
        return packed(parts, listed=False)


def harmed(chance: random.Random, data: bytes) -> bytes:
    """Bytes changed, put in, taken out, moved, or cut off."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, size = chance.randrange(len(made) + 1), chance.choice((1, 1, 2, 4, 30, 500))
        new = chance.choice((chance.randbytes(size), bytes(size), b"\xff" * size, made[-size:], made[at : at + size]))
        how = chance.randrange(4)
        if how == 0:
            made[at : at + size] = new
        elif how == 1:
            made[at:at] = new
        elif how == 2:
            del made[at : at + size]
        elif chance.random() < 0.2:
            del made[at:]
    return bytes(made)


def harmed_json(chance: random.Random, data: bytes) -> bytes:
    """The JSON with some of its values exchanged for odd ones, or for each other, or gone."""
    holder: dict[str, Any] = {"": json.loads(data)}
    for _ in range(chance.choice((1, 1, 1, 2, 4, 10))):
        places = list(_places(holder))
        inside, key = chance.choice(places)
        how = chance.randrange(6)
        if how < 3:
            inside[key] = deepcopy(chance.choice(ODD))
        elif how == 3 and (len(inside) > 1 or inside is not holder):
            del inside[key]
        elif how == 4:
            other, its = chance.choice(places)
            inside[key] = deepcopy(other[its])
        elif isinstance(inside, dict) and inside is not holder:
            inside[chance.choice(NAMES) or chance.choice(string.ascii_letters)] = deepcopy(
                chance.choice((*ODD, inside[key]))
            )
        elif isinstance(inside, list):
            inside[:] = deepcopy((inside * 40)[:400])
    value = holder.get("")
    if chance.random() < 0.02:
        for _ in range(chance.choice((50, 150, 250, 3000))):
            value = [value]
    return _written(value)


def _written(value: Any) -> bytes:
    try:
        return json.dumps(value, indent=2).encode()
    except RecursionError:
        return b"[" * 3000 + b"]" * 3000


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or object in it, with each of its keys."""
    inner = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for key, each in inner:
        yield value, key
        yield from _places(each)
