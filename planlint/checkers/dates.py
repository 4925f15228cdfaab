"""Dates and hours that no calendar has (2026年13月, 6月31日, 当日25时), ranges of dates that run backwards, wrong weekdays."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from planlint.hits import Hit
from planlint.text.characters import CLEAR
from planlint.text.document import Document
from planlint.text.numerals import HAN_NUMERAL, from_han, goes_on, to_han
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "invalid"}

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GAP = " \t\u3000\xa0" + CLEAR
_GAP_MAX = 3
"""Characters of space or markup that may stand between a number and its unit."""

_NUMBER_MAX = 5
"""Characters of the longest number in a date: 三十一, 2026; one more than four shows that it is another number."""

_TORN_REACH = 8
"""Characters of newline and indent that may tear a number in a text of short lines."""

_LUNAR = ("农历", "阴历", "旧历", "夏历", "藏历", "伊历", "傣历", "彝历", "農曆", "陰曆", "舊曆")
_LUNAR_REACH = 12
_NO_MONTH = "龄薪齡"  # 24月龄, 13月薪
_RANGE = ("至", "到", "——", "—", "-", "–", "－", "~", "～", "起至", "起到", "一")
_HOUR_OF = ("日", "天", "上午", "下午", "晚", "晚上", "夜间", "凌晨", "早上", "早", "傍晚", "中午", "时间", "时至", "时到", "时—", "时-", "时～")
_NO_HOUR = "代期间速空效段限长尚光刻辰令装评政差"
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = pattern(rf"[ {CLEAR}]?[（(]?(?:(?:星期|礼拜)([一二三四五六日天])(?![一二三四五六日期至到])|周([一二三四五六日天])(?=[）)，。；\s上下晚]))")


_YEAR = pattern(r"年(?<=\d{4}年)")
_RANGE_BEFORE = pattern(r"(?<!\d)((?:19|20)\d\d)年?[ ]?(?:[—–－~～-]{1,2}|至|到)[ ]?$")
_RANGE_REACH = 9
"""Characters before a year in which the beginning of its range stands."""


class _Number(NamedTuple):
    """A number in a date and where it stands; `han` says that it is written in Chinese numerals."""

    value: int
    start: int
    end: int
    han: bool


class _Date(NamedTuple):
    """A date as far as it is written out: 0 for a year or a day that is not. `era` says that its year counts from another epoch."""

    year: int
    month: _Number
    day: _Number | None
    start: int
    end: int
    era: bool


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"invalid": what no calendar has (QTY001); "weekday": a weekday that is not that of its date (QTY002)."""
    prose = document.prose
    if options.get("kind", "invalid") == "weekday":
        yield from _weekdays(document) if "日（" in prose or "日(" in prose or "日星期" in prose else ()
        return
    before: _Date | None = None
    for date in document.once(_dates):
        fault = _fault(prose, date)
        if fault:
            yield fault
        elif before is not None and (backwards := _backwards(prose, before, date)):
            yield backwards
        before = None if fault else date
    yield from _hours(prose)
    yield from _years(prose)


def _dates(document: Document) -> tuple[_Date, ...]:
    """The dates of a text: every 月 with a number before it. Found by the character, not by a pattern: nine texts in ten have some."""
    prose, found = document.prose, []
    at = prose.find("月")
    while at >= 0:
        if (month := _before(prose, at)) is not None:
            found.append(_date(prose, month, at))
        at = prose.find("月", at + 1)
    return tuple(found)


def _date(prose: str, month: _Number, at: int) -> _Date:
    """The date around a month whose 月 is at an offset."""
    year, start, era = 0, month.start, False
    mark = _skip_back(prose, month.start)
    if mark > 0 and prose[mark - 1] == "年":
        era, number = True, _before(prose, mark - 1, year=True)
        if number is not None and 1000 <= number.value < 3000:
            year, start, era = number.value, number.start, False
    day = _after(prose, at + 1)
    stop = _skip(prose, day.end) if day else 0
    if day is None or prose[stop : stop + 1] != "日":
        return _Date(year, month, None, start, at + 1, era)
    return _Date(year, month, day, start, stop + 1, era)


