"""Attachments, tables, figures and boxes: their numbers in order, and the list of attachments against the attachments."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Hit, Related
from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, essence
from planlint.text.document import Document
from planlint.text.numerals import label
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "sequence"}

KINDS = ("附件", "专栏", "表", "图")
_SPACE = " \t\u3000\xa0" + CLEAR
_HEAD = _SPACE + "#*>【[［"
_SPACE_MAX = 3
_DASHES = "-－–—."
_CAPTION_MAX = 60
"""Characters of the longest caption; a longer line that begins with 表3 is a sentence about it."""

_NO_CAPTION = "所中的列显示可见、，和及与至到—。；～~"
_JUMP_MAX = 5
"""A greater step is another way of counting, not a lost number."""

_ELSEWHERE = ("另附", "另发", "另行", "略", "单独", "下载")
_LIST = pattern(rf"[ \t\u3000{CLEAR}]*附[ \u3000]?件[:：]")
_ENTRY = pattern(rf"[{_SPACE}]*(?P<n>\d{{1,2}})[.．、][{_SPACE}]*(?P<title>[^\r\n]*?)[；;。]?[{_SPACE}]*$")
_TITLE_LINES = 3
"""Lines over which the title of an attachment may run."""


class Caption(NamedTuple):
    """A number of an attachment, table, figure or box: 表2-4 is ("表", 2, 4), 附件3 ("附件", 0, 3).

    `heads` says that it begins a line that is a caption; otherwise it is a mention within a sentence.
    """

    kind: str
    part: int
    number: int
    span: Span
    heads: bool


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"sequence": numbers left out (NUM010); "attachments": a list of attachments that is not that of the attachments (NUM014)."""
    if options.get("kind", "sequence") == "attachments":
        yield from _attachments(document)
    else:
        yield from _sequence(document)


def captions(document: Document) -> tuple[Caption, ...]:
    """The numbered attachments, tables, figures and boxes of a text, captions and mentions, in order of kind and place."""
    prose = document.prose
    return tuple(c for kind in KINDS for at in _places(prose, kind) if (c := _caption(prose, kind, at)) is not None)


def _places(prose: str, kind: str) -> Iterator[int]:
    at = prose.find(kind)
    while at >= 0:
        yield at
        at = prose.find(kind, at + len(kind))


def _caption(prose: str, kind: str, at: int) -> Caption | None:
    """The numbered thing whose name stands at an offset; None where no number follows, and for 续表 and 代表."""
    start = at + len(kind)
    while start < at + len(kind) + _SPACE_MAX and prose[start : start + 1] in _SPACE and start < len(prose):
        start += 1
    if not prose[start : start + 1].isdecimal():
        return None
    first, end = _integer(prose, start)
    part = 0
    if prose[end : end + 1] in _DASHES and prose[end + 1 : end + 2].isdecimal():
        second, stop = _integer(prose, end + 1)
        part, first, end = (first, second, stop) if second < 100 else (0, first, end)
    if not 0 < first < 100 or prose[end : end + 1].isdecimal():
        return None
    name = ("附" + kind if prose[at - 1 : at] == "附" and at else kind)
    begin = at - (name != kind)
    return Caption(name, part, first, Span(begin, end), _heads_line(prose, begin, end))


def _integer(prose: str, at: int) -> tuple[int, int]:
    """The number of up to three digits at an offset, and where it ends."""
    end = at
    while end < at + 3 and prose[end : end + 1].isdecimal():
        end += 1
    return int(prose[at:end]), end


def _heads_line(prose: str, start: int, end: int) -> bool:
    """Whether what stands between two offsets begins a line short enough to be a caption."""
    head = start
    while head > 0 and prose[head - 1] in _HEAD and start - head < 12:
        head -= 1
    if head > 0 and prose[head - 1] not in "\r\n":
        return False
    line = prose[end : end + _CAPTION_MAX + 1].split("\n", 1)[0].split("\r", 1)[0]
    rest = line.strip(_HEAD + "]］】")
    return len(line) <= _CAPTION_MAX and "。" not in rest and (not rest or rest[0] not in _NO_CAPTION)


def _sequence(document: Document) -> Iterator[Hit]:
    """The captions in front of which a number is left out, kind by kind and part by part."""
    groups: dict[tuple[str, int], list[Caption]] = {}
    for caption in document.once(captions):
        if caption.heads:
            groups.setdefault((caption.kind, caption.part), []).append(caption)
    known: dict[tuple[str, int, int], bool] = {}
    for (kind, part), group in groups.items():
        if kind == "附件" and listed(document)[0]:
            continue  # its list says more than the numbers do
        found = list(_gaps(group))
        if len(found) * 2 >= len(group) and len(group) != 2:
            continue  # numbers that mostly do not follow each other count something else
        for before, after in found:
            lost = [n for n in range(before.number + 1, after.number) if not stands(document, kind, part, n, known)]
            if lost:
                names = [_name(kind, part, n) for n in lost]
                fields = {"found": document.slice(after.span), "missing": "、".join(names)}
                yield Hit(after.span, fields, related=(Related(before.span, "previous"),))


