import pytest

from planlint.checkers import marked_headings
from planlint.text.document import Document


def found(text: str, kind: str = "empty") -> list[str]:
    return [str(h.fields["title"]) for h in marked_headings.check(Document(text), {"kind": kind})]


def test_a_heading_without_text_before_the_next_one() -> None:
    assert found("# 规划\n\n## 一、要求\n\n## 二、任务\n\n清淤。") == ["一、要求"]


@pytest.mark.parametrize(
    "text",
    [
        "# 规划\n\n## 一、要求\n\n### （一）目标\n\n节水。",  # a subheading follows
        "# 规划\n\n## 副题\n\n## 说明\n\n节水。",  # the parts of the title
        "# 提纲\n\n## 一、甲\n\n## 二、乙\n\n## 三、丙\n\n## 四、丁\n\n## 五、戊\n",  # an outline
        "一、要求\n二、任务\n清淤。",  # no Markdown
    ],
)
def test_headings_that_need_no_text(text: str) -> None:
    assert found(text) == []


def test_a_second_title_is_one_unless_titles_are_numbered() -> None:
    assert found("# 甲\n\n文。\n\n# 乙\n\n文。", "titles") == ["乙"]
    assert found("# 第一章 甲\n\n文。\n\n# 第二章 乙\n\n文。", "titles") == []
