"""The one table that the formats for other programs are made from: a row for each place, and its positions in their units."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint.engine import Hidden, Place, Problem, message_at
from planlint.report.results import FileResult, fingerprints
from planlint.rules import Rule, builtin_folder
from planlint.text.document import Document
from planlint.text.spans import Position, Span

HOME = "https://github.com/planlint/planlint"


class Row(NamedTuple):
    """One place of a problem: where, what is wrong there in the words for this place, its fingerprint, and what keeps it back."""

    path: str
    document: Document
    problem: Problem
    place: Place
    message: str
    mark: str
    kept_back: Hidden | None = None

    @property
    def rule(self) -> Rule:
        return self.problem.rule

    @property
    def start(self) -> Position:
        return self.document.position(self.place.span.start)

    @property
    def end(self) -> Position:
        return self.document.position(self.place.span.end)

    @property
    def text(self) -> str:
        """The words at the place."""
        return self.document.slice(self.place.span)

    @property
    def suggestion(self) -> Span | None:
        """The stretch that the edits of the place change; None where there are none."""
        edits = self.place.edits
        return Span(min(e.span.start for e in edits), max(e.span.end for e in edits)) if edits else None

    @property
    def mended(self) -> str:
        """What would stand at `suggestion`."""
        out, at = "", self.place.edits[0].span.start if self.place.edits else 0
        for edit in sorted(self.place.edits, key=lambda e: e.span):
            out += self.document.text[at : edit.span.start] + edit.text
            at = edit.span.end
        return out


def rows(results: Iterable[FileResult], lang: str, kept_back: bool = False) -> Iterator[Row]:
    """Every place of every file, in order of place; with `kept_back` also what suppressions keep back, where somebody asked."""
    for result in results:
        if result.document is None:
            continue
        found = list(_of(result.path, result.document, result.problems, lang))
        if kept_back:
            told = result.hidden or ()
            by = [h for h in told for _ in h.problem.places]
            hidden = _of(result.path, result.document, (h.problem for h in told), lang)
            found += [row._replace(kept_back=one) for row, one in zip(hidden, by, strict=True)]
        yield from sorted(found, key=lambda row: (row.place.span, row.rule.code))


def _of(path: str, document: Document, problems: Iterable[Problem], lang: str) -> Iterator[Row]:
    listed = tuple(problems)
    marks = iter(fingerprints(document, listed))
    for problem in listed:
        for place in problem.places:
            yield Row(path, document, problem, place, message_at(document, problem, place, lang), next(marks))


def errors(results: Iterable[FileResult]) -> Iterator[tuple[str, str]]:
    """What could not be used: each path with what went wrong."""
    yield from ((result.path, error) for result in results for error in result.errors)


def from_here(path: str) -> str:
    """A path as checkouts name it: from the current folder where it lies below, with slashes, without ./"""
    full, here = os.path.abspath(path), os.path.join(os.getcwd(), "")
    return (full[len(here) :] if full.startswith(here) else path).replace(os.sep, "/")


def page_of(rule: Rule) -> str:
    """The address of a rule's page; "" for a rule of somebody else's."""
    return f"{HOME}/blob/main/docs/rules/{rule.code}.md" if rule.path.startswith(builtin_folder()) else ""


def in_git(document: Document, offset: int) -> Position:
    r"""A place as git and what builds on it count: lines end at \n only, so that a lone \r is a character of its line."""
    from bisect import bisect_right

    starts = document.once(_git_lines)
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1, offset)


def _git_lines(document: Document) -> tuple[int, ...]:
    starts, at = [0], document.text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = document.text.find("\n", at + 1)
    return tuple(starts)
