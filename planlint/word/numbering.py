"""Automatic numbers as Word shows them: 一、（一）1. 第一章 第一条, each list with its own counters."""

from typing import Any, NamedTuple

from planlint.text.numerals import CIRCLED, DIGITS, to_han
from planlint.word.names import w
from planlint.word.styles import Style, Styles, is_on, value, whole

Element = Any
_LEVELS = 9
LONGEST = 100
"""Characters of a number with the words around it."""
_NEWLINES = str.maketrans("\n\r\t", "   ")
_BULLETS = "•·●○■◆▪▶□◇-–*"


class Level(NamedTuple):
    """One level of a list: how it counts, how it is written (%1 is the number of the first level), when it begins anew."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int = -1
    """The level, from 1, that must have come for it to begin anew; -1 for any above, 0 for never."""
    legal: bool = False
    suffix: str = "tab"


class Lists:
    """The lists of a document: `label` counts on, so paragraphs are to be asked about once and in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        for element in () if root is None else root:
            if element.tag == w("abstractNum"):
                self._abstract[element.get(w("abstractNumId"), "")] = element
            elif element.tag == w("num"):
                self._lists[element.get(w("numId"), "")] = element
        self._levels: dict[str, tuple[str, dict[int, Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._restarts: dict[str, dict[int, int]] = {}
        self._depths: dict[str, dict[str, int]] = {}

    def label(self, properties: Element | None, name: str, style: Style) -> str:
        """The number of a paragraph with the blank behind it, "" for one without; `name` is its style's id."""
        number, depth = self.place(properties, name, style)
        if not number:
            return ""
        key, levels = self._list(number)
        if depth not in levels:
            return ""
        counts = self._counted(number, key, levels, depth)
        return _spaced(_written(levels, counts, depth), levels[depth].suffix)

    def place(self, properties: Element | None, name: str, style: Style) -> tuple[str, int]:
        """The list that a paragraph with these properties is in, "" for none, and the level; `name` is its style's id."""
        number, depth = style.list, style.depth
        own = properties.find(w("numPr")) if properties is not None else None
        if own is not None:
            number = value(own.find(w("numId"))) or number
        if number in ("", "0") or number not in self._lists:
            return "", 0
        return number, whole(own.find(w("ilvl")), 0) if own is not None else self._depth(self._list(number)[0], name, depth)

    def _depth(self, key: str, name: str, otherwise: int) -> int:
        """The level of a list that belongs to a style."""
        if key not in self._depths:
            levels = self._abstract[key].findall(w("lvl")) if key in self._abstract else []
            self._depths[key] = {value(level.find(w("pStyle"))): _number(level.get(w("ilvl"), "0")) for level in reversed(levels)}
        return self._depths[key].get(name, otherwise)

    def _list(self, number: str) -> tuple[str, dict[int, Level]]:
        """What the counters of a list are kept under, and its levels."""
        if number not in self._levels:
            element = self._lists[number]
            key = self._definition(value(element.find(w("abstractNumId"))))
            levels = {_number(e.get(w("ilvl"), "0")): _level(e) for e in self._abstract[key].findall(w("lvl"))} if key in self._abstract else {}
            for over in element.findall(w("lvlOverride")):
                if (own := over.find(w("lvl"))) is not None:
                    levels[_number(over.get(w("ilvl"), "0"))] = _level(own)
            self._levels[number] = key, levels
        return self._levels[number]

    def _definition(self, key: str) -> str:
        """The definition that holds the levels; one may point at another by a style."""
        for _ in range(_LEVELS):
            element = self._abstract.get(key)
            link = value(element.find(w("numStyleLink"))) if element is not None else ""
            target = self._lists.get(self._styles.list_of(link)) if link else None
            if target is None:
                return key
            key = value(target.find(w("abstractNumId")))
        return key

    def _counted(self, number: str, key: str, levels: dict[int, Level], depth: int) -> dict[int, int]:
        """The counters of a list when it has counted one more of a level."""
        counts = self._counts.setdefault(key, {})
        start = self._restart(number).get(depth)
        if start is not None and (number, depth) not in self._begun:
            self._begun.add((number, depth))
            counts[depth] = start - 1
        for above in range(depth):
            if above in levels:  # a level that was passed over counts as begun
                counts.setdefault(above, levels[above].start)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for below in [level for level in counts if level > depth]:
            restart = levels[below].restart if below in levels else -1
            if restart < 0 or depth < restart:
                del counts[below]
        return counts

    def _restart(self, number: str) -> dict[int, int]:
        """The levels at which a list begins anew, with what it begins with."""
        if number not in self._restarts:
            overrides = ((o, o.find(w("startOverride"))) for o in self._lists[number].findall(w("lvlOverride")))
            self._restarts[number] = {_number(o.get(w("ilvl"), "0")): whole(start, 1) for o, start in overrides if start is not None}
        return self._restarts[number]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


def _level(element: Element) -> Level:
    legal = element.find(w("isLgl"))
    return Level(
        whole(element.find(w("start")), 1), value(element.find(w("numFmt"))) or "decimal",
        value(element.find(w("lvlText")))[:LONGEST].translate(_NEWLINES),
        whole(element.find(w("lvlRestart")), -1), legal is not None and is_on(legal.get(w("val"), "1")), value(element.find(w("suff"))) or "tab",
    )  # fmt: skip


def _written(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    """The number of a paragraph: of each level the one that it is at."""
    own = levels[depth]
    if own.form == "bullet":
        return own.text if own.text in tuple(_BULLETS) else "•" if own.text else ""
    text = own.text
    for level in range(_LEVELS):
        if f"%{level + 1}" in text:
            one = levels.get(level, Level())
            form = "decimal" if own.legal and one.form != "none" else one.form
            text = text.replace(f"%{level + 1}", written(counts.get(level, one.start), form))
    return text


_CLOSED = "、）)】」』》〕］：:，,　"
_ENCLOSED = frozenset(CIRCLED + "".join(map(chr, range(0x2474, 0x249C))) + "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")


def _spaced(label: str, suffix: str) -> str:
    """A number with a blank behind it, where the two would run into each other."""
    if not label or suffix == "nothing" or label[-1] in _CLOSED or label[-1] in _ENCLOSED or label[-1].isspace():
        return label
    return f"{label} "


_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ENCLOSURES = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉", "ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES,
}  # fmt: skip
_HAN = ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "koreanCounting")
_DIGITAL = ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital")


def written(number: int, form: str) -> str:
    """A number in a format of Word; in one that is not known, in digits."""
    if form == "none":
        return ""
    if form in _HAN and 0 < number < 10000:
        return to_han(number)
    if form in _DIGITAL:
        return "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(number))
    if form in ("chineseLegalSimplified", "ideographLegalTraditional") and 0 < number < 10000:
        return _legal(number, form == "chineseLegalSimplified")
    if form in _ENCLOSURES and 0 < number <= len(_ENCLOSURES[form]):
        return _ENCLOSURES[form][number - 1]
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26 * 30:
        letter = chr(65 + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({48 + i: 0xFF10 + i for i in range(10)})
    return f"{number:02}" if form == "decimalZero" else str(number)


def _legal(number: int, simplified: bool) -> str:
    han = to_han(number)
    han = f"一{han}" if han.startswith("十") else han
    return han.translate(str.maketrans(DIGITS + "十百千", (_LEGAL if simplified else _LEGAL_TRADITIONAL) + "拾佰仟"))


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        out += letters * count
    return out
