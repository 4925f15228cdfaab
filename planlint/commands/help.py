"""How the help of a command reads: options under headings that all commands share, then examples and exit codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

HEADINGS: dict[str, tuple[str, ...]] = {
    "Fixes": ("fix", "fix_suggested", "interactive", "show_diff", "track_changes"),
    "Baseline": ("output", "prune"),
    "Archive": ("target", "without", "sealed", "info"),
    "Changes": ("rev", "section", "ignored", "moves", "word", "context"),
    "Rules": ("lint", "select", "extend_select", "ignore", "profile", "preview", "deep"),
    "Problems": ("min_level", "fail_on", "max_density", "across", "baseline", "since", "show_suppressed"),
    "Output": ("outputs", "form", "statistics", "scored", "columns", "layout", "width", "lang", "profile_rules", "color", "quiet"),
    "Files": ("exclude", "force_exclude", "stdin_filename", "encoding", "docx_view"),
    "Settings": ("config_file", "isolated", "schema", "no_cache", "jobs"),
}
"""Options by name, in the order in which help shows them; what stands nowhere here comes last, under "Options"."""

FIRST = 26
"""Columns of an option with its value, and of what keeps it from what is said about it."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

Rows = tuple[tuple[str, str], ...]


class Command(click.Command):
    """A command with examples (line and what it does) and exit codes at the end of its help."""

    def __init__(self, *arguments: Any, examples: Rows = (), exits: Rows = (), **options: Any) -> None:
        super().__init__(*arguments, **{"context_settings": CONTEXT, **options})
        self.ending = {"Exit codes": exits, "Examples": examples}

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under their headings."""
        rows = {p.name or "": row for p in self.get_params(ctx) if isinstance(p, click.Option) and (row := p.get_help_record(ctx))}
        left = {"Options": tuple(name for name in rows if not any(name in names for names in HEADINGS.values()))}
        for heading, names in {**HEADINGS, **left}.items():
            if listed := [rows[name] for name in names if name in rows]:
                write_rows(formatter, heading, listed, FIRST)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples and exit codes."""
        for heading, rows in self.ending.items():
            if rows:
                write_rows(formatter, heading, rows, max(len(line) for line, _ in rows) + 2)


def write_rows(formatter: click.HelpFormatter, heading: str, rows: Iterable[tuple[str, str]], width: int) -> None:
    """Two columns under a heading; the first takes `width` columns, so that the rows under all headings of a page line up."""
    with formatter.section(heading):
        formatter.write_dl([(f"{first:{width - 2}}", second) for first, second in rows], col_max=width - 2)
