"""`--format json`: of one pair the object of the contract, of several one object with all of them under "files"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from planlint import __version__
from planlint.diff.changes import Comparison
from planlint.diff.lint import Lint
from planlint.report.changes.json import as_data
from planlint.report.changes.view import Pair, View, within


def render(pairs: Iterable[Pair], view: View) -> str:
    """All pairs as JSON, on one line."""
    import json

    files = [_pair(pair, pair.comparison, view) for pair in pairs if pair.comparison is not None]
    whole = files[0] if len(files) == 1 else {"schema": "planlint.diff/1", "version": __version__, "files": files}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _pair(pair: Pair, comparison: Comparison, view: View) -> dict[str, Any]:
    """One pair; hunks of other sections than the one asked for are left out, a file that does not exist has no encoding."""
    data = as_data(comparison if view.moves else comparison.without_moves(), view.ignored)
    data["hunks"] = [hunk for hunk in data["hunks"] if within(hunk["section"], view)]
    for side, document, content in (("old", comparison.old, pair.old_bytes), ("new", comparison.new, pair.new_bytes)):
        data[side]["encoding"] = document.encoding if content is not None else None
    if pair.lint is not None:
        data["lint"] = _lint(pair.lint, comparison, view.lang)
    return data


def _lint(lint: Lint, comparison: Comparison, lang: str) -> dict[str, Any]:
    """With --lint: problems as `planlint check` gives them; the places of the fixed ones are in the old text."""
    from planlint.report.json import problems

    return {
        "new": problems(comparison.new, lint.new, lang),
        "remaining": problems(comparison.new, lint.remaining, lang),
        "fixed": problems(comparison.old, lint.fixed, lang),
    }
