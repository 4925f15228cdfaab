"""Text decoded with the wrong encoding (CHR001)."""

from __future__ import annotations

import pytest

from planlint.checkers.mojibake import check
from planlint.text.document import Document

WORDS = ["关于印发", "产业", "推进灌区", "水利工程", "建设"]


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.variant, "".join(e.text for e in hit.edits)) for hit in check(Document(text), {})]


@pytest.mark.parametrize("word", ["关于印发", "产业", "推进高质"])
def test_utf8_read_as_gbk(word: str) -> None:
    assert found(f"本市{word.encode().decode('gbk')}，抓紧落实。") == [("decoded", word)]


@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_as_latin1(word: str) -> None:
    assert found(f"本市{word.encode().decode('latin-1')}，抓紧落实。") == [("decoded", word)]


@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_as_latin1_twice(word: str) -> None:
    twice = word.encode().decode("latin-1").encode().decode("latin-1")
    assert found(f"本市{twice}，抓紧落实。") == [("decoded", word)]


def test_utf8_read_as_windows_1252() -> None:
    assert found("加强æˆ˜ç•¥研究。") == [("decoded", "战略")]


@pytest.mark.parametrize("word", WORDS)
def test_gbk_read_as_latin1(word: str) -> None:
    assert found(f"本市{word.encode('gbk').decode('latin-1')}，抓紧落实。") == [("decoded", word)]


@pytest.mark.parametrize(
    ("text", "variant"),
    [("修渠引\ufffd\ufffd。", "lost"), ("修渠锟斤拷锟斤拷引水。", "debris"), ("修渠烫烫烫烫引水。", "debris")],
)
def test_what_cannot_be_restored(text: str, variant: str) -> None:
    assert found(text) == [(variant, "")]


@pytest.mark.parametrize(
    "text",
    [
        "符号“\ufffd”表示缺字。",
        "汤圆烫烫烫，慢慢吃。",
        "品尝 Café München 的咖啡，“é…”是拼写。",
        "××省××市人民政府，±5℃，§3。",
        "浏阳、酃县、泸溪、犍为、亳州、婺源、鄄城的戏曲。",
        "`鍏充簬` 是代码，**不算**。",
        "臺灣、澎湖之漁業，應依本法規定辦理。",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_damage_of_a_line_is_one_report() -> None:
    hits = list(check(Document("修\ufffd引\ufffd。\n蓄\ufffd。"), {}))
    assert [hit.cluster for hit in hits] == [1, 1, 2]