def _fault(prose: str, date: _Date) -> Hit | None:
    """What no calendar has about a date, if it is one of our calendar at all."""
    fault = _impossible(prose, date)
    if fault is None:
        return None
    before, follows = prose[max(0, date.start - _LUNAR_REACH) : date.start], prose[date.end : date.end + 1]
    if any(word in before for word in _LUNAR) or (follows and follows in _NO_MONTH) or before.endswith("第"):
        return None
    return fault


def _impossible(prose: str, date: _Date) -> Hit | None:
    """What no calendar has about a date; months need a year or a day beside them to be months of a calendar."""
    span, month = Span(date.start, date.end), date.month.value
    if not 1 <= month <= 12:
        dated = date.year or (date.day is not None and not date.month.han and not date.era)
        return Hit(span, _fields(prose, date)) if dated else None
    if date.day is None or (date.era and date.month.han) or (not date.year and prose.startswith(("内", "以"), date.end)):
        return None
    days = 28 if month == 2 and date.year and not _leap(date.year) else _DAYS[month - 1]
    if 1 <= date.day.value <= days:
        return _last_day(prose, date, days)
    return Hit(span, _fields(prose, date) | {"days": days}, variant="leap" if days == 28 else "day")


def _fields(prose: str, date: _Date) -> dict[str, object]:
    return {"date": prose[date.start : date.end].replace(CLEAR, ""), "month": date.month.value, "year": date.year}


def _last_day(prose: str, date: _Date, days: int) -> Hit | None:
    """The end of a range of days that its month does not have: 6月20日至31日."""
    start = next((date.end + len(mark) for mark in _RANGE if mark != "一" and prose.startswith(mark, date.end)), 0)
    if not start or (last := _after(prose, start)) is None or last.value <= days:
        return None
    end = _skip(prose, last.end)
    if prose[end : end + 1] != "日" or prose[end + 1 : end + 2] in ("内", "龄", "均"):
        return None
    fields = {"date": prose[date.start : end + 1].replace(CLEAR, ""), "month": date.month.value, "year": date.year, "days": days}
    return Hit(Span(date.start, end + 1), fields, variant="day")


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _backwards(prose: str, first: _Date, last: _Date) -> Hit | None:
    """A range whose end is before its beginning; both have their year, and both a day or neither."""
    between = prose[first.end : last.start] if last.start - first.end <= _GAP_MAX else "…"
    if between.strip(_GAP) not in _RANGE or not (first.year and last.year) or (first.day is None) != (last.day is None):
        return None
    if _key(last) >= _key(first):
        return None
    return Hit(Span(first.start, last.end), {"date": prose[first.start : last.end].replace(CLEAR, "")}, variant="backwards")


def _key(date: _Date) -> tuple[int, int, int]:
    return date.year, date.month.value, date.day.value if date.day else 0


def _hours(prose: str) -> Iterator[Hit]:
    """Hours over 24 and minutes over 59 behind a day, a part of the day, or another hour (8时至25时)."""
    at = prose.find("时")
    while at >= 0:
        if at and prose[at - 1].isdecimal() and (hour := _before(prose, at)) is not None:
            yield from _hour(prose, hour, at)
        at = prose.find("时", at + 1)


def _hour(prose: str, hour: _Number, at: int) -> Iterator[Hit]:
    before = prose[max(0, hour.start - _GAP_MAX - 3) : hour.start].rstrip(_GAP)
    follows = prose[at + 1 : at + 2]
    if not before.endswith(_HOUR_OF) or (follows and follows in _NO_HOUR):
        return
    minute = _after(prose, at + 1)
    timed = minute is not None and prose[minute.end : minute.end + 1] == "分" and prose[minute.end + 1 : minute.end + 2] not in ("之", "钟")
    end = minute.end + 1 if minute is not None and timed else at + 1
    if hour.value > 24 or (minute is not None and timed and minute.value > 59):
        yield Hit(Span(hour.start, end), {"date": prose[hour.start : end].replace(CLEAR, "")}, variant="hour")


def _years(prose: str) -> Iterator[Hit]:
    """Years with a digit too many, and ranges of years that run backwards: 20252年, 2030—2026年."""
    for m in _YEAR.finditer(prose):
        year = prose[m.start() - 4 : m.start()]
        before = prose[max(0, m.start() - 4 - _RANGE_REACH) : m.start() - 4]
        if before[-1:].isdecimal():
            start = m.start() - 5
            if prose.startswith(("19", "20"), start) and not goes_on(before[:-1]) and not _counts_years(before[:-1], prose, m.end()):
                yield Hit(Span(start, m.end()), {"date": prose[start : m.end()]}, variant="digits")
        elif (first := _RANGE_BEFORE.search(before)) and first[1] > year and year.startswith(("19", "20")):
            start = m.start() - 4 - len(before) + first.start(1)
            yield Hit(Span(start, m.end()), {"date": prose[start : m.end()]}, variant="backwards")


