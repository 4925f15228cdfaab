"""`--statistics`: one line a rule, the most frequent first: reports, places, how many of those can be mended, and the rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planlint.engine import Problem
from planlint.report.results import FileResult

if TYPE_CHECKING:
    from planlint.report.score import Score


def render(results: Iterable[FileResult], lang: str, score: Score | None = None) -> str:
    """The table; a place that --fix mends counts as +, one that --fix-suggested mends as ~. The score below it where one was asked for."""
    groups: dict[str, list[Problem]] = {}
    for result in results:
        for problem in result.problems:
            groups.setdefault(problem.rule.code, []).append(problem)
    rows = sorted(groups.values(), key=lambda group: (-len(group), group[0].rule.code))
    table = "".join(f"{_row(group, lang)}\n" for group in rows)
    if score is None:
        return table
    from planlint.report.score import lines

    return table + "".join(f"{line}\n" for line in lines(score, lang))


def _row(group: list[Problem], lang: str) -> str:
    rule = group[0].rule
    places = [place for problem in group for place in problem.places]
    safe, suggested = (sum(place.safety == safety for place in places) for safety in ("safe", "suggested"))
    mended = " ".join(f"{n}{sign}" for n, sign in ((safe, "+"), (suggested, "~")) if n) or "-"
    return f"{len(group):>6} {len(places):>7} {mended:>11}  {rule.code}  {rule.name}  {rule.title[lang]}"
