"""Both ways to read a text, one by one and by numpy, come to the same, to the last bit of a score."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra [deep] is not installed")

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint import files
from planlint.config import Config
from planlint.deep.bulk.candidates import together
from planlint.deep.bulk.evidence import Evidence
from planlint.deep.bulk.ngrams import pack
from planlint.deep.finder import Candidates, find, plain
from planlint.deep.model import model
from planlint.deep.passages import passages
from planlint.deep.tokens import Passages

ROOT = Path(__file__).parents[3]
TEXTS = os.environ.get("PLANLINT_TEXTS", "")
"""A folder of texts that are not in the repository."""
PROSE = (
    "清河市坚持稳中求进工作总基调，推动高质量发展。各区县要落实防汛责任，确保群众生命财产安全。"
    "全面推进乡村振兴，加快农业农村现代化，深化重点领域改革，激发市场活力，完善基础设施，健全体制机制。"
)
LETTERS = "清河市发展的一，。1a\n “龘臺侯候星兴建设推进"


def _read(text: str) -> Passages:
    return Passages(text + "\n", ((0, len(text)), (-1, 1)))


def _same(texts: Sequence[Passages]) -> None:
    """Candidates with all that is known of them, and findings, are equal."""
    known = model()
    one_by_one, at_once = list(plain(known, texts)), list(together(known, texts))
    assert [_facts(found) for found in one_by_one if found.edits] == _by_owner(at_once)
    assert find(known, texts, -50.0, plain) == find(known, texts, -50.0, together)


def _facts(found: Candidates) -> list[tuple[object, ...]]:
    return [(found.owner(edit.at), found.at[edit.at], edit.kind, edit.new, edit.gain) for edit in found.edits]


def _by_owner(found: Sequence[Candidates]) -> list[list[tuple[object, ...]]]:
    rows = [row for one in found for row in _facts(one)]
    return [[row for row in rows if row[0] == owner] for owner in dict.fromkeys(row[0] for row in rows)]


@st.composite
def _damaged(draw: st.DrawFn) -> str:
    """Official prose with characters changed, lost, doubled, swapped and put in."""
    text = list(draw(st.sampled_from([PROSE, PROSE * 2, PROSE[:40]])))
    for _ in range(draw(st.integers(0, 12))):
        at, letter = draw(st.integers(0, len(text) - 2)), draw(st.sampled_from(LETTERS + PROSE))
        kind = draw(st.integers(0, 4))
        text[at : at + 2] = ([letter, text[at + 1]], [text[at + 1]], [text[at], letter, text[at + 1]], [text[at + 1], text[at]], [text[at], text[at], text[at + 1]])[kind]
    return "".join(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(_damaged(), min_size=1, max_size=4))
def test_damaged_prose(texts: list[str]) -> None:
    _same([_read(text) for text in texts])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(LETTERS, max_size=200), min_size=1, max_size=3))
def test_any_text(texts: list[str]) -> None:
    _same([_read(text) for text in texts])


@pytest.mark.parametrize("folder", [ROOT / "examples", ROOT / "docs"], ids=lambda folder: folder.name)
def test_texts_of_the_repository(folder: Path) -> None:
    _same([read for path in sorted(folder.rglob("*.md")) for read in passages(files.document(path.read_bytes(), str(path), Config()))])


@pytest.mark.skipif(not TEXTS, reason="PLANLINT_TEXTS names no folder of texts")
def test_texts_of_ones_own() -> None:
    for path in sorted(path for path in Path(TEXTS).rglob("*") if path.suffix in (".md", ".txt"))[:200]:
        _same(list(passages(files.document(path.read_bytes(), str(path), Config()))))


@settings(deadline=None)
@given(st.text("清河市推进", min_size=3, max_size=200), st.text("清河市推进", min_size=3, max_size=3))
def test_evidence_counts_exactly_and_each_document_for_itself(text: str, run: str) -> None:
    ids = np.array([ord(c) & 0xFFF for c in text + text])
    owner = np.repeat([0, 1], len(text))
    keys = pack(*(np.array([ord(c) & 0xFFF]) for c in run))
    expected = sum(text.startswith(run, at) for at in range(len(text)))
    assert Evidence(ids, owner).times(3, keys, np.array([1])).tolist() == [expected]
