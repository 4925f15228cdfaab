"""A character written twice: 构建思想引领大局局, and not 健全|全域, where two words meet, nor 年年, a reduplication.

Each doubled character is read twice, once as it stands and once with one of the two taken out. A handful of
questions are asked of both readings: which one cuts into likelier words, which one official texts hold, which one
stands elsewhere in the same document. A logistic regression weighs the answers; the sum is a log-odds of a slip.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from planlint.hits import Edit, Hit, Related
from planlint.text.characters import CLEAR, NOT_LATIN, han_after, han_before, is_han
from planlint.text.document import Document
from planlint.text.echoes import Echoes, echoes
from planlint.text.lexicon import EDGE, LONGEST_WORD, UNKNOWN_COST, Lexicon, lexicon
from planlint.text.names import SURNAMES
from planlint.text.patterns import pattern
from planlint.text.spans import Span

SPLIT_WORD = pattern(rf"[（(]{NOT_LATIN}{{1,2}}[）)]")
"""What stands in brackets inside a word, as in 新建建（构）筑物, and the rest of that word."""

SHOWN = pattern(f"[^{CLEAR}]+")

REACH = 6
"""Characters on either side that are looked at."""
NEAR = 100_000
"""Characters on either side in which the document is asked for the same words: a bound on time, not on meaning."""
QUOTED_REACH = 16

NUMERALS = frozenset("一二三四五六七八九十〇零百千万亿两廿卅甲乙丙丁")
_IN_NUMBER = (*NUMERALS, "．", ".", "年", "月", "日")
CLASSIFIERS = frozenset(
    "年月日天周时分季岁夜晚期代届次回遍趟番轮场步段节点条项件个只支枝张座栋幢间户家口人名位群队排行列批组套台架辆艘艇部本册卷篇章页"
    "幅首句字声样种类门层级阶处块片方面股阵滴颗粒朵棵株根茬束串团堆桩笔道趟封份双对省市县区乡镇村社街校厂店院所站园馆桥路河山田屋车"
)
"""Characters that are doubled to say "each": 项项优秀, 市市通高铁, 一台台设备."""
USUAL = (
    "年年", "实事求是是", "不甚了了", "明了了", "不得了了", "可以以", "现在在", "万万", "超超临界", "账账相符", "账账不符", "碳碳复合", "中中国", "及其其他", "作为为", "小时时", "制成成品",
    "先试试点", "规定定之", "規定定之", "章章", "准准用", "準準用", "为为无效", "为为有效", "為為無效", "為為有效", "公路路权", "公路路權", "平等等",
    "有有组织", "物资资敌", "审议议定", "審議議定", "指受受", "对对外",
    "对对内", "对其其他", "和市市场", "通过过船", "执行主席席", "产业链链主", "以以上", "以以下", "财产产权",
)  # fmt: skip
"""Words and junctions in which the doubling is right more often than not, and that the counts alone cannot tell."""
PARTICLES = frozenset("的和与及了在为是将对被把从由而或并也但于向使让以")
"""Characters without a word of their own around them, which are never doubled to say anything: 支持的的代表, 高地和和参与."""
UNITS = frozenset("元亩吨人户次家个项名件台套座处岁倍斤米天公年月日")
"""Characters that a figure stands before and that are doubled behind it by a slip alone, or where a word begins with one."""
_COUNTING = (*NUMERALS, "两", "几", "数", "多", "余")
OFFICES = "长员"
"""What makes an office of a unit that has just been named: 第三师师长, 省委委员, 共产党党员."""

WEIGHTS: Mapping[str, float] = {
    "gain": 0.8,
    "junction": -1.47,
    "char_cost": -0.38,
    "char": 0.25,
    "left_2": 0.12,
    "left_4": 0.23,
    "right_2": 0.11,
    "right_3": 0.12,
    "both_2": -0.16,
    "both_3": -0.1,
    "across_3": 0.47,
    "across_4_left": 0.29,
    "across_4_right": 0.19,
    "doubled_left": -0.69,
    "doubled_right": -0.64,
    "doubled_both": -0.08,
    "classifier": -1.09,
    "each": -0.81,
    "each_one": -2.27,
    "numeral": -2.86,
    "name": -1.25,
    "quoted": -1.09,
    "single_elsewhere": 2.66,
    "doubled_elsewhere": -3.68,
}
BIAS = -4.59
"""Fitted on 16 700 doubled characters of published official texts, reports, speeches and news, and on 13 000 slips put
into them at random, each judged with counts that leave out its own group of documents (all versions of a law, all
copies of a report). `doubled_*` look up the pair as it stands, `across_*` the reading with one character."""

THRESHOLD = 3.0
"""Log-odds for a report: 0.03 in 10 000 published characters; six slips in seven are above it."""
PREVIEW_THRESHOLD = -0.1
"""Log-odds for a report of the preview tier: 0.3 in 10 000 characters, measured in the same way."""
OPTIONS: dict[str, Any] = {"threshold": THRESHOLD, "preview-threshold": PREVIEW_THRESHOLD, "allow": []}
STABLE = {"preview-threshold": math.inf}
"""Most of the work is done for the preview tier."""
CERTAIN = 10.0
"""What a doubled particle counts for: of 17 million published characters the 400 doubled ones all have a word on one side or both."""
TRADITIONAL_MARGIN = 2.0
"""Taken off in traditional script, whose words are looked up in simplified form: its junctions are less well known."""
QUOTED_MARGIN = 2.0
"""Added to the threshold of the default tier inside quotation and title marks, where words are coined."""
TRADITIONAL_REACH, TRADITIONAL_LEAST = 30, 3
"""A place is in traditional script when so many of the characters around it have a simplified form."""


class Pair(NamedTuple):
    """A doubled character and the Han characters around it; `left` and `right` end where the run of Han ends."""

    left: str
    char: str
    right: str
    quoted: bool


def pair_at(text: str, start: int, end: int) -> Pair:
    """The pair at `start`, where a run of equal characters reaches to `end`."""
    after = han_after(text, end, REACH)
    if len(after) < 2 and (split := SPLIT_WORD.match(text, end + len(after), end + 2 * REACH)):
        after = (after + han_after(text, split.end(), REACH))[:REACH]
    before = text[max(0, start - QUOTED_REACH) : start]
    opened, closed = (max(before.rfind(mark) for mark in marks) for marks in ("“《", "”》"))
    return Pair(han_before(text, start, REACH), text[start], after, opened > closed)


def elsewhere(text: str, start: int, pair: Pair) -> dict[str, float]:
    """In how many of two ways each reading stands elsewhere in the document, up to `NEAR` characters away."""
    low, high = max(0, start - NEAR), start + NEAR
    left, char, right = pair.left[-2:], pair.char, pair.right[:2]
    doubled = 0
    for run, at in ((left + char * 2, start - len(left)), (char * 2 + right, start)):
        if len(run) > 2:
            doubled += text.find(run, low, at + len(run) - 1) >= 0 or text.find(run, at + 1, high) >= 0
    return {"single_elsewhere": float(single_elsewhere(text, start, pair)), "doubled_elsewhere": float(doubled)}


def single_elsewhere(text: str, start: int, pair: Pair) -> int:
    """In how many of two ways the reading with one character stands in the document, up to `NEAR` characters away."""
    low, high = max(0, start - NEAR), start + NEAR
    left, char, right = pair.left[-2:], pair.char, pair.right[:2]
    if not left or not right or text.find(left[-1] + char + right[0], low, high) < 0:
        return 0
    found = len(left) == 2 and text.find(left + char + right[0], low, high) >= 0
    return found + (len(right) == 2 and text.find(left[-1] + char + right, low, high) >= 0)


def witness(text: str, start: int, pair: Pair) -> tuple[int, int] | None:
    """Where the reading with one character stands elsewhere in the document, up to `NEAR` characters away."""
    low, high = max(0, start - NEAR), start + NEAR
    before, after = small_context(lexicon(), pair)
    around = ((before, after), (pair.left[-2:], pair.right[:1]), (pair.left[-1:], pair.right[:2]))
    for single in (left + pair.char + right for left, right in around):
        if len(single) >= 4 and (at := text.find(single, low, high)) >= 0:
            return at, at + len(single)
    return None


def word_features(words: Lexicon, pair: Pair) -> dict[str, float]:
    """What cutting both readings into words says."""
    left, right = pair.left, pair.right
    two, cut = words.best(left + pair.char * 2 + right)
    one, _ = words.best(left + pair.char + right)
    first, second = covering(cut, len(left)), covering(cut, len(left) + 1)
    apart = first[1] != second[1]
    return {
        "gain": two - one,
        "junction": float(apart and min(len(first[0]), len(second[0])) > 1),
    }


def most_gain(words: Lexicon, pair: Pair) -> float:
    """More than what `gain` can be, without cutting anything.

    Of the best cut with one character only the word over it has to give way: a word that begins or ends with the
    character leaves one more character, any other falls apart, at worst into single characters.
    """
    most = single = words.cost(pair.char) or UNKNOWN_COST
    for before in range(1, min(len(pair.left), LONGEST_WORD - 2) + 1):
        left = pair.left[len(pair.left) - before :]
        for after in range(1, min(len(pair.right), LONGEST_WORD - 1 - before) + 1):
            right = pair.right[:after]
            if words.listed(left + pair.char + right) and (price := words.cost(left + pair.char + right)):
                apart = 2 * single + sum(words.cost(char) or UNKNOWN_COST for char in left + right)
                halves = words.cost(left + pair.char), words.cost(pair.char + right)
                most = max(most, (min(apart, halves[0] + halves[1]) if halves[0] and halves[1] else apart) - price)
    return most


def covering(cut: Sequence[str], at: int) -> tuple[str, int]:
    """The word over the character number `at`, and where it starts."""
    start = 0
    for word in cut:
        if start <= at < start + len(word):
            return word, start
        start += len(word)
    raise IndexError(at)


def run_features(words: Lexicon, pair: Pair) -> dict[str, float]:
    """How well official texts know the runs of up to four characters in both readings.

    A run is known as often as each run within it at the most, so that what holds an unknown one need not be asked for.
    """
    left = pair.left if len(pair.left) > 3 else EDGE + pair.left
    right = pair.right if len(pair.right) > 3 else pair.right + EDGE
    char, seen = pair.char, words.seen
    left_2, right_2 = seen(left[-1:] + char), seen(char + right[:1])
    left_3 = seen(left[-2:] + char) if left_2 and len(left) > 1 else 0.0
    right_3 = seen(char + right[:2]) if right_2 and len(right) > 1 else 0.0
    across_3 = seen(left[-1:] + char + right[:1]) if left_2 and right_2 else 0.0
    doubled_left = seen(left[-1:] + char * 2) if left_2 else 0.0
    doubled_right = seen(char * 2 + right[:1]) if right_2 else 0.0
    return {
        "char": seen(char),
        "left_2": left_2,
        "left_4": seen(left[-3:] + char) if left_3 and len(left) > 2 else 0.0,
        "right_2": right_2,
        "right_3": right_3,
        "both_2": min(left_2, right_2),
        "both_3": min(left_3, right_3),
        "across_3": across_3,
        "across_4_left": seen(left[-2:] + char + right[:1]) if across_3 and left_3 else 0.0,
        "across_4_right": seen(left[-1:] + char + right[:2]) if across_3 and right_3 else 0.0,
        "doubled_left": doubled_left,
        "doubled_right": doubled_right,
        "doubled_both": seen(left[-1:] + char * 2 + right[:1]) if doubled_left and doubled_right else 0.0,
    }


def class_features(pair: Pair, runs: Mapping[str, float]) -> dict[str, float]:
    """Whether the character is one of those that are doubled by right."""
    before, after = pair.left[-1:], pair.right[:1]
    each = pair.char in CLASSIFIERS
    beside = not before or not after or before in NUMERALS or after in NUMERALS
    free = runs["across_3"] == 0 and runs["right_2"] < 4 and (runs["left_2"] < 3 or not before)
    return {
        "classifier": float(each),
        "each": float(each and free),
        "each_one": float(each and before == "一"),
        "numeral": float(pair.char in NUMERALS and beside),
        "name": float(before in SURNAMES and runs["left_2"] < 2),
        "quoted": float(pair.quoted),
    }


@lru_cache(maxsize=1 << 13)
def known_odds(words: Lexicon, pair: Pair) -> float:
    """What is told of the pair by itself, but for the cuts of both readings."""
    runs = run_features(words, pair)
    return BIAS + weigh(runs) + weigh(class_features(pair, runs)) + WEIGHTS["char_cost"] * (words.cost(pair.char) or UNKNOWN_COST)


@lru_cache(maxsize=1 << 13)
def log_odds(words: Lexicon, pair: Pair) -> float:
    """How far the pair by itself looks like a slip."""
    return known_odds(words, pair) + weigh(word_features(words, pair))


@lru_cache(maxsize=1 << 13)
def most_odds(words: Lexicon, pair: Pair) -> float:
    """More than what `log_odds` can be: nearly all pairs are told by this, which costs a fifth."""
    return known_odds(words, pair) + WEIGHTS["gain"] * most_gain(words, pair)


def weigh(answers: Mapping[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in answers.items())


def score(words: Lexicon, text: str, start: int, end: int, least: float, old_script: bool) -> tuple[float, Pair]:
    """Log-odds that the run of equal characters is a slip; the document is searched only where `least` is in reach."""
    pair = pair_at(text, start, end)
    margin = 0.0
    known = pair
    if old_script and is_traditional(words, text[max(0, start - TRADITIONAL_REACH) : end + TRADITIONAL_REACH]):
        margin = TRADITIONAL_MARGIN
        left, char, right = ("".join(map(words.simplified, part)) for part in pair[:3])
        known = Pair(left, char, right, pair.quoted)
    at_most, elsewhere_too = most_odds(words, known) - margin, WEIGHTS["single_elsewhere"]
    if at_most < least and (at_most + 2 * elsewhere_too < least or at_most + elsewhere_too * single_elsewhere(text, start, pair) < least):
        return at_most, pair
    odds = log_odds(words, known) - margin
    if odds + 2 * elsewhere_too > least:
        odds += weigh(elsewhere(text, start, pair))
    return odds, pair


def is_traditional(words: Lexicon, around: str) -> bool:
    """Whether a stretch of text is in traditional script."""
    return sum(a != b for a, b in zip(around, words.simple(around), strict=True)) >= TRADITIONAL_LEAST


def in_old_script(document: Document) -> bool:
    """Whether a text holds traditional characters, as nearly none does."""
    words = lexicon()
    return any(words.simplified(character) != character for character in document.unusual)


def in_pairs(text: str, start: int, end: int) -> bool:
    """Whether a second doubled character stands beside, as in 家家户户 and 方方面面."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return any(two[0] == two[1] and is_han(two[0]) for two in (before, after) if len(two) == 2)


