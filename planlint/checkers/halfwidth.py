"""Half-width punctuation in Chinese prose: , ; : ? ! . ( ) where a Han character or a Chinese mark stands beside it.

Marks of numbers, times, ratios, addresses, English words, labels and metadata lines are left alone. Half-width
brackets are a matter of style (第(一)项): they count only where the commas of the document are half-width too, and, for
--preview, where they are the odd ones out among full-width brackets.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit
from planlint.text.characters import CLEAR, NOT_LATIN, SOLID, is_han
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"odd-brackets": 0.2, "min-brackets": 5}
"""Half-width brackets are the odd ones out up to this share of all bracket pairs, in a text of at least so many full-width pairs."""

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_MARKS = (
    *(pattern(f"{mark}(?:(?<={NOT_LATIN}{mark})|(?={NOT_LATIN}))") for mark in ",;:"),
    *(pattern(f"{mark}(?<={NOT_LATIN}{mark})") for mark in (r"\?", "!", r"\.")),
)
"""A pattern for each mark, since a single character is looked for ten times faster than one of several."""
_BESIDE = frozenset("“”‘’「」『』（）《》〈〉【】〔〕％℃")
_LABEL = pattern(rf"[{HAN_NUMERAL}]{{1,4}}|\d{{1,3}}|[A-Za-z]|[ivxIVX]{{1,4}}")
_PAIR = pattern(r"\(([^()（）\r\n]{1,80})\)")
_FULL_PAIR = pattern(r"（[^()（）\r\n]{1,80}[)）]")
_DIGIT_GROUP = pattern(rf"[{HAN_NUMERAL}○]{{3}}(?![{HAN_NUMERAL}○])")
_REFERENCE = pattern(r"\[(?:[A-Z]|[A-Z]{2}/OL|[A-Z]/OL)\]")
_KEY = pattern(rf"[\s>*\-·【\[（({CLEAR}]*(?P<key>(?:[^\W\d_]| ){{2,8}})\Z")
_KEYS = pattern(
    "(?:来源|作者|编辑|责编|记者|时间|日期|字号|字体|分享|浏览|阅读|点击|索引号|主题词|文号|发布机构|发文机关|电话|传真|邮箱|邮编|地址|网址|时间戳)$"
)
_ODD = pattern(rf"{NOT_LATIN}\((?:{NOT_LATIN}[^:]*|[^:]*{NOT_LATIN})\)(?:{NOT_LATIN}|$)")
_BOX = "│┃║├┤"
_ENGLISH = pattern(r"[A-Za-z]+[ ,]+[A-Za-z]+\Z")
_NAME_BEFORE = pattern(rf"[.·]{NOT_LATIN}{{1,6}}\Z")
_NAME_AFTER = pattern(rf"{NOT_LATIN}{{1,6}}[.·]{NOT_LATIN}")
_STOP = pattern("[，。；！？,;]")
_BLANK = f" \t\u3000{CLEAR}"


class Widths(NamedTuple):
    """What a document has of half-width marks: the offsets of marks, and the half-width bracket pairs that hold no label."""

    marks: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    full_commas: int
    full_pairs: int


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each half-width mark, and one for each pair of half-width brackets where they count."""
    widths = document.once(measure)
    prose = document.prose
    for at in widths.marks:
        yield _mark_hit(prose, at)
    all_half = sum(1 for at in widths.marks if prose[at] == ",") > widths.full_commas
    if all_half or _odd_ones(widths, {**OPTIONS, **options}):
        for start, end in widths.pairs:
            if not all_half and not _ODD.match(prose, start - 1, end + 1):
                continue
            edits = (Edit(Span(start, start + 1), "（"), Edit(Span(end - 1, end), "）"))
            yield Hit(Span(start, end), {"mark": "()", "right": "（）"}, edits, status="" if all_half else "preview")


def measure(document: Document) -> Widths:
    """The half-width marks of the prose of a document: no tables, no code, no front matter."""
    prose = document.prose
    marks = sorted(m.start() for mark in _MARKS for m in mark.finditer(prose))
    brackets = [m for m in _PAIR.finditer(prose) if not _LABEL.fullmatch(m[1].strip())]
    line_of = _lines(document) if marks or brackets else lambda _: None
    pairs = tuple(m.span() for m in brackets if line_of(m.start()) and _in_chinese(prose, m))
    return Widths(
        tuple(at for at in marks if (line := line_of(at)) and _is_chinese(prose, at, line)),
        pairs, prose.count("，"), len(_FULL_PAIR.findall(prose)) if pairs else 0,
    )  # fmt: skip


def _lines(document: Document) -> Callable[[int], Span | None]:
    """What tells the paragraph in which an offset lies, if any; lines that are drawn are none, as a table of a plain text is."""
    prose = document.prose
    boxes = [box for box in _BOX if box in prose]
    spans = [b.span for b in document.paragraphs if not any(prose.find(box, *b.span) >= 0 for box in boxes)]
    starts = [s.start for s in spans]

    def line_of(at: int) -> Span | None:
        i = bisect_right(starts, at) - 1
        return spans[i] if i >= 0 and at < spans[i].end else None

    return line_of


