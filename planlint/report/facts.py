"""With what a 校对报告 was made: version, rules and settings, in words."""

from __future__ import annotations

from collections.abc import Iterable

from planlint import __version__
from planlint.report.full import SEVERITY
from planlint.report.html_words import WORDS
from planlint.report.pages import PROFILES
from planlint.report.places import from_here
from planlint.report.results import FileResult, Run
from planlint.rules import Rule


def settings(results: Iterable[FileResult], run: Run, lang: str) -> list[tuple[str, str]]:
    """What a run was set to, as names and values."""
    words, own = WORDS[lang], run.settings
    sep = words["sep"]
    chosen = [sep.join(own.select) or words["default"]]
    chosen += [f"{words[key]} {sep.join(named)}" for key, named in (("extend", own.extend_select), ("ignore", own.ignore)) if named]
    rows = {
        "version": __version__, "rules": words["rules_text"].format(n=len(run.rules), mark=_mark(run.rules)),
        "profile": sep.join(sorted({genre(r.document.profile, lang) for r in results if r.document})), "select": "; ".join(chosen),
        "preview": words["on" if own.preview else "off"], "min_level": SEVERITY[lang][own.min_level],
        "fail_on": SEVERITY[lang].get(run.fail_on, words["never"]), "config": from_here(own.source) if own.source else words["none"],
    }  # fmt: skip
    return [(words[key], value) for key, value in rows.items()]


def genre(profile: str, lang: str) -> str:
    """The name of a genre."""
    return PROFILES[profile][lang] if profile in PROFILES else profile


def _mark(rules: tuple[Rule, ...]) -> str:
    """A short mark of a set of rules, which is another when anything in a rule is."""
    from hashlib import blake2b

    return blake2b(repr([rule._replace(path="") for rule in rules]).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
