"""References of a text to its own parts."""

from __future__ import annotations

import pytest
from conftest import bounded

from planlint.checkers.references import check
from planlint.text.document import Document


def found(text: str) -> list[tuple[str, object]]:
    document = Document(text)
    return [(document.slice(h.span), h.fields["last"]) for h in check(document, {})]


def statute(third: str, title: str = "清河市用水条例", first: int = 1) -> str:
    numerals = "一二三四五六七八九"
    texts = ("为了节约用水，制定本条例。", "水源地周边不得堆放垃圾。", third, "用水单位应当装表计量。")
    return f"{title}\n\n" + "\n\n".join(f"第{numerals[first - 1 + i]}条 {text}" for i, text in enumerate(texts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (statute("违反本条例第九条规定的，责令改正。"), ("本条例第九条", "第四条")),
        (statute("违反本条例第五条的，责令改正。"), ("本条例第五条", "第四条")),
        (statute("违反本条例第 12 条的，责令改正。"), ("本条例第 12 条", "第四条")),
        (statute("违反本条例第五条之一的，责令改正。"), ("本条例第五条", "第四条")),
        (statute("违反本办法第十条的，责令改正。", "清河市用水办法（试行）"), ("本办法第十条", "第四条")),
        ("表1 人口\n\n人口增长（见表4）。\n\n表2 用水\n\n用水下降。", ("表4", "表2")),
        ("附件1\n\n名录\n\n用水下降（附件5）。\n\n附件2\n\n名录\n\n正文。", ("附件5", "附件2")),
        ("表2-1 人口\n\n人口增长（见表2-4）。\n\n表2-2 用水\n\n用水下降。", ("表2-4", "表2-2")),
        ("专栏1 水厂\n\n按专栏3落实。\n\n专栏2 道路\n\n正文。", ("专栏3", "专栏2")),
    ],
)
def test_a_place_that_does_not_exist(text: str, expected: tuple[str, object]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        statute("违反本条例第二条、第四条的，责令改正。"),
        statute("违反《清河市环保条例》第九十条的，责令改正。"),
        statute("合同写明“按本条例第九条执行”的，从其约定。"),
        statute("违反本条例第九条的，责令改正。", first=2),
        statute("违反本办法第九条的，责令改正。"),
        statute("违反本条例第五章的，责令改正。"),
        "清河市用水条例\n\n违反本条例第九条的，责令改正。",
        "表1 人口\n\n人口增长（见表2）。\n\n表2 用水\n\n用水下降。",
        "人口增长（见表4）。",
        "表1 人口\n\n人口增长（见表4）。",
        "表1 人口\n\n见《年鉴》表4。\n\n表2 用水\n\n用水下降。",
        "表1 人口\n\n人口增长（见表4）。\n\n表2 用水\n\n用水下降。\n\n表\n4\n\n用电",
        "特此通知。\n\n附件：1.甲表\n2.乙表\n3.丙表\n\n附件1\n\n甲表\n\n另见丙表（附件3）。\n\n附件2\n\n乙表\n\n正文。",
        "",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("piece", ["本条例第九条", "第一条 甲\n", "“本条例第九条", "见表4", "表1\n见表9\n", "本条例第"])
def test_linear_time(piece: str) -> None:
    document = Document("清河市条例\n\n第一条 甲\n\n第二条 乙\n\n第三条 丙\n\n表1 人口\n\n表2 用水\n\n" + piece * (150_000 // len(piece)))
    document.blocks  # noqa: B018 (parsed before the clock starts)
    with bounded():
        list(check(document, {}))
