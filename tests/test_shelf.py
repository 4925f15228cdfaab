"""Documents that are put away are read again as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planlint.shelf import Shelf
from planlint.text.document import Document

TEXTS = st.lists(st.text(st.characters(codec=None), max_size=30), max_size=12)


def _in_memory(document: Document) -> bool:
    return "text" in document.__dict__


@given(TEXTS, st.lists(st.integers(0, 11), max_size=30), st.integers(0, 60))
def test_every_document_has_its_text_whenever_it_is_asked(texts: list[str], asked: list[int], most: int) -> None:
    shelf, documents = Shelf(most), [Document(text, f"{at}.md") for at, text in enumerate(texts)]
    for document in documents:
        shelf.put(document)
    for at in asked:
        if at < len(documents):
            assert documents[at].text == texts[at]
            assert documents[at].path == f"{at}.md"
            held = [d for d in documents if _in_memory(d)]
            assert sum(len(d.text) for d in held) <= max(most, max(map(len, texts)))


def test_what_was_known_about_a_text_is_worked_out_again() -> None:
    shelf = Shelf(10)
    first = Document("# 清河市\n\n甲。\n乙。", profile="law")
    lines, blocks = first.line_starts, first.blocks
    shelf.put(first)
    shelf.put(Document("一二三四五六七八九十"))
    assert not _in_memory(first)
    assert "line_starts" not in first.__dict__
    assert (first.line_starts, first.blocks, first.profile) == (lines, blocks, "law")


def test_a_short_run_needs_no_file(tmp_path: object) -> None:
    shelf = Shelf()
    documents = [Document("甲" * 1000) for _ in range(50)]
    for document in documents:
        shelf.put(document)
    assert all(map(_in_memory, documents))
