"""Characters that every Chinese text has, and those that rules look for."""

from __future__ import annotations

import sys

from planlint.checkers import homoglyphs, invisible, mojibake, strange_characters
from planlint.text.characters import unusual

ALL = "".join(map(chr, range(sys.maxunicode + 1)))


def test_what_is_usual() -> None:
    assert unusual("“清河市”2026年《规划》，到2030年：一、全面完成……\n") == frozenset()
    assert unusual("⻔前河\ue000後○Ａ\u200b鍏充簬“") == frozenset("⻔\ue000後○Ａ\u200b鍏簬")


def test_no_rule_looks_for_a_usual_character() -> None:
    strange = unusual(ALL)
    assert strange.issuperset(homoglyphs._TWINS)
    assert strange.issuperset(c for c in ALL if strange_characters._is_compatible(c) or "\ue000" <= c <= "\uf8ff")
    assert strange.issuperset(c for c in ALL if "０" <= c <= "ｚ" and c.isalnum())
    assert strange.issuperset(strange_characters.TRADITIONAL + strange_characters._CIRCLES)
    assert strange.issuperset("".join(invisible._INVISIBLE.findall(ALL)))
    assert strange.issuperset(mojibake._triples()[0])
    assert strange.issuperset(map(chr, range(0xB0, 0xF8)))
    assert "\ufffd" in strange
