"""The genre of a text, from what it shows: a statute numbers its articles, a newscast announces its items."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planlint.text.patterns import pattern

if TYPE_CHECKING:
    from planlint.text.document import Document

PROFILES = ("plan", "gongwen", "law", "news", "ocr")

TITLE_MAX = 200
"""Characters up to which the first line of a text may be its title."""

HEAD = 3000
"""Characters at the beginning that show the genre: titles, document numbers, addressees and bylines stand there."""

_DOCUMENT_NUMBER = pattern(r"^[^\n，。]{0,20}[^\W\d_][〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*第?\d{1,4}号\s*$", re.MULTILINE)
_NOTICE = pattern(r"^[^\n，。]{4,60}(?:关于[^\n，。]{2,50}的)?(?:通知|通报|请示|批复|函|意见|决定|公告|通告)\s*$", re.MULTILINE)
_ADDRESSEES = pattern(r"^[^\n。：:]{4,120}[：:]\s*$", re.MULTILINE)
_NEWS = pattern(r"新闻联播|本报讯|本台消息|央视网消息|[（(]记者[^）)\n]{2,20}[）)]|(?:新华社|本报)[^\n，。]{0,12}电")
# 方法, 做法 and 看法 end the titles of speeches and studies, never that of a statute.
_STATUTE = pattern(
    r"(?:(?<![方做看想说手])法|条例|规定|办法|细则|规则|通则|解释|修正案(?:[（(].{1,3}[）)])?|(?:修改|废止|修正)[^\n]{0,60}决定)"
    r"》?(?:[（(][^（）()\n]*[）)])?$"
)
_COURT = pattern(r"最高人民(?:法院|检察院)[^\n]{0,80}(?:批复|解释|规定|意见|通知|决定|答复)")


def detect(document: Document) -> str:
    """One of `PROFILES`; what shows nothing else is a plan."""
    head = document.text[:HEAD].replace("\r\n", "\n").replace("\r", "\n")
    articles = sum(1 for b in document.blocks if b.ordinal is not None and b.ordinal.style == "条")
    if articles >= 3 or ("最高人民" in head[:200] and _COURT.search(head[:200])) or "法释" in head or _STATUTE.search(_title(document)):
        return "law"
    if document.wrapped:
        return "ocr"
    if any(word in head for word in ("新闻联播", "讯", "消息", "记者", "电")) and _NEWS.search(head):
        return "news"
    if ("号" in head and _DOCUMENT_NUMBER.search(head)) or (_NOTICE.search(head) and _ADDRESSEES.search(head)):
        return "gongwen"
    return "plan"


def _title(document: Document) -> str:
    """The first heading of the text, or its first line, without its markup; "" for one that is too long for a title."""
    for block in document.blocks:
        if block.kind in ("heading", "paragraph"):
            return document.slice(block.span).strip("# *《》") if block.span.end - block.span.start <= TITLE_MAX else ""
    return ""