def _gaps(group: list[Caption]) -> Iterator[tuple[Caption, Caption]]:
    """The neighbours between which a number is left out, in runs that begin with 1."""
    counting = False
    for before, after in zip([None, *group], group, strict=False):
        if after.number == 1:
            counting = True
        elif counting and before is not None and 1 < after.number - before.number <= _JUMP_MAX:
            yield before, after


def stands(document: Document, kind: str, part: int, number: int, known: dict[tuple[str, int, int], bool]) -> bool:
    """Whether a number stands at the head of a line after all, torn from its name or written in another way; told once for each."""
    key = (kind, part, number)
    if key not in known:
        dash = rf"{part}\s*[{re.escape(_DASHES)}]\s*" if part else ""
        torn = pattern(rf"^[^\w\n]{{0,12}}{kind}\s{{0,9}}{dash}{number}(?!\d)|{kind}\s{{1,9}}{dash}{number}(?!\d)", re.MULTILINE)
        known[key] = torn.search(document.prose) is not None
    return known[key]


def _name(kind: str, part: int, number: int) -> str:
    return f"{kind}{part}-{number}" if part else f"{kind}{number}"


def _attachments(document: Document) -> Iterator[Hit]:
    """The differences between the list of attachments below a text and the pages behind it."""
    if "附件：" not in document.prose and "附件:" not in document.prose:
        return
    entries, end = listed(document)
    pages = {c.number: c for c in document.once(captions) if c.kind == "附件" and c.heads and not c.part and c.span.start >= end}
    if len(entries) < 2 or not pages:
        return
    for number, (title, span) in entries.items():
        if number not in pages:
            if not any(word in title for word in _ELSEWHERE):
                yield Hit(span, {"number": number, "title": title}, variant="no-page")
        elif (heading := _heading(document, pages[number], title)) and heading != title:
            fields = {"number": number, "title": title, "heading": heading}
            yield Hit(span, fields, related=(Related(pages[number].span, "page"),), variant="title")
    for number, page in pages.items():
        if number > max(entries):
            yield Hit(page.span, {"number": number, "last": max(entries)})


def listed(document: Document) -> tuple[dict[int, tuple[str, Span]], int]:
    """The numbered entries of the first list of attachments with two or more, and where it ends."""
    blocks = document.blocks
    for at, block in enumerate(blocks):
        m = _LIST.match(document.prose, block.span.start, block.span.end)
        if m is None:
            continue
        entries: dict[int, tuple[str, Span]] = {}
        end = block.span.end
        for index in range(at, len(blocks)):
            start, stop = m.end() if index == at else blocks[index].span.start, blocks[index].span.end
            entry = _ENTRY.match(document.prose, start, stop)
            if entry is None and start == stop:
                continue
            if entry is None or int(entry["n"]) != len(entries) + 1 or len(entry["title"]) > _CAPTION_MAX:
                break
            entries[int(entry["n"])] = (entry["title"].replace(CLEAR, ""), Span(*entry.span("title")))
            end = stop
        if len(entries) > 1:
            return entries, end
    return {}, 0


def _heading(document: Document, page: Caption, title: str) -> str:
    """The title below the number of an attachment where it differs from the listed one by some words; "" where it cannot be told."""
    wanted = essence(title)
    lines = [document.prose[page.span.end : _line_end(document.prose, page.span.end)].lstrip(_SPACE + ":：")]
    lines += [document.prose[b.span.start : b.span.end] for b in _behind(document, page)]
    lines = [line.replace(CLEAR, "").strip() for line in lines if line.strip(_SPACE)][:_TITLE_LINES]
    joined = [essence("".join(lines[:n])) for n in range(1, len(lines) + 1)]
    if not joined or any(text == wanted or text.startswith(wanted) for text in joined) or wanted.startswith(joined[0]):
        return ""
    best = min(joined, key=lambda text: abs(len(text) - len(wanted)))
    return lines[0] if best == joined[0] and _near(best, wanted) else ""


def _behind(document: Document, page: Caption) -> tuple[Block, ...]:
    """The blocks below a caption, as many as a title may take."""
    from bisect import bisect_right

    at = bisect_right(document.blocks, page.span.end, key=lambda b: b.span.start)
    found = document.blocks[at : at + _TITLE_LINES]
    return tuple(b for b in found if label(document.slice(b.span)) is None)


def _line_end(prose: str, at: int) -> int:
    end = prose.find("\n", at)
    return len(prose) if end < 0 else end


def _near(one: str, other: str) -> bool:
    """Whether two titles begin and end alike, so that one is the other with some words changed."""
    shorter, longer = sorted((one, other), key=len)
    head = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    tail = next((i for i, (a, b) in enumerate(zip(reversed(shorter), reversed(longer), strict=False)) if a != b), len(shorter))
    return (head + tail) * 2 >= len(longer)
