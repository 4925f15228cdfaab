"""The options that several commands have, each declared once, and how options are read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from planlint import config as configuration
from planlint import rules
from planlint.commands.common import Outputs, jobs_from, outputs_from, separate
from planlint.text.profile import PROFILES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])


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


def completing_rules(ctx: click.Context, _: click.Parameter, begun: str) -> list["CompletionItem"]:
    """Completes the last of several rules in a shell: codes, with their titles."""
    from planlint.commands import completion

    return completion.of_rules(ctx, begun)


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
    raise click.BadParameter(f"{value!r} 不是密度，请写成 1/10000 或 0.5/10000 (no density; write 1/10000 or 0.5/10000)")


_SETTINGS = (
    click.option("--config", "config_file", type=click.Path(), metavar="FILE", help="Use this configuration file."),
    click.option("--isolated", is_flag=True, help="Ignore all configuration files."),
)
_LANG = click.option(
    "--lang", type=click.Choice(configuration.CHOICES["lang"]), metavar="LANG", help="Language of messages: zh, en or auto (the default: Chinese unless the locale is English)."
)
_READING = (
    click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out when searching folders, as in .gitignore."),
    click.option("--encoding", metavar="NAME", help="Read files as this, instead of finding out."),
    click.option(
        "--docx-view", type=click.Choice(configuration.CHOICES["docx-view"]), metavar="VIEW",
        help="Tracked changes of Word files: read as accepted (default), as original, or both.",
    ),
    *_SETTINGS,
    _LANG,
)  # fmt: skip
_RULES: dict[str, Any] = {"multiple": True, "callback": split, "shell_complete": completing_rules, "metavar": "RULE,..."}
_SELECTING = (
    click.option("--select", help="Run only these rules: codes (REP001), beginnings of codes (REP), ALL, names or Chinese titles.", **_RULES),
    click.option("--extend-select", help="Run these rules too.", **_RULES),
    click.option("--ignore", help="Leave these rules out.", **_RULES),
    click.option("--profile", type=click.Choice(["auto", *PROFILES]), metavar="GENRE", help=f"Genre: {', '.join(PROFILES)} or auto (the default: the text decides)."),
    click.option("--preview/--no-preview", default=None, help="Run rules that are still being tried."),
    click.option("--min-level", type=click.Choice(rules.SEVERITIES), metavar="LEVEL", help="Report from this severity on: error, warning (default) or info."),
)  # fmt: skip
_FAIL_ON = click.option(
    "--fail-on", type=click.Choice([*rules.SEVERITIES, "never"]), metavar="LEVEL", help="Exit with 1 from this severity on: error, warning (default), info or never."
)
_COLOR = click.option(
    "--color", type=click.Choice(["auto", "always", "never"]), default="auto", metavar="WHEN", help="Colours: always, never or auto (the default: in a terminal)."
)


def _declared(options: tuple[Callable[[Any], Any], ...]) -> Callable[[F], F]:
    """One decorator for several options, in the order of the help."""

    def declare(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return declare


settings_files = _declared(_SETTINGS)
"""The options that say which configuration file holds."""

language = _declared((_LANG,))
"""The option for the language of messages."""

reading = _declared(_READING)
"""The options by which every command finds and reads files and settings, and the language it speaks."""

selecting = _declared(_SELECTING)
"""The options that say which rules run and what they report."""

failing = _declared((_FAIL_ON,))
"""The option for what makes the exit code 1."""

coloured = _declared((_COLOR,))
"""The option for colours in a terminal."""
