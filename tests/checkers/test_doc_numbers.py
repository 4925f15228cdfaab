"""Numbers of official documents."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.doc_numbers import check
from planlint.text.document import Document


def mended(text: str) -> str:
    """The text after all edits."""
    for hit in reversed(list(check(Document(text), {}))):
        for edit in reversed(hit.edits):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("清府发[2026]3号", "清府发〔2026〕3号"),
        ("清府发【2026】3号\n各区：", "清府发〔2026〕3号\n各区："),
        ("清府办发（ 2026 ） 第 12 号", "清府办发〔 2026 〕 12 号"),
        ("按清府发〔2025〕006号执行。", "按清府发〔2025〕6号执行。"),
        ("按清府发(2025)第6号执行。", "按清府发〔2025〕6号执行。"),
        ("清政发[1998]3号\r\n各区：", "清政发〔1998〕3号\r\n各区："),
        ("**清府发[2026]3号**", "**清府发〔2026〕3号**"),
        ("清府发〔2026]3号", "清府发〔2026〕3号"),
    ],
)
def test_a_number_is_put_into_its_format(text: str, right: str) -> None:
    assert mended(text) == right
    assert list(check(Document(right), {})) == []


def test_a_short_year_is_reported_and_not_guessed() -> None:
    (hit,) = check(Document("清府发[26]3号\n"), {})
    assert (hit.variant, hit.edits) == ("year", ())


@pytest.mark.parametrize(
    "text",
    [
        "按清府发〔2025〕6号执行。",
        "按清政发[1998]3号执行。",
        "（2025）清01民终3号",
        "清河市人民政府令〔2026〕第3号",
        "清河市公告[2026]第3号",
        "见该刊[2026]3号。",
        "发[2026]3号",
        "[2026]3号",
        "清府发[2026]号",
        "清府发[20261]3号",
        "清府发2026年3号",
        "3号楼、第3号、号",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert list(check(Document(text), {})) == []


def test_how_far_back_citations_are_judged_is_an_option() -> None:
    document = Document("按清政发[1998]3号执行。")
    assert len(list(check(document, {"cited-since": 1990}))) == 1


@pytest.mark.parametrize("piece", ["号", "1", "1号", "]3号", "[2026]3号", " ", "清发[2026]3号"])
def test_linear_time(piece: str) -> None:
    document = Document("甲" + piece * (300_000 // len(piece)))
    document.prose  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
