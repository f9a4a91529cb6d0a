"""Compiled markups, kept in memory and in the user's cache folder: with a warm cache premailer is never imported."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, get_ident
from types import CodeType
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2 import Template as Jinja
from jinja2.bccache import Bucket

from composer.library.block_types import USES, BlockType
from composer.library.templates import Template
from composer.model.record import Record
from composer.render.compile import Compiled, compile_source
from composer.render.context import RenderContext
from composer.render.environment import make_environment
from composer.render.gaps import fill
from composer.render.head import head_styles
from composer.render.prose import ProseStyle
from composer.render.refusals import reads
from composer.render.rows import ROWS, Rows
from composer.render.source import Source

FORM = 3  # of what is kept in the cache folder
HEADS = 64  # style elements of so many pages are remembered
_BREAK = "\x1e"


@dataclass(frozen=True, slots=True)
class Dress:
    """What a markup prints of theme and language alone: the texts of its gaps, the styles of its prose by slot.

    jinja: its templates by purpose, the gaps filled in. rows: what rows of lists print, by purpose and loop.
    """

    theme: Record
    language: str
    texts: tuple[str, ...]
    slots: tuple[ProseStyle, ...]
    jinja: dict[str, Jinja] = field(default_factory=dict)
    rows: dict[str, dict[int, Rows]] = field(default_factory=dict)


@dataclass(slots=True)
class Ready:
    """One compiled markup, and its dress, made when first needed."""

    compiled: Compiled
    digest: str
    block_type: BlockType | None
    template: Template
    reads: frozenset[str] = USES
    dress: Dress | None = None


class Styles:
    """Compiles shell and block types of templates, each once; safe to ask from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ready: dict[tuple[str, str], Ready] = {}
        self._codes: dict[str, CodeType] = {}
        self._once: dict[str, Jinja] = {}
        self._heads: dict[tuple[object, ...], str] = {}
        self._lock = Lock()
        self._bytecode = _Bytecode(folder)
        self._environment = make_environment()
        self._environment.filters["styled"] = _styled

    def ready(self, template: Template, block_type: BlockType | None = None) -> Ready:
        """The template's shell, or a block type in it; ComposerError where it cannot be settled."""
        key = (template.name, block_type.name if block_type else "")
        found = self._ready.get(key)
        if found is None or found.template is not template or found.block_type is not block_type:
            with self._lock:
                source = Source(template, block_type)
                digest = _digest(source)
                compiled = found.compiled if found and found.digest == digest else self._compiled(source, digest)
                found = self._ready[key] = Ready(compiled, digest, block_type, template, reads(source.text))
        return found

    def print(self, ready: Ready, context: RenderContext, values: dict[str, Any]) -> str:
        """A compiled markup with its values in it; they are the template's from here on."""
        dress = self._dress(ready, context, values)
        jinja = dress.jinja.get(context.purpose)
        if jinja is None:
            source = ready.compiled.canvas if context.purpose == "canvas" else ready.compiled.export
            name = f"{ready.digest}-{context.purpose}"
            jinja = dress.jinja[context.purpose] = self._template(name, source, dress.texts)
        values["slots"] = dress.slots
        values[ROWS] = dress.rows.setdefault(context.purpose, {})
        return _printed(jinja, values)

    def slots(self, ready: Ready, context: RenderContext, values: Mapping[str, Any]) -> tuple[ProseStyle, ...]:
        """The styles of a markup's prose, by slot."""
        return self._dress(ready, context, values).slots

    def head(self, parts: Sequence[Ready], context: RenderContext, values: Mapping[str, Any]) -> str:
        """The style elements of a page that is made of these; remembered, as they depend on the theme alone."""
        key = (context.theme, context.language, *(part.digest for part in parts))
        head = self._heads.get(key)
        if head is None:
            if len(self._heads) >= HEADS:
                self._heads.clear()
            source = head_styles(part.compiled for part in parts)
            head = self._heads[key] = self.once(source, values)
        return head

    def once(self, source: str, values: Mapping[str, Any]) -> str:
        """What a Jinja source prints; its template is remembered."""
        jinja = self._once.get(source)
        if jinja is None:
            name = hashlib.sha256(source.encode()).hexdigest()[:40]
            jinja = self._once[source] = self._template(name, source)
        return _printed(jinja, dict(values))

    def forget_content(self) -> None:
        """Let go of all styled prose and printed rows; what theme and language alone print stays."""
        for dress in [ready.dress for ready in list(self._ready.values()) if ready.dress]:
            dress.rows.clear()
            for style in dress.slots:
                style.forget()

    def _dress(self, ready: Ready, context: RenderContext, values: Mapping[str, Any]) -> Dress:
        """The dress for theme and language; remembered for those last asked for."""
        known = ready.dress
        if known is None or known.theme is not context.theme or known.language != context.language:
            known = ready.dress = self._dressed(ready, context, values)
        return known

    def _dressed(self, ready: Ready, context: RenderContext, values: Mapping[str, Any]) -> Dress:
        """Constants and every distinct style of the tables, printed at once and dealt out."""
        compiled = ready.compiled
        distinct = list(dict.fromkeys(style for table in compiled.tables for style in table.values()))
        sources = [*(f"{{{{ {constant} }}}}" for constant in compiled.constants), *distinct]
        jinja = self._template(f"{ready.digest}-dress", _BREAK.join(sources))
        printed = _printed(jinja, dict(values)).split(_BREAK)
        texts = tuple(printed[: len(compiled.constants)])
        by_source = dict(zip(distinct, printed[len(texts) :], strict=bool(sources)))
        slots = tuple(ProseStyle({place: by_source[s] for place, s in table.items()}) for table in compiled.tables)
        return Dress(context.theme, context.language, texts, slots)

    def _template(self, name: str, source: str, texts: Sequence[str] = ()) -> Jinja:
        """A Jinja template of our own making with its gaps filled, its byte code from the cache folder if there."""
        code = self._codes.get(name)
        if code is None:
            bucket = self._bytecode.get_bucket(self._environment, name, None, source)
            if bucket.code is None:
                bucket.code = self._environment.compile(source, name)
                self._bytecode.set_bucket(bucket)
            code = self._codes[name] = bucket.code
        return Jinja.from_code(self._environment, fill(code, texts) if texts else code, {})

    def _compiled(self, source: Source, digest: str) -> Compiled:
        path = self._folder / f"{digest}.json"
        try:
            return _read(json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            compiled = compile_source(source)
        with contextlib.suppress(OSError):  # a cache that cannot be written is made again next time
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}")
            fresh.write_text(json.dumps(asdict(compiled), ensure_ascii=False), "utf-8")
            fresh.replace(path)
        return compiled


