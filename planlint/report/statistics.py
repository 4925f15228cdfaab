"""`--statistics`: one line a rule, the most frequent first: reports, places, how many of those can be mended, and the rule."""

from __future__ import annotations

from collections.abc import Iterable

from planlint.engine import Problem
from planlint.report.results import FileResult


def render(results: Iterable[FileResult], lang: str) -> str:
    """The table; a place that --fix mends counts as +, one that --fix-suggested mends as ~."""
    groups: dict[str, list[Problem]] = {}
    for result in results:
        for problem in result.problems:
            groups.setdefault(problem.rule.code, []).append(problem)
    rows = sorted(groups.values(), key=lambda group: (-len(group), group[0].rule.code))
    return "".join(f"{_row(group, lang)}\n" for group in rows)


def _row(group: list[Problem], lang: str) -> str:
    rule = group[0].rule
    places = [place for problem in group for place in problem.places]
    safe, suggested = (sum(place.safety == safety for place in places) for safety in ("safe", "suggested"))
    mended = " ".join(f"{n}{sign}" for n, sign in ((safe, "+"), (suggested, "~")) if n) or "-"
    return f"{len(group):>6} {len(places):>7} {mended:>11}  {rule.code}  {rule.name}  {rule.title[lang]}"
