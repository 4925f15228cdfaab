"""Doubled words (REP008)."""

from __future__ import annotations

import pytest

from planlint.checkers.doubled_words import check
from planlint.text.document import Document

OPTIONS = {"allow": ["(?:有关|本)规定规定"], "adverbs": ["进一步", "切实"], "reduplicated": ["研究"]}


def found(text: str) -> list[tuple[str, str]]:
    document = Document(text)
    return [(document.slice(hit.span), hit.status) for hit in check(document, OPTIONS)]


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("要进一步进一步加强监管。", "进一步进一步"),
        ("由航务管理管理机构负责。", "管理管理"),
        ("加快制定制定实施方案。", "制定制定"),
        ("应当应当书面告知当事人。", "应当应当"),
        ("推动现代化产业体系现代化产业体系建设。", "现代化产业体系现代化产业体系"),
        ("要切实，切实把工作做好。", "切实，切实"),
    ],
)
def test_a_word_that_follows_itself(text: str, doubled: str) -> None:
    assert found(text) == [(doubled, "")]


@pytest.mark.parametrize(
    "text",
    [
        "构建共建共治共享格局。",
        "一步一步往前走，一件一件办到位。",
        "不得出版出版物。",
        "保管人应当妥善保管保管物。",
        "按照有关规定规定的程序办理。",
        "一九一九年五月。",
        "消防支队支队长到场。",
        "推动高质量发展高质量发展是首要任务。",
        "集装箱装箱检查员。",
        "江山就是人民，人民就是江山。",
        "建设高标准农田，农田水利同步建设。",
    ],
)
def test_words_that_only_meet(text: str) -> None:
    assert found(text) == []


def test_inside_quotation_marks_and_for_reduplicated_verbs_it_is_doubtful() -> None:
    assert found("开展“服务服务再服务”活动。") == [("服务服务", "preview")]
    assert found("这个问题要研究研究再定。") == [("研究研究", "preview")]


def test_the_edit_takes_out_the_second_copy() -> None:
    document = Document("要进一步进一步加强监管。")
    (hit,) = check(document, OPTIONS)
    (edit,) = hit.edits
    assert document.text[: edit.span.start] + edit.text + document.text[edit.span.end :] == "要进一步加强监管。"
