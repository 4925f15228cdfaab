"""Invisible characters (CHR002)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.invisible import check
from planlint.text.document import Document


@pytest.mark.parametrize("char", "\u200b\ufeff\u00ad\u200c\u200d\u200e\u202e\u2060\u2066\x01\x08\x7f\x96\u3164\U000e0001")
def test_deleted_between_han_characters(char: str) -> None:
    (hit,) = check(Document(f"修渠{char}引水。"), {})
    assert [(tuple(e.span), e.text) for e in hit.edits] == [((2, 3), "")]


@pytest.mark.parametrize(
    "text",
    [
        "标识 👨\u200d👩\u200d👧 寓意和睦。",
        "维吾尔文 مى\u200cخ 照录。",
        "藏文 བ\u200dོ 照录。",
        "英文 inter\u00adnational 照录。",
        "阿拉伯文 \u202bسلام\u202c 照录。",
        "制表\t与换行\r\n不算。",
        "`修渠\u200b引水` 是代码，**不算**。",
    ],
)
def test_left_alone(text: str) -> None:
    assert not list(check(Document(text), {}))


def test_a_line_separator_becomes_the_newline_of_the_file() -> None:
    (hit,) = check(Document("修渠。\u2028引水。\r\n蓄水。"), {})
    assert (hit.edits[0].text, hit.safety) == ("\r\n", "suggested")
    (hit,) = check(Document("修渠。\u2028\n引水。"), {})
    assert (hit.edits[0].text, hit.safety) == ("", "")


def test_a_run_is_one_place_and_names_each_character_once() -> None:
    (hit,) = check(Document("修渠\u200b\u200b\ufeff引水。"), {})
    assert hit.fields["code"] == "U+200B、U+FEFF"


def test_linear_time() -> None:
    document = Document("清河市\u2028防汛" * 200_000)
    with bounded():
        assert len(list(check(document, {}))) == 200_000
