"""Text that stands twice: clauses and sentences again right behind themselves, sentences and paragraphs elsewhere, whole parts.

One scan over the clauses, the sentences and the paragraphs (`Repeats`) serves REP001, REP002, REP003 and REP005.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit, Related
from planlint.text.blocks import Block
from planlint.text.characters import shared_start
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.sentences import Clause, Parts, Sentence
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "sentence", "min-chars": 10, "distant": True, "distant-min-chars": 15, "min-run": 5}

CLAUSE_MIN = 6
"""Characters of a single clause that counts as said twice when it follows itself at once; shorter ones may be emphasis."""

TAIL_MIN = 7
"""Characters of a clause that counts as said twice when the clause before it ends with the same words."""

PERIOD_MAX = 40
"""Clauses between the beginnings of two copies."""

DISTANT_LIMIT = 3
"""A sentence that stands in more places than this is a formula of the document (a salutation, a penalty), not a slip."""

DISTANT_MANY = 12
"""So many different sentences that stand again elsewhere have one cause: two texts of one matter in one file."""


_MARK = pattern("[。；！？;]")
_BETWEEN = frozenset("，。；：、！？,;—－·")
"""Marks that may go with a copy; brackets, quotation marks and hidden markup belong to what is around it."""


class Run(NamedTuple):
    """Consecutive copies of the same clauses: the first copy and the later ones, as spans; `whole` when the copies are sentences."""

    first: Span
    copies: tuple[Span, ...]
    whole: bool
    length: int


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Hits of one kind: "sentence", "clause", "paragraph" or "document"."""
    settings = {**OPTIONS, **options}
    kinds = {"sentence": _sentences, "clause": _clauses, "paragraph": _paragraphs, "document": _document}
    return kinds[settings["kind"]](document, settings)


