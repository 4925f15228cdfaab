"""A list of contents at the head of a text whose titles are not those of the headings that follow."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit, Related
from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, essence
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_HEAD_MAX = 5000
"""Characters within which a list of contents begins."""

_SPACE = " \t\u3000\xa0" + CLEAR
_STYLES = "编篇章节"  # from the highest to the lowest
_PAGE = pattern(rf"(?:[{_SPACE}.．…·⋯—-]+[（(]?\d{{1,4}}[）)]?|[.．…·⋯]+)[{_SPACE}]*$")
_TITLE_MAX = 60
_FOUND_MIN = 0.6
"""The share of entries that must have a heading; with fewer, the text is another one or was read badly."""

_DIFFERENT_MAX = 0.3
"""The share of titles that may differ; with more, list and text are of two makes."""


class _Title(NamedTuple):
    """A numbered title: label as (style, number), where its words stand, and their essence."""

    label: tuple[str, int]
    span: Span
    key: str


_Place = tuple[tuple[str, int], ...]


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The entries of the list of contents that have the number of a heading and other words."""
    start = _contents(document.prose)
    if start < 0:
        return
    titles = [t for b in document.blocks if b.span.start >= start and (t := _title(document, b)) is not None]
    size = next((i for i in range(1, len(titles)) if titles[i].label == titles[0].label), 0)
    if size < 3:
        return
    nested = _nested(titles[:size])
    entries, headings = _by_place(titles[:size], nested), _by_place(titles[size:], nested)
    both = [(e, headings[place]) for place, e in entries.items() if place in headings]
    different = [(e, h) for e, h in both if not _alike(e.key, h.key)]
    if len(both) < size * _FOUND_MIN or len(different) > max(1, len(both) * _DIFFERENT_MAX):
        return
    for entry, heading in different:
        words = document.slice(heading.span)
        fields = {"title": document.slice(entry.span), "heading": words}
        yield Hit(entry.span, fields, edits=(Edit(entry.span, words),), related=(Related(heading.span, "heading"),))


def _nested(entries: list[_Title]) -> frozenset[str]:
    """The styles whose numbers begin anew below each title above them, as sections do, and chapters in some plans."""
    counts = Counter(t.label for t in entries)
    return frozenset(style for (style, number), count in counts.items() if number == 1 and count > 1)


def _by_place(titles: list[_Title], nested: frozenset[str]) -> dict[_Place, _Title]:
    """Titles by where they stand: by their number, and below the title above them where numbers begin anew; the first of each."""
    found: dict[_Place, _Title] = {}
    above: dict[str, _Place] = {}
    for title in titles:
        style = title.label[0]
        higher = _STYLES[: _STYLES.index(style)]
        parent = next((above[s] for s in reversed(higher) if s in above), ()) if style in nested else ()
        above = {s: place for s, place in above.items() if s in higher} | {style: (*parent, title.label)}
        found.setdefault(above[style], title)
    return found


def _contents(prose: str) -> int:
    """The offset behind the line 目录 (also 目 录, 目次) near the head of a text; -1 where there is none."""
    at = prose.find("目", 0, _HEAD_MAX)
    while at >= 0:
        end = at + 1
        while end < at + 6 and prose[end : end + 1] in _SPACE and end < len(prose):
            end += 1
        before = prose[prose.rfind("\n", 0, at) + 1 : at].strip(_SPACE + "#*【[")
        after = prose[end + 1 : end + 40].split("\n", 1)[0].strip(_SPACE + "*】]:：\r")
        if prose[end : end + 1] in ("录", "次") and not before and not after:
            return end + 1
        at = prose.find("目", at + 1, _HEAD_MAX)
    return -1


def _title(document: Document, block: Block) -> _Title | None:
    """A block as the numbered title of a part, chapter or section, without the leader and the page behind it."""
    if block.ordinal is None or block.ordinal.style not in _STYLES or block.ordinal.rest or block.span.end - block.body > _TITLE_MAX:
        return None
    start, end = block.body, block.span.end
    prose = document.prose
    while start < end and prose[start] in _SPACE + "#*":
        start += 1
    if m := _PAGE.search(prose, start, end):
        end = max(start, m.start())
    while end > start and prose[end - 1] in _SPACE:
        end -= 1
    key = essence(prose[start:end])
    return _Title((block.ordinal.style, block.ordinal.value), Span(start, end), key) if key and "。" not in prose[start:end] else None


def _alike(entry: str, heading: str) -> bool:
    """Whether two titles say the same, or one of them breaks off: a subtitle left out, a second line."""
    return entry == heading or entry.startswith(heading) or heading.startswith(entry)
