"""Problems as bytes: to be kept for the next run, or sent from one process to another."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from planlint.activation import CRASHED
from planlint.engine import Note, Place, Problem
from planlint.hits import Edit, Hit, Related
from planlint.rules import Rule
from planlint.text.spans import Span

Counts = tuple[int, int, int]
"""How many hits were suppressed, how many places a baseline accepted, and how many it names that are gone."""


class Kept(NamedTuple):
    """What was found in a document: its problems, the counts, and its genre and syntax, which reports name."""

    problems: tuple[Problem, ...]
    counts: Counts
    profile: str
    syntax: str


def packed(found: Kept) -> bytes | None:
    """What was found in a document as bytes; None where a rule crashed, or where a checker put something into a hit that has no bytes."""
    import marshal

    if any(problem.rule.code == CRASHED for problem in found.problems):
        return None  # it may not crash again
    try:
        return marshal.dumps((tuple(map(_row, found.problems)), *found[1:]))
    except ValueError:
        return None


def unpacked(data: bytes, by_code: Mapping[str, Rule]) -> Kept:
    """What was packed, with the rules of this run. The cluster of a hit, which only the engine asks for, is gone."""
    import marshal

    rows, counts, profile, syntax = marshal.loads(data)
    return Kept(tuple(_problem(row, by_code) for row in rows), counts, profile, syntax)


def _row(problem: Problem) -> tuple[Any, ...]:
    code, *rest, places = problem.rule.code, *problem[1:]
    return (code, *rest, tuple(map(_place_row, places)))


def _place_row(place: Place) -> tuple[Any, ...]:
    hit = place.hit
    return (
        tuple(place.span), _edit_rows(place.edits), place.safety, tuple((tuple(n.span), n.message) for n in place.related),
        dict(hit.fields), _edit_rows(hit.edits), tuple((tuple(r.span), r.key) for r in hit.related), hit.suggestions,
        hit.severity, hit.safety, hit.status, hit.variant, hit.reach and tuple(hit.reach),
    )  # fmt: skip


def _edit_rows(edits: tuple[Edit, ...]) -> tuple[Any, ...]:
    return tuple((tuple(edit.span), edit.text) for edit in edits)


def _problem(row: tuple[Any, ...], by_code: Mapping[str, Rule]) -> Problem:
    code, severity, message, reason, suggestions, section, explained, places = row
    return Problem(by_code[code], severity, message, reason, suggestions, section, explained, tuple(map(_place, places)))


def _place(row: tuple[Any, ...]) -> Place:
    span, edits, safety, notes, fields, hit_edits, related, suggestions, severity, hit_safety, status, variant, reach = row
    hit = Hit(
        Span(*span), fields, _edits(hit_edits), tuple(Related(Span(*at), key) for at, key in related), suggestions,
        severity, hit_safety, status, variant, None, reach and Span(*reach),
    )  # fmt: skip
    return Place(hit.span, _edits(edits), safety, tuple(Note(Span(*at), message) for at, message in notes), hit)


def _edits(rows: tuple[Any, ...]) -> tuple[Edit, ...]:
    return tuple(Edit(Span(*span), text) for span, text in rows)
