"""Web pages (.html): their main text, without what stands around it on the page; they are read and never written."""

import codecs
import re
from typing import TYPE_CHECKING

from planlint.errors import UserError

if TYPE_CHECKING:
    from planlint.text.layout import Layout

SUFFIXES = (".html", ".htm")
OWN = b'<meta name="generator" content="planlint">'
"""What marks a page that planlint wrote: folders are searched without it."""

MOST_BYTES = 32 << 20
"""The size of a page; a thousand pages of print are a tenth of it."""
_SEEN = 4096
"""Bytes at the beginning in which a page names its charset."""
_CHARSET = rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)"
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "hz-gb-2312", "cp936"}


def is_page(path: str) -> bool:
    """Whether a file is a web page, by its name."""
    return path.lower().endswith(SUFFIXES)


def installed() -> bool:
    """Whether what reads web pages is installed."""
    from importlib.util import find_spec

    return find_spec("lxml") is not None


def is_own(path: str) -> bool:
    """Whether planlint wrote a page."""
    try:
        with open(path, "rb") as f:
            return OWN in f.read(_SEEN)
    except OSError:
        return False


def charset(data: bytes) -> str:
    """The encoding that a page names, if Python knows it and the page is in it; else "auto"."""
    found = None if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else re.search(_CHARSET, data[:_SEEN])
    if found is None:
        return "auto"
    name = found[1].decode("ascii", "replace").lower()
    name = "gb18030" if name in _CHINESE else name
    try:
        data.decode(name)
    except (LookupError, UnicodeError):
        return "auto"  # a page that does not say what it is
    return name


def main_text(text: str, path: str) -> "tuple[str, Layout]":
    """The main text of a page, and what its markup says about the lines. Raises UserError that says what is wrong, and what to do."""
    if not installed():
        raise UserError(f"{path}: 读网页须安装 lxml：pip install 'planlint[html]' (web pages need the extra html)")
    from planlint.web.page import read

    return read(text, path)
