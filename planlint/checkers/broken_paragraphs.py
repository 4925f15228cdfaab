"""Paragraphs that break in mid-sentence, and lines that begin with a mark that may not begin one.

Evidence for a break is added up in `Seam.score`: a quotation that opens before the gap and closes behind it, a word that
lies across it, a comma before it, a point behind it, running text that just stops. Titles, labels, bylines and lists end
without a full stop too, so whatever looks like one needs more evidence or is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.blocks import Block, flat
from planlint.text.characters import CLEAR, SOLID, han_after, han_before, is_han
from planlint.text.document import Document
from planlint.text.lexicon import lexicon
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "break", "threshold": 4, "certain": 6, "safe": 7}
"""A seam of `threshold` or more is reported, below `certain` as a warning unless a mark tells; from `safe` on its fix is safe."""

PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("(", ")"), ("「", "」"), ("『", "』"))
_LAST_WORDS = pattern(r"\w{0,6}[^\w\s]?$")
_FIRST_WORDS = pattern(r"^[^\w\s]?\w{0,6}")
_TEXT = frozenset(("paragraph", "item", "quote", "heading"))
_COMPLETE = tuple("。！？；：…!?;:.|—～~*")
_STOPS = frozenset(_COMPLETE)
_CLOSED = tuple("”’」』）)》〉】]")
_POINTS = frozenset("，。、；：？！”’」』）》〉】")
_BYLINE = pattern(
    r"[摄撰]$|(?:记者|作者|来源|编辑|校对|责编|供图|制图|通讯员|新华社|报道|时间|发布)[^，。]{0,16}$"
    r"|(?:主席|总理|省长|市长|主任|院长|署名)[^，。]{0,16}$|^——[^，。；]{0,60}$"
)
_METADATA = pattern(
    r"摄[）)]$|\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?[^，。]{0,30}$|(?:会议|大会)上$|(?:通过|公布|施行|修订|修正)[）)]?$"
    r"|第[一二三四五六七八九十百零〇\d]+号[）)]?$"
)
_NEW_START = pattern(r"[#>|*+•●○■◆▪▶★☆※◎·\-—_=]|[a-zA-Z]\b|https?:|附[件表录：:]|[（(]?注[：:1-9]|本报讯|中[華华]民[國国][零〇一二三四五六七八九十百\d]{1,5}年|（?完）?$|抄送|主题词")
_KEY = pattern(r"\w{2,8}[:：]")
_COMMA = pattern(r"[，,、；;：:]")
_WORD_END = pattern(r"[\w%％]$")
# Words after which a sentence cannot stop, and words with which a paragraph hardly begins.
_OPEN_END = pattern(
    r"(?:的|和|与|及|以及|或者|并|对|把|被|将|从|向|在|为|以|按|由|等|关于|对于|通过|推动|加强|完善|健全"
    r"|坚持|不|更|最|未|经|每|各|该|其|须|应|依|或|且|而|所|具有|(?<![为為基资資成样樣文版书書根日剧课課人])本|經|該|於|之|須|應|與|對|將|從|為|關於)$"
)
_OPEN_START = pattern(r"(?:的|和|与|及|以及|或者|等|了|着|过|地|得|性|化|们|上|中|下|内|时|后)")


AROUND = 12
"""Characters on either side of a gap that are looked at for a word across it."""

CLAUSE_LINES = 8
"""Breaks, nearly all behind a comma, from which on the text is one that puts a clause on a line, as verse and corpora do."""


class Custom(NamedTuple):
    """How the paragraphs of a document end: whether nearly all of many with a full stop, whether nearly all of some, and which
    labels head such paragraphs."""

    tidy: bool
    stopped: bool
    run_in: frozenset[str]


class Seam(NamedTuple):
    """The gap between two blocks: `end` of the text before it, `start` of the text behind it, and how sure it is a break."""

    end: int
    start: int
    score: int
    reach: Span
    point: bool


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"break": paragraphs broken in mid-sentence (EXT001); "line-start": lines that begin with a closing mark or a point (EXT010)."""
    settings = {**OPTIONS, **options}
    if settings["kind"] == "line-start":
        yield from _line_starts(document)
        return
    for seam in document.once(seams):
        if seam.score >= settings["threshold"]:
            yield _break(document, seam, settings)


def _break(document: Document, seam: Seam, settings: Mapping[str, Any]) -> Hit:
    text = document.text
    left, right = text[seam.end - 1 : seam.end], text[seam.start : seam.start + 1]
    before, after = _words(_LAST_WORDS, text[max(0, seam.end - 7) : seam.end]), _words(_FIRST_WORDS, text[seam.start : seam.start + 7])
    return Hit(
        Span(seam.end - len(left), seam.start + len(right)),
        {"before": before, "after": after},
        (Edit(Span(seam.end, seam.start), ""),),
        suggestions=(before + after,),
        severity="" if seam.score >= settings["certain"] or seam.point or left in "，,、" else "warning",
        safety="" if seam.score >= settings["safe"] else "suggested",
        reach=seam.reach,
    )