def _counts_years(before: str, prose: str, end: int) -> bool:
    """Whether a number of years is how many: 距今20300年, 20500年前."""
    return before.endswith(("距今", "约", "近", "有", "达", "超过", "长达")) or prose.startswith(("前", "以前", "左右", "以上", "的历史", "历史", "来"), end)


def _weekdays(document: Document) -> Iterator[Hit]:
    """The weekdays that stand behind a whole date and are not its own."""
    prose = document.prose
    for date in document.once(_dates):
        if not date.year or date.day is None or date.era or not 1 <= date.month.value <= 12:
            continue
        m = _WEEKDAY.match(prose, date.end)
        if m is None or not 1 <= date.day.value <= _DAYS[date.month.value - 1] or date.year < 1912:
            continue
        right = _WEEKDAYS[_weekday(date.year, date.month.value, date.day.value)]
        found = m[1] or m[2]
        if found.replace("天", "日") != right:
            fields = {"date": prose[date.start : date.end].replace(CLEAR, ""), "right": right, "found": found}
            yield Hit(Span(*m.span(m.lastindex or 0)), fields, suggestions=(right,))


def _weekday(year: int, month: int, day: int) -> int:
    """The weekday of a day of the Gregorian calendar, 0 for Monday (T. Sakamoto's congruence)."""
    year -= month < 3
    return (year + year // 4 - year // 100 + year // 400 + (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)[month - 1] + day + 6) % 7


def _before(prose: str, at: int, year: bool = False) -> _Number | None:
    """The number that ends at an offset, space between left out; None where there is none, or one that is not of a date."""
    end = start = _skip_back(prose, at)
    digits = start > 0 and prose[start - 1].isdecimal()
    while start > 0 and end - start < _NUMBER_MAX and (prose[start - 1].isdecimal() if digits else prose[start - 1] in HAN_NUMERAL):
        start -= 1
    if prose[start - 1 : start] in (".", "．", "/", "-") or (not year and _torn(prose, start)):
        return None
    return _number(prose, start, end, year)


def _torn(prose: str, start: int) -> bool:
    """Whether a number began on the line before: 十 and, on the next line, 二月."""
    if prose[start - 1 : start] not in ("\n", "\r", " ", "\u3000", "\t") or start == 0:
        return False
    before = prose[max(0, start - _TORN_REACH) : start]
    bare = before.rstrip()
    return bare != "" and before[len(bare) :].count("\n") == 1 and (bare[-1].isdecimal() or bare[-1] in HAN_NUMERAL)


def _after(prose: str, at: int) -> _Number | None:
    """The number that begins at an offset, space between left out."""
    start = end = _skip(prose, at)
    digits = prose[start : start + 1].isdecimal()
    while end < len(prose) and end - start < _NUMBER_MAX and (prose[end].isdecimal() if digits else prose[end] in HAN_NUMERAL):
        end += 1
    return _number(prose, start, end, False)


def _number(prose: str, start: int, end: int, year: bool) -> _Number | None:
    """A year of four figures, or a month, day or hour of one or two; Chinese numerals only as a date has them (三十一, not 三四)."""
    text = prose[start:end]
    if text.isdecimal():
        return _Number(int(text), start, end, False) if (len(text) == 4 if year else len(text) <= 2) else None
    value = from_han(text) if text else None
    if value is None:
        return None
    if year:
        return _Number(value, start, end, True) if len(text) == 4 and "十" not in text else None
    return _Number(value, start, end, True) if 0 < value < 100 and to_han(value) == text else None


def _skip(prose: str, at: int) -> int:
    """The offset behind the space at an offset."""
    stop = at + _GAP_MAX
    while at < stop and prose[at : at + 1] in _GAP and at < len(prose):
        at += 1
    return at


def _skip_back(prose: str, at: int) -> int:
    """The offset before the space that ends at an offset."""
    stop = at - _GAP_MAX
    while at > max(stop, 0) and prose[at - 1] in _GAP:
        at -= 1
    return at
