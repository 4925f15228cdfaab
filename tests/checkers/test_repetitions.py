"""Repeated sentences, clauses, paragraphs and parts (REP001, REP002, REP003, REP005)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.repetitions import check
from planlint.text.document import Document


def found(text: str, kind: str, **options: object) -> list[str]:
    document = Document(text)
    return [document.slice(hit.span) for hit in check(document, {"kind": kind, **options})]


SENTENCE = "开展河湖清洁专项行动，还河于民、还湖于民。"
LONG = "建立重大项目领导包联机制，实行清单管理、挂图作战，每月调度一次进展情况。"


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        (SENTENCE * 2, [SENTENCE]),
        (SENTENCE * 3, [SENTENCE] * 2),
        (f"全市上下要{SENTENCE}{SENTENCE}{SENTENCE}", [SENTENCE] * 2),
        (f"{SENTENCE}\n\n{SENTENCE}", [SENTENCE]),
        (f"甲地。{SENTENCE}乙地。{SENTENCE}", [SENTENCE]),
        (f"{SENTENCE}乙地要跟上。丙地要补短板。{SENTENCE}", [SENTENCE]),
        (SENTENCE.replace("，", ",") + SENTENCE, [SENTENCE]),
        (f"**{SENTENCE}**{SENTENCE}", [SENTENCE]),
    ],
)
def test_a_sentence_that_stands_again(text: str, copies: list[str]) -> None:
    assert found(text, "sentence") == copies


@pytest.mark.parametrize(
    "text",
    [
        "各位代表！各位代表！",
        f"# {SENTENCE}\n\n{SENTENCE}",
        "一、加强领导\n\n加强领导，落实责任。",
        "增长百分之五。增长百分之五。",
        "到2027年建成园区五个。到2028年建成园区六个。",
        "\n\n".join([f"第{n}条 违反规定的，处一万元以下罚款。" for n in "一二三四五六"]),
    ],
)
def test_what_is_said_twice_on_purpose(text: str) -> None:
    assert found(text, "sentence") == []


def test_a_formula_that_recurs_throughout_is_none() -> None:
    text = "\n\n".join(f"第{n}项任务已经全面启动。{LONG}" for n in "甲乙丙丁戊")
    assert found(text, "sentence") == []


def test_a_distant_copy_is_a_warning_with_its_first_place() -> None:
    document = Document(f"{LONG}\n\n中间另有一段文字。\n\n{LONG}")
    (hit,) = check(document, {"kind": "sentence"})
    assert (hit.severity, hit.variant, hit.edits) == ("warning", "distant", ())
    assert document.slice(hit.related[0].span) == LONG


def test_adjacent_copies_are_one_report_whose_places_point_to_the_first() -> None:
    document = Document(f"围绕治水兴水，{SENTENCE}{SENTENCE}{SENTENCE}")
    hits = list(check(document, {"kind": "sentence"}))
    assert len({hit.cluster for hit in hits}) == 1
    assert {document.slice(hit.related[0].span) for hit in hits} == {SENTENCE}
    text = document.text
    for hit in reversed(hits):
        text = text[: hit.edits[0].span.start] + hit.edits[0].text + text[hit.edits[0].span.end :]
    assert text == f"围绕治水兴水，{SENTENCE}"


@pytest.mark.parametrize(
    ("text", "copies"),
    [
        ("完善网格化管理，健全巡查制度，健全巡查制度，消除隐患。", ["健全巡查制度，"]),
        ("严查群众反映强烈、事故多发的重点问题，事故多发的重点问题，由专人负责。", ["事故多发的重点问题，"]),
        ("整治河道，修复湿地生态，建设亲水岸线。整治河道，修复湿地生态，恢复水系。", []),
        ("整治河道，修复湿地生态，整治河道，修复湿地生态，恢复水系。", ["整治河道，修复湿地生态，"]),
        ("甲县增长百分之五，增速居全省第三位；乙县增长百分之六，增速居全省第三位。", []),
        ("提前解除强制措施。提前解除强制措施，应当报经批准。", []),
        ("向前进，向前进。", []),
    ],
)
def test_a_clause_that_follows_itself(text: str, copies: list[str]) -> None:
    assert found(text, "clause", **{"min-chars": 6}) == copies


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{LONG}\n\n{LONG}", 1),
        (f"{LONG}\n\n另起一段，说别的事情。\n\n{LONG}", 1),
        (f"{LONG}各县区要照此办理。\n\n{LONG}", 1),
        (f"{LONG}\n\n" * 5, 1),
        (f"## {LONG[:-1]}\n\n{LONG}", 0),
        ("甲方盖章处\n\n甲方盖章处", 0),
    ],
)
def test_a_paragraph_that_stands_again(text: str, count: int) -> None:
    assert len(found(text, "paragraph", **{"min-chars": 20})) == count


def test_only_neighbours_count_where_distant_ones_are_usual() -> None:
    text = f"{LONG}\n\n另起一段，说别的事情。\n\n{LONG}"
    assert found(text, "paragraph", distant=False) == []


PART = "".join(f"第{n}项工程要在年底前完成主体建设任务。" for n in "甲乙丙丁戊己庚")


def test_a_part_pasted_twice_is_one_report() -> None:
    document = Document(f"{PART}\n\n以上为建设任务。\n\n{PART}")
    (hit,) = check(document, {"kind": "document"})
    assert document.slice(hit.span) == PART
    assert hit.reach == hit.span


def test_sentences_repeated_in_another_order_are_no_part() -> None:
    sentences = [f"第{n}项工程要在年底前完成主体建设任务。" for n in "甲乙丙丁戊己庚"]
    assert found("".join(sentences) + "\n\n" + "".join(reversed(sentences)), "document") == []


@pytest.mark.parametrize("kind", ["sentence", "clause", "paragraph"])
@pytest.mark.parametrize("piece", ["清河市要落实防汛责任，确保安全。\n\n", "要坚持“四个统筹，", "清河市要落实防汛责任。清河市要落实抗旱责任。", "# 清河市要落实防汛责任\n\n"])
def test_linear_time(piece: str, kind: str) -> None:
    document = Document(piece * 50_000)
    with bounded():
        list(check(document, {"kind": kind}))


def test_of_many_copies_the_headings_do_not_count() -> None:
    sentence = "清河市要认真落实各项防汛责任制。"
    text = "".join(f"# {sentence}\n\n" for _ in range(5)) + f"{sentence}\n\n甲方另有说明。\n\n{sentence}\n"
    assert [hit.variant for hit in check(Document(text), {"kind": "sentence"})] == ["distant"]
