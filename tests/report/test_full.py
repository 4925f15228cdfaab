"""The report for people: a window of the text with the place under it, never a whole paragraph, and a summary."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import east_asian_width

import pytest
from conftest import MakeRule, finding

from planlint import engine
from planlint.config import Config
from planlint.hits import Edit, Hit, Related
from planlint.report import full
from planlint.report.full import cells, window
from planlint.report.results import FileResult, fingerprints, flat
from planlint.rules import Rule
from planlint.text.document import Document
from planlint.text.spans import Span


def _report(text: str, *known: Rule, lang: str = "zh") -> list[str]:
    document = Document(text, "a.md", syntax="markdown")
    problems, suppressed = engine.check(document, known, Config(min_level="info"), lang)
    return full.render([FileResult("a.md", document, problems, (), suppressed)], lang).splitlines()


def _pointed(report: list[str]) -> list[str]:
    """What stands above the carets of each place, found by columns as a terminal shows them."""
    found = []
    for line, below in pairwise(report):
        if m := re.search(r"\^+", below):
            start, at, taken = m.start(), 0, ""
            for c in line:
                if start <= at < m.end():
                    taken += c
                at += 2 if east_asian_width(c) in "WF" else 1
            assert len(below) == m.end()
            found.append(taken)
    return found


LONG = "全市上下齐心协力" * 20


@pytest.mark.parametrize(
    "text",
    [
        "要加快建设⟦的的⟧产业。",
        "⟦的的⟧产业",
        "产业⟦的的⟧",
        "GDP 增长 3.5%，ＧＤＰ⟦的的⟧产业",
        "“十五五”……——·⟦的的⟧”产业",
        "ｶﾅ 각 é 🎉⟦的的⟧产业",
        "\u200b\t\u3000\xa0⟦的的⟧产业",
        LONG + "⟦的的⟧" + LONG,
        "\U000300a0⟦的的⟧",
    ],
)
def test_carets_stand_under_the_place_in_a_terminal(make_rule: MakeRule, text: str) -> None:
    report = _report("# 报告\n\n" + text.replace("⟦", "").replace("⟧", ""), make_rule("XYZ001", finding("的的")))
    assert _pointed(report) == ["的的"]
    assert max(map(len, report)) < 120


@pytest.mark.parametrize(
    ("text", "span", "parts"),
    [
        ("甲乙丙", (1, 2), ("甲", "乙", "丙")),
        ("一\n甲乙丙\n二", (3, 4), ("甲", "乙", "丙")),
        ("一\r\n甲乙丙\r\n二", (4, 5), ("甲", "乙", "丙")),
        ("一\r甲乙丙\r二", (3, 4), ("甲", "乙", "丙")),
        ("甲\n\n乙", (0, 4), ("", "甲⏎⏎乙", "")),
        ("甲\r\n乙", (0, 4), ("", "甲⏎乙", "")),
        ("甲乙", (1, 1), ("甲", "", "乙")),
        ("甲\n乙", (1, 1), ("甲", "", "⏎乙")),
        ("", (0, 0), ("", "", "")),
        ("甲\u200b乙", (1, 2), ("甲", "⟨200B⟩", "乙")),
        ("一" * 30 + "甲" + "二" * 30, (30, 31), ("…" + "一" * 22, "甲", "二" * 22 + "…")),
        ("一" * 22 + "甲" + "二" * 22, (22, 23), ("一" * 22, "甲", "二" * 22)),
        ("甲" * 200, (50, 150), ("…" + "甲" * 22, "甲" * 30 + "…" + "甲" * 29, "甲" * 22 + "…")),
    ],
)
def test_a_window_is_one_line_and_never_a_whole_paragraph(text: str, span: tuple[int, int], parts: tuple[str, str, str]) -> None:
    assert window(text, Span(*span)) == parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲乙", "甲乙"),
        ("甲\u3000乙", "甲\u3000乙"),
        ("甲\u200b\ufeff\xad乙", "甲⟨200B⟩⟨FEFF⟩⟨00AD⟩乙"),
        ("甲\x1b[2J\x07", "甲⟨001B⟩[2J⟨0007⟩"),
        ("甲\u202e乙\u2028丙\x85", "甲⟨202E⟩乙⟨2028⟩丙⟨0085⟩"),
        ("甲\r\n乙\r丙\n\t丁", "甲⏎乙⏎丙⏎ 丁"),
        ("甲\ue000\U000f0000", "甲⟨E000⟩⟨F0000⟩"),
    ],
)
def test_what_is_invisible_is_shown_by_its_number(text: str, shown: str) -> None:
    assert flat(text) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("abc", 3), ("甲乙", 4), ("ＡＢ，。", 8), ("“”…·", 4), ("e\u0301", 1),
        ("ｶ", 1), ("각", 2), ("🎉", 2), ("禰\ufe00", 2), ("〇", 2), ("𬱟", 2),
    ],
)  # fmt: skip
def test_columns_of_a_terminal(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_a_merged_report_shows_three_places_and_counts_the_rest(make_rule: MakeRule) -> None:
    rule = make_rule("XYZ001", finding("甲"), merge="document")
    report = _report("\n\n".join(f"第{i}处甲。" for i in range(1, 13)), rule)
    assert _pointed(report) == ["甲"] * 3
    assert any(line.strip() == "· 另有 9 处，--format concise 逐处列出" for line in report)
    assert not any("第4处" in line for line in report)
    assert len(_pointed(_report("甲一\n\n甲二\n\n甲三", rule))) == 3
    assert not any("另有" in line for line in _report("甲一\n\n甲二\n\n甲三", rule))


def test_a_report_says_where_what_why_and_what_to_do(make_rule: MakeRule) -> None:
    rule = make_rule(
        "XYZ001",
        finding("甲", related=(Related(Span(2, 4), "first"),), edits=(Edit(Span(0, 1), "乙"),), suggestions=("乙", "", "丙")),
        related={"first": {"zh": "首次出现", "en": "first"}}, severity="warning",
    )  # fmt: skip
    hidden = make_rule("XYZ002", finding("甲"))
    cause = rule._replace(explains=("XYZ002",))
    assert _report("# 总则\n\n## 一、目标\n\n全甲。", cause, hidden) == [
        "a.md:5:2: XYZ001 标题XYZ001 [警告] 见甲",
        "  总则 › 一、目标",
        "  5 │ 全甲。",
        "    │   ^^",
        "    = 相关 1:3 首次出现：总则",
        "  = 原因: 原因",
        "  = 建议: “乙”、∅、“丙”",
        "  = 连带: XYZ002",
        "",
        "    1 XYZ001 标题XYZ001",
        "共 1 条报告、1 处（1 个文件，18 字）：警告 1。",
        "`planlint rule 编码` 说明规则与消除办法。",
    ]
    english = _report("全甲。", rule._replace(related={"first": {"zh": "", "en": "first"}}), lang="en")
    assert english[0] == "a.md:1:2: XYZ001 title XYZ001 [warning] see 甲"
    assert english[-2] == "1 reports, 1 places in 1 files of 3 characters: warning 1."


def test_the_summary_counts_by_rule(make_rule: MakeRule) -> None:
    known = (make_rule("AAA001", finding("甲"), merge="document"), make_rule("BBB001", finding("乙"), severity="warning"))
    report = _report("甲甲甲乙\n\n%% planlint: off-next-line BBB001\n乙\n乙", *known)
    assert report[-5:] == [
        "    2 BBB001 标题BBB001",
        "    1 AAA001 标题AAA001 (3 处)",
        "另有 1 处已注明不报，--show-suppressed 列出。",
        f"共 3 条报告、5 处（1 个文件，{len('甲甲甲乙__%% planlint: off-next-line BBB001_乙_乙')} 字）：错误 1、警告 2。",
        "`planlint rule 编码` 说明规则与消除办法。",
    ]


def test_errors_come_with_their_file_and_are_counted() -> None:
    clean = FileResult("b.md", Document("甲", "b.md"))
    assert full.render([FileResult("a.md", None, (), ("a.md: 坏\x1b了",)), clean], "zh").splitlines() == [
        "✗ a.md: 坏⟨001B⟩了",
        "1 个文件或设置有误，见上。",
        "检查 1 个文件，没有发现问题。",
    ]
    assert full.render([], "zh") == ""
    assert full.render([clean], "en") == "1 files checked, no problems found.\n"


def test_no_long_line_whatever_the_text(make_rule: MakeRule) -> None:
    def check(document: Document, options: object) -> list[Hit]:
        text = document.text
        whole = Span(0, len(text))
        return [Hit(whole, suggestions=(text,), related=(Related(whole, "x"),))]

    rule = make_rule("XYZ001", check, related={"x": {"zh": "见", "en": ""}})
    report = _report("# " + LONG + "\n\n" + LONG * 20, rule)
    assert max(cells(line) for line in report) <= 260


def test_fingerprints_differ_for_equal_places() -> None:
    document = Document("甲乙甲乙甲乙")
    rule = Rule("XYZ001", "", "", "error", "on", "stable", "none", "never", (), None, {}, {}, {}, {}, {}, {}, {}, "")
    places = [engine.Place(Span(0, 0), (), "none", (), Hit(Span(0, 0)))] * 3
    problem = engine.Problem(rule, "error", "", "", (), (), (), tuple(places))
    marks = list(fingerprints(document, [problem]))
    assert len(set(marks)) == 3
    assert marks == list(fingerprints(document, [problem]))
    assert all(re.fullmatch("[0-9a-f]{16}", mark) for mark in marks)
