"""Characters that nobody sees: zero width, direction marks, soft hyphens, line separators, controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {}

_JOINERS = "\u200c\u200d"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\x0b\x85\u2028\u2029"
_INVISIBLE = pattern(
    f"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u034f{_DIRECTION}\u115f\u1160\u17b4\u17b5\u180e\u200b{_JOINERS}"
    "\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]+"
)
_DIRECTED = pattern(f"[{_DIRECTION}]")
# Scripts that need joiners or direction marks: Hebrew to Arabic, Indic, Khmer, Mongolian; and emoji for the joiner.
_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_SHAPED = pattern("[\u0590-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1780-\u18af\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_EMOJI = pattern("[\u2190-\u2bff\ufe0f\U0001f000-\U000e007f]")

_NAMES = {
    "\u200b": ("零宽空格", "zero width space"), "\ufeff": ("字节顺序标记", "byte order mark"), "\u00ad": ("软连字符", "soft hyphen"),
    "\u200c": ("零宽不连字", "zero width non-joiner"), "\u200d": ("零宽连字", "zero width joiner"), "\u2060": ("词连接符", "word joiner"),
    "\u2028": ("行分隔符", "line separator"), "\u2029": ("段分隔符", "paragraph separator"),
}  # fmt: skip


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """One hit for each run of invisible characters that no script and no emoji needs."""
    text = document.prose
    if not _INVISIBLE.search("".join(document.unusual)):
        return
    for m in _INVISIBLE.finditer(text):
        if not _needed(text, m):
            yield _hit(document, m)


def _needed(text: str, m: re.Match[str]) -> bool:
    """Whether the script around a run cannot do without it."""
    chars, before, after = m.group(), text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
    if chars in "\u200c\u200d" and (_SHAPED.match(before) or _SHAPED.match(after)):
        return True
    if "\U000e0020" <= chars[0] <= "\U000e007f" or chars == "\u200d":
        return _EMOJI.match(before) is not None
    if chars == "\u00ad":
        return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    if chars == "\u180e":
        return _SHAPED.match(before) is not None
    return _DIRECTED.match(chars) is not None and _beside_right_to_left(text, m)


def _beside_right_to_left(text: str, m: re.Match[str]) -> bool:
    """Whether a word written from right to left stands near a direction mark."""
    return _RIGHT_TO_LEFT.search(text, max(0, m.start() - 40), m.end() + 40) is not None


def _hit(document: Document, m: re.Match[str]) -> Hit:
    """A run as a hit: it is deleted; a separator in the midst of a line becomes a newline."""
    chars, text = m.group(), document.text
    zh, en = _NAMES.get(chars[0]) or _name(chars[0])
    code = "、".join(f"U+{ord(c):04X}" for c in dict.fromkeys(chars))
    fields = {"code": code, "name": {"zh": zh, "en": en}}
    span = Span(m.start(), m.end())
    beside_break = text[m.start() - 1 : m.start()] in ("", "\n", "\r") or text[m.end() : m.end() + 1] in ("", "\n", "\r")
    if chars.strip(_SEPARATORS) or beside_break:
        return Hit(span, fields, (Edit(span, ""),))
    return Hit(span, fields, (Edit(span, document.once(_newline)),), safety="suggested")


def _newline(document: Document) -> str:
    """What ends the lines of a document."""
    return "\r\n" if "\r\n" in document.text else "\n"


def _name(char: str) -> tuple[str, str]:
    if _DIRECTED.match(char):
        return "文字方向控制符", "direction control"
    if char < "\xa0":
        return "控制字符", "control character"
    return "不可见字符", "invisible character"