def in_number(text: str, start: int, end: int) -> bool:
    """Whether the character is a figure of a number or of a date, as in 一八四四年 and 一九三八．一一．二五."""
    if text[start] not in NUMERALS:
        return False
    return text[start - 1 : start] in _IN_NUMBER or text[end : end + 1] in _IN_NUMBER


def is_office(words: Lexicon, pair: Pair) -> bool:
    """Whether a unit and its office meet: the character ends one word or stands behind a number, and begins the other."""
    if pair.right[:1] not in OFFICES or not pair.right or not words.is_word(pair.char + pair.right[0]):
        return False
    return any(words.is_word(pair.left[-size:] + pair.char) for size in (1, 2, 3) if len(pair.left) >= size) or pair.left[-1:] in NUMERALS


def is_lone_particle(words: Lexicon, pair: Pair) -> bool:
    """Whether a particle is no part of a word on either side, as both are in 目的|的 and 战争和|和平."""
    if pair.char not in PARTICLES or not pair.left or pair.quoted:
        return False
    left, char = ("".join(map(words.simplified, part)) for part in pair[:2])
    heads = (left[-size:] + char for size in (1, 2, 3) if len(left) >= size)
    return not any(map(words.is_word, heads)) and not begins_word(words, pair)


def begins_word(words: Lexicon, pair: Pair) -> bool:
    """Whether the second of the two characters begins a word."""
    char, right = words.simplified(pair.char), "".join(map(words.simplified, pair.right))
    return any(words.is_word(char + right[:size]) for size in (1, 2, 3) if len(right) >= size)


