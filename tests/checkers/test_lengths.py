from planlint.checkers import lengths
from planlint.text.document import Document


def found(text: str, **options: object) -> list[object]:
    return [h.fields["length"] for h in lengths.check(Document(text), options)]


def test_marks_do_not_count() -> None:
    assert found("甲，乙，丙，丁。", unit="sentence", max=3, clauses=2) == [4]
    assert found("甲，乙，丙，丁。", unit="sentence", max=4, clauses=2) == []


def test_a_sentence_of_few_clauses_may_be_long() -> None:
    assert found("甲乙丙丁戊己庚辛。", unit="sentence", max=3, clauses=2) == []


def test_the_title_of_a_text_may_be_longer_than_its_headings() -> None:
    assert found("# 甲乙丙丁\n\n## 甲乙丙丁\n\n文。", **{"unit": "heading", "max": 3, "title-max": 10}) == [4]


def test_a_heading_is_no_paragraph() -> None:
    assert found("# 甲乙丙丁\n\n甲乙丙丁戊。", unit="paragraph", max=3) == [5]
