"""`planlint rule`: a rule's manual page, or the list of all rules."""

from __future__ import annotations

import os
import sys

import click

from planlint import config, rules
from planlint.commands.help import Command
from planlint.commands.options import completing_rules, language
from planlint.errors import UserError


@click.command(
    "rule",
    cls=Command,
    examples=(
        ("planlint rule", "the list"),
        ("planlint rule REP001", "one rule; its names do too: 整句重复"),
        ("planlint rule REP", "all rules about repetition"),
        ("planlint rule --format json", "for programs"),
    ),
)
@click.argument("names", nargs=-1, metavar="[RULE]...", shell_complete=completing_rules)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", metavar="F", help="text (default), json or markdown.")
@language
def command(names: tuple[str, ...], lang: str | None, form: str) -> None:
    """\b
    The manual page of a rule; without an argument, the list of all rules.
    规则说明：查什么、为什么、怎样不报。
    """
    try:
        settings = config.load(os.getcwd())
        known = rules.load(settings.packs)
        rules.check_selectors(known, names, "planlint rule")
        chosen = [r for r in known if any(rules.matches(r, n) for n in names)] if names else list(known)
        from planlint.report import pages  # only now: a wrong name needs no page

        text = pages.render(chosen, config.language(lang or settings.lang, os.environ), form, whole=bool(names))
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        sys.exit(2)
    sys.stdout.buffer.write(f"{text}\n".encode())
