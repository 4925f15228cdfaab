"""Mends what problems say can be mended: edits that do not overlap, applied until nothing more changes, and proved."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from planlint.engine import Place, Problem
from planlint.errors import UserError
from planlint.hits import Edit
from planlint.rules import SAFETIES
from planlint.text.document import Document

ROUNDS = 10
"""How often a text is mended and looked at again: one mend may bare the next, as a doubled mark at a joined line does."""

Find = Callable[[Document], tuple[Problem, ...]]


class Mended(NamedTuple):
    """A text after mending, how many places were mended, and the rule whose fixes were left out, if one's were ("")."""

    document: Document
    places: int
    left_out: str = ""


class _Round(NamedTuple):
    """A text after some rounds, what is wrong with it still, how many places were mended, and those of which rules."""

    document: Document
    problems: tuple[Problem, ...]
    mended: Counter[str]


def mend(document: Document, find: Find, safety: str) -> Mended:
    """The document with every fix at least as safe as `safety` applied ("safe", or "suggested" for both).

    `find` gives the problems of a document. The genre and the syntax stay those of the document as long as there is
    something to mend; then the mended text is looked at for itself. Where it would have a problem of severity error that
    the text did not have, the fixes of the rule that brings it in are left out. Raises UserError where no single rule does.
    """
    before = find(document)
    done = _rounds(document, before, find, safety, "")
    if _worse(before, done.problems):
        for code, _ in sorted(done.mended.items(), key=lambda row: (row[1], row[0])):  # the least is left out first
            less = _rounds(document, before, find, safety, code)
            if not _worse(before, less.problems):
                return Mended(less.document, less.mended.total(), code)
        _refuse_worse(document.path, before, done.problems)
    return Mended(done.document, done.mended.total())


def _rounds(document: Document, problems: tuple[Problem, ...], find: Find, safety: str, without: str) -> _Round:
    """Fixes made until nothing changes, all but those of one rule; safe ones first, since a suggested one may rest on what they mend."""
    current, mended = document, Counter[str]()
    for _ in range(ROUNDS):
        open_ = [p for p in problems if p.rule.code != without]
        chosen = list(disjoint(open_, "safe")) or list(disjoint(open_, safety))
        if not chosen:
            fresh = document.with_text(current.text, current.layout)
            if (fresh.syntax, fresh.profile) == (current.syntax, current.profile):
                break
            current, problems = fresh, find(fresh)  # who looks at the mended text next takes it for what it now is
            continue
        mended.update(offer.code for offer in chosen)
        current = revised(current, [edit for offer in chosen for edit in offer.edits])
        problems = find(current)
    return _Round(current, problems, mended)


def revised(document: Document, edits: Iterable[Edit]) -> Document:
    """The document with edits made that are in order and do not overlap; its genre and its syntax stay."""
    made = tuple(edits)
    text, layout = apply(document.text, made), document.layout
    return Document(
        text, document.path, encoding=document.encoding, profile=document.profile, syntax=document.syntax,
        layout=layout and layout.revised(made, len(document.text)),
    )  # fmt: skip


class Offer(NamedTuple):
    """The edits that mend one place, in order, and the problem that it is a place of."""

    edits: tuple[Edit, ...]
    code: str
    problem: Problem
    place: Place

    def clear_of(self, end: int) -> bool:
        """Whether all edits stand at or behind an offset and do not overlap each other."""
        return self.edits[0].span.start >= end and all(a.span.end <= b.span.start for a, b in pairwise(self.edits))

    def meets(self, edits: Iterable[Edit]) -> bool:
        """Whether any of its edits would change what one of these changes."""
        return any(
            a.span == b.span or (a.span.start < b.span.end and b.span.start < a.span.end) for a in self.edits for b in edits
        )

    @property
    def end(self) -> int:
        """Where the text begins that the edits leave alone."""
        return max(edit.span.end for edit in self.edits)


def offers(problems: Iterable[Problem], safety: str) -> list[Offer]:
    """What can be mended, by place; the edits of two places may overlap."""
    wanted = SAFETIES.index(safety)
    found = [
        Offer(tuple(sorted(place.edits, key=lambda e: e.span)), problem.rule.code, problem, place)
        for problem in problems
        for place in problem.places
        if place.edits and SAFETIES.index(place.safety) <= wanted
    ]
    return sorted(found, key=lambda offer: offer.edits)


def chosen(document: Document, picked: Iterable[Offer], find: Find) -> Document:
    """The document with these edits made, none of which meet. Raises UserError where it would have an error that it did not have."""
    new = revised(document, sorted(edit for offer in picked for edit in offer.edits))
    _refuse_worse(document.path, find(document), find(new))
    return new


def disjoint(problems: Iterable[Problem], safety: str) -> Iterator[Offer]:
    """What can be mended at once: of places whose edits would overlap the first."""
    end = 0
    for offer in offers(problems, safety):
        if offer.clear_of(end):
            end = offer.end
            yield offer


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made, which are in order and do not overlap; all that lies between them is as it was."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def _worse(before: Iterable[Problem], after: Iterable[Problem]) -> set[str]:
    """The codes of more errors than there were; what another report explained before was there already."""
    known = tuple(before)
    return set(_errors(after) - _errors(known)) - {code for problem in known for code in problem.explained}


def _refuse_worse(path: str, before: Iterable[Problem], after: Iterable[Problem]) -> None:
    """Raises UserError where there are problems of severity error that were not there before."""
    if worse := _worse(before, after):
        codes = "、".join(sorted(worse))
        raise UserError(f"{path}: 修复会带来新的错误（{codes}），原文未改；请逐条处理 (fixing would bring in new errors; nothing was written)")


def _errors(problems: Iterable[Problem]) -> Counter[str]:
    return Counter(p.rule.code for p in problems if p.severity == "error" for _ in p.places)
