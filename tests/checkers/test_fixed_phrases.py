"""Fixed expressions almost right (TRM002)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint import rules
from planlint.checkers.fixed_phrases import check
from planlint.text.document import Document

SHIPPED = dict(next(r for r in rules.load() if r.code == "TRM002").options)
OWN = {"phrases": ["清河两岸生态廊道"], "variants": ["清河两岸绿色廊道"]}


def found(text: str, options: dict[str, object]) -> list[tuple[str, str]]:
    document = Document(text)
    return [(document.slice(hit.span), hit.edits[0].text) for hit in check(document, options)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("建设清河两案生态廊道。", ["清河两案生态廊道"]),
        ("建设清河两岸生态态廊道。", ["清河两岸生态态廊道"]),
        ("建设清河两岸态廊道。", ["清河两岸态廊道"]),
        ("建设清河岸两生态廊道。", ["清河岸两生态廊道"]),
        ("建设清河两生岸态廊道。", ["清河两生岸态廊道"]),  # across the middle: both halves are broken
        ("建设清河两岸生态廊道。", []),
        ("建设清河两岸绿色廊道。", []),
        ("建设清河两岸的生态廊道。", []),
        ("建设清河两案生太廊道。", []),
        ("建设清河两岸，生态廊道。", []),
        ("建设清河两岸生态廊坊。", []),
    ],
)
def test_one_edit_from_a_phrase(text: str, wrong: list[str]) -> None:
    assert found(text, dict(OWN)) == [(w, "清河两岸生态廊道") for w in wrong]


@pytest.mark.parametrize("phrase", SHIPPED["phrases"])
def test_a_shipped_phrase_is_itself_right_and_missed_when_a_character_is_wrong(phrase: str) -> None:
    assert found(f"坚持{phrase}，", SHIPPED) == []
    wrong = phrase[:2] + "鑫" + phrase[3:]
    assert wrong in [text for text, _ in found(f"，{wrong}，", SHIPPED)] or any(p in phrase and p != phrase for p in SHIPPED["phrases"])


def test_a_short_phrase_is_not_compared() -> None:
    assert found("扫黑除鹅", {"phrases": ["扫黑除恶"]}) == []


def test_a_stretch_that_begins_inside_a_word_is_none() -> None:
    assert found("东北地区协调发展", {"phrases": ["区域协调发展"]}) == []


def test_a_text_full_of_halves_takes_linear_time() -> None:
    document = Document("绿水青山就是" * 100_000)
    with bounded():
        assert list(check(document, SHIPPED)) == []
