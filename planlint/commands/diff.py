"""`planlint diff`: find the versions, read, compare, report, exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from planlint import config as configuration
from planlint import files, rules
from planlint.commands.common import Outputs, check_names, in_color, refuse_overwriting, settings_of, tell, write
from planlint.commands.help import Command
from planlint.commands.options import coloured, completing, failing, outputs_of, reading, selecting, split
from planlint.config import Config
from planlint.diff import versions
from planlint.diff.changes import CLASSES
from planlint.errors import UserError
from planlint.report.changes.view import ALL, Pair, View, different
from planlint.report.results import fails
from planlint.text.document import Document
from planlint.walk import sidecar_of

if TYPE_CHECKING:
    from planlint.diff.changes import Comparison
    from planlint.diff.lint import Lint

FORMATS = ("text", "side", "summary", "json", "html", "markdown", "critic", "patch", "docx", "docx-table")
WORD = ("docx", "docx-table")
"""Formats that are Word files."""
PAINTED = ("text", "side", "summary")
TEXTS = (*PAINTED, "markdown", "critic", "patch", "docx")
"""Formats that may well be kept in a file with the suffix of a text."""

NARROWEST = 40
"""Columns below which two texts do not fit side by side."""

USUAL = 100
"""Columns where there is no terminal to ask."""


def _context(_: click.Context, __: click.Parameter, value: str) -> int:
    """A number of characters, or "all"."""
    if value != "all" and not (value.isascii() and value.isdigit()):
        raise click.BadParameter(f"{value!r} 应为字数或 all (must be a number of characters, or all)")
    return ALL if value == "all" else int(value)


def _classes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    """The classes named in --ignore-changes."""
    named = split(_, __, values)
    if unknown := [name for name in named if name not in CLASSES]:
        raise click.BadParameter(f"没有 {unknown[0]!r} 这一类改动 (no such class); 可用 (one of): {', '.join(CLASSES)}")
    return frozenset(named)


@click.command(
    "diff",
    cls=Command,
    examples=(
        ("planlint diff old.md new.md", "changes and a summary"),
        ("planlint diff drafts/ final/", "two folders"),
        ("planlint diff --rev HEAD plan.md", "what is not committed"),
        ("planlint diff old.md new.md --format html:out.html", "a redline to print"),
        ("planlint diff old.md new.md --lint", "which problems are new"),
    ),
    exits=(
        ("0", "the same; with --lint: no new problem; called by git: always"),
        ("1", "different; with --lint: a new problem"),
        ("2", "something could not be used"),
    ),
)
@click.argument("paths", nargs=-1, metavar="OLD NEW | --rev A[..B] [PATH]...", type=click.Path())
@click.option("--rev", metavar="A[..B]", help="Compare revisions of a git checkout: A with the working tree, or A with B.")
@click.option(
    "--format", "outputs", multiple=True, callback=outputs_of(FORMATS), shell_complete=completing(FORMATS), metavar="F[:FILE]",
    help=f"{', '.join(FORMATS)}. May be repeated; F:FILE writes to a file.",
)
@click.option(
    "--ignore-changes", "ignored", multiple=True, callback=_classes, shell_complete=completing(CLASSES), metavar="CLASS",
    help=f"Hide these classes of change, but count them: {', '.join(CLASSES)}.",
)
@click.option("--moves/--no-moves", default=True, help="Show moved stretches as moves (default), or as deleted and inserted.")
@click.option("--context", callback=_context, default="20", metavar="N|all", help="Characters shown around a change (default: 20).")
@click.option("--section", default="", metavar="TITLE", help="Only changes under a heading that contains this.")
@click.option("--word/--char", "word", default=True, help="Show changes as whole words (default), or exactly.")
@click.option("--columns", type=click.Choice(["2", "3"]), metavar="2|3", help="Tables in markdown and html: without or with notes.")
@click.option("--layout", type=click.Choice(["cn", "tw"]), default="cn", metavar="cn|tw", help="Tables of the mainland (old, new) or of Taiwan (new, old).")
@click.option("--width", type=click.IntRange(NARROWEST), metavar="N", help="Columns of text and side (default: those of the terminal).")
@click.option("--lint", is_flag=True, help="Tell which problems are new, fixed or remain; the exit code is about the new ones. What follows, and --min-level and --fail-on, go with --lint only.")
@selecting
@failing
@reading
@coloured
def command(paths: tuple[str, ...], rev: str | None, outputs: Outputs, color: str, **options: Any) -> None:
    """\b
    What changed between two versions of a text.
    比较一篇文稿的两个版本。

    OLD and NEW are files or folders (- is standard input). As GIT_EXTERNAL_DIFF, it takes git's seven arguments.
    """
    by_git = rev is None and from_git(paths)
    try:
        code = run(paths, rev, outputs, color, **options)
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        code = 2
    sys.exit(0 if by_git else code)


def from_git(paths: Sequence[str]) -> bool:
    """Whether these are the arguments of git: path, old file, hash, mode, new file, hash, mode; for a renamed file two more.

    For a file that is not merged there is the path alone.
    """
    if len(paths) == 1:
        return "GIT_DIFF_PATH_COUNTER" in os.environ
    return len(paths) in (7, 9) and all(_is_hash(paths[at]) for at in (2, 5))


def _is_hash(word: str) -> bool:
    return word == "." or (len(word) >= 7 and all(c in "0123456789abcdef" for c in word))


def run(paths: Sequence[str], rev: str | None, outputs: Outputs, color: str, **options: Any) -> int:
    """The whole walk; returns the exit code. Raises UserError for what stops the run at its start or keeps a report from its file."""
    settings = settings_of(options)
    lang = configuration.language(settings.lang, os.environ)
    view = View(
        lang, options["ignored"], options["moves"], options["context"], options["section"], not options["word"],
        options["width"] or _columns(), int(options["columns"] or 0), options["layout"],
    )  # fmt: skip
    for name in WORD:
        if (name, "") in outputs:
            raise UserError(f"--format {name} 须写明新文件，如 {name}:修订.docx (name the file to write, such as {name}:changes.docx)")
    refuse_overwriting(outputs, () if rev or from_git(paths) else paths, TEXTS)
    known = _rules(settings, options)
    failed: list[UserError] = []
    pairs = []
    for found in _versions(paths, rev, settings):
        try:
            if isinstance(found, UserError):
                raise found
            pairs.append(_compared(found, settings, known, lang))
        except UserError as error:
            click.echo(f"planlint: {error}", err=True)
            failed.append(error)
    _check_section(pairs, view.section)
    if pairs or not failed:
        _report(pairs, outputs, view, color)
    return 2 if failed else _exit_code(pairs, view, settings, options["lint"])


def _columns() -> int:
    """The width of the terminal; `USUAL` where there is none."""
    from shutil import get_terminal_size

    return max(NARROWEST, get_terminal_size((USUAL, 24)).columns)


def _rules(settings: Config, options: dict[str, Any]) -> tuple[rules.Rule, ...]:
    """The rules for --lint; none without it. Raises UserError for a rule that cannot be used."""
    if not options["lint"]:
        for name in ("select", "extend_select", "ignore", "preview", "min_level", "fail_on"):
            if options[name]:
                raise UserError(f"--{name.replace('_', '-')} 须与 --lint 同用 (goes with --lint only)")
        return ()
    broken: list[UserError] = []
    known = rules.load(settings.packs, broken)
    check_names(known, settings, options, broken)
    if broken:
        raise broken[0]
    return known


def _versions(paths: Sequence[str], rev: str | None, settings: Config) -> Iterator[versions.Pair | UserError]:
    """The pairs that the command line names. Raises UserError."""
    root = os.path.dirname(settings.source) if settings.source else None
    if rev is not None:
        yield from versions.of_revisions(rev, paths)
    elif from_git(paths):
        if len(paths) == 1:
            raise UserError(f"{paths[0]}: 合并尚未完成，没有两个版本可比 (not merged, there are no two versions)")
        yield versions.for_git(paths[0], paths[1], paths[4], paths[7] if len(paths) == 9 else "")
    elif len(paths) == 2:
        yield from versions.of_paths(paths[0], paths[1], settings.exclude, root)
    else:
        raise UserError("请给出旧、新两个文件或目录，或用 --rev 版本 (name two files or folders, OLD and NEW, or use --rev)")


def _compared(found: versions.Pair, settings: Config, known: tuple[rules.Rule, ...], lang: str) -> Pair:
    """Two versions read and compared, with --lint checked too. Raises UserError for what is no text."""
    old, new = _document(found.old, settings), _document(found.new, settings)
    from planlint.diff.compare import compare

    comparison = compare(old, new)
    name = found.old.name if found.old.data is not None else found.new.name
    lint = _lint(comparison, settings, known, lang) if known else None
    return Pair(found.old.label, found.new.label, comparison, found.old.data, found.new.data, lint, name)


def _document(version: versions.Version, settings: Config) -> Document:
    own = configuration.for_file(settings, version.name)
    if version.data is None:
        return Document("", version.name, profile=own.profile)
    document = files.document(version.data, version.name, own, version.label)
    tell(document)
    return document


def _lint(comparison: Comparison, settings: Config, known: tuple[rules.Rule, ...], lang: str) -> Lint:
    """The problems of both versions, told apart; what the file beside the new one keeps back is none of the old one either."""
    from planlint import engine
    from planlint.diff.lint import match

    old, new = comparison.old, comparison.new
    beside = sidecar_of(new.path) or sidecar_of(old.path)
    found = [
        engine.check(document, known, configuration.for_file(settings, document.path), lang, sidecar=beside)[0] for document in (old, new)
    ]
    return match(comparison, *found)


def _check_section(pairs: Sequence[Pair], title: str) -> None:
    """Raises UserError for a section that is in no version."""
    if not title:
        return
    for pair in pairs:
        for document in (pair.comparison.old, pair.comparison.new) if pair.comparison else ():
            if any(title in node.title for node in document.outline.nodes):
                return
    raise UserError(f"--section {title!r}: 两个版本中都没有含这几个字的标题 (no heading of either version contains this)")


def _report(pairs: Sequence[Pair], outputs: Outputs, view: View, color: str) -> None:
    """Write every report that can be written. Raises UserError for the first that cannot."""
    failed: list[UserError] = []
    for name, target in outputs:
        reporter = import_module(f"planlint.report.changes.{'data' if name == 'json' else name.replace('-', '_')}")
        if not target and name in PAINTED and _in_color(color):
            from planlint.report.changes import terminal

            terminal.paint(reporter.lines(pairs, view))
            continue
        try:
            content = reporter.render(pairs, view)
            if isinstance(content, str):
                content = content.encode("utf-8", "replace")
            if target:
                write(target, content)
            else:
                sys.stdout.buffer.write(content)
        except UserError as error:
            failed.append(error)
    if failed:
        raise failed[0]


def _in_color(color: str) -> bool:
    """Whether to paint: on a terminal, also where git shows it through its pager."""
    if color == "auto" and os.environ.get("TERM") == "dumb":
        return False
    paged = color == "auto" and os.environ.get("GIT_PAGER_IN_USE") == "true" and not os.environ.get("NO_COLOR")
    return paged or in_color(color)


def _exit_code(pairs: Sequence[Pair], view: View, settings: Config, lint: bool) -> int:
    """1 for a difference, with --lint for a new problem; 2 where a rule crashed."""
    if not lint:
        return int(any(p.comparison is not None and different(p.comparison, view) for p in pairs))
    from planlint.activation import CRASHED

    found = [pair.lint for pair in pairs if pair.lint]
    if any(p.rule.code == CRASHED for lint in found for problems in lint for p in problems):
        return 2
    return int(fails((p for lint in found for p in lint.new), settings.fail_on))
