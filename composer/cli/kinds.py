"""`blocks` and `templates`: what there is to build with."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from composer.cli.files import FILE, library, put_out_json, read

if TYPE_CHECKING:
    from composer.library.block_types import BlockType
    from composer.library.templates import Template
    from composer.model.fields import Field


@click.command()
@click.option("--json", "as_data", is_flag=True, help="Everything that is declared about them, as a JSON list.")
def blocks(as_data: bool) -> None:
    """List the block types and their fields.

    \b
      newsletter-composer blocks
      newsletter-composer blocks --json

    A block type of your own is a folder with block.toml and block.html; the last line says where.
    """
    from composer.library.places import user_templates

    found = library().blocks
    if as_data:
        put_out_json([_block_type(each) for each in found.values()])
        return
    for each in found.values():
        click.echo(f"{each.name:<12}{each.title} ({each.group}): {', '.join(field.name for field in each.fields)}")
    click.echo(f"\nYour own: {user_templates() / 'blocks'}")


@click.group(invoke_without_command=True)
@click.option("--json", "as_data", is_flag=True, help="Everything that is declared about them, as a JSON list.")
@click.pass_context
def templates(context: click.Context, as_data: bool) -> None:
    """List the templates, save an issue as one, prove them, pass them on.

    \b
      newsletter-composer templates
      newsletter-composer templates save week49.newsletter --name "Weekly" --empty
      newsletter-composer new --template weekly -o week50.newsletter
    """
    from composer.library.places import user_templates

    if context.invoked_subcommand:
        return
    found = library().templates
    if as_data:
        put_out_json([_template(each) for each in found.values()])
        return
    for each in found.values():
        own = f" (your own, in the look of {each.look})" if each.look else " (your own)" if each.own else ""
        click.echo(f"{each.name:<16}{each.title}{own}{': ' + each.description if each.description else ''}")
    click.echo(f"\nYour own: {user_templates()}")


@templates.command()
@click.argument("file", type=FILE)
@click.option("--name", required=True, help="What the template is called.")
@click.option("--description", default="", help="A sentence about it.")
@click.option("--empty", is_flag=True, help="Keep the look and the blocks, not the words that each issue writes anew.")
@click.option("--replace", is_flag=True, help="Replace your template of that name.")
def save(file: Path, name: str, *, description: str, empty: bool, replace: bool) -> None:
    """Save the look and the blocks of FILE as a template of your own.

    \b
      newsletter-composer templates save week49.newsletter --name "Weekly" --empty
    """
    from composer.library.save_template import save_template

    found = library()
    document = read(file, found)
    images = {asset: document.assets.get(asset) for asset in document.assets.names()}
    folder = save_template(
        document.issue, images, name=name, library=found, empty=empty, description=description, replacing=replace
    )
    click.echo(f"{folder.name}: saved in {folder}")


def _block_type(block_type: BlockType) -> dict[str, Any]:
    return {
        "name": block_type.name,
        "title": block_type.title,
        "group": block_type.group,
        "help": block_type.help,
        "opens_section": block_type.opens_section,
        "uses": sorted(block_type.uses),
        "fields": [_field(field) for field in block_type.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    """A field as declared: what stands at its default is left out, but for name, kind and label."""
    given = {
        member.name: getattr(field, member.name)
        for member in fields(field)
        if member.name in ("name", "kind", "label") or getattr(field, member.name) != member.default
    }
    if field.choices:
        given["choices"] = dict(field.choices)
    if field.fields:
        given["fields"] = [_field(column) for column in field.fields]
    if field.default is not None:
        given["default"] = field.write(field.default)
    return given


def _template(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "title": template.title,
        "description": template.description,
        "own": template.own,
        "look": template.look or template.name,
        "starters": [
            {"name": starter.name, "title": starter.title, "description": starter.description}
            for starter in template.starters
        ],
        "blocks": sorted(template.blocks),
        "tokens": [
            {
                "name": token.name,
                "kind": token.kind,
                "label": token.label,
                "value": token.value,
                "group": token.group,
                **({"choices": dict(token.choices)} if token.choices else {}),
            }
            for token in template.tokens.values()
        ],
    }


COMMANDS = (blocks,)
