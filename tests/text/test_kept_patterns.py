"""Patterns: compiled on first use, their code kept for the next run, and made again where it cannot be used."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from planlint import cache
from planlint.text import patterns

SOURCES = [
    (r"第(?P<number>[一二三四五六七八九十]{1,3})[章节]|(\d+)", 0),
    (r"(?<=[^\x00-\u024f])[,;](?!\d)", 0),
    (r"^(甲|乙)(?P<rest>.*?)\1$", re.MULTILINE),
    (r"plan(?i:LINT)?", re.IGNORECASE | re.ASCII),
    ("[𠀀-𪛟]+(?=。)|", re.DOTALL),
]
TEXT = "第十章 12\n甲说,乙\n甲丙甲\nplanlint PLAN\n𠀀𠀁。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(patterns, "_STORE", patterns._Store())
    return tmp_path


def _again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new run: what is not in the folder is gone."""
    monkeypatch.setattr(patterns, "_STORE", patterns._Store())


@pytest.mark.parametrize(("source", "flags"), SOURCES)
def test_a_kept_pattern_matches_as_a_compiled_one(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int) -> None:
    wanted = re.compile(source, flags)
    assert patterns.pattern(source, flags).findall(TEXT) == wanted.findall(TEXT)
    patterns.keep()
    _again(monkeypatch)
    monkeypatch.setattr(patterns, "_code", lambda source, flags: pytest.fail("compiled although it was kept"))
    kept = patterns.compiled(source, flags)
    assert [(m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in kept.finditer(TEXT)] == [
        (m.span(), m.groups(), m.groupdict(), m.lastgroup) for m in wanted.finditer(TEXT)
    ]
    assert (kept.pattern, kept.flags, kept.groups, kept.groupindex) == (wanted.pattern, wanted.flags, wanted.groups, wanted.groupindex)


def test_nothing_is_compiled_or_read_before_it_is_asked(folder: Path) -> None:
    made = patterns.pattern("(")
    with pytest.raises(re.error):
        made.search("甲")


@pytest.mark.parametrize("damage", [b"", b"{", b"\x00" * 40])
def test_a_damaged_file_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    patterns.pattern("甲+").search("甲")
    patterns.keep()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    _again(monkeypatch)
    assert patterns.pattern("甲+").search("乙甲甲")
    patterns.keep()
    assert file.read_bytes() == whole


def test_a_code_that_python_refuses_is_made_again(folder: Path) -> None:
    cache.write("patterns", [sys.version], {("甲+", 0): (32, b"\xff\xff\xff\x7f" * 6, 0, {}, (None,))})
    found = patterns.pattern("甲+").search("乙甲甲")
    assert found is not None
    assert found.span() == (1, 3)


def test_the_code_of_another_python_is_not_used(folder: Path) -> None:
    cache.write("patterns", ["3.0"], {("甲+", 0): ()})
    assert patterns.pattern("甲+").search("甲")


def test_without_a_folder_to_write_all_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("PLANLINT_CACHE_DIR", str(tmp_path / "file" / "below"))
    _again(monkeypatch)
    assert patterns.pattern("甲+").search("甲")
    patterns.keep()


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST", 3)
    for n in range(5):
        patterns.pattern(f"甲{n}").search("甲")
    patterns.keep()
    assert list(cache.read("patterns", [sys.version])) == [("甲2", 0), ("甲3", 0), ("甲4", 0)]


# Patterns that planlint did not ship


def test_a_foreign_pattern_finds_what_pythons_own_would() -> None:
    made = patterns.pattern(patterns.Foreign(r"第(?P<number>[一二三]+)[章节]"))
    assert [(m.span(), m["number"]) for m in made.finditer("第一章，第二节")] == [((0, 3), "一"), ((4, 7), "二")]
    assert dict(made.groupindex) == {"number": 1}


@pytest.mark.parametrize(("source", "fault"), [("甲*", "empty"), ("", "empty"), ("(甲|甲甲)+[乙丁]", "slow")])
def test_a_foreign_pattern_that_matches_nothing_or_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch, source: str, fault: str) -> None:
    monkeypatch.setattr(patterns, "SECONDS", 0.05)
    with pytest.raises(patterns.RefusedPatternError) as error:
        list(patterns.pattern(patterns.Foreign(source)).finditer("甲" * 60))
    assert error.value.fault == fault
    with pytest.raises(patterns.RefusedPatternError):
        patterns.pattern(patterns.Foreign(source)).search("甲" * 60)


def test_a_foreign_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(re.error):
        patterns.pattern(patterns.Foreign("("))


def test_patterns_that_are_joined_stay_foreign() -> None:
    assert isinstance(patterns.either(["甲", patterns.Foreign("乙")]), patterns.Foreign)
    assert not isinstance(patterns.either(["甲", "乙"]), patterns.Foreign)


@pytest.mark.parametrize(
    ("source", "flags", "expected"),
    [
        ("围绕以[^，]{1,9}为", re.MULTILINE, "围绕以"),
        (r"20(?<!\d20)\d\d年", 0, "20"),
        ("甲乙(?:丙|丁)", 0, "甲乙"),
        ("甲乙*", 0, "甲"),
        ("甲乙|丙丁", 0, ""),
        ("甲?乙", 0, ""),
        ("^甲乙", re.MULTILINE, ""),
        ("[甲乙]丙", 0, ""),
        ("Plan", re.IGNORECASE, ""),
        (patterns.Foreign("甲乙丙"), 0, ""),
    ],
)
def test_what_the_matches_of_a_pattern_begin_with(folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, flags: int, expected: str) -> None:
    patterns.head.cache_clear()
    assert patterns.head(source, flags) == expected
    patterns.keep()
    _again(monkeypatch)
    patterns.head.cache_clear()
    assert patterns.head(source, flags) == expected
