"""A template or a block type proved before it is used: every example of every block type, as it would leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from composer.checks.client_support import unsupported
from composer.checks.legible import illegible
from composer.checks.weight import too_heavy, weigh
from composer.errors import ComposerError
from composer.files.assets import identify
from composer.files.json_form import read_json
from composer.library.block_types import BlockType, read_block_type
from composer.library.templates import Library, Template, read_own_template
from composer.model.colour import READABLE, contrast
from composer.model.finding import Finding
from composer.model.issue import Block, Issue
from composer.model.record import Record
from composer.model.values import Image
from composer.model.walk import map_images
from composer.render.page import Renderer
from composer.render.source import Source
from composer.render.verify import differences

GMAIL_STYLES = 16 * 1024  # bytes of style sheets that Gmail reads: https://developers.google.com/gmail/design/css
_STAND_IN = f"{'0' * 64}.jpg"
_STYLES = re.compile(r"<style[^>]*>(.*?)</style>", re.S)
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found, how many examples were compared, and how heavy a mail gets, in bytes.

    styles: of the style sheets with every block type there. weight: of the HTML of twelve stories; 0 where there are
    errors.
    """

    findings: tuple[Finding, ...]
    examples: int
    styles: int
    weight: int = 0


def prove(template: Template, library: Library, renderer: Renderer, *, types: frozenset[str] | None = None) -> Proof:
    """All that can be said of a template before it is used.

    It is compiled whole, every example is compared with premailer's own work and every text held against the contrast
    that reading needs, its starters are read, and what mail clients leave out of it is told. types: only these of its
    block types.
    """
    proof = _sound(template, library, renderer, types)
    if any(finding.level == "error" for finding in proof.findings):
        return proof
    shown = [each for each in template.blocks.values() if types is None or each.name in types]
    weight = weigh(template, renderer)
    told = (*_legible(template, shown, renderer), *too_heavy(template, weight), *unsupported(template, shown))
    return replace(proof, findings=(*proof.findings, *told), weight=weight)


def _sound(template: Template, library: Library, renderer: Renderer, types: frozenset[str] | None) -> Proof:
    """Whether a template does what it says, which is asked of strangers' templates too before they are let in."""
    whole = Issue(subject="Examples", template=template.name)
    findings: list[Finding] = []
    printable: list[Block] = []
    examples = 0
    for block_type in template.blocks.values():
        if types is not None and block_type.name not in types:
            continue
        found, blocks = _examined(whole, block_type, renderer, template)
        findings += found
        printable += blocks if not found else []
        examples += len(blocks)
    styles = 0
    if not findings:
        styles = sum(map(len, _STYLES.findall(renderer.page(replace(whole, blocks=tuple(printable))).html)))
        findings += _style_size(template, styles)
    findings += [*_readable(template), *_starters(template, library)]
    return Proof(tuple(findings), examples, styles)


def prove_folder(
    folder: Path, library: Library, cache: Path | None = None, *, types: frozenset[str] | None = None
) -> tuple[Finding, ...]:
    """What was found in a folder that holds a template or a block type; ComposerError for the first error.

    types: only these of a template's block types. One saved from an issue has none: those of its look are proved there.
    """
    for picture in sorted(folder.rglob("*")):
        if picture.suffix in _PICTURES:
            identify(picture.read_bytes(), picture.name, decode=True)
    if (folder / "block.toml").is_file():
        proofs = [_block_type_proof(read_block_type(folder), library, cache)]
    else:
        template = read_own_template(folder, library)
        _refuse_redeclared(template, library)
        known = replace(library, templates={**library.templates, template.name: template})
        types = frozenset() if template.look else types
        proofs = [_sound(template, known, Renderer(known, cache), types).findings]
    findings = tuple(each for found in proofs for each in found)
    for finding in findings:
        if finding.level == "error":
            raise ComposerError(finding.sentence)
    return findings


def _block_type_proof(block_type: BlockType, library: Library, cache: Path | None) -> tuple[Finding, ...]:
    """A block type on its own, in the first look that ships; in the others it meets other colours, not other laws."""
    first = next(template for template in library.templates.values() if not template.own)
    dressed = replace(first, blocks={**first.blocks, block_type.name: block_type})
    renderer = Renderer(replace(library, templates={**library.templates, first.name: dressed}), cache)
    return tuple(_examined(Issue(subject="Examples", template=first.name), block_type, renderer, dressed)[0])


