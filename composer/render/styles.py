"""Compiled markups, kept in memory and in the user's cache folder: with a warm cache premailer is never imported."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock, get_ident
from typing import Any

from jinja2 import FileSystemBytecodeCache, FunctionLoader
from jinja2 import Template as Jinja
from jinja2.bccache import Bucket

from composer.library.block_types import USES, BlockType
from composer.library.templates import Template
from composer.model.record import Record
from composer.render.compile import Compiled, compile_source
from composer.render.context import RenderContext
from composer.render.environment import HOISTED, make_environment
from composer.render.prose import ProseStyle
from composer.render.refusals import reads
from composer.render.source import Source

FORM = 2  # of what is kept in the cache folder
_BREAK = "\x1e"


@dataclass(frozen=True, slots=True)
class Dress:
    """Names that a template is given besides its block's values: constants, and `slots`, the styles of its prose."""

    theme: Record
    language: str
    names: Mapping[str, Any]


@dataclass(slots=True)
class Ready:
    """One compiled markup with its Jinja templates and its dress, each made when first needed."""

    compiled: Compiled
    digest: str
    block_type: BlockType | None
    template: Template
    reads: frozenset[str] = USES
    jinja: dict[str, Jinja] = field(default_factory=dict)
    dress: Dress | None = None


class Styles:
    """Compiles shell and block types of templates, each once; safe to ask from any thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ready: dict[tuple[str, str], Ready] = {}
        self._sources: dict[str, str] = {}
        self._templates: dict[str, Jinja] = {}
        self._lock = Lock()
        self._environment = make_environment(
            loader=FunctionLoader(self._sources.get), cache_size=0, auto_reload=False, bytecode_cache=_Bytecode(folder)
        )
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

    def jinja(self, ready: Ready, purpose: str) -> Jinja:
        """The Jinja template of a compiled markup for `canvas` or `export`."""
        if purpose not in ready.jinja:
            source = ready.compiled.canvas if purpose == "canvas" else ready.compiled.export
            ready.jinja[purpose] = self.template(f"{ready.digest}-{purpose}", source)
        return ready.jinja[purpose]

    def template(self, name: str, source: str) -> Jinja:
        """A Jinja template of our own making, its byte code from the cache folder where it is there."""
        found = self._templates.get(name)
        if found is None:
            self._sources[name] = source
            found = self._templates[name] = self._environment.get_template(name)
        return found

    def once(self, source: str) -> Jinja:
        """A Jinja template by its source, remembered."""
        return self.template(hashlib.sha256(source.encode()).hexdigest()[:40], source)

    def dress(self, ready: Ready, context: RenderContext, values: Mapping[str, Any]) -> Dress:
        """What a markup's template takes from theme and language alone; remembered for those last asked for."""
        known = ready.dress
        if known is None or known.theme is not context.theme or known.language != context.language:
            known = ready.dress = self._dressed(ready, context, values)
        return known

    def forget_prose(self) -> None:
        """Let go of all styled prose; the tables stay."""
        for ready in list(self._ready.values()):
            for style in ready.dress.names["slots"] if ready.dress else ():
                style.forget()

    def _dressed(self, ready: Ready, context: RenderContext, values: Mapping[str, Any]) -> Dress:
        """Constants and every distinct style of the tables, printed at once and dealt out."""
        compiled = ready.compiled
        distinct = list(dict.fromkeys(style for table in compiled.tables for style in table.values()))
        sources = [*(f"{{{{ {constant} }}}}" for constant in compiled.constants), *distinct]
        printed = self.template(f"{ready.digest}-dress", _BREAK.join(sources)).render(values).split(_BREAK)
        constants = {f"{HOISTED}{n}": printed[n] for n in range(len(compiled.constants))}
        by_source = dict(zip(distinct, printed[len(constants) :], strict=bool(sources)))
        slots = tuple(ProseStyle({place: by_source[s] for place, s in table.items()}) for table in compiled.tables)
        return Dress(context.theme, context.language, {**constants, "slots": slots})

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


def _styled(prose: str, style: ProseStyle) -> Any:
    return style.print(prose)


def _digest(source: Source) -> str:
    """A hash of all that a compiled markup depends on: texts, kinds of tokens, what a block may read, versions."""
    block_type = source.block_type
    told = {
        "form": FORM,
        "versions": _versions(),
        "page": source.template.page,
        "theme": source.template.css,
        "tokens": {name: token.kind for name, token in source.template.tokens.items()},
        "type": source.name,
        "markup": source.text,
        "css": source.css,
        "fields": [each.name for each in block_type.fields] if block_type else [],
        "uses": sorted(block_type.uses) if block_type else [],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:40]


@cache
def _versions() -> tuple[str, ...]:
    """What settles styles: the libraries' versions and, as a checkout changes without one, this package's own text."""
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
        return hashlib.sha256("\n".join((name, *_versions())).encode()).hexdigest()[:40]

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError, EOFError, ValueError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
