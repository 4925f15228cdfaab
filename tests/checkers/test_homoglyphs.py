import pytest

from planlint.checkers import homoglyphs
from planlint.text.document import Document


@pytest.mark.parametrize(("text", "right"), [("全县GDР增长", "GDP"), ("推广LЕD灯", "LED"), ("安装ΑPP", "APP")])
def test_a_look_alike_in_a_latin_word(text: str, right: str) -> None:
    (hit,) = homoglyphs.check(Document(text), {})
    assert hit.fields["right"] == right


@pytest.mark.parametrize("text", ["粒径2.5μm", "ОАО公司", "电阻10kΩ", "α射线", "GDP增长"])
def test_other_scripts_as_such_are_left_alone(text: str) -> None:
    assert list(homoglyphs.check(Document(text), {})) == []
