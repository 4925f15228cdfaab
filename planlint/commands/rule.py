"""`planlint rule`: a rule's manual page, or the list of all rules."""

from __future__ import annotations

import os
import sys

import click

from planlint import config, rules
from planlint.errors import UserError


@click.command("rule", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, metavar="[RULE]...")
@click.option("--lang", type=click.Choice(["zh", "en", "auto"]), help="The language of the page.")
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", help="How to print it.")
def command(names: tuple[str, ...], lang: str | None, form: str) -> None:
    """The manual page of a rule; without an argument, the list of all rules. 规则说明。"""
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
