"""The command line: a group whose commands are imported only when they are called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from planlint import __version__

COMMANDS = {
    "check": "Find problems in files, folders or standard input (-).",
    "diff": "What changed between two versions of a text, or two folders.",
    "baseline": "Write or prune the file of accepted problems.",
    "learn": "Learn from texts of one's own, for check --deep.",
    "init": "Write a commented planlint.toml; print the lines for pre-commit and CI.",
    "config": "The settings that hold for a path, and where each comes from.",
    "rule": "The manual page of a rule; without an argument, the list.",
}


class LazyGroup(click.Group):
    """Sub-commands by name; each lives in planlint.commands.<name> as `command`."""

    def invoke(self, ctx: click.Context) -> Any:
        """As click does, with all output written before click looks at what went wrong (a closed pipe)."""
        try:
            return super().invoke(ctx)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"planlint.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named where there is no such one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean {close[0]!r}?" if close else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planlint", message="%(prog)s %(version)s")
def main() -> None:
    """planlint finds what went wrong in long Chinese official prose. 检查规划、报告、公文、法规等长文本。"""
