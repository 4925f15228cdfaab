"""Where two versions come from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from planlint.diff import versions
from planlint.errors import UserError

TEXT = "各乡镇要落实河湖长制，定期巡查河道，及时清理河面漂浮物，做好台账登记。\n"


def folders(files: dict[str, str]) -> None:
    for path, text in {"one/.keep": "", "two/.keep": "", **files}.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def names(found: list[versions.Pair | UserError]) -> list[tuple[str, str]]:
    """The names in the folders; "-" for what there is not."""
    pairs = [pair for pair in found if isinstance(pair, versions.Pair)]
    return [tuple(os.path.relpath(v.name, f) if v.data is not None else "-" for v, f in zip(p, ("one", "two"), strict=True)) for p in pairs]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"one/a.md": TEXT, "two/a.md": "x"}, [("a.md", "a.md")]),
        ({"one/a.md": TEXT, "two/b.md": TEXT}, [("a.md", "b.md")]),
        ({"one/a.md": TEXT, "two/b.md": "Quite another text.\n"}, [("a.md", "-"), ("-", "b.md")]),
        ({"one/a.md": TEXT, "two/b.md": TEXT * 2, "two/c.md": TEXT.replace("定期", "按月")}, [("-", "b.md"), ("a.md", "c.md")]),
        ({"one/a.md": TEXT, "two/sub/a.md": TEXT}, [("a.md", "sub/a.md")]),
        ({"one/a.md": TEXT, "one/x.py": "1", "two/a.md": TEXT}, [("a.md", "a.md")]),
        ({"one/a.md": TEXT}, [("a.md", "-")]),
        ({"one/a.md": "", "two/b.md": ""}, [("a.md", "-"), ("-", "b.md")]),
    ],
)
def test_files_are_paired(files: dict[str, str], expected: list[tuple[str, str]], folder: Path) -> None:
    folders(files)
    assert names(list(versions.of_paths("one", "two"))) == expected


def test_what_is_excluded_is_no_version(folder: Path) -> None:
    folders({"one/a.md": TEXT, "one/old/b.md": TEXT, "two/a.md": TEXT})
    assert names(list(versions.of_paths("one", "two", ("old/",)))) == [("a.md", "a.md")]


def test_the_null_device_is_no_file(folder: Path) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    pair = versions.for_git("plan.md", os.devnull, "a.md")
    assert (pair.old.data, pair.old.name, pair.new.name) == (None, "plan.md", "plan.md")


@pytest.mark.parametrize(("old", "new"), [("a.md", "missing.md"), ("missing.md", "a.md"), ("-", "-"), ("folder", "missing.md")])
def test_what_cannot_be_read_is_an_error(old: str, new: str, folder: Path) -> None:
    Path("a.md").write_text(TEXT, encoding="utf-8")
    Path("folder").mkdir()
    with pytest.raises(UserError, match=r"missing\.md|-"):
        list(versions.of_paths(old, new))


def test_without_git_there_are_no_revisions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(UserError, match="没有找到 git"):
        list(versions.of_revisions("HEAD", []))