def _read(json_data: Mapping[str, Any]) -> Compiled:
    return Compiled(
        export=json_data["export"],
        canvas=json_data["canvas"],
        constants=tuple(json_data["constants"]),
        tables=tuple(json_data["tables"]),
        kept=tuple((a, b, c) for a, b, c in json_data["kept"]),
        outlook=tuple((a, b, c) for a, b, c in json_data["outlook"]),
        fonts=tuple(json_data["fonts"]),
    )


def _printed(jinja: Jinja, values: dict[str, Any]) -> str:
    """What a template prints; `Template.render` would copy the values, and look for what is not there."""
    context = jinja.new_context(values, shared=True)
    return jinja.environment.concat(jinja.root_render_func(context))


def _styled(prose: str, style: ProseStyle) -> Any:
    return style.print(prose)


def _digest(source: Source) -> str:
    """A hash of all that a compiled markup depends on: texts, kinds of tokens, what a block may read, versions."""
    block_type = source.block_type
    told = {
        "form": FORM,
        "versions": versions(),
        "page": source.template.page,
        "theme": source.template.css,
        "tokens": {name: token.kind for name, token in source.template.tokens.items()},
        "type": source.name,
        "markup": source.text,
        "css": source.css,
        "fields": repr(block_type.fields) if block_type else "",
        "uses": sorted(block_type.uses) if block_type else [],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:40]


@cache
def versions() -> tuple[str, ...]:
    """What decides how a mail looks: the libraries' versions and, as a checkout changes without one, our own text."""
    own = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        own.update(path.read_bytes())
    libraries = ("premailer", "cssutils", "lxml", "jinja2", "newsletter-composer")
    return (*(f"{name} {version(name)}" for name in libraries), own.hexdigest())


class _Bytecode(FileSystemBytecodeCache):
    """Jinja's own cache of byte code, in a folder that may be missing or not writable."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), "%s.code")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return hashlib.sha256("\n".join((name, *versions())).encode()).hexdigest()[:40]

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError, EOFError, ValueError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
