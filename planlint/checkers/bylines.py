"""Who wrote, photographed or edited a text: lines of a newspaper or a web page that are no part of it.

A list of names, a signature with its office (市长 ×××) and a byline below the title belong to the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.names import is_name
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.blocks import Block

OPTIONS: dict[str, Any] = {"longest": 40, "names": 4}
"""Characters of the longest line that is looked at; so many names or more are a list."""

_CREDIT = pattern(
    r"[（(【]?\s*(?:(?:本报|本刊|本网|\w{2,8}(?:日报|晚报|社|网|台))?(?:实习|首席|特约|见习)?(?:记者|通讯员|特派员)(?![的问谈会站协们招])[\s：:]*[^，。；！？]{2,24}"
    r"|(?:责任编辑|责编|编辑|校对|审核|审校|监制|制图|供图|图片来源|摄影|文字|来源|文/|图/|文图)\s*[：:/]\s*[^，。；！？]{1,24}"
    r"|[^，。；！？：]{2,20}\s*摄影?)\s*[）)】]?"
)
_OFFICE = pattern(r"(?:主席|总理|省长|市长|县长|区长|州长|主任|院长|书记|部长|局长|代表|委员|参加人|出席)")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each line of credits, and for the names alone on the last line of a text or of one of its parts."""
    settings = {**OPTIONS, **options}
    blocks = [b for b in document.blocks if b.kind not in ("comment", "break")]
    body = next((i for i, b in enumerate(blocks) if b.kind == "paragraph" and b.span.end - b.span.start > settings["longest"]), len(blocks))
    for at, block in enumerate(blocks):
        if at <= body or block.kind not in ("paragraph", "heading") or block.ordinal or block.span.end - block.span.start > settings["longest"]:
            continue
        text = document.prose[block.span.start : block.span.end].strip()
        ends = at + 1 == len(blocks) or blocks[at + 1].level > 0
        if _CREDIT.fullmatch(text) or (ends and _names(text, settings["names"]) and not _listed(document, blocks, at)):
            yield Hit(block.span, {"line": text}, (Edit(_with_newline(document, block.span), ""),))


def _names(text: str, most: int) -> bool:
    """Whether a line is nothing but a few names of persons."""
    words = text.replace("、", " ").replace("\u3000", " ").strip("（）() ").split()
    return 0 < len(words) < most and not _OFFICE.search(text) and all(map(is_name, words))


def _listed(document: Document, blocks: list[Block], at: int) -> bool:
    """Whether the line before is as short: then the names are the end of a list or of a signature."""
    before = blocks[at - 1] if at else None
    return before is None or before.span.end - before.span.start <= 16 or before.kind in ("table", "item")


def _with_newline(document: Document, span: Span) -> Span:
    """A line with the white space before it, so that no blank line is left."""
    start = span.start
    while start and document.text[start - 1].isspace():
        start -= 1
    return Span(start, span.end)
