from planlint.checkers import heading_marks
from planlint.text.document import Document


def found(text: str) -> list[tuple[int, str]]:
    return [(h.span.start, h.variant) for h in heading_marks.check(Document(text), {})]


def test_one_heading_of_a_level_with_a_full_stop() -> None:
    text = "# 规划\n\n## 一、要求\n\n节水。\n\n## 二、任务。\n\n清淤。"
    assert found(text) == [(text.index("任务。") + 2, "")]


def test_a_heading_that_goes_on_in_the_next_line_gets_no_edit() -> None:
    text = "# 规划\n\n## 一、监督、\n\n检查\n\n## 二、任务\n\n清淤。"
    assert found(text) == [(text.index("督、") + 1, "torn")]
    assert all(not h.edits for h in heading_marks.check(Document(text), {}))


def test_all_headings_of_a_level_with_a_full_stop_are_a_style() -> None:
    assert found("## 一、要求。\n\n节水。\n\n## 二、任务。\n\n清淤。") == []


def test_items_that_end_with_semicolons_are_no_headings() -> None:
    assert found("一、疏浚；\n二、改造；\n三、安装；\n四、管护；\n五、验收。") == []
