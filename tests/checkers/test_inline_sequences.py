"""Numbers inside running text: what is reported, and what stays silent."""

from __future__ import annotations

import pytest

from planlint.checkers.inline_sequences import check
from planlint.text.document import Document


def found(text: str) -> list[tuple[str, str]]:
    document = Document(text)
    return [(document.slice(h.span), h.variant) for h in check(document, {}) if not h.status]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("抓三件事：一是修路；二是治水；四是办学。", ("四是", "")),
        ("一是修路。重铺路面。三是治水。清理河道。三是办学。改造校舍。", ("三是", "order")),
        ("一是修路。重铺路面。四是治水。清理河道。三是办学。改造校舍。", ("四是", "order")),
        ("一是修路，二是治水，二是办学，三是兴业。", ("二是", "repeat")),
        ("一是修路，三是治水，二是办学，四是兴业。", ("三是", "order")),
        ("一要修好路，二要治好水，四要办好学。", ("四要", "")),
        ("第一，修路。第二，治水。第四，办学。", ("第四", "")),
        ("其一，修路。其三，治水。其四，办学。", ("其三", "")),
        ("须备：（一）申请；（二）证明；（四）照片；（五）回执。", ("（四）", "")),
        ("须备：①申请；②证明；④照片；⑤回执。", ("④", "")),
        ("**一是修路。**重铺路面。**二是治水。**清理河道。**四是办学。**改造校舍。", ("四是", "")),
        ("一是修路。\n二是治水。\n四是办学。\n五是兴业。\n", ("四是", "")),
    ],
)
def test_one_wrong_number_is_one_report(text: str, expected: tuple[str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "一是路远，一是水少，群众意见不小。",
        "一是修路：一是重铺路面，二是加固桥梁。二是治水。三是办学。",
        "统一是前提，三是底线数字，四是上限数字。",
        "首先，修好路。二是治好水，三是办好学。",
        "一是修路。其次是治水。三是办学，四是兴业。",
        "一是修路，二则治水，三是办学。",
        "一是五是“百县千村”工程。",
        "产量居全省第一、第三，面积居第五。",
        "依照前款（一）、（三）项办理；符合（二）项、（四）项的从其规定。",
        "一是修路。\n（二）治水\n清理河道，全面整治。\n四是个别提法。\n",
        "一是一、二是二，有话直说。四是个虚数。",
        "有关决定写道：“一是不准摊派。\n三是不准截留。\n七是不准挪用。”会后逐条落实。",
        "主要问题：二是二〇二五年以前的旧账，三是新账。",
    ],
)
def test_silence(text: str) -> None:
    assert found(text) == []


def test_a_series_without_its_first_point_is_doubtful() -> None:
    (hit,) = check(Document("今年全县重点做好以下工作：二是治好水库，三是办好学校，四是兴办工厂。"), {})
    assert (hit.variant, hit.status, hit.fields["expected"]) == ("first", "preview", "一是")
