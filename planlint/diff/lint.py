"""Which problems a revision brought in, which it did away with, and which remain, matched through the edit script."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from planlint.diff.changes import Comparison, Op
from planlint.engine import Place, Problem
from planlint.text.characters import essence
from planlint.text.document import Document
from planlint.text.spans import Span

AROUND = 12
"""Letters and ideographs on each side of a place that make it the same place elsewhere."""


class Lint(NamedTuple):
    """The problems of two versions; a report with places of two kinds is in both lists, each time with its own places.

    The places of `fixed` are in the old text, all others in the new.
    """

    fixed: tuple[Problem, ...]
    new: tuple[Problem, ...]
    remaining: tuple[Problem, ...]


_LINES = re.compile(r"[\r\n]")

Found = tuple[Problem, int]
"""A problem and the number of one of its places."""


Key = tuple[int, int]


def match(comparison: Comparison, old: Iterable[Problem], new: Iterable[Problem]) -> Lint:
    """The problems of both versions, told apart: first by where they stand, then by the words around them."""
    before, after = _places(old), _places(new)
    carried, stands = _carried_over(comparison, before), {_key(f): (f[0].rule.code, _span(f)) for f in after}
    gone, same = _paired(before, after, carried, stands)
    rest_old, rest_new = [f for f in before if _key(f) not in gone], [f for f in after if _key(f) not in same]
    more_gone, more_same = _paired(
        rest_old, rest_new,
        {_key(f): _context(comparison.old, f) for f in rest_old}, {_key(f): _context(comparison.new, f) for f in rest_new},
    )  # fmt: skip
    gone, same = gone | more_gone, same | more_same
    return Lint(_kept(before, gone, False), _kept(after, same, False), _kept(after, same, True))


def _key(found: Found) -> Key:
    return id(found[0]), found[1]


def _span(found: Found) -> Span:
    return found[0].places[found[1]].span


def _paired(before: list[Found], after: list[Found], old: Mapping[Key, object], new: Mapping[Key, object]) -> tuple[set[Key], set[Key]]:
    """The places on both sides that have the same mark, each paired with one other at most."""
    waiting: dict[object, list[Key]] = {}
    for found in reversed(before):
        if _key(found) in old:
            waiting.setdefault(old[_key(found)], []).append(_key(found))
    gone: set[Key] = set()
    same: set[Key] = set()
    for found in after:
        if candidates := waiting.get(new[_key(found)]):
            gone.add(candidates.pop())
            same.add(_key(found))
    return gone, same


def _places(problems: Iterable[Problem]) -> list[Found]:
    return [(p, number) for p in problems for number in range(len(p.places))]


def _carried_over(comparison: Comparison, found: list[Found]) -> dict[Key, tuple[str, Span]]:
    """Rule and place in the new text of each place of the old one that no edit touches."""
    starts = [op.old.start for op in comparison.ops]
    spans = ((f, _carried(_span(f), comparison.ops, starts)) for f in found)
    return {_key(f): (f[0].rule.code, span) for f, span in spans if span is not None}


def _carried(span: Span, ops: tuple[Op, ...], starts: list[int]) -> Span | None:
    """Where a span of the old text stands in the new one; None where an edit touches it."""
    at = bisect_right(starts, span.start) - 1
    while at >= 0 and ops[at].op != "equal" and ops[at].old.start == span.start:
        at -= 1  # an insertion in front of the span
    if at < 0 or ops[at].op != "equal" or span.end > ops[at].old.end or span.start < ops[at].old.start:
        return None
    shift = ops[at].new.start - ops[at].old.start
    return Span(span.start + shift, span.end + shift)


def _context(document: Document, found: Found) -> str:
    """A rule, the words of a place and those around it in its paragraph, which go with the place when that is moved."""
    start, end = _span(found)
    before = essence(_LINES.split(document.text[max(0, start - 2 * AROUND) : start])[-1])[-AROUND:]
    after = essence(_LINES.split(document.text[end : end + 2 * AROUND])[0])[:AROUND]
    return "|".join((found[0].rule.code, before, document.text[start:end], after))


def _kept(found: list[Found], chosen: set[Key], wanted: bool) -> tuple[Problem, ...]:
    """The problems with those of their places that were chosen, or with the others; without those that have none."""
    rows: dict[int, tuple[Problem, list[Place]]] = {}
    for problem, number in found:
        if ((id(problem), number) in chosen) is wanted:
            rows.setdefault(id(problem), (problem, []))[1].append(problem.places[number])
    return tuple(p._replace(places=tuple(places)) for p, places in rows.values())
