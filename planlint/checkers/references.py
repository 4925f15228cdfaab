"""References of a text to its own articles, chapters, tables and attachments that it does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planlint.checkers.captions import Caption, captions, listed, stands
from planlint.hits import Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.literals import present
from planlint.text.numerals import Ordinal, label, written
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_SELF = {
    "本条例": "条例", "本办法": "办法", "本法": "法", "本规定": "规定", "本规则": "规则", "本细则": "细则", "本章程": "章程",
    "本规划": "规划", "本纲要": "纲要", "本规范": "规范",
}  # fmt: skip
"""How a text names itself, and what its title then holds; elsewhere 本法 is a quotation of another text."""

_WHOLE = 0.9
"""The share of its numbers that a series must have to be whole; an excerpt has no last article."""

_LABEL_MAX = 12
_TITLE_MAX = 200
_MENTION = "见按照据如（(于在"
_MENTION_REACH = 20


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """The references whose target has a greater number than the last one of its kind."""
    prose = document.prose
    named = [word for word in present(document, _SELF) if word + "第" in prose]
    if named and (title := _title(document)):
        for word in named:
            if _SELF[word] in title:
                yield from _labels(document, word)
    if len(document.once(captions)) > 2:
        yield from _mentions(document)


def _title(document: Document) -> str:
    """The first line of a text that is no front matter and no comment."""
    block = next((b for b in document.blocks if b.kind in ("heading", "paragraph")), None)
    return document.slice(block.span)[:_TITLE_MAX] if block else ""


def _labels(document: Document, word: str) -> Iterator[Hit]:
    """The references of the form 本条例第九十条 beyond the last article, chapter or part."""
    prose, last = document.prose, document.once(_last)
    at = prose.find(word + "第")
    while at >= 0:
        start = at + len(word)
        ordinal = _ordinal(prose, start)
        if ordinal is not None and 0 < last.get(ordinal.style, 0) < ordinal.value and not _quoted(prose, at):
            fields = {"found": prose[at : start + ordinal.length].replace(CLEAR, ""), "last": written(ordinal.style, last[ordinal.style])}
            yield Hit(Span(at, start + ordinal.length), fields)
        at = prose.find(word + "第", at + 1)


def _ordinal(prose: str, start: int) -> Ordinal | None:
    """The label at an offset within a sentence; 第六条规定 is one here, though it is none at the head of a line."""
    end = next((start + i + 1 for i, c in enumerate(prose[start : start + _LABEL_MAX]) if c in "条章篇编"), 0)
    return label(prose[start:end]) if end else None


def _last(document: Document) -> dict[str, int]:
    """The greatest number of the articles, chapters and parts that a text has, of those series that begin with 1 and are whole."""
    numbers: dict[str, set[int]] = {}
    for block in document.blocks:
        if block.ordinal is not None and block.ordinal.style in "条章篇编":
            numbers.setdefault(block.ordinal.style, set()).add(block.ordinal.value)
    return {style: max(found) for style, found in numbers.items() if 1 in found and len(found) > 2 and len(found) >= max(found) * _WHOLE}


def _quoted(prose: str, at: int) -> bool:
    """Whether a place stands within quotation marks of its paragraph: there another text speaks."""
    start = max(prose.rfind("\n", 0, at), at - 2000)
    return prose.count("“", max(start, 0), at) > prose.count("”", max(start, 0), at)


def _mentions(document: Document) -> Iterator[Hit]:
    """The mentions of the form 见表5, （附件3） beyond the last table or attachment that follows in the text."""
    groups: dict[tuple[str, int], list[Caption]] = {}
    for caption in document.once(captions):
        groups.setdefault((caption.kind, caption.part), []).append(caption)
    known: dict[tuple[str, int, int], bool] = {}
    for (kind, part), group in groups.items():
        last = _last_caption(document, kind, [c.number for c in group if c.heads])
        for c in group:
            if c.heads or not 0 < last < c.number or not _own(document.prose, c.span.start) or stands(document, kind, part, c.number, known):
                continue
            yield Hit(c.span, {"found": document.slice(c.span), "last": f"{kind}{part}-{last}" if part else f"{kind}{last}"})


def _last_caption(document: Document, kind: str, numbers: list[int]) -> int:
    """The greatest number of two or more captions that begin with 1 and are whole; 0 where they are not."""
    found = set(numbers)
    if 1 not in found or len(found) < 2 or len(found) < max(found) * _WHOLE:
        return 0
    return max(found | set(listed(document)[0])) if kind == "附件" else max(found)


def _own(prose: str, at: int) -> bool:
    """Whether a mention means the text it stands in: behind 见 or a bracket, and no title of another text in front of it."""
    before = prose[max(0, at - _MENTION_REACH) : at].rsplit("\n", 1)[-1]
    return before[-1:] in _MENTION and before != "" and not any(c in before for c in "《》号〕") and not _quoted(prose, at)