def _words(expression: re.Pattern[str], text: str) -> str:
    m = expression.search(text)
    return m.group() if m else ""


def _line_starts(document: Document) -> Iterator[Hit]:
    """Lines whose first character belongs to the end of the line before."""
    prose = document.prose
    for before, after in document.once(neighbours):
        first = after.span.start
        if prose[first : first + 1].isalnum():
            continue
        at = _visible_start(prose, after.span)
        if at is None or prose[at] not in _POINTS:
            continue
        end = at + 1
        while end < after.span.end and document.prose[end] in _POINTS:
            end += 1
        if (end - at > 1 and document.prose[at] in "》】") or not any(map(is_han, document.prose[end : after.span.end] or "文")):
            continue  # 》》 is an ornament of web pages
        last = _visible_end(document.prose, before.span) if before is not None else None
        edits = (Edit(Span(last, at), ""),) if last is not None else ()
        yield Hit(Span(at, end), {"mark": document.text[at:end]}, edits)


def neighbours(document: Document) -> tuple[tuple[Block | None, Block], ...]:
    """Each block of running text with the one before it; None where a table, a rule, code or nothing stands before it."""
    blocks = [b for b in document.blocks if b.kind != "comment"]
    rows = zip((None, *blocks), blocks, strict=False)
    return tuple((a if a is not None and a.kind in _TEXT else None, b) for a, b in rows if b.kind in _TEXT)


def open_ends(document: Document) -> tuple[int, ...]:
    """The rows of `neighbours`, by index, in which the first block ends without a full stop."""
    prose = document.prose
    return tuple(at for at, (a, _) in enumerate(document.once(neighbours)) if a is not None and prose[a.span.end - 1 : a.span.end] not in _STOPS)


def seams(document: Document) -> tuple[Seam, ...]:
    """The gaps at which a sentence may have been torn, with their scores; none in a text that was wrapped line by line."""
    if document.wrapped:
        return ()
    prose, rows = document.prose, document.once(neighbours)
    found = []
    for at in document.once(open_ends):
        a, b = rows[at]
        if a is None or b.level or (b.ordinal is not None and prose[a.span.end - 1].isalnum()):
            continue  # no seam, as `_seam` would find, which asks about more
        if s := _seam(document, a, b):
            found.append(s)
    by_gap: dict[int, list[Seam]] = {}
    for seam in found:
        by_gap.setdefault(flat(document.text[seam.end : seam.start]).count("\n"), []).append(seam)
    return tuple(sorted(s for alike in by_gap.values() for s in _no_verse(document, alike)))


def _no_verse(document: Document, alike: list[Seam]) -> list[Seam]:
    """The seams of one width without those behind a comma, where these are what the text is made of."""
    others = [s for s in alike if document.prose[s.end - 1] not in "，,、"]
    commas = len(alike) - len(others)
    if commas >= CLAUSE_LINES and commas >= 0.8 * sum(s.score >= OPTIONS["threshold"] for s in alike):
        return others
    return alike


def custom(document: Document) -> Custom:
    """What is usual in a document: （一） may head titles in one text and whole paragraphs in the next."""
    prose, ends = document.prose, dict[str, list[bool]]()
    for block in document.blocks:
        if block.kind in ("paragraph", "item", "heading") and not block.level and block.span.end - block.span.start >= 12:
            end = _visible_end(prose, block.span)
            ends.setdefault(block.ordinal.style if block.ordinal else "", []).append(end is not None and prose[end - 1] in _STOPS)
    run_in = frozenset(style for style, stops in ends.items() if len(stops) >= 3 and sum(stops) >= 0.7 * len(stops))
    plain = ends.get("", [])
    share = sum(plain) / max(1, len(plain))
    return Custom(len(plain) >= 20 and share >= 0.93, len(plain) >= 8 and share >= 0.9, run_in)


def _visible_start(prose: str, span: Span) -> int | None:
    at = span.start
    while at < span.end and (prose[at].isspace() or prose[at] == CLEAR):
        at += 1
    return at if at < span.end else None


def _visible_end(prose: str, span: Span) -> int | None:
    end = span.end
    while end > span.start and (prose[end - 1].isspace() or prose[end - 1] == CLEAR):
        end -= 1
    return end if end > span.start else None


