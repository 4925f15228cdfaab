"""A text that begins in the middle or stops before its end.

One sign alone may be a custom: a chapter in a file of its own begins with 第十一章, a list may end without a full stop.
Two signs together, or a last sentence that stops at a comma, are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from planlint.hits import Hit, listed
from planlint.text.document import Document
from planlint.text.enumeration import series
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"least": 40}
"""Characters from which on a last paragraph without a full stop is running text that was cut off."""

_JUMP_HEAD = pattern(r"[（(【〔\[]?\s*(?:上\s*接|续\s*接|接\s*上)")
_JUMP = pattern(r"[（(【〔\[]\s*(?:上\s*接|续\s*接|接\s*上)[^）)】〕\]\n]{0,20}[）)】〕\]]\s*")
_EXCERPT = pattern(r"节选|摘要|摘登|摘编|选编|（[上中下一二三四五六七八九十]）|第[一二三四五六七八九十\d]+部分")
_FRAGMENT = pattern(r"[，。、；：）》”’」』]|(?:的|和|与|及|以及|了|等)")
_FIRST_CLAUSE = pattern(r"[^，。；：！？,;]{1,40}")
_OPEN_END = pattern(r"[，、,：:]$|(?:的|和|与|及|以及|或者|并|对|把|被|将|从|向|在|为|以|按|由|对于|关于)$")
_STOPS = tuple("。！？；：…!?;:.—～~”’」』）)》〉】]*")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """At most one hit at the head and one at the end."""
    if document.profile == "law" and document.wrapped:
        return
    head = _head(document)
    if head is not None:
        yield head
    tail = _tail(document, {**OPTIONS, **options}["least"])
    if tail is not None:
        yield tail


def _head(document: Document) -> Hit | None:
    """The first words of the text where it begins in the middle."""
    title = next((b for b in document.blocks if b.kind in ("heading", "paragraph")), None)
    first = next((b for b in document.blocks if b.kind in ("paragraph", "item") and b.ordinal is None), None)
    if first is None or title is None or _EXCERPT.search(document.slice(title.span)):
        return None
    text = document.prose[first.span.start : first.span.end]
    signs = []
    if _JUMP_HEAD.match(text):
        signs.append({"zh": "有“上接”标记", "en": "a continuation marker"})
    skip = m.end() if (m := _JUMP.match(text)) else 0
    heads = next(b for b in document.blocks if b.kind in ("paragraph", "item")) is first
    if heads and _FRAGMENT.match(text, skip):
        signs.append({"zh": "从半句话开始", "en": "it begins in mid-sentence"})
    begins = _beginnings(document)
    if begins:
        signs.append({"zh": f"编号从 {'、'.join(map(str, begins))} 开始", "en": f"its numbers begin with {', '.join(map(str, begins))}"})
    if not signs:
        return None
    clause = _FIRST_CLAUSE.search(text, skip)
    span = Span(first.span.start + clause.start(), first.span.start + clause.end()) if clause else first.span
    fields = {"signs": listed(signs)}
    return Hit(span, fields, severity="" if len(signs) + (len(begins) > 1) > 1 else "info")


def _beginnings(document: Document) -> list[int]:
    """What the series of a text that runs on begin with, where that is more than one; [] where some series begins with one."""
    values = [(s.style, [m.value for m in s.marks]) for s in document.once(series)]
    long = [(style, v) for style, v in values if style not in ("①", "1）", "（1）", "1.1") and len(v) > 1 and v[1] == v[0] + 1]
    first: dict[str, int] = {}
    for style, numbers in long:
        first.setdefault(style, numbers[0])
    begun = [value for value in first.values() if value > 2]
    return begun if begun and all(value > 2 for style, value in first.items() if style not in ("（一）",)) else []


def _tail(document: Document, least: int) -> Hit | None:
    """The last words of the text where its last sentence is not complete."""
    last, before = (*islice((b for b in reversed(document.blocks) if b.kind not in ("comment", "break")), 2), None, None)[:2]
    if last is None or before is None or last.kind not in ("paragraph", "item") or last.level or last.bold:
        return None
    text = document.prose[last.span.start : last.span.end].rstrip()
    if (text.endswith(_STOPS) and text[-1] not in "：:") or text[-1].isascii():
        return None
    open_end = _OPEN_END.search(text)
    running = len(text) >= least and any(mark in text for mark in "，；。")
    if not running and not (open_end and len(text) >= 12):
        return None
    span = Span(last.span.start + max(0, len(text) - 12), last.span.start + len(text))
    return Hit(span, {}, variant="tail", severity="" if open_end or "。" in text else "info")
