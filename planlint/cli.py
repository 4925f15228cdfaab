"""The command line: a group whose commands are imported only when they are called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from planlint import __version__
from planlint.commands.help import CONTEXT, write_rows

COMMANDS = {
    "check": "Find problems in files, folders or standard input. 检查",
    "diff": "What changed between two versions of a text. 比较",
    "baseline": "Write or prune the file of accepted problems. 基线",
    "learn": "Learn from texts of your own, for check --deep. 学习文稿",
    "init": "Write planlint.toml; print lines for pre-commit and CI. 新建设置",
    "config": "The settings that hold, and where each comes from. 显示设置",
    "cache": "Where planlint keeps what it found before; empty it. 缓存",
    "rule": "The manual page of a rule, or the list of rules. 规则说明",
}
EXAMPLES = (
    ("planlint check plan.md", "what is wrong in a text"),
    ("planlint check --fix plan.md", "mend what cannot change the wording"),
    ("planlint diff old.md new.md", "what changed"),
    ("planlint rule REP001", "why something is reported"),
    ("planlint check --help", "all options of a command"),
)


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
        width = max(map(len, COMMANDS)) + 2
        write_rows(formatter, "Commands", COMMANDS.items(), width)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, as the commands have them."""
        write_rows(formatter, "Examples", EXAMPLES, max(len(line) for line, _ in EXAMPLES) + 2)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with the nearest command named where there is no such one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, 1)
            hint = f"；是否指 {close[0]} (did you mean {close[0]}?)" if close else f"；可用 (one of): {', '.join(COMMANDS)}"
            ctx.fail(f"没有 {args[0]!r} 这个命令 (no such command){hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="planlint", message="%(prog)s %(version)s")
def main() -> None:
    """\b
    planlint finds what went wrong in long Chinese official prose.
    检查规划、报告、公文、法规等长文本。
    """
