"""Page numbers in the midst of the text (EXT006)."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.page_numbers import check
from planlint.text.document import Document

BEFORE, AFTER = "全县今年继续修建灌溉水渠，改善农田水", "利条件，扩大灌溉面积三万亩。"


def _found(text: str) -> list[str]:
    return [text[h.span.start : h.span.end] for h in check(Document(text), {})]


@pytest.mark.parametrize("line", ["— 12 —", "-12-", "－ 3 －", "—— 7 ——", "· 5 ·", "第12页", "第 3 页 共 20 页", "第3页/共20页", "Page 3 of 20"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_a_single_page_number_in_a_torn_sentence(line: str, gap: str) -> None:
    text = f"{BEFORE}{gap}{line}{gap}{AFTER}"
    (hit,) = check(Document(text), {})
    (edit,) = hit.edits
    assert (text[hit.span.start : hit.span.end], text[: edit.span.start] + edit.text + text[edit.span.end :]) == (line, BEFORE + AFTER)


@pytest.mark.parametrize(
    "text",
    [
        f"{BEFORE}。\n\n— 2 —\n\n{AFTER}",
        f"渠首\n\n— 2 —\n\n{AFTER}",
        f"{BEFORE}\n\n— 2 —\n\n第三章 灌溉",
        f"{BEFORE}\n\n— 2 —\n\n（二）灌溉，引水。",
        f"{BEFORE}\n\n— 2 —",
        f"— 2 —\n\n{AFTER}",
        f"{BEFORE}\n\n12\n\n{AFTER}",
        f"{BEFORE}\n2026\n{AFTER}",
        f"# 渠\n\n{BEFORE}\n\n```\n— 2 —\n```\n\n{AFTER}",
        "",
    ],
)
def test_a_number_that_tears_nothing(text: str) -> None:
    assert _found(text) == []


def test_bare_numbers_count_from_two_on_and_only_upwards() -> None:
    assert _found(f"{BEFORE}\n12\n{AFTER}\n{BEFORE}\n13\n{AFTER}") == ["12", "13"]
    assert _found(f"{BEFORE}\n12\n{AFTER}\n{BEFORE}\n5\n{AFTER}") == []
    assert _found(f"{BEFORE}\n12\n万亩，扩大灌溉面积。\n{BEFORE}\n13\n万亩，扩大灌溉面积。") == []


def test_where_one_is_a_page_number_the_others_are_too() -> None:
    text = f"修渠工作已完成。\n— 1 —\n{BEFORE}\n— 2 —\n{AFTER}"
    hits = list(check(Document(text), {}))
    assert [text[h.span.start : h.span.end] for h in hits] == ["— 1 —", "— 2 —"]
    edit = hits[0].edits[0]
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == f"修渠工作已完成。\n{BEFORE}\n— 2 —\n{AFTER}"


def _torn(names: list[str], header: str) -> str:
    """A text with a heading for each name, in which one of the headings stands again in the midst of two sentences."""
    parts = "".join(f"## {name}\n\n清河市抓好各项工作。\n\n" for name in names)
    return parts + f"清河市加快推进防汛抗旱和\n\n{header}\n\n城乡供水各项重点工程。清河市加快推进农田水利和\n\n{header}\n\n河道整治各项重点工程。"


@pytest.mark.parametrize("count", [3, 80])
def test_a_title_that_tears_sentences_is_found_among_few_and_among_many(count: int) -> None:
    text = _torn([f"清河市防汛要点{chr(0x4E00 + n)}" for n in range(count)], "清河市防汛要点一")
    assert [text[slice(*hit.span)] for hit in check(Document(text), {})] == ["清河市防汛要点一"] * 2


def test_a_title_that_stands_for_the_first_time_tears_nothing() -> None:
    names = [f"清河市防汛要点{chr(0x4E00 + n)}" for n in range(80)]
    text = _torn([], "清河市抗旱要点一") + "\n\n" + "".join(f"## {name}\n\n清河市抓好各项工作。\n\n" for name in [*names, "清河市抗旱要点一"])
    assert list(check(Document(text), {})) == []  # the second of two places is not enough


def test_linear_time() -> None:
    names = [f"清河市防汛要点{chr(0x4E00 + n // 100)}{chr(0x4E00 + n % 100)}" for n in range(10_000)]
    document = Document("".join(f"## {name}\n\n清河市抓好各项工作。\n\n" for name in [*names, *names]) + "。" * 1_000_000)
    with bounded():
        list(check(document, {}))
