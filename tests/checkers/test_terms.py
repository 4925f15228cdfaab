"""Wrong forms and their right ones (WRD001, TRM001, and tables of users)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint import rules
from planlint.checkers.terms import check
from planlint.errors import UserError
from planlint.text.document import Document

MISSPELLINGS = next(r for r in rules.load() if r.code == "WRD001").options
NAMES = {"terms": {"群众自治性组织": "群众性自治组织", "数据局": "大数据局", "旧城": "", "河": "江"}}


def found(text: str, options: dict[str, object]) -> list[str]:
    document = Document(text, syntax="markdown")
    return [document.slice(hit.span) for hit in check(document, options)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("会议作出布署，要求坚绝落实。", ["布署", "坚绝"]),
        ("再接再励，抓好秋收。", ["再接再励"]),
        ("布署", ["布署"]),
        ("𠮷布署、布署", ["布署", "布署"]),
        ("名单公布署名单位。", []),
        ("结果想必竟然如此。", []),
        ("会议作出部署，要求坚决落实。", []),
        ("布\n署", []),
    ],
)
def test_shipped_misspellings(text: str, wrong: list[str]) -> None:
    assert found(text, dict(MISSPELLINGS)) == wrong


def test_every_shipped_entry_is_found_and_mended_into_no_other() -> None:
    pairs = [pair.split("=") for pair in MISSPELLINGS["words"].split()]
    assert len({wrong for wrong, _ in pairs}) == len(pairs)
    assert [wrong for wrong, _ in pairs if found(f"，{wrong}，", dict(MISSPELLINGS)) != [wrong]] == []
    assert [right for _, right in pairs if found(f"，{right}，", dict(MISSPELLINGS))] == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("支持群众自治性组织工作。", ["群众自治性组织"]),
        ("报市大数据局备案。", []),
        ("报市数据局备案。", ["数据局"]),
        ("旧城改造。", ["旧城"]),
        ("沿河而行。", ["河"]),
        ("`数据局`是代码。", []),
    ],
)
def test_a_table_of_ones_own(text: str, wrong: list[str]) -> None:
    assert found(text, dict(NAMES)) == wrong


def test_the_longest_of_two_wrong_forms_wins() -> None:
    assert found("清河县城管局", {"terms": {"清河县": "清河市", "清河县城管局": "清河市城管局", "县城": "市区"}}) == ["清河县城管局"]


def test_a_form_without_a_right_one_has_no_edit() -> None:
    (without,) = check(Document("旧城改造。"), NAMES)
    (mended,) = check(Document("报数据局备案。"), NAMES)
    assert without.edits == ()
    assert [e.text for e in mended.edits] == ["大数据局"]


def test_what_is_allowed_is_not_reported() -> None:
    options = {"terms": {"清河县": "清河市"}, "allow": ["《清河县志》"]}
    assert found("《清河县志》记载，清河县多雨。", options) == ["清河县"]


def test_users_terms_add_to_the_list_of_the_rule() -> None:
    assert found("布署清河县工作。", {**MISSPELLINGS, "terms": {"清河县": "清河市"}}) == ["布署", "清河县"]


@pytest.mark.parametrize("terms", [{"清河县": 3}, {"": "清河市"}, {"清河县": ["清河市"]}])
def test_an_entry_that_is_no_pair_is_refused(terms: dict[str, object]) -> None:
    with pytest.raises(UserError, match="wrong"):
        list(check(Document("清河县"), {"terms": terms}))


def test_a_long_text_takes_linear_time() -> None:
    text = "全面推进乡村振兴建设宜居宜业和美乡村，" * 50_000
    with bounded():
        assert list(check(Document(text), MISSPELLINGS)) == []
