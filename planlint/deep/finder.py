"""From passages to findings, by one of two ways to the candidates: one by one in plain Python, which is there at once, or all
of a batch by numpy, which costs a tenth of a second to load and little for each page. What comes of them is the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from planlint.deep.features import Times, full, passes, quick
from planlint.deep.forest import REJECTED
from planlint.deep.model import Model
from planlint.deep.passages import MOST
from planlint.deep.proposals import ONE_MISSING, ONE_TOO_MANY, OTHER_CHARACTER, OTHER_WORD, SWAPPED, Edit, Scan, propose, scan
from planlint.deep.tokens import SIZE, Passages, row
from planlint.deep.vetoes import penalty
from planlint.deep.windows import scan_around
from planlint.text.spans import Span

PLAIN_MOST = 30_000
"""Characters up to which a batch is read in plain Python."""
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
    """The edits of texts that are worth judging, in order of place, with all that was read on the way.

    `at` is the offset of each token in its document, `owner` the number of the document of a token.
    """

    seen: Scan
    at: Sequence[int]
    owner: Callable[[int], int]
    edits: Sequence[Edit]
    times: Times


Way = Callable[[Model, Sequence[Passages]], Iterable[Candidates]]
"""From texts that are read at once to what is to be judged."""


def plain(model: Model, batch: Sequence[Passages]) -> Iterator[Candidates]:
    """The candidates of each text, in plain Python."""
    for number, read in enumerate(batch):
        ids, at = row(model.alphabet, read)
        seen = scan(model, ids)
        edits = [
            edit for edit in propose(model, seen)
            if at[edit.at] >= 0 and (edit.kind not in (SWAPPED, OTHER_WORD) or at[edit.at + 1] >= 0)
            and (not model.filter or passes(model.filter, quick(model, seen, edit)))
        ]  # fmt: skip
        yield Candidates(seen, at, _always(number), edits, _counted(ids))


def _always(number: int) -> Callable[[int], int]:
    return lambda _: number


def _counted(ids: Sequence[int]) -> Times:
    """How often a run stands in a row of tokens."""
    text = "".join(map(chr, ids))

    @cache
    def times(run: str) -> int:
        if run[0] != run[-1]:
            return text.count(run)
        at, count = text.find(run), 0  # such runs may overlap
        while at >= 0:
            at, count = text.find(run, at + 1), count + 1
        return count

    return lambda _, run: times("".join(map(chr, run)))


def way_for(characters: int) -> Way:
    """How texts of so many characters together are read."""
    if characters <= PLAIN_MOST:
        return plain
    try:
        import numpy  # noqa: F401
    except ModuleNotFoundError:
        return plain
    from planlint.deep.bulk.candidates import together

    return together


def find(model: Model, texts: Iterable[Passages], least: float, way: Way | None = None) -> list[Finding]:
    """The suspected slips of texts with a score above `least`, in order of text and place."""
    return [
        finding._replace(owner=first + finding.owner)
        for first, group in _groups(texts)
        for found in (way or way_for(sum(len(read.text) for read in group)))(model, group)
        for finding in judged(model, found, least)
    ]


def _groups(texts: Iterable[Passages]) -> Iterator[tuple[int, list[Passages]]]:
    """The texts in groups that bound the memory, each with the number of its first."""
    group: list[Passages] = []
    first = size = 0
    for read in texts:
        if group and size + len(read.text) > MOST:
            yield first, group
            first, group, size = first + len(group), [], 0
        group.append(read)
        size += len(read.text)
    if group:
        yield first, group


def judged(model: Model, found: Candidates, least: float) -> list[Finding]:
    """The candidates that stand with a score above `least`."""
    rows = list(zip(found.edits, full(model, found.seen, found.edits, found.times), strict=True))
    scores = {edit: score for edit, values in rows if (score := _score(model, values)) > least}
    if model.alone and scores:
        scores = _discounted(model.alone, found, scores, model.discount)
    kept = []
    for edit, values in rows:
        if edit in scores and (score := scores[edit] - penalty(model, found.seen, edit, values)) > least:
            kept.append(Finding(found.owner(edit.at), *edit_of(model, found, edit), score, edit.kind))
    return apart(kept)


def _score(model: Model, values: Sequence[float]) -> float:
    return model.forest.score(values) if model.forest else REJECTED


def _discounted(base: Model, found: Candidates, scores: Mapping[Edit, float], discount: float) -> dict[Edit, float]:
    """The scores less what only the archive says, up to a discount."""
    places = {edit.at for edit in scores}
    edits = [edit for edit in found.edits if edit.at in places]
    rows = full(base, scan_around(base, found.seen.ids, scores), edits, found.times)
    alone = {edit: _score(base, values) for edit, values in zip(edits, rows, strict=True)}
    return {edit: max(min(score, alone[edit]), score - discount) for edit, score in scores.items()}


def apart(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that stand when the better of two close ones wins, in order of place."""
    taken: set[tuple[int, int]] = set()
    chosen = []
    for number, finding in sorted(enumerate(findings), key=lambda pair: -pair[1].score):
        around = [(finding.owner, finding.span.start + step) for step in range(-APART, APART + 2)]
        if not taken.intersection(around):
            taken.update(around[1:-1])
            chosen.append(number)
    return [findings[number] for number in sorted(chosen)]


def edit_of(model: Model, found: Candidates, edit: Edit) -> tuple[Span, str]:
    """Where an edit stands in its text, and what it puts there; two characters are joined where white space stood between them."""
    place, at, ids, letter = edit.at, found.at, found.seen.ids, model.alphabet.letter
    start = int(at[place])
    if edit.kind == OTHER_CHARACTER:
        return Span(start, start + 1), letter(edit.new)
    if edit.kind == ONE_TOO_MANY:
        return Span(start, start + 1), ""
    if edit.kind == ONE_MISSING:
        before = int(at[place - 1])
        where = before + 1 if before >= 0 else start
        return Span(where, where), letter(edit.new)
    end = int(at[place + 1]) + 1
    if edit.kind == SWAPPED:
        return Span(start, end), letter(int(ids[place + 1])) + letter(int(ids[place]))
    return Span(start, end), letter(edit.new // SIZE) + letter(edit.new % SIZE)