def _odd_ones(widths: Widths, options: Mapping[str, Any]) -> bool:
    """Whether the half-width brackets are few among many full-width ones."""
    half = len(widths.pairs)
    return bool(widths.full_pairs >= options["min-brackets"] and half <= options["odd-brackets"] * (half + widths.full_pairs))


def _is_chinese(prose: str, at: int, line: Span) -> bool:
    """Whether a half-width mark stands in Chinese prose, so that it ought to be full-width."""
    mark = prose[at]
    before, after = _neighbours(prose, at, line)
    if (mark in ",;" and before in ".,;，；。、") or (mark in ".?" and mark in (before, after)):
        return False  # a run of marks, an ellipsis and the ?? of lost characters are other matters
    left, right = _is_near(before), _is_near(after)
    if not (left or right) or _in_reference(prose, max(line.start, at - 120), min(line.end, at + 60)):
        return False
    if mark == ",":
        return _comma(prose, at, left, before)
    if mark == ":":
        return left and not _metadata(prose, at, line) and not (before.isdigit() and after.isdigit())
    if mark == ".":
        return left and _full_stop(prose, at, line, before, after)
    return left


def _in_reference(prose: str, start: int, end: int) -> bool:
    """Whether a stretch holds the type mark of a bibliography, [M] or [J/OL]; those have marks of their own."""
    return prose.find("[", start, end) >= 0 and _REFERENCE.search(prose, start, end) is not None


def _is_near(character: str) -> bool:
    """Whether a character beside a mark makes it Chinese: a Han character, a Chinese quotation mark or bracket."""
    return is_han(character) or character in _BESIDE


def _neighbours(prose: str, at: int, line: Span) -> tuple[str, str]:
    """The nearest characters on both sides that are no blanks and no hidden markup; "" at the ends of the paragraph."""
    before, after = prose[max(line.start, at - 1) : at], prose[at + 1 : min(line.end, at + 2)]
    if before in _BLANK:  # "" too, but then there is nothing to find
        before = next((c for c in reversed(prose[max(line.start, at - 60) : at]) if c not in _BLANK), "")
    if after in _BLANK:
        after = next((c for c in prose[at + 1 : min(line.end, at + 60)] if c not in _BLANK), "")
    return before, after


def _comma(prose: str, at: int, left: bool, before: str) -> bool:
    if before in HAN_NUMERAL and _DIGIT_GROUP.match(prose, at + 1):
        return False  # 一,〇四七
    # A comma after Chinese stops Chinese; before it, only where no English sentence runs into it.
    return left or before.isdigit() or before in "%）)" or not _ENGLISH.search(prose[max(0, at - 24) : at])


def _metadata(prose: str, at: int, line: Span) -> bool:
    """Whether a colon belongs to a line of metadata (来源: …, 更新时间: …), not to a sentence."""
    m = _KEY.match(prose[line.start : at]) if at - line.start <= 24 else None
    if m is None:
        return False
    value = prose[at + 1 : line.end]
    return _KEYS.search(m["key"]) is not None or (value[:1] == " " and not _STOP.search(value)) or SOLID in value


def _full_stop(prose: str, at: int, line: Span, before: str, after: str) -> bool:
    """Whether a point after a Han character ends a sentence; in 一. and in 约翰.史密斯.马丁 it does not."""
    if not is_han(before) and before not in "”’」』）》":
        return False
    if before in HAN_NUMERAL and at - line.start < 12 and not prose[line.start : at].strip(f"{_BLANK}{HAN_NUMERAL}第（("):
        return False
    if after == "" or after in "”’」』）":
        return line.end - line.start > 12
    return prose[at - 1] == before and is_han(prose[at + 1 : at + 2]) and not (
        _NAME_BEFORE.search(prose[max(line.start, at - 8) : at]) or _NAME_AFTER.match(prose[at + 1 : at + 10])
    )


def _in_chinese(prose: str, m: re.Match[str]) -> bool:
    """Whether a bracket pair stands in or holds Chinese."""
    before, after, inside = prose[m.start() - 1 : m.start()], prose[m.end() : m.end() + 1], m[1].strip(_BLANK)
    if SOLID in inside and not any(map(is_han, inside)):
        return False
    return bool(is_han(inside[:1]) or is_han(inside[-1:]) or (_is_near(before) and (after == "" or not after.isascii())))


def _mark_hit(prose: str, at: int) -> Hit:
    """A hit with the full-width mark and without the blank that stood for its width.

    The place takes in the character behind the mark: in a list of hundreds of places a bare comma tells nobody where it stands.
    """
    mark = prose[at]
    end = at + 1
    if mark != ":" and prose[end : end + 1] == " " and _is_near(prose[end + 1 : end + 2]):
        end += 1
    edit = Edit(Span(at, end), _FULL[mark])
    return Hit(Span(at, at + 1 + is_han(prose[at + 1 : at + 2])), {"mark": mark, "right": _FULL[mark]}, (edit,), safety="suggested" if mark == "." else "")
