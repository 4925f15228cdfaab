"""An archive follows from the set of its texts: order, merging, adding and taking out leave no trace."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra [deep] is not installed")

from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from planlint.cli import main
from planlint.deep.bulk.archive import Texts, archive_of
from planlint.deep.bulk.candidates import together
from planlint.deep.container import written
from planlint.deep.finder import find, judged, plain
from planlint.deep.model import model, shipped_alphabet
from planlint.deep.tokens import Passages
from planlint.errors import UserError

SHARED = "清河市推进智轨公交建设，智轨公交线路三条。"
DOCUMENTS = {
    "甲.txt": f"{SHARED}\n清河市人民政府印发智轨公交运营办法。\n",
    "乙.md": f"# 智轨公交运营报告\n\n{SHARED}\n\n清河市智轨公交运营办法自今年起施行。\n",
    "丙.txt": "各区县要落实智轨公交运营办法，智轨公交运营补贴列入预算。\n",
}
LINES = st.lists(st.sampled_from(["清河市推进智轨建设", "清河市推进智轨运营", "各区县推进智轨建设工作", "智轨建设资金纳入预算"]), min_size=1, max_size=3)


def _archive(texts: Iterable[str]) -> bytes:
    with tempfile.TemporaryFile() as spool:
        own = Texts(spool)
        for text in texts:
            own.add(text)
        return written(archive_of(own, shipped_alphabet(), "own"))


@settings(deadline=None)
@given(st.lists(LINES.map("\n".join), min_size=2, max_size=5, unique=True), st.randoms())
def test_the_order_of_texts_and_how_often_they_are_named_do_not_matter(texts: list[str], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = [*texts, texts[0]]
    random.shuffle(shuffled)
    try:
        first = _archive(texts)
    except UserError:
        return  # nothing in common
    assert _archive(shuffled) == first


@pytest.fixture
def folders(folder: Path) -> Path:
    for name, text in DOCUMENTS.items():
        own = folder / name[0]
        own.mkdir()
        (own / name).write_text(text, encoding="utf-8")
    return folder


def _learn(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["learn", "--isolated", *arguments])


def test_merging_equals_one_pass_and_taking_out_equals_never_having_had_it(folders: Path) -> None:
    (folders / "甲" / "又一篇.txt").write_text("智轨公交运营办法印发之后，清河市推进智轨公交建设。", encoding="utf-8")
    (folders / "丙" / "又一篇.txt").write_text("清河市智轨公交运营补贴列入预算，各区县要落实。", encoding="utf-8")
    (folders / "乙" / "又一篇.txt").write_text("清河市智轨公交运营报告，智轨公交线路三条。", encoding="utf-8")
    steps = [("a", "甲"), ("b", "乙"), ("c", "丙"), ("ab", "a.plm", "b.plm"), ("bc", "c.plm", "b.plm"), ("left", "ab.plm", "c.plm"), ("right", "a.plm", "bc.plm"),
             ("all", "甲", "乙", "丙"), ("less", "all.plm", "--without", "丙"), ("lesser", "left.plm", "--without", "c.plm")]  # fmt: skip
    for name, *inputs in steps:
        assert _learn(*inputs, "-o", f"{name}.plm").exit_code == 0
    data = {name: Path(f"{name}.plm").read_bytes() for name, *_ in steps}
    assert data["left"] == data["right"] == data["all"]
    assert data["less"] == data["lesser"] == data["ab"]


def test_what_two_texts_say_is_known_and_what_one_says_is_not(folders: Path) -> None:
    assert _learn(".", "-o", "own.plm").exit_code == 0
    known, shipped = model("own.plm"), model()

    def seen(run: str) -> tuple[int, int]:
        tokens = known.alphabet.tokens(run)
        return known.run(tokens), shipped.run(tokens)

    for run in ("智轨", "智轨公", "轨公交运"):
        own, official = seen(run)
        assert own > official == 0, run
    own, official = seen("府印发智")
    assert own == official, "one text says it"
    assert seen("人民政")[0] == seen("人民政")[1]


def test_what_only_an_archive_says_is_discounted_the_more_the_less_was_read(folders: Path) -> None:
    for number in range(4):
        (folders / f"{number}.txt").write_text(f"清河市第{number}区推进智轨公交线网优化，智轨公交线网按期建成。\n", encoding="utf-8")
    assert _learn(".", "-o", "own.plm").exit_code == 0
    text = Passages("清河市要推进智诡公交线网优化，确保按期建成。\n", ((0, 22), (-1, 1)))
    own = model("own.plm")
    assert own.alone is not None
    (before,), (after,) = ([f for f in find(known, [text], -50.0) if f.new == "轨"] or [None] for known in (own.alone, own))
    assert after is not None
    assert after.score > (before.score if before else -50.0)
    small = own.discount
    assert small > 0.4
    (found,) = plain(own, [text])
    whole = {f.new: f.score for f in judged(own, found, -50.0)}["轨"]
    own.discount = 0.0
    undiscounted = {f.new: f.score for f in judged(own, found, -50.0)}["轨"]
    assert undiscounted - small <= whole < undiscounted
    own.discount = small
    assert find(own, [text], -50.0, together) == find(own, [text], -50.0, plain), "both ways come to the same with an archive, too"


def test_a_sealed_archive_is_smaller_and_cannot_be_changed(folders: Path) -> None:
    assert _learn(".", "-o", "whole.plm").exit_code == 0
    assert _learn("whole.plm", "--sealed", "-o", "sealed.plm").exit_code == 0
    assert Path("sealed.plm").stat().st_size < Path("whole.plm").stat().st_size
    refused = _learn("sealed.plm", "甲", "-o", "more.plm")
    assert (refused.exit_code, "sealed.plm" in refused.stderr) == (2, True)
    assert not Path("more.plm").exists()
    told = CliRunner().invoke(main, ["learn", "--info", "whole.plm", "sealed.plm"])
    assert "3 篇" in told.stdout
    assert "封存" in told.stdout
    assert "official.plm" in CliRunner().invoke(main, ["learn", "--info"]).stdout


@pytest.mark.parametrize(
    ("files", "arguments", "word"),
    [
        ({"一篇.txt": SHARED}, ["."], "只有 1 篇"),
        ({"一篇.txt": SHARED, "副本.txt": SHARED}, ["."], "只有 1 篇"),
        ({"a.txt": "The quick brown fox.", "b.txt": "The quick brown fox jumps."}, ["."], "没有共同的中文写法"),
        ({}, ["."], "只有 0 篇"),
        ({}, ["没有"], "没有"),
        ({"x.plm": "junk"}, ["x.plm"], "is no pack"),
    ],
    ids=["one text", "copies of one text", "English", "empty", "no such folder", "foreign archive"],
)
def test_what_cannot_be_learned_from_is_refused_and_nothing_is_written(folder: Path, files: dict[str, str], arguments: list[str], word: str) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    refused = _learn(*arguments, "-o", "out.plm")
    assert refused.exit_code == 2
    assert word in refused.stderr
    assert [p.name for p in folder.iterdir() if p.name not in files] == []


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_learned(folders: Path) -> None:
    (folders / "甲" / "坏.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 200)
    result = _learn(".", "-o", "own.plm")
    assert result.exit_code == 2
    assert "坏.txt" in result.stderr
    assert Path("own.plm").exists()


def test_an_interrupted_run_leaves_the_archive_as_it_was(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _learn(".", "-o", "own.plm").exit_code == 0
    before = Path("own.plm").read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planlint.deep.bulk.archive._gathered", interrupt)
    result = _learn("own.plm", "甲", "-o", "own.plm")
    assert (result.exit_code, "已中断" in result.stderr) == (2, True)
    assert Path("own.plm").read_bytes() == before
    assert sorted(p.name for p in folders.iterdir()) == ["own.plm", "丙", "乙", "甲"]
