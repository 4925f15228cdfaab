"""A web page as a text with its layout, and each place of the text back to its element."""

import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from lxml import etree, html

from planlint.errors import UserError
from planlint.text.layout import Layout
from planlint.text.spans import Span
from planlint.web.content import content
from planlint.web.lines import Reader

Element = Any

_CHINESE = {
    "header": "页眉和导航", "footer": "页脚", "related": "相关链接", "tools": "分享、打印等按钮", "form": "表单", "other": "正文以外的文字",
}  # fmt: skip
_ENGLISH = {"header": "header and navigation", "footer": "footer", "related": "links", "tools": "buttons", "form": "forms", "other": "other"}


class Page:
    """Where the characters of a text stand in a page, and what was left out of it."""

    def __init__(self, places: tuple[tuple[int, str, int], ...], note: str) -> None:
        self._places = places
        self.note = note

    def place(self, span: Span) -> dict[str, Any]:
        """The element and the line of the file (from 1) at the beginning and at the end of a span."""
        return {"start": self._at(span.start), "end": self._at(max(span.start, span.end - 1))}

    def _at(self, offset: int) -> dict[str, Any] | None:
        at = bisect_right(self._places, offset, key=lambda row: row[0]) - 1
        return {"element": self._places[at][1], "line": self._places[at][2]} if at >= 0 else None


def read(text: str, path: str) -> tuple[str, Layout]:
    """The main text, and its layout. Raises UserError for what is no page that can be read."""
    tree = _parsed(text if text.strip() else "<p>", path)
    if tree.find(".//frame") is not None:
        raise UserError(f"{path}: 网页由框架拼成，正文在别的文件里，请打开正文另存 (made of frames, its text is in other files; save that)")
    body = tree.find("body")
    if body is None:
        return "", Layout((), (), Page((), ""))
    title, main, left = content(tree, body)
    reader = Reader()
    if title is not None:
        reader.heading(title)
    reader.walk(main)
    kept = sum(1 for c in reader.text if not c.isspace())
    return reader.text, Layout(tuple(reader.lines), (), Page(tuple(reader.places), _note(path, kept, left)))


def _parsed(text: str, path: str) -> Element:
    """The tree of a page. Nothing outside of it is read."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", "\ufffd")), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(f"{path}: 不是能读的网页，请另存为文本或 .docx (no page that can be read; save it as text or .docx): {error}") from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise UserError(f"{path}: 网页的标记嵌套过深，不予读取；请另存为文本 (its markup is nested too deeply; save the page as text)")
    return tree


def _note(path: str, kept: int, left: Counter[str]) -> str:
    """What was left out, in one line; "" where nothing was."""
    found = [(kind, left[kind]) for kind in _CHINESE if left[kind]]
    if not found:
        return ""
    chinese = "、".join(f"{_CHINESE[kind]} {size:,} 字" for kind, size in found)
    english = ", ".join(f"{_ENGLISH[kind]} {size:,}" for kind, size in found)
    return f"{path}: 网页只检查正文 {kept:,} 字，略去{chinese} (main text only; characters left out: {english})"
