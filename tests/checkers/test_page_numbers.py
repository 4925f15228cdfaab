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
        "全县坚持教育优先发展，新建改建幼儿园\n12\n所，新增学位四千个。",
        "全县坚持教育优先发展，新建幼儿园达到\n12\n，新增学位四千个。",
        "清河县水利局\n12\n清河县农业局",
        f"# 渠\n\n{BEFORE}\n\n```\n— 2 —\n```\n\n{AFTER}",
        "",
    ],
)
def test_a_number_that_tears_nothing(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize("line", ["12", "12 / 48", "P12", "清河县水利志\n12", "12\n清河县水利志", "清河县水利志", "第12页 清河县水利志", "水利志 12"])
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
def test_one_number_or_header_between_the_halves_of_a_sentence(line: str, gap: str) -> None:
    head = "清河县水利志\n第一章 沿革\n"
    text = f"{head}{BEFORE}{gap}{line.replace('水利志 12', '清河县水利志 12').replace(chr(10), gap)}{gap}{AFTER}"
    (hit,) = check(Document(text), {})
    (edit,) = hit.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == head + BEFORE + AFTER
    assert text[hit.span.start : hit.span.end] in text[edit.span.start : edit.span.end]


@pytest.mark.parametrize(
    "text",
    [
        "会议之后，各乡镇认真学习了\n在全县水利工作会议上的讲话\n并作出部署。",
        "各乡镇要按时完成任务，现将有关事项通知\n清河县水利局\n第一章 总则",
        f"{BEFORE}\n水利条件\n城乡供水，扩大灌溉面积三万亩。",
    ],
)
def test_a_line_that_belongs_where_it_stands(text: str) -> None:
    assert _found(f"在全县水利工作会议上的讲话\n{text}") == []


@pytest.mark.parametrize(
    "line", ["图为城东泵站", "图为城东泵站。记者 林远 摄", "① 数据来源：清河县水利局。", "第十二页", "[12]", "2026/1/5 下午3:12", "http://www.example.com/a.html"]
)
def test_a_caption_a_note_or_a_footer_between_the_halves_of_a_word(line: str) -> None:
    assert _found(f"{BEFORE}\n{line}\n{AFTER}") == [line]


def test_bare_numbers_count_where_lines_are_wrapped_from_two_on_and_only_upwards() -> None:
    assert _found(f"{BEFORE}\n12\n{AFTER}\n{BEFORE}\n13\n{AFTER}") == ["12", "13"]
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
