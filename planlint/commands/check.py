"""`planlint check`: its options; what they set going is in `planlint.commands.checking`."""

from __future__ import annotations

import sys
from typing import Any

import click

from planlint.commands import checking
from planlint.commands.common import FORMATS
from planlint.commands.help import Command
from planlint.commands.options import coloured, completing, failing, jobs, max_density, outputs_of, reading, selecting
from planlint.config import CHOICES


class _Check(Command):
    """`--deep` takes a value only behind "=": what follows it is a path."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*("--deep=strict" if arg == "--deep" else arg for arg in args[:end]), *args[end:]])


@click.command(
    "check",
    cls=_Check,
    examples=(
        ("planlint check", "the current folder"),
        ("planlint check plan.md report.docx", "two files"),
        ("planlint check --diff --fix plan.md", "show what would be mended"),
        ("planlint check --select REP,EXT plan.md", "repetitions and torn text only"),
        ("planlint check --format html:report.html", "a report to open and print"),
        ("planlint check --since main", "only what has changed since"),
    ),
    exits=(
        ("0", "nothing at or above --fail-on"),
        ("1", "problems; after --fix: what remains; with --diff: something would change"),
        ("2", "something could not be used; all else was checked"),
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--fix", is_flag=True, help="Mend what can be mended without touching the wording.")
@click.option("--fix-suggested", is_flag=True, help="Mend what wants an eye too: repetitions, broken paragraphs.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix or --fix-suggested would change; write nothing.")
@click.option("--track-changes", type=click.Path(), metavar="OUT.docx", help="With a fix or --interactive: mend a Word file by tracked changes in a new one.")
@click.option("--interactive", is_flag=True, help="Ask about each place that can be mended; write at the end.")
@selecting
@failing
@click.option(
    "--deep", type=click.Choice(CHOICES["deep"]), metavar="[=LEVEL]",
    help="Improbable characters by statistics: what is sure (strict), or also what is less so (review).",
)
@click.option(
    "--format", "outputs", multiple=True, callback=outputs_of(FORMATS), shell_complete=completing(FORMATS), metavar="F[:FILE]",
    help=f"{', '.join(FORMATS)}. May be repeated; F:FILE writes to a file.",
)
@click.option("--baseline", type=click.Path(), metavar="FILE", help="Leave out the problems accepted in this file (see planlint baseline).")
@click.option("--since", metavar="REV", help="Only problems that touch what has changed since a git revision.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to files named on the command line too.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what comes from standard input.")
@reading
@click.option("--across", is_flag=True, help="Compare the files of the run with each other too: passages that stand in two of them.")
@click.option("--jobs", "-j", callback=jobs, metavar="N|auto", help="Processes: a number, or auto (the default: one for each core where a run is long enough).")
@click.option("--no-cache", is_flag=True, help="Look at every file, and keep nothing for the next run.")
@click.option("--show-suppressed", is_flag=True, help="Show what suppressions keep back, and why; it counts for nothing.")
@click.option("--statistics", is_flag=True, help="Print one line a rule instead of the reports.")
@click.option("--score", "scored", is_flag=True, help="Add the density of suspected slips in 10,000 characters.")
@click.option(
    "--max-density", callback=max_density, metavar="N/10000",
    help="Exit with 1 above this density; problems alone then fail only if --fail-on is set.",
)
@click.option("--profile-rules", is_flag=True, help="Print on standard error what each rule costs.")
@coloured
@click.option("--quiet", "-q", is_flag=True, help="Print nothing to standard output but what --format asks for.")
def command(**options: Any) -> None:
    """\b
    Find problems in files, folders or standard input (-).
    检查文件、目录或标准输入。
    """
    sys.exit(checking.main(**options))
