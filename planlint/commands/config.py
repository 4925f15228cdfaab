"""`planlint config`: the settings that hold for a path, and where each comes from."""

from __future__ import annotations

import os
import sys

import click

from planlint import config
from planlint.commands.help import Command
from planlint.commands.options import settings_files
from planlint.errors import UserError


@click.command(
    "config",
    cls=Command,
    examples=(
        ("planlint config", "what holds here"),
        ("planlint config laws/water.md", "what holds for a file"),
        ("planlint config --schema > planlint.schema.json", "for editors"),
    ),
)
@click.argument("path", default=".", type=click.Path())
@click.option(
    "--schema", type=click.Choice(["config", "rule"]), is_flag=False, flag_value="config", metavar="[config|rule]",
    help="Print the JSON Schema of planlint.toml (config, the default; with the rules of its packs) or of rule files.",
)
@settings_files
def command(path: str, config_file: str | None, isolated: bool, schema: str | None) -> None:
    """\b
    The settings that hold for a path, as TOML, each with where it comes from.
    显示生效的设置及其来源。
    """
    try:
        text = schema_of(schema, config_file, isolated) if schema else shown(path, config_file, isolated)
        sys.stdout.buffer.write(text.encode())
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        sys.exit(2)


def shown(path: str, config_file: str | None = None, isolated: bool = False) -> str:
    """One line a setting. Raises UserError for a configuration that cannot be used."""
    settings = config.for_file(config.load(os.getcwd(), config_file, isolated), path)
    weights = settings.score.get("weights", {})
    tables = {f"rules.{rule}": own for rule, own in settings.rules.items()}
    tables |= {"score": {k: v for k, v in settings.score.items() if k != "weights"}, "score.weights": weights}
    values = [(key, getattr(settings, key.replace("-", "_"))) for key in config.KEYS if key not in ("extends", "per-file", "rules", "score")]
    values += [(f"{table}.{key}", value) for table, own in tables.items() for key, value in own.items()]
    rows = [(f"{key} = {config.written(value)}", settings.origins.get(key, "default")) for key, value in values]
    width = max(len(text) for text, _ in rows)
    return "".join(f"{text:{width}}  # {origin}\n" for text, origin in rows)


def schema_of(kind: str, config_file: str | None = None, isolated: bool = False) -> str:
    """The JSON Schema of the configuration or (rule) of rule files. Raises UserError for a configuration or pack that cannot be used."""
    from planlint import rules, schema  # only here: they load every checker

    if kind == "rule":
        return schema.written(schema.of_rule())
    settings = config.load(os.getcwd(), config_file, isolated)
    return schema.written(schema.of_config(rules.load(settings.packs)))