def _examined(
    whole: Issue, block_type: BlockType, renderer: Renderer, template: Template
) -> tuple[list[Finding], list[Block]]:
    """Errors in one block type, and a block of each of its examples."""
    try:
        issue = _filled(whole, [block_type], template)
        chosen = [replace(issue, theme=theme) for theme in _choices(template, block_type)]
        for turned in (issue, replace(issue, language="ar"), *chosen):
            if found := _differing(turned, renderer, block_type.name):
                sentence = f"{block_type.folder}: not rendered as its styles say: {' ¦ '.join(found)}"
                return [Finding("error", "template.differs", sentence)], []
    except ComposerError as error:
        return [Finding("error", "template.block", str(error))], []
    return [], list(issue.blocks)


def _choices(template: Template, block_type: BlockType) -> Iterator[Record]:
    """The themes in which the block type's markup is another: each choice that it reads, made otherwise."""
    markup = Source(template, block_type).text
    for token in template.tokens.values():
        if token.kind == "choice" and re.search(rf"\btheme\.{token.name}\b", markup):
            yield from (Record({token.name: value}) for value, _ in token.choices if value != token.value)


def _filled(whole: Issue, types: Iterable[BlockType], template: Template) -> Issue:
    """The issue with a block of each example of those types, in their order; one of nothing where there is none."""
    blocks = [
        Block(f"{each.name}-{name}", each.name, fields)
        for each in types
        for name, fields in (each.examples() or {"empty": Record()}).items()
    ]
    return map_images(replace(whole, blocks=tuple(blocks)), template.declared, _stand_in)


def _differing(issue: Issue, renderer: Renderer, name: str) -> list[str]:
    from composer.render.stylist import transform  # premailer, only where it is compared with

    return differences(renderer.page(issue).html, transform(renderer.plain_page(issue)), {name})


def _stand_in(image: Image) -> Image:
    return replace(image, asset=_STAND_IN, width=1600, height=900) if image.file and not image.asset else image


def _style_size(template: Template, size: int) -> Iterator[Finding]:
    if size > GMAIL_STYLES:
        told = f"{template.folder}: its style sheets have {size / 1024:.1f} KB with every block type in a mail"
        yield Finding("warning", "template.styles", f"{told}, and Gmail reads 16 KB; shorten what stays in @media.")


def _readable(template: Template) -> Iterator[Finding]:
    for token in template.tokens.values():
        ground = template.tokens.get(token.on)
        if ground is not None and (ratio := contrast(token.value, ground.value)) < READABLE:
            pair = f"{template.folder / 'template.toml'}: “{token.label}” on “{ground.label}”"
            yield Finding("error", "template.contrast", f"{pair} has a contrast of {ratio:.1f}; text needs {READABLE}.")


def _legible(template: Template, types: Iterable[BlockType], renderer: Renderer) -> Iterator[Finding]:
    """Errors for the texts of all examples that cannot be read as they come out, each kind of it once."""
    known = tuple(types)
    issue = _filled(Issue(subject="Examples", template=template.name), known, template)
    chosen = [
        replace(_filled(issue, [block_type], template), theme=theme)
        for block_type in known
        for theme in _choices(template, block_type)
    ]
    told: set[tuple[str, ...]] = set()
    for text in (each for shown in (issue, *chosen) for each in illegible(renderer.page(shown, purpose="canvas").html)):
        of = next((each for each in issue.blocks if each.id == text.block), None)
        kind = (of.type if of else "", text.colour, text.ground, str(text.dark))
        if kind in told:
            continue
        told.add(kind)
        file = Source(template, template.blocks[of.type] if of else None).markup_file
        where = f"{file}: “{text.words}” in {text.colour} on {text.ground}"
        screens = "on dark screens" if text.dark else "on light screens"
        sentence = f"{where} has a contrast of {text.ratio:.1f} {screens}; text needs {READABLE}."
        yield Finding("error", "template.contrast", sentence)


def _starters(template: Template, library: Library) -> Iterator[Finding]:
    for path in sorted([*template.folder.glob("starter.json"), *template.folder.glob("starters/*.json")]):
        try:
            read_json(path, library, template=template.name)
        except ComposerError as error:
            yield Finding("error", "template.starter", f"{path}: {error}")


def _refuse_redeclared(template: Template, library: Library) -> None:
    """A look may dress a block type, never say anew what it holds: else words would be lost from look to look."""
    for name in template.blocks:
        path = template.folder / "blocks" / name / "block.toml"
        if name in library.blocks and path.is_file():
            raise ComposerError(
                f"{path}: the block type “{name}” is there already; dress it with block.html and block.css alone."
            )
