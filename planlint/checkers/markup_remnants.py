"""What is left of a web page's source: tags, entities and escapes in the midst of Chinese prose.

Markdown may hold HTML: what is whole there (a pair of tags, a <br> at the end of a line) is meant, what is broken or
tears a sentence is not. A plain text has no use for any of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.blocks import Block
from planlint.text.characters import CLEAR, SOLID, is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "tag", "throughout": 20}
"""`throughout`: a Markdown text with so many tags, and more of them than blocks by half, is written in HTML."""

_TAG = pattern(r"<(/?)([A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?)((?:[ \t/][^<>\r\n]{0,400})?)>")
_NAMES = (
    " a abbr b blockquote body br center cite code col colgroup dd del details div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5"
    " h6 head header hr html i iframe img input ins kbd label li link mark meta nav ol option p pre q s script section select small span"
    " strike strong style sub summary sup table tbody td textarea tfoot th thead title tr tt u ul "
)
_VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "p", "li", "td", "tr", "th", "dd", "dt", "option"])
"""Tags that stand alone, or whose end may be left out."""
_CONVERTED = frozenset(["span", "o:p"])
"""Tags that word processors leave and that nobody writes into Markdown by hand."""
_SCRIPTS = ("sub", "sup")
"""Tags that Markdown may hold, though a Unicode character or a plain digit travels better."""
_ABOUT_TAGS = ("标签", "标记", "元素", "实体", "符号", "转义")
_SUPERSCRIPT = {"2": "²", "3": "³"}

_ENTITY = r"&(?:amp;)*(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,7});"
_ENTITIES = pattern(rf"{_ENTITY}(?: ?{_ENTITY})*")
_ESCAPE = pattern(r"(?:\\(?:u[0-9A-Fa-f]{4}|[nrt](?![A-Za-z])))+")
_PERCENT = pattern(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_OF_MARKDOWN = frozenset(["&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "&#42;", "&#95;", "&#124;", "&vert;"])
"""Entities that Markdown needs, so that a mark is no markup."""


COMMENT_MAX = 2000
"""Characters before a tag in which a comment that holds it may have begun."""


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"tag": remnants of HTML tags (EXT003); "entity": entities and escapes (EXT004)."""
    settings = {**OPTIONS, **options}
    text = document.text
    if settings["kind"] == "tag":
        if "<" in text and ">" in text:
            yield from _tags(document, settings["throughout"])
        return
    if "&" in text and ";" in text:
        yield from _entities(document, settings["throughout"])
    if "\\" in text:
        yield from _escapes(document)
    if "%" in text:
        yield from _of_addresses(document)


def tags(document: Document) -> tuple[re.Match[str], ...]:
    """The tags of a document that stand in its text or alone on a line, not in code, comments or addresses."""
    found = (m for m in _TAG.finditer(document.text) if f" {m[2].lower()} " in _NAMES or ":" in m[2])
    return tuple(m for m in found if _is_live(document, m.start()))


def _is_live(document: Document, at: int) -> bool:
    """Whether markup at an offset belongs to the page: not to code, to a comment or to front matter."""
    block = _block_at(document, at)
    if block is None or block.kind in ("code", "comment", "front"):
        return False
    if block.kind == "html" or document.prose[at] != SOLID:
        opened = document.text.rfind("<!--", max(0, at - COMMENT_MAX), at)
        return opened < 0 or document.text.find("-->", opened, at) >= 0
    return False


def _starts(document: Document) -> list[int]:
    return [b.span.start for b in document.blocks]


def _block_at(document: Document, at: int) -> Block | None:
    """The block in which an offset lies, markup at the head of its line included."""
    i = bisect_right(document.once(_starts), at) - 1
    return document.blocks[i] if i >= 0 else None


def is_html(document: Document, throughout: int) -> bool:
    """Whether a Markdown text is written in HTML throughout."""
    count = len(document.once(tags))
    return document.syntax == "markdown" and count >= throughout and count * 2 > len(document.blocks)


def _tags(document: Document, throughout: int) -> Iterator[Hit]:
    """The tags that were left behind."""
    found = document.once(tags)
    single = _unpaired(found)
    html = bool(found) and is_html(document, throughout)
    for i, m in enumerate(found):
        left = _is_left_tag(document, m, i in single, html)
        if (left or (m[2].lower() in _SCRIPTS and not html)) and not _is_no_tag(document.text, m, i in single):
            yield _tag_hit(document, m)._replace(severity="" if left else "info")


def _is_left_tag(document: Document, m: re.Match[str], single: bool, html: bool) -> bool:
    """Whether a tag was left behind: any in a plain text, in Markdown what is broken, tears a sentence or was converted."""
    name = m[2].lower()
    if document.syntax == "plain":
        return True
    if name in _VOID:
        return _tears_sentence(document, m)
    return single or (not html and (name in _CONVERTED or ":" in name))


def _unpaired(found: tuple[re.Match[str], ...]) -> set[int]:
    """The tags, by index, that open and are never closed, or close what is not open."""
    opened: dict[str, list[int]] = {}
    single = set()
    for i, m in enumerate(found):
        name = m[2].lower()
        if name in _VOID or m[3].endswith("/"):
            continue
        if not m[1]:
            opened.setdefault(name, []).append(i)
        elif opened.get(name):
            opened[name].pop()
        else:
            single.add(i)
    return single.union(*opened.values())


def _tears_sentence(document: Document, m: re.Match[str]) -> bool:
    """Whether a tag stands between two Han characters of a sentence, as no line break and no paragraph does on purpose."""
    text = document.text
    if not (is_han(text[m.start() - 1 : m.start()]) and is_han(text[m.end() : m.end() + 1])):
        return False
    block = _block_at(document, m.start())
    return block is not None and block.kind in ("paragraph", "item", "quote") and _is_prose(text, m.start(), m.end())


