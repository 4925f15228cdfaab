"""Texts to measure with: made from the sentences of a seed text and a number, so that everybody has the same ones.

A document is paragraphs of the seed in another order, with other numbers in them and slips planted here and there. The
sentences of a short seed are varied by words of its own, so that a long document does not consist of repetitions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "examples" / "repaired-plan.md"

VERBS = (
    "加快", "推进", "深化", "完善", "健全", "提升", "优化", "强化", "统筹", "落实", "扩大", "培育", "巩固", "拓展", "规范",
    "改进", "支持", "引导", "鼓励", "保障",
)  # fmt: skip
WHAT = (
    "现代产业", "先进制造", "数字经济", "城乡融合", "公共服务", "基础教育", "职业培训", "医疗卫生", "养老托育", "生态保护",
    "水利设施", "综合交通", "农田建设", "种业振兴", "科技创新", "人才引进", "营商环境", "政务服务", "财税管理", "社会救助",
    "应急管理", "社区治理", "文化遗产", "全民健身", "粮食储备", "能源供应", "污染防治", "乡村旅游", "物流枢纽", "市场监管",
)  # fmt: skip
HOW = (
    "体系", "机制", "能力", "水平", "布局", "工程", "行动", "试点", "平台", "网络", "标准", "制度", "服务", "项目", "队伍",
)  # fmt: skip
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")
_NUMBER = re.compile(r"\d+")


def sentences(seed: Path) -> list[str]:
    """The sentences of a text."""
    return [s.strip() for s in _SENTENCE.findall(seed.read_text(encoding="utf-8")) if 8 <= len(s.strip()) <= 200]


def document(known: list[str], size: int, chance: random.Random, slips: float = 0.02) -> str:
    """A document of about so many bytes: headings, paragraphs, and a slip in so many of its sentences."""
    parts, written, chapter, rest = ["# 清河市工作方案\n"], 0, 0, []
    while written < size:
        if chapter * 4000 <= written:
            chapter += 1
            parts.append(f"\n## {_ordinal(chapter)}、{chance.choice(VERBS)}{chance.choice(WHAT)}{chance.choice(HOW)}\n")
        paragraph = ""
        for _ in range(chance.randint(2, 5)):
            if not rest:
                rest = chance.sample(known, len(known))
            sentence = _varied(rest.pop(), chance)
            paragraph += _slipped(sentence, chance) if chance.random() < slips else sentence
        parts.append(f"\n{paragraph}\n")
        written += len(paragraph.encode()) + 2
    return "".join(parts)


def _varied(sentence: str, chance: random.Random) -> str:
    """A sentence with other numbers, and with a clause of its own before it."""
    clause = f"{chance.choice(VERBS)}{chance.choice(WHAT)}{chance.choice(HOW)}，{chance.choice(VERBS)}{chance.choice(WHAT)}{chance.choice(HOW)}，"
    return clause + _NUMBER.sub(lambda m: str(chance.randint(1, 9)) + m.group()[1:], sentence)


def _slipped(sentence: str, chance: random.Random) -> str:
    """A sentence with one of the slips that the peers know too, and those that only planlint looks for."""
    kind = chance.randrange(4)
    if kind == 0:
        return sentence.replace("，", ",", 1)
    if kind == 1:
        return sentence + sentence
    if kind == 2:
        return sentence.replace("，", "，，", 1)
    return sentence[: len(sentence) // 2] + "\n\n" + sentence[len(sentence) // 2 :]


def _ordinal(number: int) -> str:
    digits = "零一二三四五六七八九十"
    if number <= 10:
        return digits[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else digits[tens] if tens <= 10 else str(tens)) + "十" + (digits[ones] if ones else "")


def build(folder: Path, files: int, size: int, seed: Path = SEED, number: int = 1) -> int:
    """Fill a folder with so many files of about so many bytes; how many bytes in all. The same call makes the same files."""
    known, total = sentences(seed), 0
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(known, files, size, number):
        data = text.encode()
        (folder / name).write_bytes(data)
        total += len(data)
    return total


def texts(known: list[str], files: int, size: int, number: int) -> Iterator[tuple[str, str]]:
    """Names and texts of a corpus."""
    for at in range(files):
        yield f"{at:06}.md", document(known, size, random.Random(number * 1_000_003 + at))
