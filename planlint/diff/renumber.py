"""Labels that only count differently now, and references in the text that still use the old number."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from planlint.diff.changes import Op, Renumbering, StaleReference
from planlint.diff.stretches import Stretches
from planlint.text.blocks import Block
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL, number, renumbered
from planlint.text.spans import Span

_REFERENCE = re.compile(rf"第[ \u3000]?([{HAN_NUMERAL}]{{1,7}}|\d{{1,4}})[ \u3000]?([编篇章节条])(?:之([{HAN_NUMERAL}]{{1,3}}))?")
_OTHER_TEXT = re.compile(r"(?:》|(?<![本该])(?:法|条例|规定|办法|细则|规则|章程|决定|解释))(?:[（(][^（()）]{0,30}[)）])?$")
_THIS_TEXT = re.compile(r"(?:本|该|上述)(?:法|条例|规定|办法|细则|规则|章程|决定)$")
_LIST = re.compile(r"(?:第[^，。；、第]{1,8}[款项目])*(?:[、和及与或至]|以及|或者|到)?$")
_LOOK_BACK = 40


class Labelled(NamedTuple):
    """A label that has a counterpart: its style, and its number (with what follows it: 第十条之一 is 10, (1,)) on both sides."""

    style: str
    old: tuple[int, tuple[int, ...]]
    new: tuple[int, tuple[int, ...]]


def labels(partners: Mapping[int, int], old: Sequence[Block], new: Sequence[Block]) -> list[Labelled]:
    """The labels of the paragraphs that answer to each other, in the order of the old text."""
    found = []
    for i, j in sorted(partners.items()):
        one, two = old[i].ordinal, new[j].ordinal
        if one is not None and two is not None and one.style == two.style:
            found.append(Labelled(one.style, (one.value, one.rest), (two.value, two.rest)))
    return found


def runs(pairs: Iterable[Labelled]) -> list[Renumbering]:
    """The labels that count differently, as runs with one shift each."""
    open_runs: dict[str, list[tuple[int, int]]] = {}
    found: list[Renumbering] = []
    for style, (value, rest), (now, rest_now) in pairs:
        run = open_runs.get(style)
        if run and (now - value != run[-1][1] - run[-1][0] or not run[-1][0] <= value <= run[-1][0] + 3):
            found += _closed(style, run)
            run = None
        if run is None:
            run = open_runs[style] = []
        if now != value and rest == rest_now:
            run.append((value, now))
    for style, run in open_runs.items():
        found += _closed(style, run)
    return found


def _closed(style: str, run: list[tuple[int, int]]) -> Iterator[Renumbering]:
    if run:
        yield Renumbering(style, (run[0][0], run[-1][0]), (run[0][1], run[-1][1]), run[0][1] - run[0][0])


def label_spans(document: Document) -> Stretches:
    """The labels at the head of the blocks of a text, with the markup and space around them."""
    found = []
    for block in document.blocks:
        if block.ordinal is not None:
            end = block.body
            while end < len(document.text) and document.text[end] in " \t\u3000\xa0":
                end += 1
            found.append(Span(block.span.start, end))
    return Stretches(found)


def new_numbers(pairs: Iterable[Labelled]) -> dict[tuple[str, int, tuple[int, ...]], tuple[int, tuple[int, ...]] | None]:
    """What number each label of the old text has now; None where the number was used more than once."""
    found: dict[tuple[str, int, tuple[int, ...]], tuple[int, tuple[int, ...]] | None] = {}
    for style, old, new in pairs:
        key = (style, *old)
        found[key] = new if key not in found or found[key] == new else None
    return found


def is_renumbered(old: str, new: str, pairs: Mapping[tuple[str, int, tuple[int, ...]], tuple[int, tuple[int, ...]] | None]) -> bool:
    """Whether one reference took the place of another because its target has that number now."""
    one, two = _REFERENCE.fullmatch(old.strip()), _REFERENCE.fullmatch(new.strip())
    if one is None or two is None or one[2] != two[2]:
        return False
    return pairs.get(_target(one)) == _target(two)[1:]


def _target(m: re.Match[str]) -> tuple[str, int, tuple[int, ...]]:
    return m[2], number(m[1]) or 0, (number(m[3]) or 0,) if m[3] else ()


def stale_references(
    old: Document, new: Document, ops: Sequence[Op], pairs: Sequence[Labelled], heads: Stretches
) -> list[StaleReference]:
    """References to this text itself that were left as they were although their target has another number now."""
    numbers = new_numbers(pairs)
    moved = {key for key, now in numbers.items() if now is not None and now != key[1:]}
    if not moved:
        return []
    starts = [op.new.start for op in ops]
    found, foreign, last_end = [], False, -1
    for m in _REFERENCE.finditer(new.text):
        before = new.text[max(0, m.start() - _LOOK_BACK) : m.start()]
        listed = last_end >= 0 and m.start() - last_end < 20 and _LIST.fullmatch(new.text, last_end, m.start()) is not None
        foreign = foreign if listed else _OTHER_TEXT.search(before) is not None and _THIS_TEXT.search(before) is None
        last_end = m.end()
        key = _target(m)
        if foreign or key not in moved or heads.hold(Span(*m.span())) or not _untouched(m.start(), m.end(), ops, starts):
            continue
        now = numbers[key]
        if now is not None:
            found.append(StaleReference(Span(*m.span()), m.group(), renumbered(m.group(), now[0])))
    return found


def _untouched(start: int, end: int, ops: Sequence[Op], starts: Sequence[int]) -> bool:
    """Whether a stretch of the new text is the same in the old one, and what stands before it: who changed that has seen it."""
    before = max(0, start - 1)
    at = bisect_right(starts, before) - 1
    while at > 0 and ops[at].new.end <= before:
        at -= 1
    return at >= 0 and ops[at].op == "equal" and end <= ops[at].new.end
