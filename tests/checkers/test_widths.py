from planlint.checkers import widths
from planlint.text.document import Document

TAIL = "。2026年投资3000万元，增长8.8%，新建水厂12座，管网450公里，2025年完成2800万元，2024年完成2600万元。"


def found(text: str, **options: object) -> list[tuple[str, str]]:
    return [(str(h.fields["found"]), str(h.fields["right"])) for h in widths.check(Document(text), options)]


def test_a_run_of_full_width_characters_is_one_place() -> None:
    assert found("增长１０９．０８个百分点" + TAIL) == [("１０９．０８", "109.08")]


def test_a_text_in_full_width_has_a_style_of_its_own() -> None:
    assert found("一九八五年增长１０９．０８％，产量１２吨。") == []
    assert found("一九八五年增长１０９．０８％，产量１２吨。", share=1.0) != []


def test_a_wave_between_numbers_keeps_its_width() -> None:
    assert found("间距３～５米" + TAIL) == [("３～５", "3～5")]


def test_a_letter_that_stands_for_a_name_and_one_that_stands_for_zero_are_left_alone() -> None:
    assert found("某Ａ公司与一五Ｏ公分" + TAIL) == []
