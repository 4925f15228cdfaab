"""What the commands share: options that several of them read alike, settings, and how reports are written."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

import click

from planlint import config as configuration
from planlint import engine, files, rules
from planlint.config import Config
from planlint.errors import UserError
from planlint.report.results import FileResult
from planlint.suppress import SIDECAR
from planlint.text.document import Document

if TYPE_CHECKING:
    from planlint.sidecar import Sidecar

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


NOT_WRITTEN_BACK = (
    "Word 文件不直接改写，原文未改；用 --fix 或 --fix-suggested 加 --track-changes 新文件.docx 写成修订 "
    "(a Word file is not written over; --track-changes OUT.docx writes tracked changes)"
)

Outputs = tuple[tuple[str, str], ...]
"""Formats with the files they go to; "" is standard output."""


class Opened(NamedTuple):
    """A file that was read, with the settings for it and the suppressions beside it; or what kept it from being read."""

    name: str
    data: bytes = b""
    piped: bool = False
    config: Config = Config()
    sidecar: "Sidecar | None" = None
    failed: FileResult | None = None


class Keep(Protocol):
    """Leaves out hits besides suppression, and counts them for each document: accepted ones, and accepted ones that are gone."""

    def __call__(self, document: Document, found: list[engine.Found], /) -> list[engine.Found]: ...

    def counted(self) -> tuple[int, int]: ...


Look = Callable[[Document], engine.Examined]
"""What is wrong with a text of a file."""

Treat = Callable[[FileResult, bytes, bool, Look, engine.Examined], tuple[FileResult, engine.Examined]]
"""Mends a file: its result, its bytes as they were read, whether it came from standard input, what looks at a text, and
what that found. The result after mending, and what was found then."""


def split(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values that may be repeated or joined by commas, as one list."""
    return tuple(v.strip() for value in values for v in value.split(",") if v.strip())


def outputs_of(formats: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, tuple[str, ...]], Outputs]:
    """Reads `--format F[:FILE]` as (format, file) pairs; "" is standard output, which only one may use. The first format is the default."""

    def read(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Outputs:
        pairs = tuple((name, target) for name, _sep, target in (v.partition(":") for v in values or formats[:1]))
        for name, _target in pairs:
            if name not in formats:
                from difflib import get_close_matches

                close = get_close_matches(name.lower(), formats, 1, 0.5)
                hint = f" Did you mean {close[0]!r}?" if close else ""
                raise click.BadParameter(f"{name!r} is none of {', '.join(formats)}.{hint}")
        targets = [target for _, target in pairs]
        if targets.count("") > 1:
            raise click.BadParameter("only one format may go to standard output; name a file for the others (json:report.json)")
        if twice := [t for t in targets if t and targets.count(t) > 1]:
            raise click.BadParameter(f"two formats cannot go to the same file {twice[0]!r}")
        return pairs

    return read


def completing(formats: tuple[str, ...]) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Completes the name of a format in a shell."""
    return lambda _, __, begun: [name for name in formats if name.startswith(begun)]


def max_density(_: click.Context, __: click.Parameter, value: str | None) -> float | None:
    """Reads `--max-density N/10000` as N."""
    if value is None:
        return None
    number, slash, per = value.partition("/")
    if slash and per == "10000" and number.isascii() and number.replace(".", "", 1).isdigit():
        return float(number)
    raise click.BadParameter(f"{value!r} is no density; write it as 1/10000 or 0.5/10000")


def settings_of(options: Mapping[str, Any]) -> Config:
    """Configuration file and command line as one; the command line wins. Raises UserError for what cannot be used."""
    settings = configuration.load(os.getcwd(), options["config_file"], options["isolated"])
    for key in ("profile", "preview", "deep", "min_level", "fail_on", "lang", "encoding", "docx_view", "select"):
        if options.get(key) not in (None, ()):
            settings = settings._replace(**{key: options[key]})
    settings = settings._replace(
        extend_select=(*settings.extend_select, *options["extend_select"]),
        ignore=(*settings.ignore, *options["ignore"]),
        exclude=(*settings.exclude, *options["exclude"]),
    )
    files.check_encoding(settings.encoding)
    try:
        if options["exclude"]:
            configuration.patterns(options["exclude"])
    except UserError as error:
        raise UserError(f"--exclude: {error}") from error
    _check_level(settings, explicit=options["fail_on"] is not None)
    if settings.terms:
        from planlint import termlists  # only where there are word lists

        settings = termlists.applied(settings)
    return configuration.with_deep(settings)


def _check_level(settings: Config, explicit: bool) -> None:
    """Raises UserError for a `fail_on` below `min_level` that was set on purpose; its default is no such wish."""
    rank = (*rules.SEVERITIES, "never").index
    below = settings.fail_on != "never" and rank(settings.fail_on) > rank(settings.min_level)
    if below and (explicit or settings.fail_on != Config().fail_on):
        names = f"--fail-on {settings.fail_on} 低于 --min-level {settings.min_level}"
        raise UserError(f"{names}；请同时降低 --min-level (what fails must be shown: lower --min-level too)")


def check_names(known: tuple[rules.Rule, ...], settings: Config, options: Mapping[str, Any], broken: list[UserError]) -> None:
    """Raises UserError for a rule that does not exist, wherever it is named; its file may be one of the broken ones."""
    try:
        for key in ("select", "extend_select", "ignore"):
            own = options[key]
            rules.check_selectors(known, own, "--" + key.replace("_", "-"))
            rules.check_selectors(known, (s for s in getattr(settings, key) if s not in own), f"{settings.source}: {key.replace('_', '-')}")
        rules.check_selectors(known, settings.score.get("weights", {}), f"{settings.source}: [score] weights")
        for row in settings.per_file:
            rules.check_selectors(known, (*row.ignore, *row.extend_select), f"{settings.source}: [[per-file]]")
        for name in settings.rules:
            rules.check_selectors(known, [name], f"{settings.source}: [rules]")
            if not any(engine.means(rule, name) for rule in known):
                raise UserError(f"{settings.source}: [rules.{name}] 须写明一条规则，如 [rules.REP001] (must name one rule)")
    except UserError as error:
        raise (broken or [error])[0] from error


def sidecar_of(name: str) -> "Sidecar | None":
    """The suppressions in a file beside a document, if there is one. Raises UserError."""
    if name == "-" or not os.path.exists(name + SIDECAR):
        return None
    from planlint import sidecar

    return sidecar.load(name)


def in_color(color: str) -> bool:
    """Whether standard output is to be painted."""
    return color == "always" or (color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def write(target: str, content: bytes) -> None:
    """The whole report or nothing: written beside the target, then put in its place; straight to what is no ordinary file."""
    path = os.path.realpath(target)
    ordinary = os.path.isfile(path) or not os.path.exists(path)
    temporary = f"{path}.{os.getpid()}.tmp" if ordinary else path
    try:
        with open(temporary, "wb") as f:
            f.write(content)
        if ordinary:
            os.replace(temporary, path)
    except OSError as error:
        if ordinary and os.path.exists(temporary):
            os.remove(temporary)
        raise UserError(f"{target}: 无法写入报告，请检查目录和权限 (cannot write the report): {error.strerror}") from error
