"""Chinese and other ordinals, both ways: 一、（二）3. ④ 第五章 第十条之一 １． -> (style, value), and back."""

import re
from functools import lru_cache
from typing import NamedTuple

from planlint.text.patterns import pattern

DIGITS = "零一二三四五六七八九"
HAN_NUMERAL = "〇○零一二两三四五六七八九十廿卅百千"
_VALUES = {c: i for i, c in enumerate(DIGITS)} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SHORT_TENS = {"廿": 20, "卅": 30}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


class Ordinal(NamedTuple):
    """A label such as （二） or 第十条之一.

    `style` is how it is written ("一、", "（一）", "1.", "1.1", "（1）", "1）", "①", "章", "条" …), `value` its number,
    `rest` what follows the first number (1.1.2 -> (1, 2); 第十条之一 -> (1,)), `length` its length in code points.
    """

    style: str
    value: int
    rest: tuple[int, ...]
    length: int


def from_han(text: str) -> int | None:
    """The value of a Chinese numeral up to 9999 (一百零三, 十, 廿一, 二〇二六), or None where it is none."""
    if not text:
        return None
    if len(text) > 1 and all(c in _VALUES for c in text):
        return int("".join(str(_VALUES[c]) for c in text)) if len(text) <= 4 else None
    total, digit = 0, None
    for c in text:
        if c in _VALUES:
            digit = _VALUES[c] or digit
        elif c in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[c]
            digit = None
        elif c in _SHORT_TENS:
            total += _SHORT_TENS[c]
        else:
            return None
    return total + (digit or 0)


def to_han(value: int) -> str:
    """The Chinese numeral of 1 to 9999: 103 -> 一百零三, 12 -> 十二. Raises ValueError outside."""
    if not 0 < value < 10000:
        raise ValueError(f"no Chinese ordinal for {value}")
    out, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += ("零" if pending_zero else "") + DIGITS[digit] + name
        pending_zero = bool(out) and not digit and bool(value)
    return out.removeprefix("一") if out.startswith("一十") else out


def number(text: str) -> int | None:
    """The value of a number in Chinese numerals, circled, or in digits of any width."""
    if len(text) == 1 and text in CIRCLED:
        return CIRCLED.index(text) + 1
    if text.isdecimal():
        return int(text) if len(text) <= 6 else None
    return from_han(text)


def goes_on(before: str) -> bool:
    """Whether digits behind a text are part of a longer number, a date or a name."""
    return before[-1:].isascii() and (before[-1:].isalnum() or before.endswith((".", ",", "-", "/", ":")))


_KINDS = "编篇章节条款项目"
_TRADITIONAL = str.maketrans("編節條項", "编节条项")
_H = f"[{HAN_NUMERAL}]{{1,7}}"
_D = r"\d{1,3}"
_SPACE = r"[ \u3000\xa0\t]"
_LEGAL = pattern(
    rf"第{_SPACE}?(?P<of>{_H}|\d{{1,4}})(?:[-－](?P<dash>\d{{1,2}}))?{_SPACE}?(?P<kind>[{_KINDS}編節條項])"
    rf"(?:{_SPACE}?之(?P<sub>{_H}))?(?![{HAN_NUMERAL}]*[届屆次个個件])"
)
_PLAIN = pattern(rf"({_H}){_SPACE}?([、.．])(?![、.．])(?!{_H}[、，])")
_BRACKETED = pattern(rf"[（(]{_SPACE}?(?:(?P<han>{_H})|(?P<digits>{_D})){_SPACE}?[）)]")
_DECIMAL = pattern(rf"\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}}(?![\d.．])(?=[{_SPACE[1:-1]}]|[^\W\d])(?![亿万元个％%倍公平千吨米])")
_DOTTED = pattern(rf"({_D})(?:([.．、])(?=\D|20\d\d年|\d\+)(?![、.．]|$)|[）)])")
_REFERENCE = pattern(
    r"的|[规規]定[，。的]|[、和及与與至或]第|[，。；,;]|所[称稱列规規定]|中的|第[^条條款项項]{1,4}[款项項]"
    r"|修改[为為]|相[应應]|[至到以]|修正|改[为為]"
)


