"""Sentences that nearly repeat another (REP004)."""

from __future__ import annotations

import pytest

from planlint.checkers.near_repeats import check
from planlint.text.document import Document

LONG = "全县坚持节水优先、空间均衡、系统治理，推进水资源节约集约利用，落实用水总量和强度双控，健全最严格的水资源管理制度。"
BETWEEN = "今年清淤渠道三百公里，群众参与的积极性很高。沿河新建泵站六座，更新改造老旧设备四十余台套。各村组织护渠队伍，雨季夜间也有专人值守巡查。到开春时春灌用水有了可靠保障，粮食产量明显提高。"


def _found(text: str, options: dict[str, object] | None = None) -> list[tuple[str, str]]:
    return [(str(h.fields["one"]), str(h.fields["two"])) for h in check(Document(text), options or {}) if h.status != "preview"]


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (LONG.replace("推进", "加快"), [("推进", "加快")]),
        (LONG.replace("健全", ""), [("健全", "")]),
        (LONG.replace("全县", "全乡").replace("推进", "加快"), []),
        (LONG.replace("双控", "三控"), []),  # a number makes another statement
        (LONG, []),  # a sentence that repeats another is REP001
    ],
)
def test_a_long_sentence_far_from_its_first_version(second: str, found: list[tuple[str, str]]) -> None:
    assert _found(f"{LONG}{BETWEEN}\n{second}") == found


def test_a_short_one_has_to_be_near() -> None:
    one, two = "各乡镇要落实河湖长制，组织力量定期巡查河道。", "各乡镇要落实河湖长制，组织力量定期巡察河道。"
    assert _found(one + two) == [("查", "察")]
    assert _found(one + BETWEEN + two) == []


def test_where_sentences_are_formulas_all_is_doubtful() -> None:
    assert _found(f"{LONG}{BETWEEN}{LONG.replace('推进', '加快')}", {"formulas": True}) == []