def _seam(document: Document, a: Block | None, b: Block) -> Seam | None:
    """The gap between two blocks as a seam with its score; None where the first ends or the second begins something."""
    if a is None:
        return None
    prose = document.prose
    end, start = _visible_end(prose, a.span), _visible_start(prose, b.span)
    if end is None or start is None or b.level or (a.kind != b.kind and "quote" in (a.kind, b.kind)):
        return None
    last, first = prose[end - 1], prose[start]
    if last in _STOPS or (b.ordinal is not None and last not in "（(") or SOLID in (last, first):
        return None  # a label is none of a new paragraph only behind an open bracket
    if (last + first).isascii():
        return None  # English lines are wrapped wherever they are full
    before, after = prose[a.span.start : end].strip(CLEAR), prose[start : b.span.end].rstrip(CLEAR + " ")
    point = first in _POINTS
    torn = _torn_pair(before, after)
    reach = Span(a.span.start + torn[0], start + torn[1] + 1) if torn else Span(end - 1, start + 1)
    entries = _KEY.match(before) and _KEY.match(after)  # 引用：… below 引用：…
    if not torn and (a.level or is_byline(before) or entries or _NEW_START.match(after) or a.bold or b.bold):
        return None
    return Seam(end, start, _score(document, a, before, after, torn is not None, point), reach, point)


def is_byline(before: str) -> bool:
    """Whether a text is a signature, a source or a date of adoption, which end without a full stop."""
    return bool(_METADATA.search(before) or (not _COMMA.search(before) and _BYLINE.search(before)))


def _score(document: Document, a: Block, before: str, after: str, torn: bool, point: bool) -> int:
    """How much speaks for a break; 4 is enough for a report."""
    comma = before[-1] in "，,、"
    score = 6 * torn + 4 * (comma and len(before) >= 12) + 4 * (point and after[0] not in "”’" and len(before) >= 8)
    if len(before) <= 30 and len(after) <= 30 and not any(mark in after for mark in "。；！？"):
        score -= 3  # a title may take two lines
    if comma or not _WORD_END.search(before):
        return score - 3 * (before.endswith(_CLOSED) and not torn)
    together = runs_on(before, after)
    if point or torn or not (after[0].isalnum() or after[0] in "“《（"):
        return score + together
    usual = document.once(custom)
    if _is_title_like(a, before, usual):
        return score + 4 * (len(after) > 10 and _tears_word(before, after))
    score += _prose(a, before) + (usual.tidy and _COMMA.search(before) is not None)
    if len(after) <= 25 and after[-1] not in "。；！？”）":
        score -= 2
    return score + together


def _prose(a: Block, before: str) -> int:
    """2 to 4: how surely a text without a full stop at its end is running text."""
    marked = _COMMA.search(before) is not None or len(before) > 24
    article = a.ordinal is not None and a.ordinal.style == "条" and len(before) >= 16 and marked
    if article or "。" in before or "；" in before or (len(before) >= 40 and len(_COMMA.findall(before)) >= 2):
        return 4
    return 3 if len(before) >= 30 else 2


def _is_title_like(a: Block, before: str, usual: Custom) -> bool:
    """Whether a line without a full stop may be a title, a name or a label: short and without a comma, or marked as a heading."""
    if a.ordinal is not None and a.ordinal.style == "条":
        return len(before) <= 10
    if a.ordinal is not None and a.ordinal.style in usual.run_in:
        return not _COMMA.search(before)
    return a.kind == "heading" or (not _COMMA.search(before) and len(before) <= 30 and "。" not in before)


def runs_on(before: str, after: str) -> int:
    """0 to 4: how much the words at the gap belong together."""
    left, right = han_before(before, len(before), AROUND), han_after(after, 0, AROUND)
    if not left or not right:
        return 1 if _OPEN_END.search(before) else 0
    words = lexicon()
    left, right = words.simple(left), words.simple(right)
    score = 2 * words.joined(left, right) + (_OPEN_END.search(before) is not None) + (_OPEN_START.match(after) is not None)
    seen = words.seen(left[-2:] + right[:2])
    return min(4, score + (1 if seen >= 2 else 0) + (1 if seen >= 5 else 0))


def _tears_word(before: str, after: str) -> bool:
    """Whether the gap goes through a word that leaves a single character on both sides: 主动服|务."""
    left, right = han_before(before, len(before), AROUND), han_after(after, 0, AROUND)
    if not left or not right or not lexicon().joined(left, right):
        return False
    return len(lexicon().segment(left)[-1]) == 1 and len(lexicon().segment(right)[0]) == 1


def _torn_pair(before: str, after: str) -> tuple[int, int] | None:
    """Where a pair of marks opens before the gap and closes behind it, as offsets into the two texts; None without one."""
    for opening, closing in PAIRS:
        if opening not in before or closing not in after:
            continue
        opened, closed = before.rfind(opening), after.find(closing)
        if before.find(closing, opened) < 0 and closed >= 0 and opening not in after[:closed] and closed <= 60:
            return opened, closed
    return None
