"""Mends what problems say can be mended: edits that do not overlap, applied until nothing more changes, and proved."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planlint.engine import Problem
from planlint.errors import UserError
from planlint.hits import Edit
from planlint.rules import SAFETIES
from planlint.text.document import Document

ROUNDS = 10
"""How often a text is mended and looked at again: one mend may bare the next, as a doubled mark at a joined line does."""

Find = Callable[[Document], tuple[Problem, ...]]


class Mended(NamedTuple):
    """A text after mending, and how many places were mended."""

    document: Document
    places: int


def mend(document: Document, find: Find, safety: str) -> Mended:
    """The document with every fix at least as safe as `safety` applied ("safe", or "suggested" for both).

    `find` gives the problems of a document. The genre and the syntax stay those of the document as it was. Raises
    UserError where the mended text would have a problem of severity error that the text did not have.
    """
    before = problems = find(document)
    current, places = document, 0
    for _ in range(ROUNDS):
        chosen = list(disjoint(problems, safety))
        if not chosen:
            break
        places += len(chosen)
        text = apply(current.text, (edit for edits in chosen for edit in edits))
        current = Document(text, document.path, encoding=document.encoding, profile=document.profile, syntax=document.syntax)
        problems = find(current)
    if worse := _errors(problems) - _errors(before):
        codes = "、".join(sorted(worse))
        raise UserError(f"{document.path}: 修复会带来新的错误（{codes}），原文未改；请逐条处理 (fixing would bring in new errors; nothing was written)")
    return Mended(current, places)


def disjoint(problems: Iterable[Problem], safety: str) -> Iterator[tuple[Edit, ...]]:
    """The edits of each place that is safe enough, in order; of places whose edits would overlap the first."""
    wanted = SAFETIES.index(safety)
    places = (p for problem in problems for p in problem.places if p.edits and SAFETIES.index(p.safety) <= wanted)
    end = 0
    for edits in sorted(tuple(sorted(p.edits, key=lambda e: e.span)) for p in places):
        if edits[0].span.start >= end and all(a.span.end <= b.span.start for a, b in pairwise(edits)):
            end = max(edit.span.end for edit in edits)
            yield edits


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which are in order and do not overlap; all that lies between them is as it was."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def _errors(problems: Iterable[Problem]) -> Counter[str]:
    return Counter(p.rule.code for p in problems if p.severity == "error" for _ in p.places)