@lru_cache(maxsize=64)
def by_pair(words: tuple[str, ...]) -> dict[str, list[str]]:
    """The words by the doubled characters that they hold."""
    found: dict[str, list[str]] = {}
    for word in words:
        for pair in {a + b for a, b in pairwise(word) if a == b}:
            found.setdefault(pair, []).append(word)
    return found


def allowed(text: str, start: int, end: int, words: Iterable[str]) -> bool:
    """Whether one of the words covers the doubled character."""
    return any(text.find(word, max(0, end - len(word)), start + len(word)) >= 0 for word in words)


def small_context(words: Lexicon, pair: Pair) -> tuple[str, str]:
    """What stands before and after the single character in its word, or else one character on either side."""
    at = len(pair.left)
    word, start = covering(words.best(pair.left + pair.char + pair.right)[1], at)
    if len(word) == 1:
        return pair.left[-1:], pair.right[:1]
    return word[: at - start], word[at - start + 1 :]


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Doubled characters that are no words: surely (stable) or perhaps (preview)."""
    if not document.punctuated:
        return
    prose = document.prose
    text = prose.replace(CLEAR, "")
    firm = float(options.get("threshold", THRESHOLD))
    least = min(firm, float(options.get("preview-threshold", PREVIEW_THRESHOLD)))
    allow = by_pair((*USUAL, *options.get("allow", ())))
    known = document.once(echoes) if text == prose else Echoes(text)
    for start, last in known.han():
        end = last + 1
        if suspected := suspicion(text, start, end, least, allow.get(text[start : start + 2], ()), document.once(in_old_script)):
            odds, pair = suspected
            sure = odds > firm + QUOTED_MARGIN * pair.quoted
            seen = witness(text, start, pair)
            yield _hit(pair, places(document, start, end), sure, places(document, *seen) if seen else [])


def suspicion(
    text: str, start: int, end: int, least: float, allow: Sequence[str] = USUAL, old_script: bool = True
) -> tuple[float, Pair] | None:
    """The log-odds, if above `least`, that a run of equal characters is a slip; None for what is doubled by right.

    `old_script` says whether the text holds traditional characters.
    """
    if not is_han(text[start]) or in_pairs(text, start, end) or in_number(text, start, end) or allowed(text, start, end, allow):
        return None
    odds, pair = score(lexicon(), text, start, end, least, old_script)
    counted = pair.char in UNITS and (text[start - 1 : start].isdecimal() or pair.left[-1:] in _COUNTING)
    if counted and begins_word(lexicon(), pair):
        return None  # 2项|项目
    if end - start == 2 and ((counted and not pair.left) or is_lone_particle(lexicon(), pair)):
        odds = max(odds, CERTAIN + weigh(elsewhere(text, start, pair)))
    return (odds, pair) if odds > least and not is_office(lexicon(), pair) else None


def shown_runs(document: Document) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the stretches of prose without hidden markup begin: in what it is without that markup, and in the prose."""
    without, within, size = [], [], 0
    for m in SHOWN.finditer(document.prose):
        without.append(size)
        within.append(m.start())
        size += m.end() - m.start()
    return tuple(without), tuple(within)


def places(document: Document, start: int, end: int) -> list[int]:
    """The offsets in the prose of the characters `start` to `end` of what it is without hidden markup."""
    if CLEAR not in document.prose:
        return list(range(start, end))
    without, within = document.once(shown_runs)
    runs = (bisect_right(without, offset) - 1 for offset in range(start, end))
    return [within[run] + offset - without[run] for run, offset in zip(runs, range(start, end), strict=True)]


def _hit(pair: Pair, at: Sequence[int], sure: bool, seen: Sequence[int]) -> Hit:
    """The hit for the characters at the offsets `at`, of which all but the first are to go; `seen` is what is right elsewhere."""
    before, after = small_context(lexicon(), pair)
    single = before + pair.char + after
    return Hit(
        Span(at[0], at[-1] + 1),
        {"text": before + pair.char * len(at) + after, "single": single, "char": pair.char},
        edits=tuple(Edit(Span(offset, offset + 1), "") for offset in at[1:]),
        suggestions=(single,),
        related=(Related(Span(seen[0], seen[-1] + 1), "elsewhere"),) if seen else (),
        status="" if sure else "preview",
    )
