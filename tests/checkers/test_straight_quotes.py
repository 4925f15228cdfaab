"""Straight quotation marks (PUN007)."""

from __future__ import annotations

import pytest

from planlint.checkers.straight_quotes import check
from planlint.text.document import Document


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ('实施"清渠"行动。', "实施“清渠”行动。"),
        ("推进'数智'转型。", "推进‘数智’转型。"),
        ('开展"AI"行动，"清渠"行动。', "开展“AI”行动，“清渠”行动。"),
        ('"清渠"', "“清渠”"),
    ],
)
def test_pairs_become_curly(text: str, mended: str) -> None:
    for edit in sorted((e for h in check(Document(text), {}) for e in h.edits), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == mended


@pytest.mark.parametrize(
    "text",
    [
        '显示屏24"一块，86"一块。',
        "北纬29°33'10\"、东经106°30'20\"。",
        'The term "party" is used. It\'s binding.',
        '字段为 "区县": "清河"。',
        'name="清河"',
        "# 样例\n\n`\"清河\"` 是代码。",
        '<p title="清河">修渠</p>',
        "“清渠”行动。",
    ],
)
def test_left_alone(text: str) -> None:
    assert not list(check(Document(text), {}))


def test_an_odd_mark_has_no_edit() -> None:
    (hit,) = check(Document('推进"清渠行动。'), {})
    assert (tuple(hit.span), hit.edits, hit.variant) == ((2, 3), (), "single")
