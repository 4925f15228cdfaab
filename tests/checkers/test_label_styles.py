from planlint.checkers import label_styles
from planlint.text.document import Document


def found(text: str, kind: str = "mixed") -> list[tuple[str, str]]:
    return [(str(h.fields["found"]), str(h.fields.get("right", ""))) for h in label_styles.check(Document(text), {"kind": kind})]


def test_one_label_in_another_style() -> None:
    assert found("1.甲。\n2、乙。\n3.丙。\n4.丁。") == [("2、", "2.")]


def test_half_and_half_is_not_judged() -> None:
    assert found("1.甲。\n2、乙。\n3.丙。\n4、丁。") == []


def test_a_number_out_of_order_is_no_label_of_the_list() -> None:
    assert found("（1）甲。\n（2）乙。\n53）丙。\n（3）丁。\n（4）戊。") == []


def test_a_count_of_one() -> None:
    assert found("一、要求\n节水。", "lonely") == [("一、", "")]
    assert found("一、要求\n节水。\n二、任务\n清淤。", "lonely") == []
