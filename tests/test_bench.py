"""What the benchmarks measure with is the same everywhere, and what they print can be read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"
sys.path.insert(0, str(BENCH))
corpus = pytest.importorskip("corpus", reason="the benchmarks are in a checkout only")
measure = pytest.importorskip("measure", reason="needs a system that tells what a process cost")
growth = pytest.importorskip("growth")
peers = pytest.importorskip("peers")


def test_the_same_call_makes_the_same_files(tmp_path: Path) -> None:
    sizes = [corpus.build(tmp_path / name, 3, 5_000) for name in ("a", "b")]
    assert sizes[0] == sizes[1]
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
        assert 5_000 <= path.stat().st_size < 8_000
    corpus.build(tmp_path / "c", 3, 5_000, number=2)
    assert (tmp_path / "c" / "000000.md").read_bytes() != (tmp_path / "a" / "000000.md").read_bytes()


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chapters_are_numbered(number: int, written: str) -> None:
    assert corpus._ordinal(number) == written


@pytest.mark.skipif(sys.platform == "win32", reason="needs a system that tells what a process cost")
def test_a_process_is_measured() -> None:
    cost = measure.run([sys.executable, "-c", "x = bytearray(60_000_000); print('found 3'); sum(range(2_000_000))"])
    assert cost.cpu > 0.02
    assert cost.wall > 0.02
    assert cost.memory > 55
    assert peers.matches(r"found (\d+)")(cost.output) == 3
    rows = measure.compare({"pass": (measure.NOTHING, measure.uncounted)}, 2)
    assert measure.table(rows, "pass").split("\n")[2].startswith("| pass |")


def test_the_worst_of_inputs_are_as_bad_as_they_say() -> None:
    texts = dict(growth.worst())
    assert len(texts) == 9
    assert "\n" not in texts["10 MB on one line"]
    assert set(texts["10 MB of one character"]) == {"的"}
    assert texts["200 000 unclosed quotes"].count("“") == 200_000
