"""What kind of change it is: the least that explains it, from white space to wording."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Protocol

from planlint.text.characters import is_han
from planlint.text.lexicon import lexicon

_LINES = re.compile(r"[\r\n]")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_MARKS = re.compile(r"[^\w％%‰℃°+\-<>=≥≤/\\$￥¥@&]+|_+")
_NUMBER = re.compile(
    r"[0-9.,:/%‰-]*[0-9][0-9.,:/%‰-]*[万亿千百]*"
    r"|[〇零一二两三四五六七八九十百千万亿廿卅]+(?:(?:点|分之)[〇零一二两三四五六七八九十百千万亿]+)*"
)
_LONGEST_SCRIPT = 100_000


def kind_of(old: str, new: str) -> str:
    """The class of a replacement of `old` by `new` by itself: space, break, width, punctuation, script, number or text.

    Numbering is not seen from here: it takes to know what is a label.
    """
    bare_old, bare_new = _SPACE.sub("", old), _SPACE.sub("", new)
    if bare_old == bare_new:
        return "break" if _lines(old) != _lines(new) else "space"
    wide_old, wide_new = _folded(bare_old), _folded(bare_new)
    if wide_old == wide_new:
        return "width"
    words_old, words_new = _MARKS.sub("", wide_old), _MARKS.sub("", wide_new)
    if words_old == words_new:
        return "punctuation"
    if _same_script(words_old, words_new):
        return "script"
    if _NUMBER.sub("#", wide_old) == _NUMBER.sub("#", wide_new):
        return "number"
    return "text"


def _lines(text: str) -> list[str]:
    return _LINES.findall(text)


_LOOKALIKES = str.maketrans("“”‘’", "\"\"''")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)


def _same_script(old: str, new: str) -> bool:
    """Whether two texts are the same in simplified characters."""
    if abs(len(old) - len(new)) > 4 or not old or not new or len(old) > _LONGEST_SCRIPT:
        return False
    return (_has_traditional(old) or _has_traditional(new)) and simplified(old) == simplified(new)


def same_but_for_form(old: str, new: str) -> bool:
    """Whether two short texts of one length differ by width and by traditional characters alone; a quick look."""
    if len(old) != len(new) or len(old) > 30:
        return False
    return all(x == y or _simple(x) == _simple(y) or _folded(x) == _folded(y) for x, y in zip(old, new, strict=True))


def _has_traditional(text: str) -> bool:
    """Whether a text may hold a traditional character: a quick look that spares most runs the load of the converter."""
    return any(_simple(c) != c for c in text)


def _simple(character: str) -> str:
    """The simplified form of an ideograph; any other character as it is."""
    return lexicon().simplified(character) if is_han(character) else character


class _Converter(Protocol):
    def convert(self, text: str, /) -> str: ...


@cache
def _converter() -> _Converter:
    from opencc import OpenCC  # here, because most comparisons never meet a traditional character

    made: _Converter = OpenCC("t2s")
    return made


def simplified(text: str) -> str:
    """A text in simplified characters."""
    return _converter().convert(text)
