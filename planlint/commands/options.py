"""Options that several commands declare alike, and how their values are read."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from planlint import config as configuration
from planlint.commands.common import Outputs, jobs_from, outputs_from, separate

F = TypeVar("F", bound=Callable[..., Any])

_READING = (
    click.option("--encoding", metavar="NAME", help="Read files as this, instead of finding out."),
    click.option(
        "--docx-view", type=click.Choice(configuration.CHOICES["docx-view"]),
        help="Word files: read with their tracked changes accepted (default), as the original was, or both.",
    ),
    click.option("--config", "config_file", type=click.Path(), help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Ignore all configuration files."),
)  # fmt: skip


def reading(command: F) -> F:
    """The options by which every command reads files and settings, in the order of its help."""
    for option in reversed(_READING):
        command = option(command)
    return command


def split(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values that may be repeated or joined by commas, as one list."""
    return separate(values)


def outputs_of(formats: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Outputs]:
    """Reads `--format F[:FILE]` as (format, file) pairs."""

    def read(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Outputs:
        try:
            return outputs_from(values, formats)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return read


def completing(formats: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Completes the name of a format in a shell."""
    return lambda _, __, begun: [name for name in formats if name.startswith(begun)]


def jobs(_: click.Context, __: click.Parameter, value: str | None) -> int | None:
    """Reads `--jobs N|auto`; None for auto."""
    try:
        return jobs_from(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def max_density(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    """Reads `--max-density N/10000` as N."""
    if value is None:
        return None
    number, slash, per = value.partition("/")
    if slash and per == "10000" and number.isascii() and number.replace(".", "", 1).isdigit():
        return float(number)
    raise click.BadParameter(f"{value!r} is no density; write it as 1/10000 or 0.5/10000")