def _is_prose(text: str, start: int, end: int) -> bool:
    """Whether the characters around a place hold the marks of a sentence."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    return any(c in before.rpartition("\n")[2] for c in "，。；、") or any(c in after.partition("\n")[0] for c in "，。；、")


def _is_no_tag(text: str, m: re.Match[str], single: bool) -> bool:
    """Whether a text speaks of the tag (使用 <br> 标签), or the brackets are signs of comparison (A<b>c)."""
    before, after = text[m.start() - 1 : m.start()] if m.start() else "", text[m.end() : m.end() + 4]
    if after.strip(" ”’").startswith(_ABOUT_TAGS) or (before in ("“", "‘", "`") and after[:1] in "”’`"):
        return True
    return single and len(m[2]) == 1 and not m[3] and before.isascii() and before.isalnum()


def _tag_hit(document: Document, m: re.Match[str]) -> Hit:
    """A tag as a hit; it is deleted, and a small 2 or 3 stays a small one."""
    text, span = document.text, Span(m.start(), m.end())
    if m[2].lower() == "sup" and not m[1] and text[m.end() : m.end() + 1] in _SUPERSCRIPT and text.startswith("</sup>", m.end() + 1):
        digit = Span(m.start(), m.end() + 1)
        return Hit(span, {"tag": m.group()}, (Edit(digit, _SUPERSCRIPT[text[m.end()]]),))
    return Hit(span, {"tag": m.group()}, (Edit(span, ""),))


def _entities(document: Document, throughout: int) -> Iterator[Hit]:
    """Runs of entities; in Markdown those that it needs and the blanks of its layout are left alone."""
    from html import unescape

    text, plain = document.text, document.syntax == "plain"
    for m in _ENTITIES.finditer(text):
        value = unescape(unescape(m.group()))
        if "&" in value.replace("&", "", 1) or ";" in value or not _is_live_entity(document, m):
            continue
        if not plain and not _is_left(document, m, throughout):
            continue
        yield _entity_hit(document, m, value)


def _is_live_entity(document: Document, m: re.Match[str]) -> bool:
    """Whether a run of entities stands in running text: not in code, an address, a table or a tag, and not as an example."""
    text, prose = document.text, document.prose
    block = _block_at(document, m.start())
    if block is None or block.kind in ("code", "comment", "front", "html", "table") or prose[m.start()] == CLEAR:
        return False
    before, after = text[m.start() - 1 : m.start()] if m.start() else "", text[m.end() : m.end() + 4]
    if before in ("“", "`", "‘") and after[:1] in ("”", "`", "’"):
        return False
    solid = (bool(before) and prose[m.start() - 1] == SOLID) or prose[m.end() : m.end() + 1] == SOLID
    return not solid and not after.strip(" ").startswith(_ABOUT_TAGS)


def _is_left(document: Document, m: re.Match[str], throughout: int) -> bool:
    """Whether entities in Markdown were left there: coded twice, or in the midst of a sentence."""
    text, run = document.text, m.group()
    if "&amp;" in run and run != "&amp;":
        return True
    if run in _OF_MARKDOWN:
        return False
    before, after = text[m.start() - 1 : m.start()] if m.start() else "", text[m.end() : m.end() + 1]
    if is_html(document, throughout):
        return is_han(before) and is_han(after) and _is_prose(text, m.start(), m.end())
    block = _block_at(document, m.start())
    indent = block is None or block.kind == "heading" or m.start() <= block.span.start
    return not indent and _is_prose(text, m.start(), m.end())


def _entity_hit(document: Document, m: re.Match[str], value: str) -> Hit:
    """A run of entities as a hit: blanks between Han characters go, all else becomes what it stands for."""
    text, span = document.text, Span(m.start(), m.end())
    fields = {"entity": m.group()}
    if value.strip():
        return Hit(span, fields, (Edit(span, value),), suggestions=(value.strip(),))
    ascii_beside = text[m.start() - 1 : m.start()].isascii() and text[m.end() : m.end() + 1].isascii()
    return Hit(span, fields, (Edit(span, " " if ascii_beside else ""),), safety="suggested")


def _escapes(document: Document) -> Iterator[Hit]:
    r"""Escapes such as \n and \u3000 right behind or before a Han character or a Chinese mark; C:\new is a path."""
    text = document.text
    for m in _ESCAPE.finditer(document.prose):
        before, after = text[m.start() - 1 : m.start()], text[m.end() : m.end() + 1]
        chinese = m.start() > 0 and before > "\u024f" and (after > "\u024f" or after in "\r\n")
        if chinese and not (before in "“‘" and after and after in "”’"):
            yield Hit(Span(m.start(), m.end()), {"entity": m.group()}, variant="escape")


def _of_addresses(document: Document) -> Iterator[Hit]:
    """Characters as addresses write them, among Han characters: 智慧%20城市, 发%E5%B1%95 (RFC 3986, section 2.1)."""
    prose = document.prose
    for m in _PERCENT.finditer(prose):
        if not (m.start() and is_han(prose[m.start() - 1]) and is_han(prose[m.end() : m.end() + 1])):
            continue
        span, fields = Span(*m.span()), {"entity": m.group()}
        try:
            right = bytes.fromhex(m.group().replace("%", "")).decode().strip()
        except UnicodeDecodeError:
            yield Hit(span, fields, variant="escape")
            continue
        yield Hit(span, fields, (Edit(span, right),), suggestions=(right,), variant="escape", safety="suggested")
