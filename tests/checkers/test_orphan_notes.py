import pytest

from planlint.checkers import orphan_notes
from planlint.text.document import Document


def found(text: str) -> list[str]:
    return [str(h.fields["mark"]) for h in orphan_notes.check(Document(text), {})]


@pytest.mark.parametrize(("text", "marks"), [("始建于明代[1]。", ["[1]"]), ("达到0.6①，居首位。", ["①"]), ("明代[1]。\n清代[2]。\n[1] 县志。", ["[2]"])])
def test_a_mark_without_a_note(text: str, marks: list[str]) -> None:
    assert found(text) == marks


@pytest.mark.parametrize("text", ["明代[1]。\n\n[1] 县志。", "措施：①清淤；②加固，其中②由县里负责。", "见[1]。", "没有注号。"])
def test_marks_that_have_a_note_or_count_items(text: str) -> None:
    assert found(text) == []
