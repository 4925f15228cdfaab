"""Which of many words a text may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planlint.text.document import Document
from planlint.text.literals import any_stands, present

TEXT = st.text(st.sampled_from("甲乙丙丁戊 a，𪛖□"), max_size=30)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["推动", "动发", "发推"], ["推动", "动发"]),
        (["推动发展", "动推发展"], ["推动发展"]),
        (["推", "□", "展。", "𪛖"], ["推", "展。"]),
        ([], []),
    ],
)
def test_words_whose_ends_stand_in_the_text(words: list[str], expected: list[str]) -> None:
    assert present(Document("推动发展。"), words) == expected


@given(TEXT, st.lists(st.text(st.sampled_from("甲乙丙丁戊 a，𪛖□"), min_size=1, max_size=4)))
def test_no_word_of_the_text_is_missed(text: str, words: list[str]) -> None:
    document = Document(text)
    found = present(document, words)
    assert found == [word for word in words if word in found]
    assert set(found) >= {word for word in words if word in document.prose}
    assert any_stands(document, words) == any(word in document.prose for word in words)