def label(line: str) -> Ordinal | None:
    """The ordinal at the very beginning of a line, or None.

    A reference that happens to begin a line (第六条规定的…, 第三条、第五条) is no label; neither is a decimal number,
    nor an enumeration (二、三产业；一、二、三等奖). Traditional characters come out as simplified styles: 第 3 條 is a 条.
    """
    reader = _READERS.get(line[:1])
    return reader(line) if reader else None


def _legal(line: str) -> Ordinal | None:
    """第五章, 第十条之一, 第 3 條."""
    m = _LEGAL.match(line)
    return None if m is None or _REFERENCE.match(line, m.end()) else _legal_ordinal(*m.group("of", "dash", "kind", "sub"), m.end())


@lru_cache(maxsize=1 << 12)
def _legal_ordinal(of: str, dash: str | None, kind: str, under: str | None, length: int) -> Ordinal | None:
    """The ordinal of a label by its parts; the same few hundred stand at the heads of the lines of all laws."""
    value, sub = number(of), number(under or dash or "")
    return Ordinal(kind.translate(_TRADITIONAL), value, (sub,) if sub else (), length) if value else None


def _plain(line: str) -> Ordinal | None:
    """一、 and 一."""
    m = _PLAIN.match(line)
    return m and _ordinal("一、" if m[2] == "、" else "一.", m[1], m.end())


def _bracketed(line: str) -> Ordinal | None:
    """（一） and (1)."""
    m = _BRACKETED.match(line)
    return m and _ordinal("（一）" if m["han"] else "（1）", m["han"] or m["digits"], m.end())


def _arabic(line: str) -> Ordinal | None:
    """1. and 1、, 1）, 1.1.2; a decimal number is none."""
    if decimal := _DECIMAL.match(line):
        first, *rest = (int(p) for p in re.split("[.．]", decimal.group()))
        return Ordinal("1.1", first, tuple(rest), decimal.end())
    m = _DOTTED.match(line)
    return m and _ordinal({"、": "1、", None: "1）"}.get(m[2], "1."), m[1], m.end())


def _circled(line: str) -> Ordinal | None:
    """①."""
    return _ordinal("①", line[0], 1)


@lru_cache(maxsize=1 << 12)
def _ordinal(style: str, text: str, length: int) -> Ordinal | None:
    value = number(text)
    return Ordinal(style, value, (), length) if value else None


# Most lines begin with none of these characters and need no regular expression at all.
_READERS = {
    "第": _legal,
    **dict.fromkeys("（(", _bracketed),
    **dict.fromkeys("0123456789０１２３４５６７８９", _arabic),
    **dict.fromkeys(HAN_NUMERAL, _plain),
    **dict.fromkeys(CIRCLED, _circled),
}


def written(style: str, value: int, rest: tuple[int, ...] = ()) -> str:
    """The label of a value in a style, as a reader would write it: ("（一）", 3) -> （三）."""
    if style in "编篇章节条款项目":
        return f"第{to_han(value)}{style}" + (f"之{to_han(rest[0])}" if rest else "")
    if style == "1.1":
        return ".".join(map(str, (value, *rest)))
    if style == "①":
        return CIRCLED[value - 1] if 0 < value <= len(CIRCLED) else f"({value})"
    return style.replace("一", to_han(value)).replace("1", str(value))


_NUMBER = pattern(rf"[{CIRCLED}]|\d+|{_H}")


def renumbered(text: str, value: int, sub: int = 0) -> str:
    """A label with another number, written the way it is: ("第 5 條", 4) -> 第 4 條, ("（三）", 2) -> （二）.

    The last number changes in a label of several parts (1.3 -> 1.2); with `sub` the part after 之 or the hyphen does.
    """
    found = list(_NUMBER.finditer(text))
    if not found:
        return text
    m = found[-1] if sub or "第" not in text else found[0]
    new = _like(m.group(), sub or value)
    return text[: m.start()] + new + text[m.end() :]


def _like(sample: str, value: int) -> str:
    """A value in the numerals of a sample: circled, Chinese, or digits of the same width."""
    if sample in CIRCLED:
        return CIRCLED[value - 1] if value <= len(CIRCLED) else f"({value})"
    if not sample.isdecimal():
        return to_han(value)
    return str(value).translate(_WIDE) if sample[0] > "9" else str(value)


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