def _sentences(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Whole sentences that stand again, at once or elsewhere."""
    minimum = settings["min-chars"]
    near = [r for r in document.once(adjacent_runs) if r.whole and r.length >= minimum]
    for run in near:
        yield from _run_hits(document, run)
    if settings["distant"]:
        yield from _distant(document, settings["distant-min-chars"], [span for r in near for span in r.copies])


def _clauses(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Clauses that stand again at once, the first copy or the last being part of a longer sentence."""
    for run in document.once(adjacent_runs):
        if not run.whole and run.length >= settings["min-chars"]:
            yield from _run_hits(document, run)


def _run_hits(document: Document, run: Run) -> Iterator[Hit]:
    """One report for all copies: the later ones are its places, the first explains them."""
    fields, related = {"times": len(run.copies) + 1}, (Related(run.first, "first"),)
    for copy, span in zip(run.copies, _superfluous(document.prose, run), strict=True):
        yield Hit(copy, fields, (Edit(span, ""),), related, cluster=run.first.start)


def _superfluous(prose: str, run: Run) -> Iterator[Span]:
    """What has to go for each copy: from the end of the words before it to the end of its own.

    So the mark or bracket behind the last copy stays, which fits what follows, and the blank between two copies goes.
    """
    spans = (run.first, *run.copies)
    texts = {prose[s.start : s.end] for s in spans}  # of ten thousand copies there are a few
    length = len(prose[run.first.start : run.first.start + shared_start(texts)].rstrip())
    alike = not any(any(map(str.isalnum, text[length:])) for text in texts)
    gaps = [prose[before.start + length : copy.start] for before, copy in pairwise(spans)]
    plain = {gap for gap in set(gaps) if alike and all(c in _BETWEEN or c.isspace() for c in gap)}
    for (before, copy), gap in zip(pairwise(spans), gaps, strict=True):
        yield Span(before.start + length, copy.start + length) if gap in plain else copy


def adjacent_runs(document: Document) -> tuple[Run, ...]:
    """All runs of clauses that follow themselves at once; none overlap."""
    clauses = document.clauses
    keys = clauses.keys
    last: dict[str, int] = {}
    runs: list[Run] = []
    done = 0
    count = Counter(keys)
    tails = [before.endswith(key) for before, key in pairwise(keys)]
    for j, key, tail in [row for row in zip(range(len(keys)), keys, (False, *tails), strict=False) if row[2] or count[row[1]] > 1]:
        i = last.get(key)
        last[key] = j
        if j < done:
            continue
        if tail and i != j - 1 and (run := _tail_run(document, clauses[j - 1], clauses[j])):
            runs.append(run)
        if i is None or i < done or j - i > PERIOD_MAX:
            continue
        size = _matching(keys, i, j)
        if not _is_repeat(clauses, i, j, size):
            continue
        shift = _phase(document, clauses, i, j, size)
        copies = _copies(keys, i + shift, j + shift, size)
        done = copies[-1] + size
        if run := _run(document, clauses, i + shift, copies, size):
            runs.append(run)
    return tuple(runs)


def _tail_run(document: Document, before: Clause, clause: Clause) -> Run | None:
    """A clause that says again how the clause before it ended: 防火、防洪的重点部位，防洪的重点部位，."""
    size = len(clause.key)
    same = size >= TAIL_MIN and before.paragraph == clause.paragraph and len(before.key) > size and before.key.endswith(clause.key)
    if not same or before.mark not in "，,":
        return None
    start = before.span.end - (clause.span.end - clause.span.start)
    if document.prose[start - 1].isalnum() or document.prose[start : before.span.end] != document.prose[clause.span.start : clause.span.end]:
        return None
    return Run(Span(start, before.span.end), (_with_mark(document, clause.span.start, clause),), False, size)


def _matching(keys: list[str], i: int, j: int) -> int:
    """How many clauses from i on are the same as from j on, without the two stretches meeting."""
    size = 0
    while i + size < j and j + size < len(keys) and keys[i + size] == keys[j + size]:
        size += 1
    return size


def _is_repeat(clauses: Parts[Clause], i: int, j: int, size: int) -> bool:
    """Whether two equal runs are a slip: they touch and are long enough. In 甲，乙；丙，乙 another clause stands between.

    A single clause that ended a sentence may be taken up as the subject of the next one: 解除拘留。解除拘留，应当….
    """
    if j - i != size or sum(map(len, clauses.keys[i : i + size])) < CLAUSE_MIN:
        return False
    before, after = clauses[j - 1].mark, clauses[j + size - 1].mark
    return size > 1 or before not in "。！？；：:;" or after in "。！？；" or after == before


def _phase(document: Document, clauses: Parts[Clause], i: int, j: int, size: int) -> int:
    """How many clauses to move on so that the copies begin with a sentence: 要甲，乙。甲，乙。甲，乙。 repeats 甲，乙。, not 乙。甲，."""
    keys = clauses.keys
    at = (r for r in range(size) if _begins(document, clauses[j + r]) and keys[i + r : i + r + size] == keys[j + r : j + r + size])
    return next(at, 0)


def _copies(keys: list[str], i: int, j: int, size: int) -> list[int]:
    """Where the later copies begin: a sentence that stands three times is one slip."""
    copies, step, said = [j], j - i, keys[i : i + size]
    while keys[copies[-1] + step : copies[-1] + step + size] == said:
        copies.append(copies[-1] + step)
    return copies


def _run(document: Document, clauses: Parts[Clause], i: int, copies: list[int], size: int) -> Run | None:
    """The run with the spans that would have to go, marks included; None inside a heading or between one and its text."""
    paragraphs, stretch = document.paragraphs, list(clauses.between(i, copies[-1] + size))
    firsts, lasts = stretch[::size], stretch[size - 1 :: size]
    if any(paragraphs[paragraph].kind == "heading" for paragraph in {clause.paragraph for clause in firsts}):
        return None
    if firsts[0].paragraph != firsts[1].paragraph and not lasts[0].mark:
        return None  # lines without a mark, one below the other: captions, names
    spans = [_with_mark(document, first.span.start, last) for first, last in zip(firsts, lasts, strict=True)]
    before = _before(document.prose, spans[0])
    whole = all(_begins(document, firsts[k]) and _ends(document, spans[k], lasts[k].paragraph) for k in range(0 if before else 1, len(spans)))
    spans = [*before, *spans]
    return Run(spans[0], tuple(spans[1:]), whole, sum(map(len, clauses.keys[i : i + size])))


def _before(prose: str, first: Span) -> list[Span]:
    """One more copy right before the first, where that is the end of a longer clause: 要治水兴业。治水兴业。治水兴业。"""
    length = first.end - first.start
    start = first.start - length
    return [Span(start, first.start)] if start >= 0 and prose[start : first.start] == prose[first.start : first.end] else []


def _with_mark(document: Document, start: int, last: Clause) -> Span:
    """From the start of the first clause to behind the mark that ends the last."""
    prose, end, limit = document.prose, last.span.end, document.paragraphs[last.paragraph].span.end
    while end < limit and not prose[end].isalnum() and prose[end] not in "“‘《（(「『〈【[\n\r":
        end += 1
    return Span(start, end)


def _rstrip(prose: str, span: Span) -> int:
    return span.start + len(prose[span.start : span.end].rstrip())


def _begins(document: Document, clause: Clause) -> bool:
    """Whether a sentence begins with a clause."""
    sentences = document.sentences.of(clause.paragraph)
    at = bisect_left(sentences, ((clause.span.start,),))
    return at < len(sentences) and sentences[at].span.start == clause.span.start


def _ends(document: Document, span: Span, paragraph: int) -> bool:
    """Whether a sentence of a paragraph ends where a stretch does, white space left out."""
    sentences, end = document.sentences.of(paragraph), _rstrip(document.prose, span)
    at = bisect_left(sentences, ((end,),)) - 1
    return at >= 0 and _rstrip(document.prose, sentences[at].span) == end


def _distant(document: Document, minimum: int, reported: list[Span]) -> Iterator[Hit]:
    """Sentences that stand again elsewhere: a warning, since the document may mean it."""
    taken, keys = {s.start for s in reported}, document.sentences.keys
    places = (again for again in document.once(repeated_sentences).values() if len(keys[again[0]]) >= minimum)
    few = (list(islice(_prose(document, again, taken), DISTANT_LIMIT + 1)) for again in places)
    groups = [group for group in few if 1 < len(group) <= DISTANT_LIMIT]
    many = len(groups) >= DISTANT_MANY
    for first, *others in groups:
        for other in others:
            yield Hit(
                other.span, {"times": len(others) + 1}, (), (Related(first.span, "first"),),
                severity="warning", variant="many" if many else "distant", cluster="many" if many else first.span.start,
            )  # fmt: skip


def _prose(document: Document, places: list[int], taken: set[int]) -> Iterator[Sentence]:
    """Of some sentences, by index, those of running text that end as one and do not begin where `taken` has it: no heading, no
    label line, no line of a list."""
    for at in places:
        if document.paragraphs[document.sentences.paragraph(at)].kind != "heading":
            sentence = document.sentences[at]
            if sentence.span.start not in taken and document.text[sentence.span.end - 1] in "。！？!?”’":
                yield sentence


def repeated_sentences(document: Document) -> dict[str, list[int]]:
    """The sentences that stand more than once: what they say, in the order of the first places, and where, by index."""
    keys = document.sentences.keys
    places: dict[str, list[int]] = {key: [] for key, count in Counter(keys).items() if count > 1}
    for at, key in enumerate(keys) if places else ():
        if key in places:
            places[key].append(at)
    return places


def _paragraphs(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Paragraphs that stand again, whole or cut short."""
    found = document.once(repeated_paragraphs)
    many = sum(copy - first > 1 for first, copy, _ in found) >= DISTANT_MANY
    for first, copy, cut in found:
        spans = [document.paragraphs[k].span for k in (first, copy)]
        keys = document.once(paragraph_keys)
        counts = copy - first <= 1 or settings["distant"] or _is_article(document.paragraphs[copy])
        if len(keys[copy]) < settings["min-chars"] or not counts:
            continue
        edits = (Edit(_with_gap(document, spans[1]), ""),) if not cut else ()
        yield Hit(spans[1], {}, edits, (Related(spans[0], "first"),), variant="cut" if cut else "", cluster="many" if many and copy - first > 1 and not cut else spans[0].start)


def _is_article(block: Block) -> bool:
    """Whether a paragraph is an article with its number, which stands once in a statute, whatever its paragraphs repeat."""
    return block.ordinal is not None and block.ordinal.style == "条"


def _with_gap(document: Document, span: Span) -> Span:
    """A paragraph with the blank space in front of it, so that taking it out leaves no hole."""
    text, start = document.text, span.start
    while start > 0 and text[start - 1].isspace():
        start -= 1
    return Span(start, span.end) if start else span


def paragraph_keys(document: Document) -> tuple[str, ...]:
    """The essence of each paragraph: what its sentences say."""
    keys, firsts = document.keys.sentences, document.keys.first_sentences
    return tuple("".join(keys[first:end]) for first, end in pairwise((*firsts, len(keys))))


def repeated_paragraphs(document: Document) -> tuple[tuple[int, int, bool], ...]:
    """(first, copy, cut short) of paragraphs, by index: equal ones, and copies right behind that lost their end or beginning."""
    keys, paragraphs = document.once(paragraph_keys), document.paragraphs
    count = Counter(keys)
    first: dict[str, int] = {}
    found = []
    for k, key in enumerate(keys):
        if len(key) < 20:
            continue
        before = keys[k - 1] if k else ""
        cut = (before[:1] == key[0] or before[-1:] == key[-1]) and before != key and _is_cut(before, key)
        if not cut and count[key] == 1:
            continue
        if key in first and count[key] > DISTANT_LIMIT and k != first[key] + 1:
            continue
        block = paragraphs[k]
        if block.kind == "heading" or not _MARK.search(document.prose, block.span.start, block.span.end):
            continue  # what holds no full stop is a title or a line of a form
        if key in first:
            found.append((first[key], k, False))
        else:
            first[key] = k
            if cut and paragraphs[k - 1].kind != "heading":
                found.append((k - 1, k, True))
    return tuple(found)


def _is_cut(before: str, after: str) -> bool:
    """Whether of two neighbours one is the beginning or end of the other, and most of it."""
    short, long = sorted((before, after), key=len)
    return len(short) >= 20 and len(short) >= len(long) * 0.6 and short != long and (long.startswith(short) or long.endswith(short))


def _document(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Stretches of the document that stand again as a whole: many sentences repeated at one and the same distance."""
    sentences = document.sentences
    pairs = sorted((again[1], again[0]) for key, again in document.once(repeated_sentences).items() if len(again) == 2 and len(key) >= 8)
    for run in _chains(pairs):
        if len(run) < settings["min-run"]:
            continue
        copy = Span(sentences[run[0][0]].span.start, sentences[run[-1][0]].span.end)
        first = Span(sentences[run[0][1]].span.start, sentences[run[-1][1]].span.end)
        matched = sum(len(sentences.keys[k]) for k, _ in run)
        inside = sum(map(len, sentences.keys[run[0][0] : run[-1][0] + 1]))
        if copy.start >= first.end and matched >= inside * 0.6:
            fields = {"sentences": len(run), "characters": copy.end - copy.start}
            yield Hit(copy, fields, (Edit(copy, ""),), (Related(first, "first"),), reach=copy)


def _chains(pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Runs of (copy, first) pairs in which both sides move on together by a few sentences."""
    run: list[tuple[int, int]] = []
    for pair in pairs:
        if run and not (0 < pair[0] - run[-1][0] <= 4 and 0 < pair[1] - run[-1][1] <= 4):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run
