"""What a shell is told while a command line is typed; loaded only then."""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, FishComplete, add_completion_class

from planlint import config, rules
from planlint.errors import UserError


@add_completion_class
class Fish(FishComplete):
    """Completion in fish whose words may hold commas, as several rules do; click's own script cuts them there."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def of_rules(ctx: click.Context, begun: str) -> list[CompletionItem]:
    """Rules whose code goes on from the last of several that are joined by commas, with their titles.

    As long as no family is typed in full, families are offered (`REP` for all of REP001 …). A configuration that cannot be
    used offers nothing: a shell is no place for its error.
    """
    earlier, comma, last = begun.rpartition(",")
    try:
        settings = config.load(os.getcwd(), ctx.params.get("config_file"), bool(ctx.params.get("isolated")))
        known = rules.load(settings.packs)
    except UserError:
        return []
    wanted = last.upper()
    families = sorted({rule.code.rstrip("0123456789") for rule in known})
    found = {family: "" for family in families if family.startswith(wanted) and family != wanted}
    if any(wanted.startswith(family) for family in families):
        lang = config.language(settings.lang, os.environ)
        found = {rule.code: rule.title[lang] for rule in known if rule.code.startswith(wanted)}
    return [CompletionItem(earlier + comma + word, help=title or None) for word, title in found.items()]
