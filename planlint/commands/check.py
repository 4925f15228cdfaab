"""`planlint check`: its options; what they set going is in `planlint.commands.checking`."""

from __future__ import annotations

import sys
from typing import Any

import click

from planlint import rules
from planlint.commands import checking
from planlint.commands.common import FORMATS
from planlint.commands.options import completing, jobs, max_density, outputs_of, reading, split
from planlint.text.profile import PROFILES


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--fix", is_flag=True, help="Mend what can be mended without touching the wording.")
@click.option("--fix-suggested", is_flag=True, help="Mend what wants an eye too: repetitions, broken paragraphs.")
@click.option("--diff", "show_diff", is_flag=True, help="Show what --fix or --fix-suggested would change; write nothing.")
@click.option("--track-changes", metavar="OUT.docx", help="With --fix or --fix-suggested: mend a Word file by tracked changes in a new one.")
@click.option("--interactive", is_flag=True, help="Ask about each place that can be mended; write at the end.")
@click.option(
    "--select", multiple=True, callback=split, metavar="RULE,…",
    help="Run only these rules: code, beginning of codes, ALL, name or Chinese title.",
)
@click.option("--extend-select", multiple=True, callback=split, metavar="RULE,…", help="Run these rules too.")
@click.option("--ignore", multiple=True, callback=split, metavar="RULE,…", help="Leave these rules out.")
@click.option("--profile", type=click.Choice(["auto", *PROFILES]), help="The genre; auto lets the text decide.")
@click.option("--preview/--no-preview", default=None, help="Run rules that are still being tried.")
@click.option(
    "--format", "outputs", multiple=True, callback=outputs_of(FORMATS), shell_complete=completing(FORMATS), metavar="F[:FILE]",
    help=f"{', '.join(FORMATS)}; repeatable.",
)
@click.option("--min-level", type=click.Choice(rules.SEVERITIES), help="What is shown (default: warning).")
@click.option("--fail-on", type=click.Choice([*rules.SEVERITIES, "never"]), help="What makes the exit code 1 (default: warning).")
@click.option("--baseline", metavar="FILE", help="Leave out the problems accepted in this file (see `planlint baseline`).")
@click.option("--since", metavar="REV", help="Only problems that touch what has changed since a git revision.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these out when searching folders, as in .gitignore.")
@click.option("--force-exclude", is_flag=True, help="Apply exclusions to files named on the command line too.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what comes from standard input.")
@reading
@click.option(
    "--lang", type=click.Choice(["zh", "en", "auto"]), help="The language of messages (default: Chinese unless the locale is English)."
)
@click.option("--across", is_flag=True, help="Compare the files of the run with each other too: passages that stand in two of them.")
@click.option("--jobs", "-j", callback=jobs, metavar="N|auto", help="Processes (default: auto, one for each core where a run is long enough).")
@click.option("--no-cache", is_flag=True, help="Look at every file, and keep nothing for the next run.")
@click.option("--show-suppressed", is_flag=True, help="Show what suppressions keep back, with their reasons; it counts for nothing.")
@click.option("--statistics", is_flag=True, help="Print one line a rule instead of the reports.")
@click.option("--score", "scored", is_flag=True, help="Add the density of suspected slips per 10 000 characters.")
@click.option(
    "--max-density", callback=max_density, metavar="N/10000",
    help="--score, and exit code 1 above this density; problems alone then fail only if --fail-on is set.",
)
@click.option("--profile-rules", is_flag=True, help="Print on standard error what each rule costs.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in the terminal.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing to standard output but what --format asks for.")
def command(**options: Any) -> None:
    """Find problems in files, folders or standard input (-). 检查文本。

    Exit codes: 0 nothing at or above --fail-on, 1 problems (after --fix: what remains; with --diff: something would
    change), 2 something could not be used.
    """
    sys.exit(checking.main(**options))
