"""Labels at the heads of blocks as series: which numbers belong to one count, and where a count begins anew.

A label goes on with the series of its own style, or begins a new one with 1. A label of a higher rank between two
labels (a chapter between two articles, an article between two items) makes the choice free: articles run on across
chapters, items begin anew in each article. Quotations and annexes count for themselves.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from planlint.text.characters import CLEAR
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.document import Document

_RANKS = {"编": 1, "章": 2, "节": 3, "条": 4, "一、": 5, "（一）": 6, "1.": 7, "1.1": 8, "（1）": 9, "①": 10}
_FAMILIES = {style: style for style in _RANKS} | {"篇": "编", "一.": "一、", "1、": "1.", "1）": "（1）"}
_UNMARKED = 10
"""What the rank of a label without a Markdown level begins with: marked headings stand above all of them."""
_LOWEST = _UNMARKED + 10

_ANNEX = pattern(
    r"附\s*(?:件|录|錄|表|图|圖)?\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?\s*$|附[件录錄表][\d一二三四五六七八九十：: \u3000]"
)
_QUOTES = pattern("[“”「」]")
_OPENED = tuple(pattern(rf"{mark}[^“”「」\n]*(?:[“「\n]|\Z)") for mark in "“「")
"""An opening mark with no closing one behind it in its line."""
_ENDED = pattern(rf"[。；：！？;:!?…”」』）)》〉】〕\]、，,|>~—\-=.{CLEAR}]\s*$")
NEAR = 3
"""How far a first number may miss what is expected for it and still be taken for a slip rather than another count."""


class Mark(NamedTuple):
    """One label: its number, the number behind 之 (0 where there is none), its place, and the index of its block.

    `anew` says that a label of a higher rank stands between this one and the one before in its series.
    """

    value: int
    sub: int
    span: Span
    block: int
    anew: bool = False


class Series(NamedTuple):
    """Labels of one count, in order.

    `style` is the family of the labels; `lawlike` says that they are articles, or stand below articles. `above` is the
    offset of what the series begins anew below where it should have begun with 1 and did not, else -1.
    """

    style: str
    marks: tuple[Mark, ...]
    lawlike: bool
    above: int


class _Track:
    """The series of one style while the blocks are read: the current one, older ones it may return to, and its habit.

    `seen` is the offset up to which it is known what interrupts it.
    """

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.older: list[list[Mark]] = []
        self.seen = -1
        self.restarts = 0
        self.runs_on = 0
        self.above = -1
        self.lawlike = False

    def goes_on(self, value: int, sub: int) -> bool:
        """Whether a number goes on with the last one, as nearly all do."""
        last = self.marks[-1].value
        return value == last + 1 or (sub > 0 and value == last)


def series(document: "Document") -> tuple[Series, ...]:
    """The series of all labels of a document outside quotations, in the order of their ends."""
    return tuple(_series(document))


def _series(document: "Document") -> Iterator[Series]:
    tracks: dict[tuple[str, int, tuple[int, ...]], _Track] = {}
    above_rank = [-1] * (_LOWEST + 1)  # by rank: where the last block of a higher one stands, which interrupts its series
    prose = document.prose
    quoted, tight = document.once(quotations), document.once(_tight_articles)
    article = False
    for at, (kind, (start, end), level, ordinal, body, bold) in enumerate(document.blocks):
        if kind not in ("heading", "paragraph", "item"):
            continue
        if ordinal is None:
            if prose.startswith("附", start) and _ANNEX.match(prose, start, min(end, start + 20)):
                for ended in list(tracks):
                    yield from _closed(ended[0], tracks.pop(ended))
                article = False
            elif level or bold:
                rank = level or _UNMARKED + 4
                above_rank[rank + 1 :] = [start] * (_LOWEST - rank)
            continue
        written, value, rest, length = ordinal
        style = _FAMILIES.get(written)
        if style is None or at in tight or (quoted and inside(quoted, start)):
            continue
        article |= style == "条"
        rank = level or _UNMARKED + _RANKS[style]
        above_rank[rank + 1 :] = [start] * (_LOWEST - rank)
        sub = rest[0] if rest else 0
        key: tuple[str, int, tuple[int, ...]] = style, rank, ()
        if style == "1.1":
            key, value, sub = (style, rank, (value, *rest[:-1])), rest[-1], 0
        track = tracks.get(key)
        if track is None:
            track = tracks[key] = _Track()
            track.seen = start
        above = above_rank[rank] if above_rank[rank] > track.seen else -1
        track.lawlike = article or style in "编章节"
        mark = Mark(value, sub, Span(body - length, body), at, above >= 0)
        if not track.marks or track.goes_on(value, sub):
            track.marks.append(mark)
            track.runs_on += mark.anew
            track.seen = start
        elif (value == 1 and not sub) or _trusted(document, at):
            track.seen = start
            yield from _place(style, track, mark, above)
    for key, track in tracks.items():
        yield from _closed(key[0], track)


def _place(style: str, track: _Track, mark: Mark, above: int) -> Iterator[Series]:
    """Puts a mark that does not go on with the last one into the series where it belongs; yields the series that it ends."""
    interrupted = above >= 0
    if mark.value == 1 and not mark.sub:
        track.restarts += interrupted
        if interrupted:
            yield from _closed(style, track)
        else:
            track.older.append(track.marks)
        track.marks, track.above = [mark], -1
        return
    for older in reversed(track.older[-3:]):
        if older[-1].value + 1 == mark.value:
            yield Series(style, tuple(track.marks), track.lawlike, track.above)
            track.older.remove(older)
            track.marks = [*older, mark._replace(anew=False)]
            return
    if not interrupted or style == "条" or (track.runs_on and not track.restarts):
        track.marks.append(mark)
        return
    yield from _closed(style, track)
    track.marks = [mark]
    track.above = above if track.restarts > 1 and mark.value <= NEAR else -1


def _closed(style: str, track: _Track) -> Iterator[Series]:
    for marks in (*track.older, track.marks):
        if marks:
            yield Series(style, tuple(marks), track.lawlike, track.above if marks is track.marks else -1)
    track.older, track.marks = [], []


def _trusted(document: "Document", at: int) -> bool:
    """Whether a label stands where a block can begin: not where a line was broken in the midst of a sentence."""
    if at == 0:
        return True
    before, block = document.blocks[at - 1], document.blocks[at]
    if block.level or before.kind not in ("paragraph", "item", "quote") or before.span.end - before.span.start < 20:
        return True
    if document.text.count("\n", before.span.end, block.span.start) > 1:
        return True
    return _ENDED.search(document.prose, max(before.span.start, before.span.end - 3), before.span.end) is not None


BLANK = f" \t\u3000{CLEAR}"
"""What may stand at the edges of a line, hidden markup included."""


def quotations(document: "Document") -> tuple[Span, ...]:
    """The quotations that go across blocks, in order.

    Each paragraph of a long quotation may begin with an opening mark; an opening mark elsewhere, or one at the head of a
    paragraph that does not follow such a one, shows that the mark before has lost its twin.
    """
    prose, found, opened, last = document.prose, [], -1, -1
    begin = min((m.start() for mark in _OPENED if (m := mark.search(prose))), default=len(prose))
    for m in _QUOTES.finditer(prose, begin):
        if m.group() in "“「":
            if opened < 0 or not _at_head(prose, m.start()) or not _next_line(prose, last, m.start()):
                opened = m.start()
            last = m.start()
        elif opened >= 0:
            if "\n" in prose[opened : m.start()]:
                found.append(Span(opened, m.end()))
            opened = -1
    return tuple(found)


def _tight_articles(document: "Document") -> frozenset[int]:
    """The indexes of blocks that begin with 第六条 and no space behind it, where the articles of the document have one.

    Such a block speaks of an article (第六条所定人员…); it does not begin one.
    """
    prose = document.prose
    articles = [(at, b) for at, b in enumerate(document.blocks) if b.ordinal is not None and b.ordinal.style == "条"]
    tight = [at for at, b in articles if b.body < b.span.end and prose[b.body].isalpha()]
    return frozenset(tight) if len(articles) > 5 * len(tight) else frozenset()


def _next_line(prose: str, one: int, two: int) -> bool:
    """Whether the second place stands in the line of text right behind that of the first."""
    return len([line for line in prose[one:two].splitlines()[1:] if line.strip(BLANK)]) == 0


def _at_head(prose: str, at: int) -> bool:
    """Whether nothing but blanks stands before a place in its line; looked at backwards, since a line may be as long as the text."""
    while at and prose[at - 1] in BLANK:
        at -= 1
    return at == 0 or prose[at - 1] == "\n"


def inside(spans: Sequence[Span], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which are in order."""
    k = bisect_right(spans, (offset,)) - 1
    return k >= 0 and offset < spans[k].end
