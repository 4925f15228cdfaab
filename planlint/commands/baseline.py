"""`planlint baseline`: write the file of accepted problems, or take out of it what no longer occurs."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import Any

import click

from planlint import baseline, files, rules, walk
from planlint import config as configuration
from planlint.activation import RuleSet
from planlint.commands.common import check_names, settings_of, write
from planlint.commands.help import Command
from planlint.commands.options import reading, selecting
from planlint.engine import Found
from planlint.errors import UserError
from planlint.text.document import Document
from planlint.walk import Walk


class Recorder:
    """Takes down the marks of all hits instead of reporting them."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.files: dict[str, Counter[str]] = {}

    def stamp(self, _: str) -> None:
        """All hits are wanted."""

    def __call__(self, document: Document, found: list[Found]) -> list[Found]:
        self.files[baseline.name(self.path, document.path)] = baseline.marks(document, found)
        return []

    def counted(self) -> tuple[int, int]:
        return (0, 0)


@click.command(
    "baseline",
    cls=Command,
    examples=(
        ("planlint baseline", "accept what is there today"),
        ("planlint check --baseline planlint-baseline.json", "report what is new"),
        ("planlint baseline --prune", "forget what was mended"),
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--output", "-o", type=click.Path(), default=baseline.FILE, metavar="FILE", help=f"The file to write ({baseline.FILE}).")
@click.option("--prune", is_flag=True, help="Only take out what no longer occurs; accept nothing new.")
@selecting
@reading
def command(paths: tuple[str, ...], output: str, prune: bool, **options: Any) -> None:
    """\b
    Accept the problems that are there today; check --baseline reports others.
    把现有问题记入基线，以后只报新问题。
    """
    try:
        click.echo(run(list(paths) or ["."], output, prune, {**options, "fail_on": None}))
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        sys.exit(2)


def run(paths: list[str], output: str, prune: bool, options: dict[str, Any]) -> str:
    """Write the baseline; what to tell the user. Raises UserError, with nothing written, where a file cannot be read."""
    settings = settings_of(options)
    known = rules.load(settings.packs)
    check_names(known, settings, options, [])
    lang = configuration.language(settings.lang, os.environ)
    root = os.path.dirname(settings.source) if settings.source else None
    recorder = Recorder(output)
    for result in walk.results(files.find(paths, settings.exclude, False, root), Walk(RuleSet(known), settings, lang, keep=recorder)):
        if result.errors:
            raise UserError(result.errors[0])
    old = baseline.load(output).accepted if os.path.exists(output) else {}
    still = {file: marks & recorder.files.get(file, marks) for file, marks in old.items()}
    new = still if prune else {**old, **recorder.files}
    write(output, baseline.text_of(new).encode())
    before, after = (sum(sum(m.values()) for m in entries.values()) for entries in (old, new))
    if lang == "en":
        return f"{output}: {after} accepted places in {sum(map(bool, new.values()))} files ({before} before)"
    return f"{output}：已接受 {after} 处，{sum(map(bool, new.values()))} 个文件（原有 {before} 处）"
