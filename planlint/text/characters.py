"""Character classes that more than one module asks for, written for use inside a regular expression's brackets."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import chain, product

from planlint.text.patterns import pattern

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇\U00020000-\U0003ffff"
"""Han characters, extensions and compatibility ideographs included."""

CLEAR = "\ufdd0"
"""Filler for markup that a reader does not see and that separates nothing: `**`, a tag, the target of a link."""

SOLID = "\ufdd1"
"""Filler for what stands in the text but is no prose: code, addresses, front matter."""

TERMINAL = "。！？!?…"
"""Marks that end a sentence, half-width forms included."""

CLOSING = "”’」』）)》〉】〕］]"
"""Closing marks that may follow the end of a sentence."""

OPENING = "“‘「『（(《〈【〔［["

NOT_WORD = re.compile(r"[\W_]+")
"""Everything that is neither letter, digit nor ideograph; the fillers are noncharacters and count as such."""


NOT_LATIN = r"[^\x00-\u024f]"
"""A Chinese character or mark, as a whole pattern: cheap to compile, where `[HAN]` costs a millisecond each time."""


@cache
def _unusual() -> re.Pattern[str]:
    # level 1 of GB/T 2312, the 3 755 characters that make up 99.7 in 100 of a text, and the marks of official prose
    level_1 = bytes(chain.from_iterable(product(range(0xB0, 0xD8), range(0xA1, 0xFF)))).decode("gb2312", "ignore")
    return pattern(rf"[^\t\n\r -~，。、；：！？“”‘’（）《》〈〉〔〕【】—…％〇\u3000{CLEAR}{SOLID}{level_1}]+")


def unusual(text: str) -> frozenset[str]:
    """The different characters of a text that not every Chinese text has: what is damaged or strange is among them."""
    return frozenset("".join(_unusual().findall(text)))


def is_han(character: str) -> bool:
    """Whether a character is one of `HAN`; "" is none."""
    return (
        "\u3400" <= character <= "\u9fff" or character == "〇" or "\uf900" <= character <= "\ufaff" or "\U00020000" <= character <= "\U0003ffff"
    )


def han_before(text: str, at: int, limit: int) -> str:
    """The Han characters that end at an offset, at most `limit` of them."""
    start = at
    while start > 0 and at - start < limit and is_han(text[start - 1]):
        start -= 1
    return text[start:at]


def han_after(text: str, at: int, limit: int) -> str:
    """The Han characters that begin at an offset, at most `limit` of them."""
    end = at
    while end < len(text) and end - at < limit and is_han(text[end]):
        end += 1
    return text[at:end]


def shared_start(texts: Collection[str]) -> int:
    """How many characters all texts begin with alike."""
    shortest = min(texts, key=len)
    return next((i for i, c in enumerate(shortest) if any(text[i] != c for text in texts)), len(shortest))


def essence(text: str) -> str:
    """The letters, digits and ideographs of a text: what is left when punctuation, space and markup do not count."""
    return text if text.isalnum() else NOT_WORD.sub("", text)  # nearly every clause is words alone
