"""Lines that stand between the two halves of a torn sentence: a page number, a running header, a caption.

A sentence that breaks off without a mark and goes on two or three lines below was torn by what lies between. What lies
there is sure to be none of it where it is a page number, where it says again what a title said, or where a word goes
through it: the text before and the text behind belong together more closely than either does with the line between.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from planlint.checkers.broken_paragraphs import is_byline, neighbours, open_ends, runs_on
from planlint.hits import Edit, Hit
from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

MOST = 3
"""Lines that may stand between the halves: a number, a header, the title of a chapter."""
LONGEST = 45
"""Characters of the longest line that may."""
SHORTEST = 4
"""Characters of the shortest title that a running header repeats."""
TITLE_LINES = 20
"""Blocks at the head of a text in which its title stands; a running header often gives a part of it."""
HALF = 12
"""Characters of the shortest first half of which the words at the gap need not tell: shorter lines are cells and labels."""
WORD = 2
"""What `runs_on` has to say of two halves between which anything may stand, or of which the first is short."""

_POINTS = "，。；"
_ALL_POINTS = frozenset("，。；！？：、,;!?:…")
_EDGE = "#* \t\u3000" + CLEAR
_NUMBER = r"\d{1,4}"
DASHES = "-—–―─－·•~～"
"""What stands on both sides of the number of a page."""
_DASHES = f"[{DASHES}]{{1,3}}"
PAGE = (
    rf"{_DASHES}[ \t\u3000]*{_NUMBER}[ \t\u3000]*{_DASHES}|第[ \t]*{_NUMBER}[ \t]*页(?:[ \t]*[/／，,]?[ \t]*共[ \t]*{_NUMBER}[ \t]*页)?"
    rf"|[Pp]age[ \t]+{_NUMBER}(?:[ \t]+of[ \t]+{_NUMBER})?|[Pp]\.?[ \t]?{_NUMBER}|{_NUMBER}[ \t]*[/／][ \t]*{_NUMBER}"
)
"""What is sure to be the number of a page where it stands alone on a line."""
_MARKED = pattern(rf"{PAGE}|第[一二三四五六七八九十百]{{1,5}}页|[\[【〔]{_NUMBER}[\]】〕]")
_PRINTED = pattern(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}[ \t]+(?:上午|下午)?[ \t]*\d{1,2}:\d{2}(?::\d{2})?|https?://[!-~]+")
"""What a browser prints at the head and the foot of a page: the time and the address."""
_CAPTION = pattern(r"[①-⑳]|[▲△▼◆■]|\[\d{1,2}\]|图为|[上下左右]图|图\d|注[：:]|(?:资料|数据|图片)来源")
"""With what a caption or a note begins."""
_BARE = pattern(r"\d{1,3}")
_BESIDE = pattern(rf"^(?:{PAGE}|\d{{1,3}})[ \t\u3000|]+|[ \t\u3000|]+(?:{PAGE}|\d{{1,3}})$")
"""A page number in one line with the header."""
_COUNTED = frozenset("年月日时分秒个元亿万千百人名位家户项件次条所座台套辆艘架村县市区乡镇街公平亩吨斤克度岁种类倍期届余多左％%")
"""What may follow a number that belongs to the sentence and was set on a line of its own."""
_COUNTS = pattern(r"(?:第|约|共|达|到|过|加|增|至|为|近|有|成|是|占|设|开|投)$")
"""What stands before such a number."""

_BEHIND_A_NAME = frozenset("的和与及并等中后上之以")
"""With what a sentence goes on behind a title that belongs to it: 学习了 / 在全县水利工作会议上的讲话 / 并作出部署."""


class Interruption(NamedTuple):
    """`lines` are the lines between, `gap` reaches from the end of the first half to the beginning of the second; `kind` is
    "page", "header" or "between"."""

    lines: Span
    gap: Span
    kind: str


class Titles(NamedTuple):
    """Headings with the place where each stands first, the lines of the title at the head of the text, and their end."""

    headings: dict[str, int]
    head: str
    end: int


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """What stands between the halves of a sentence, each as a hit that joins them; `page_numbers` asks for these first."""
    for between in interruptions(document):
        gap, variant = between.gap, "" if between.kind == "page" else between.kind
        fields = {"line": " ".join(document.slice(between.lines).split())}
        yield Hit(between.lines, fields, (Edit(gap, ""),), reach=Span(gap.start - 1, gap.end + 1), variant=variant)


def interruptions(document: Document) -> Iterator[Interruption]:
    """The lines that tear a sentence in a text whose lines are paragraphs, in order."""
    if document.wrapped:
        return
    prose, rows, done = document.prose, document.once(neighbours), 0
    for at in document.once(open_ends):
        first, line = rows[at]
        if first is None or line.span.end - line.span.start > LONGEST or first.span.start < done or not _is_half(prose, first):
            continue
        blocks = [block for _, block in _following(rows, at)]
        found = _interruption(document, first, blocks) if any(_goes_on(prose, block) for block in blocks[1:]) else None
        if found is not None:
            done = found.gap.end
            yield found


def _following(rows: tuple[tuple[Block | None, Block], ...], at: int) -> Iterator[tuple[Block | None, Block]]:
    """The row number `at` and those behind it up to a table or a rule, as many as may be needed."""
    yield rows[at]
    for row in rows[at + 1 : at + 1 + MOST]:
        if row[0] is None:
            return
        yield row


def _is_half(prose: str, first: Block) -> bool:
    """Whether a block that ends without a mark is running text."""
    end = first.span.end
    return not (first.level or first.bold or first.kind == "heading") and (is_han(prose[end - 1]) or prose[end - 1] in "，、")


def _is_long(before: str) -> bool:
    """Whether a first half is surely running text, whatever its last word."""
    return len(before) >= HALF and any(mark in before for mark in _POINTS)


def _goes_on(prose: str, block: Block) -> bool:
    """Whether a block may be the second half of a sentence: running text without a label."""
    start, end = block.span
    if block.level or block.bold or block.ordinal is not None or not (is_han(prose[start]) or prose[start] in "“《（"):
        return False
    return any(prose.find(mark, start, end) >= 0 for mark in _POINTS)


def _interruption(document: Document, first: Block, blocks: list[Block]) -> Interruption | None:
    """What stands between a first half and the second one among the blocks behind it; None where that is not sure."""
    prose = document.prose
    before, kinds = prose[first.span.start : first.span.end], set[str]()
    for line, second in pairwise(blocks):
        kind = _kind(document, line)
        lines, gap = Span(blocks[0].span.start, line.span.end), Span(first.span.end, second.span.start)
        after = prose[second.span.start : second.span.end]
        if not kind:
            alone = line is blocks[0] and not line.level and _goes_on(prose, second)
            found = alone and _is_foreign(before, line, prose[line.span.start : line.span.end], after)
            return Interruption(lines, gap, "between") if found else None
        kinds.add(kind)
        if _goes_on(prose, second) and not _kind(document, second):
            if not _is_sure(kinds, before, after):
                return None
            kind = "header" if kinds & {"header", "chapter"} else "between" if "printed" in kinds else "page"
            return Interruption(lines, gap, kind)
    return None


def _is_sure(kinds: set[str], before: str, after: str) -> bool:
    """Whether page numbers and headers stand between the halves of one sentence, rather than at the end of a text without a mark."""
    if is_byline(before):
        return False
    if runs_on(before, after) >= WORD:
        return True
    if not _is_long(before) or kinds == {"chapter"} or (kinds == {"header"} and after[0] in _BEHIND_A_NAME):
        return False
    return kinds != {"number"} or _is_no_count(before, after)


def _kind(document: Document, block: Block) -> str:
    """What a line between may be: a page "number", one that is "marked" as such, what a browser "printed", a "header" that
    repeats a title, the title of a "chapter" with its label, or "" for other text."""
    text = document.text[block.span.start : block.span.end].strip(_EDGE)
    if len(text) > LONGEST:
        return ""
    title = text
    if _MARKED.fullmatch(text):
        return "marked"
    if _PRINTED.fullmatch(text):
        return "printed"
    if any(map(str.isdigit, text)):
        if _BARE.fullmatch(text):
            return "number"
        title = _BESIDE.sub("", text).strip(_EDGE)
    if len(title) < SHORTEST or not _ALL_POINTS.isdisjoint(title) or not _stands_before(document, title, block.span.start):
        return ""
    return "chapter" if block.ordinal is not None else "header"


def _stands_before(document: Document, title: str, at: int) -> bool:
    """Whether a title, or a part of the title of the whole text, stands before an offset."""
    titles = document.once(_titles)
    return titles.headings.get(title, at) < at or (titles.end < at and title in titles.head)


def _titles(document: Document) -> Titles:
    headings: dict[str, int] = {}
    for block in document.blocks:
        if block.kind == "heading":
            for start in (block.span.start, block.body):
                headings.setdefault(document.text[start : block.span.end].strip(_EDGE), block.span.start)
    short = (b.span for b in document.blocks[:TITLE_LINES] if b.span.end - b.span.start <= LONGEST)
    head = [span for span in short if _ALL_POINTS.isdisjoint(document.text[span.start : span.end])]
    return Titles(headings, "\n".join(map(document.slice, head)), head[-1].end if head else 0)


def _is_foreign(before: str, block: Block, line: str, after: str) -> bool:
    """Whether a line of any words stands between two halves that belong together more closely than either does with it."""
    plain = block.ordinal is None and _ALL_POINTS.isdisjoint(line)
    if not _is_long(before) or is_byline(before) or not (plain or _CAPTION.match(line)) or len(line) < SHORTEST:
        return False
    whole = runs_on(before, after)
    return whole >= WORD and whole > max(runs_on(before, line), runs_on(line, after))


def _is_no_count(before: str, after: str) -> bool:
    """Whether a bare number between two halves is neither one of the sentence itself (新建学校 / 12 / 所) nor one of a list."""
    return after[0] not in _COUNTED and not _COUNTS.search(before) and "。" in after
