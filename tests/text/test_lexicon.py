"""Words and counts of official Chinese."""

from __future__ import annotations

import subprocess
import sys

import pytest

from planlint.text.lexicon import Lexicon, best_path, lexicon


@pytest.mark.parametrize("word", ["规划", "基础设施", "生产力", "的"])
def test_known_words(word: str) -> None:
    assert lexicon().is_word(word)
    cost = lexicon().cost(word)
    assert cost is not None
    assert 0 < cost < 18


@pytest.mark.parametrize("text", ["划规", "局局", "的规划", "", "abc"])
def test_no_words(text: str) -> None:
    assert not lexicon().is_word(text)
    assert lexicon().cost(text) is None


def test_frequent_words_cost_less() -> None:
    words = lexicon()
    assert (words.cost("发展") or 99) < (words.cost("擘画") or 0)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("健全全域统筹机制", ["健全", "全域", "统筹", "机制"]),
        ("发展经济", ["发展", "经济"]),
        ("", []),
        ("㐀", ["㐀"]),
    ],
)
def test_segment(run: str, expected: list[str]) -> None:
    assert lexicon().segment(run) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("加大重点领域金", "融支持力度"),
        ("依法提起公益", "诉讼的案件"),
        ("全面巩", "固脱贫成果"),
        ("加快推动形", "成新格局"),
        ("紧密型医共", "体建设"),
    ],
)
def test_a_word_lies_across_the_seam(left: str, right: str) -> None:
    assert lexicon().joined(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("加快建设", "现代化城市"), ("全面落实工作部署", "财政收入增长"), ("", "发展经济"), ("发展经济", "")],
)
def test_no_word_lies_across_the_seam(left: str, right: str) -> None:
    assert not lexicon().joined(left, right)


def test_counts_tell_usual_runs_from_unusual_ones() -> None:
    words = lexicon()
    assert words.seen("规划") > words.seen("擘画") > 0
    assert words.seen("划规划规") == 0


@pytest.mark.parametrize(("char", "simple"), [("規", "规"), ("畫", "画"), ("规", "规"), ("一", "一"), ("a", "a")])
def test_simplified(char: str, simple: str) -> None:
    assert lexicon().simplified(char) == simple


def test_the_cheapest_path_wins() -> None:
    costs = {"甲": 3.0, "乙": 3.0, "丙": 3.0, "甲乙": 4.0, "乙丙": 5.0}
    assert best_path("甲乙丙", costs.get) == (7.0, ["甲乙", "丙"])


def test_a_lexicon_reads_from_any_table() -> None:
    table: dict[str, list[tuple[int, int]]] = {"甲乙": [(3, 16)], "\x02語": [(0xED, 0x8B)]}
    words = Lexicon(table)
    assert words.cost("甲乙") == 2.0
    assert words.seen("甲乙") == pytest.approx(1.585, abs=0.001)
    assert words.simplified("語") == "语"


def test_import_is_light() -> None:
    script = "import sys, planlint.text.lexicon; print(sorted({'marisa_trie', 'numpy', 'jieba'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
