import pytest

from planlint.checkers import list_ends
from planlint.text.document import Document


def found(text: str) -> list[tuple[int, str, str]]:
    return [(h.span.start, str(h.fields["right"]), h.variant) for h in list_ends.check(Document(text), {})]


def test_the_odd_one_out_takes_the_mark_of_the_others() -> None:
    text = "（一）疏浚；\n（二）改造。\n（三）安装；\n（四）管护；\n（五）其他；\n（六）验收。"
    assert found(text) == [(text.index("。"), "；", "")]


def test_a_last_item_ends_the_sentence() -> None:
    text = "（一）疏浚；\n（二）改造；\n（三）安装；\n县水利局负责。"
    assert found(text) == [(text.rindex("；"), "。", "last")]


@pytest.mark.parametrize(
    "text",
    [
        "（一）疏浚；\n（二）改造。\n（三）安装；",  # too few agree
        "（一）疏浚；\n另外一段。\n（二）改造；\n（三）安装；",  # text between the items
        "（一）疏浚；\n（二）改造；\n（三）\n（四）安装；",  # an item without words
        "1.甲类：\n（1）疏浚；\n（2）改造；\n（3）安装；\n2.乙类。",  # the outer list goes on
    ],
)
def test_lists_that_cannot_be_judged_are_left_alone(text: str) -> None:
    assert found(text) == []
