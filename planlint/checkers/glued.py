"""Two documents in one file: the text is at its end, and something else begins.

Evidence at a heading is added up: the words before it close a document, the numbering of the first part starts again or
is given up, the heading is a title of its own, a dateline opens what follows. Annexes and collections are no slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planlint.hits import Hit, Related, listed
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

if TYPE_CHECKING:
    from planlint.text.blocks import Block

OPTIONS: dict[str, Any] = {"threshold": 3, "parts": 2}
"""How much evidence makes a report; where more than `parts` places have it, the file is a collection."""

FAR = 250
"""Characters of a document before and behind the seam; less is a title page or a signature."""

LONGEST = 60
"""Characters of the longest title."""

_CLOSING = pattern(
    r"(?:更大|新的|应有的|积极)?(?:贡献|力量|篇章|辉煌|成就|胜利)[。！]$|(?:不懈|努力|团结)奋斗[。！]$|(?:奋勇|阔步)前[进行][。！]$"
    r"|自(?:\d{4}年\d{1,2}月\d{1,2}日|公布之日|发布之日|印发之日|颁布之日)起(?:施行|实施|生效)。$|请予审议。$"
)
_ANNEX = pattern(r"附[件录表图则:：\d一二三四五六七八九十]|附$|说明|目录|后记|名词解释|注释|专栏|参考|来源|编后|链接")
_DATELINE = pattern(r"(?:本报|本刊|新华社|本台|央视网)[^，。]{0,16}(?:讯|电|消息|报道)|近年来[，,]|近日[，,]")
_STOP = pattern("[，。；！？,;]|：$")
_FIRST = frozenset(("章", "条", "一、", "编"))


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each heading at which another document seems to begin."""
    settings = {**OPTIONS, **options}
    blocks = [b for b in document.blocks if b.kind not in ("comment", "break", "front")]
    found = [hit for at in range(2, len(blocks)) if (hit := _seam(document, blocks, at, settings["threshold"]))]
    if 0 < len(found) <= settings["parts"]:
        yield from found


def _seam(document: Document, blocks: list[Block], at: int, threshold: int) -> Hit | None:
    """A hit for the block number `at` where enough speaks for a new document."""
    block, before = blocks[at], blocks[at - 1]
    if before.kind not in ("paragraph", "item") or not _is_title(document, block):
        return None
    start, end = blocks[0].span.start, blocks[-1].span.end
    if block.span.start - start < FAR or end - block.span.end < FAR:
        return None
    title = _text(document, block.span)
    if _ANNEX.match(title) or _ANNEX.match(_text(document, blocks[1].span)):
        return None
    closes = _CLOSING.search(_text(document, before.span)[-40:]) is not None
    follows = next((_text(document, b.span) for b in blocks[at + 1 :] if b.kind == "paragraph"), "")
    signs = [
        (2 * closes, {"zh": "前文已经收尾", "en": "the text before it has come to its end"}),
        (2 * _starts_again(blocks, at), {"zh": "编号重新从一开始", "en": "numbers begin again"}),
        (_gives_up(blocks, at), {"zh": "前文的编号不再出现", "en": "the numbering is given up"}),
        (_DATELINE.match(follows) is not None, {"zh": "开头像消息", "en": "what follows opens like news"}),
    ]
    if not closes or sum(weight for weight, _ in signs) < threshold:
        return None
    fields = {"title": title, "signs": listed(words for weight, words in signs if weight)}
    return Hit(block.span, fields, related=(Related(Span(before.span.end - 1, before.span.end), "end"),))


def _text(document: Document, span: Span) -> str:
    return document.prose[span.start : span.end].replace(CLEAR, "").strip()


def _is_title(document: Document, block: Block) -> bool:
    """Whether a block may be the title of a document: a heading or a line without a number and without a stop."""
    if block.kind not in ("heading", "paragraph") or block.ordinal is not None or block.span.end - block.span.start > LONGEST:
        return False
    text = _text(document, block.span)
    return len(text) >= 6 and (block.kind == "heading" or not _STOP.search(text))


def _starts_again(blocks: list[Block], at: int) -> bool:
    """Whether the main numbers of the part before stand behind again, from the first on."""
    earlier = {b.ordinal.style for b in blocks[:at] if b.ordinal and b.ordinal.value == 1}
    later = next((b.ordinal for b in blocks[at:] if b.ordinal and b.ordinal.style in _FIRST), None)
    return later is not None and later.value == 1 and later.style in earlier


def _gives_up(blocks: list[Block], at: int) -> bool:
    """Whether a part with three numbered blocks or more is followed by one without any."""
    return sum(b.ordinal is not None for b in blocks[:at]) >= 3 and not any(b.ordinal for b in blocks[at:])
