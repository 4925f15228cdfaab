"""From documents to findings: all documents of a batch are one row of tokens, so that what costs once costs once for all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from planlint.deep.evidence import Evidence
from planlint.deep.features import full, quick
from planlint.deep.forest import Floats
from planlint.deep.model import Model
from planlint.deep.proposals import ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, SWAPPED, Edits, Scan, propose, scan
from planlint.deep.tokens import SIZE, Codes, Ints, Tokens, tokens
from planlint.deep.vetoes import penalties
from planlint.text.spans import Span

_OWNER_AT = 40
_PLACE = (1 << _OWNER_AT) - 1
"""Above which bit of a place the number of its text stands, while several texts are one row."""
MOST = 1_000_000
"""Code points that are judged at once; a text of more comes in pieces."""
_NEWLINE = 10
APART = 2
"""Characters between two findings, at least; of two that are nearer the better one stands."""


class Finding(NamedTuple):
    """A suspected slip in the document number `owner`: the span, what to put there, how sure (log-odds), and the kind of edit."""

    owner: int
    span: Span
    new: str
    score: float
    kind: int


class Candidates(NamedTuple):
    """The edits of a batch that are worth judging, with all that was read on the way."""

    text: Tokens
    owner: Ints
    seen: Scan
    edits: Edits


def candidates(model: Model, batch: Sequence[tuple[Codes, Ints]]) -> Candidates:
    """What the quick filter leaves of the proposals in a batch of texts, each given as code points with offsets."""
    places = [np.where(at >= 0, at + (number << _OWNER_AT), -1) for number, (_, at) in enumerate(batch)]
    marked = tokens(model.alphabet, np.concatenate([codes for codes, _ in batch]), np.concatenate(places))
    owner = np.maximum.accumulate(np.maximum(marked.at, 0)) >> _OWNER_AT
    text = Tokens(marked.ids, np.where(marked.at >= 0, marked.at & _PLACE, -1))
    seen = scan(model, text.ids)
    edits = propose(model, seen)
    last = np.minimum(edits.at + 1, len(text.at) - 1)
    two = (edits.kind != OTHER_CHARACTER) & (edits.kind != ONE_TOO_MANY) & (edits.kind != ONE_MISSING)
    edits = edits.take((text.at[edits.at] >= 0) & (~two | (text.at[last] >= 0)))
    if len(edits.kind) and model.filter is not None:
        weights = model.filter
        edits = edits.take(quick(model, seen, edits) @ weights[:-1] + weights[-1] > 0)
    return Candidates(text, owner, seen, edits)


def features(model: Model, found: Candidates) -> Floats:
    return full(model, found.seen, found.edits, Evidence(found.text.ids, found.owner), found.owner)


def find(model: Model, batch: Iterable[tuple[Codes, Ints]], least: float) -> list[Finding]:
    """The suspected slips of a batch with a score above `least`, in order of text and place."""
    return [
        finding._replace(owner=group[finding.owner][0])
        for group in _groups(batch)
        for finding in _find(model, [(codes, at) for _, codes, at in group], least)
    ]


def _groups(batch: Iterable[tuple[Codes, Ints]]) -> Iterator[list[tuple[int, Codes, Ints]]]:
    """The texts with their numbers in groups that bound the memory; a longer text comes in pieces, each its own evidence."""
    group: list[tuple[int, Codes, Ints]] = []
    size = 0
    for number, (codes, at) in enumerate(batch):
        for start, end in _pieces(codes):
            if group and size + end - start > MOST:
                yield group
                group, size = [], 0
            group.append((number, codes[start:end], at[start:end]))
            size += end - start
    if group:
        yield group


def _pieces(codes: Codes) -> Iterator[tuple[int, int]]:
    """Stretches of at most `MOST` code points that end where a passage does, if one does in their second half."""
    start = 0
    while len(codes) - start > MOST:
        ends = np.flatnonzero(codes[start + MOST // 2 : start + MOST] == _NEWLINE)
        end = start + MOST // 2 + int(ends[-1]) + 1 if len(ends) else start + MOST
        yield start, end
        start = end
    yield start, len(codes)


def _find(model: Model, batch: Sequence[tuple[Codes, Ints]], least: float) -> list[Finding]:
    found = candidates(model, batch)
    if not len(found.edits.kind) or model.forest is None:
        return []
    table = features(model, found)
    scores = model.forest.score(table)
    kept = np.flatnonzero(scores > least)
    scores = scores[kept] - penalties(model, found.seen, found.edits.take(kept), table[kept])
    kept, scores = kept[scores > least], scores[scores > least]
    chosen = apart(found.owner, found.edits.take(kept), found.text.at, scores)
    return [_finding(model, found, int(kept[n]), float(scores[n])) for n in chosen]


def apart(owner: Ints, edits: Edits, at: Ints, scores: Floats) -> list[int]:
    """The edits that stand when the better of two close ones wins, by number, in order of place."""
    taken: set[tuple[int, int]] = set()
    chosen = []
    for n in np.lexsort((edits.kind, edits.at, -scores)).tolist():
        place = int(edits.at[n])
        here = int(owner[place])
        around = [(here, int(at[place]) + step) for step in range(-APART, APART + 2)]
        if not taken.intersection(around):
            taken.update(around[1:-1])
            chosen.append(n)
    return sorted(chosen, key=lambda n: int(edits.at[n]))


def _finding(model: Model, found: Candidates, number: int, score: float) -> Finding:
    place, kind, new = (int(part[number]) for part in (found.edits.at, found.edits.kind, found.edits.new))
    span, put = edit_of(model, found, place, kind, new)
    return Finding(int(found.owner[place]), span, put, score, kind)


def edit_of(model: Model, found: Candidates, place: int, kind: int, new: int) -> tuple[Span, str]:
    """Where an edit stands in its text, and what it puts there; two characters are joined where white space stood between them."""
    at, ids, letter = found.text.at, found.seen.ids, model.alphabet.letter
    start = int(at[place])
    if kind == OTHER_CHARACTER:
        return Span(start, start + 1), letter(new)
    if kind == ONE_TOO_MANY:
        return Span(start, start + 1), ""
    if kind == ONE_MISSING:
        before = int(at[place - 1])
        where = before + 1 if before >= 0 else start
        return Span(where, where), letter(new)
    end = int(at[place + 1]) + 1
    if kind == SWAPPED:
        return Span(start, end), letter(int(ids[place + 1])) + letter(int(ids[place]))
    return Span(start, end), letter(new // SIZE) + letter(new % SIZE)
