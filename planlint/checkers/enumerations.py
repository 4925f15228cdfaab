"""Enumerations that name an item twice: 工业、农业、工业, or begin an item with the one before (发展医养、医养结合服务)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from planlint.hits import Hit, Related
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "duplicate", "verbs": [], "least": 3}

# A stretch without any mark but 、; read once from end to end, whatever stands in it.
_STRETCH = pattern(r"[^，。；：！？,;:!?…\s（）()“”‘’《》「」|\ufdd0\ufdd1]+")
# An item with one of these ends an enumeration and may begin another one: 毁坏设施、设备或者干扰、破坏设施、设备.
_JOINT = pattern(r"[和与及或并的]")
# What closes a list behind its last item but one: 、渔业和牧业; a longer rest has a head of its own (预算数与执行数的比率).
_LAST = pattern(r"等.*|(?:以?及|[和与]).{1,6}$")


LONGEST_CLAUSE = 500
"""Longer clauses are not asked beforehand: the time for that grows with the square of their length."""


class Enumeration(NamedTuple):
    """Items with 、 between them, in order, and where the first begins; it may begin with a verb, the last end in a head."""

    items: list[str]
    start: int

    def spans(self) -> list[Span]:
        """The places of the items."""
        starts = accumulate((len(item) + 1 for item in self.items), initial=self.start)
        return [Span(start, start + len(item)) for start, item in zip(starts, self.items, strict=False)]


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """ "duplicate": the same item twice (REP006); "overlap": an item that goes on with the one before (REP007)."""
    settings = {**OPTIONS, **options}
    judge = _duplicates if settings["kind"] == "duplicate" else _overlaps
    for enumeration in document.once(enumerations):
        yield from judge(enumeration, settings)


def enumerations(document: Document) -> tuple[Enumeration, ...]:
    """The enumerations in which an item begins like something before: stretches without any mark but 、."""
    text, prose = document.text, document.prose
    spans = [span for span in document.keys.lists if _recurs(text[span.start : span.end])]
    stretches = (m for span in spans for m in _STRETCH.finditer(prose, span.start, span.end))
    return tuple(Enumeration(m.group().split("、"), m.start()) for m in stretches if _recurs(m.group()))


def _recurs(clause: str) -> bool:
    """Whether the first two characters of an item stand in the clause before it; few clauses have to be looked at after that."""
    if len(clause) > LONGEST_CLAUSE:
        return True
    before, *others = clause.split("、")
    for item in others:
        if item[:2] in before and len(item) > 1:
            return True
        before += item
    return False


def _duplicates(enumeration: Enumeration, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """An item that stands before already in the same enumeration; the verb before the first is no part of it."""
    items = enumeration.items
    if len(items) < settings["least"]:
        return
    seen, spans = dict[str, int](), enumeration.spans()
    for at, item in enumerate(items):
        word = _LAST.sub("", item) if at == len(items) - 1 else item
        if len(word) < 2 or word[0] == "第" or not all(map(is_han, word)):
            continue
        if _JOINT.search(word):
            seen.clear()
        elif word not in seen:
            seen[word] = at
            if at == 0 and (bare := _without_verb(word, settings["verbs"])):
                seen.setdefault(bare, at)
        elif not _same_list_again(items, seen[word], at) and items[at + 1 : at + 2] != ["再" + word]:
            first, span = spans[seen[word]], spans[at]
            yield Hit(
                Span(span.start, span.start + len(word)),
                {"item": word},
                related=(Related(Span(first.end - len(word), first.end), "first"),),
            )


def _same_list_again(items: Sequence[str], one: int, two: int) -> bool:
    """Whether what stands before both places ends alike, or what follows begins alike: 省、自治区、直辖市…相邻省、自治区、直辖市."""
    if one == 0 or two - one == 1:
        return False
    if items[one - 1][-2:] == items[two - 1][-2:]:
        return True
    return two + 1 < len(items) and items[one + 1][:2] == items[two + 1][:2]


def _without_verb(item: str, verbs: list[str]) -> str:
    """What a first item holds behind its last verb, where that is a word of two characters or more; else ""."""
    start = max((at + len(verb) for verb in verbs if (at := item.rfind(verb)) >= 0), default=len(item))
    return item[start:] if len(item) - start >= 2 else ""


def _overlaps(enumeration: Enumeration, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """Two items of which the second begins with the whole of the first and goes on: 发展医养、医养结合服务."""
    if len(enumeration.items) != 2:
        return
    first, second = enumeration.items
    word = _without_verb(first, settings["verbs"])
    if not 2 <= len(word) <= 4 or not second.startswith(word) or len(second) < len(word) + 2 or not all(map(is_han, word)):
        return
    if _JOINT.search(second):
        return
    one, two = enumeration.spans()
    yield Hit(
        Span(one.end - len(word) - _verb_size(first, word, settings["verbs"]), two.end),
        {"word": word},
        related=(Related(Span(two.start, two.start + len(word)), "again"),),
    )


def _verb_size(item: str, word: str, verbs: list[str]) -> int:
    """The length of the verb before the word that an item ends with."""
    return max(len(verb) for verb in verbs if item.endswith(verb + word))
