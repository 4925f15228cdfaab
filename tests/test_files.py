"""Which files are found, how their bytes become text, and what is refused with file, line and remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import bounded

from planlint import files
from planlint.errors import UserError
from planlint.files import Source

TEXT = "清河市经济平稳运行，民生持续改善。\r\n下一步要实干。\n"
RARE = "村名㙍头、人名𬱟，均为生僻字，其余都是常用字，文本足够长。"

as_root = pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden to root")


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"", Source("", "utf-8")),
        (b"\xef\xbb\xbf", Source("", "utf-8-sig")),
        (b"plain\n", Source("plain\n", "utf-8")),
        (TEXT.encode(), Source(TEXT, "utf-8")),
        (TEXT.encode("utf-8-sig"), Source(TEXT, "utf-8-sig")),
        (TEXT.encode("gb18030"), Source(TEXT, "gb18030")),
        (TEXT.encode("gbk"), Source(TEXT, "gb18030")),
        (RARE.encode("gb18030"), Source(RARE, "gb18030")),
        ("中文".encode("gb18030"), Source("中文", "gb18030")),
        ("第1章 总则".encode("gb18030"), Source("第1章 总则", "gb18030")),
        (TEXT.encode("utf-16"), Source(TEXT, "utf-16")),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), Source(TEXT, "utf-16")),
        ("响铃\a和退格\b".encode(), Source("响铃\a和退格\b", "utf-8")),
        ("没有换行".encode(), Source("没有换行", "utf-8")),
        ("甲\ufeff乙".encode(), Source("甲\ufeff乙", "utf-8")),
    ],
)
def test_bytes_as_text(data: bytes, source: Source) -> None:
    assert files.decode(data, "a.md") == source


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (TEXT.encode("gb18030"), "gb18030", TEXT),
        (TEXT.encode("big5", "ignore"), "big5", TEXT.encode("big5", "ignore").decode("big5")),
        (TEXT.encode("utf-8-sig"), "utf-8", TEXT),
        (TEXT.encode("utf-16-le"), "utf-16-le", TEXT),
    ],
)
def test_a_named_encoding_is_used(data: bytes, encoding: str, text: str) -> None:
    assert files.decode(data, "a.md", encoding) == Source(text, encoding)


def _without(data: bytes, at: int) -> bytes:
    return data[:at] + data[at + 1 :]


LONG = "清河市经济平稳运行，民生持续改善。\n" * 6


@pytest.mark.parametrize("text", [LONG, "经济平稳运行", "规划纲要ab", "规划纲"])
def test_a_lost_byte_never_turns_utf_8_into_rubbish(text: str) -> None:
    data = text.encode()
    lost = [at for at in range(len(data)) if data[at] > 0x7F]
    for at in lost:
        with pytest.raises(UserError, match=r"^a\.md:\d+: .*UTF-8"):
            files.decode(_without(data, at), "a.md")


@pytest.mark.parametrize(
    ("data", "encoding", "names"),
    [
        (_without(LONG.encode(), 59), "auto", ["a.md:2: 第 59 字节", "byte 59", "--encoding"]),
        ("甲\r乙\r\n".encode() + b"\xff" + "丙丁戊己".encode(), "auto", ["a.md:3: 第 10 字节"]),
        (b"caf\xe9 au lait", "auto", ["a.md:1: 第 4 字节", "UTF-8", "GB18030"]),
        ("甲乙".encode("gb18030"), "utf-8", ["a.md:1: 第 1 字节", "utf-8"]),
        ("上\n甲".encode("utf-16-le") + b"\x00\xd8\x00", "utf-16-le", ["a.md:2: 第 7 字节"]),
        (b"\xff\xfe" + "甲".encode("utf-16-le") + b"\n", "auto", ["a.md:1: 第 5 字节"]),
        (b"\xef\xbb\xbf\xff", "auto", ["a.md:1: ", "utf-8"]),
        ("甲\n乙".encode() + b"\0", "auto", ["a.md:2: ", "NUL"]),
        (TEXT.encode("utf-16-le"), "auto", ["a.md:", "NUL", "UTF-16"]),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "auto", ["a.md:3: ", "NUL"]),
        (b"\xff\xd8\xff\xe1" + bytes(range(128, 256)), "auto", ["a.md:1: 第 1 字节"]),
        (b"abc", "utf-99", ["utf-99", "不认识的编码", "gb18030"]),
        (b"abc", "hex", ["hex", "不认识的编码"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_place_and_remedy(data: bytes, encoding: str, names: list[str]) -> None:
    with pytest.raises(UserError) as error:
        files.decode(data, "a.md", encoding)
    assert all(name in str(error.value) for name in names), error.value
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_long_line_is_decoded_in_linear_time(encoding: str) -> None:
    data = ("加快建设现代化产业体系，" * 100_000).encode(encoding)
    with bounded():
        assert len(files.decode(data, "a.md").text) == 1_200_000


def _found(paths: list[str], exclude: tuple[str, ...] = (), force_exclude: bool = False, root: Path | None = None) -> list[str]:
    """What is found, with / as separator; an error as ! and its text."""
    found = files.find(paths, exclude, force_exclude, root)
    return [f"!{f}" if isinstance(f, UserError) else f.replace(os.sep, "/") for f in found]


def _make(folder: Path, tree: dict[str, str]) -> None:
    for name, text in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


READ = ("b.md", "a.txt", "c.MARKDOWN", "z/a.md", "z/y/b.md", "m/c.md")
NOT_READ = ("d.wps", "e.md.bak", "node_modules/x.md", ".git/x.md", "venv/x.md")
TREE = dict.fromkeys((*READ, *NOT_READ), "甲")


def test_a_folder_gives_its_text_files_in_order(folder: Path) -> None:
    _make(folder, TREE)
    assert _found(["."]) == ["a.txt", "b.md", "c.MARKDOWN", "m/c.md", "z/a.md", "z/y/b.md"]
    assert _found(["z", "b.md"]) == ["z/a.md", "z/y/b.md", "b.md"]


@pytest.mark.parametrize("paths", [["a.md", "a.md"], ["a.md", "./a.md"], [".", "a.md"], ["a.md", "."], [".", "."]])
def test_a_file_is_checked_once(folder: Path, paths: list[str]) -> None:
    _make(folder, {"a.md": "甲"})
    assert len(_found(paths)) == 1


def test_explicit_files_are_taken_whatever_they_are_called(folder: Path) -> None:
    _make(folder, {"d.wps": "甲", ".gitignore": "*.wps", ".git/x": ""})
    assert _found(["d.wps", "-", "-"]) == ["d.wps", "-"]


@pytest.mark.parametrize(
    ("ignores", "found"),
    [
        ({".gitignore": "b.md\n"}, ["a.md", "x/a.md"]),
        ({".gitignore": "*.md\n!a.md\n"}, ["a.md", "x/a.md"]),
        ({".gitignore": "/a.md\n"}, ["b.md", "x/a.md", "x/b.md"]),
        ({".gitignore": "x/\n"}, ["a.md", "b.md"]),
        ({".gitignore": "*.md\n", "x/.gitignore": "!b.md\n"}, ["x/b.md"]),
        ({"x/.gitignore": "a.md\n"}, ["a.md", "b.md", "x/b.md"]),
        ({".gitignore": "# a.md\n\n!\n[z-a]\nb.md\n"}, ["a.md", "x/a.md"]),
        ({".gitignore": "b.md\r\n"}, ["a.md", "x/a.md"]),
    ],
)
def test_gitignore_files_hold_in_folders(folder: Path, ignores: dict[str, str], found: list[str]) -> None:
    _make(folder, {"a.md": "", "b.md": "", "x/a.md": "", "x/b.md": ""})
    for name, text in ignores.items():
        (folder / name).write_bytes(text.encode())
    assert _found(["."]) == [f"{name}" for name in found]


def test_gitignore_files_above_count_up_to_the_root_of_the_checkout_only(folder: Path) -> None:
    _make(folder, {"x/.gitignore": "b.md", "x/y/a.md": "", "x/y/b.md": "", ".gitignore": "a.md"})
    assert _found(["x/y"]) == ["x/y/a.md", "x/y/b.md"], "no checkout"
    (folder / "x" / ".git").mkdir()
    assert _found(["x/y"]) == ["x/y/a.md"], "the outer file is outside the checkout"
    (folder / "x" / ".git").rmdir()
    (folder / ".git").mkdir()
    assert _found(["x/y"])[0].startswith("!x/y: 目录中没有可检查的文件")


@pytest.mark.parametrize(
    ("exclude", "found"),
    [
        (("b.md",), ["a.md", "x/a.md"]),
        (("x/",), ["a.md", "b.md"]),
        (("/a.md", "x/b.md"), ["b.md", "x/a.md"]),
        (("*.md", "!a.md"), ["a.md", "x/a.md"]),
    ],
)
def test_exclude_leaves_out_of_folders(folder: Path, exclude: tuple[str, ...], found: list[str]) -> None:
    _make(folder, {"a.md": "", "b.md": "", "x/a.md": "", "x/b.md": ""})
    assert _found(["."], exclude) == found


def test_exclude_holds_for_explicit_files_only_by_force(folder: Path) -> None:
    _make(folder, {"a.md": "", "x/b.md": ""})
    assert _found(["a.md", "x/b.md"], ("a.md", "x/")) == ["a.md", "x/b.md"]
    assert _found(["a.md", "x/b.md", "-"], ("a.md", "x/"), force_exclude=True) == ["-"]


def test_exclude_counts_from_the_root_of_the_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(folder, {"x/a.md": "", "x/b.md": ""})
    monkeypatch.chdir(folder / "x")
    assert _found(["."], ("x/b.md",), root=folder) == ["a.md"]
    assert _found(["."], ("x/b.md",)) == ["a.md", "b.md"]


def test_a_pattern_that_is_none_is_refused(folder: Path) -> None:
    with pytest.raises(UserError, match=r"z-a.*gitignore"):
        _found(["."], ("[z-a]",))


def test_what_is_no_file_is_an_error_in_its_place(folder: Path) -> None:
    _make(folder, {"a.md": "", "empty/x.wps": ""})
    found = _found(["missing.md", "a.md", "empty", "a.md/x"])
    assert found[1] == "a.md"
    assert found[0].startswith("!missing.md: 文件不存在")
    assert found[2].startswith("!empty: 目录中没有可检查的文件（.md、.markdown、.txt")
    assert found[3].startswith("!a.md/x: ")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links(folder: Path) -> None:
    _make(folder, {"real/a.md": "甲"})
    (folder / "real" / "again.md").symlink_to(folder / "real" / "a.md")
    (folder / "real" / "back").symlink_to(folder)
    (folder / "real" / "dangling.md").symlink_to("nowhere.md")
    (folder / "real" / "loop.md").symlink_to("loop.md")
    found = _found(["real"])
    assert found[:2] == ["real/a.md", "real/again.md"], "a link to a file is a file, a link to a folder is not followed"
    assert found[2].startswith("!real/dangling.md: 符号链接指向不存在的文件")
    assert found[3].startswith("!real/loop.md: 符号链接成环")
    assert len(found) == 4
    assert _found(["real/loop.md"])[0].startswith("!real/loop.md: 符号链接成环")
    with pytest.raises(UserError, match="符号链接指向不存在的文件"):
        files.read("real/dangling.md")


@pytest.mark.skipif(os.name == "nt", reason="no pipes there")
def test_a_pipe_in_a_folder_is_never_waited_for(folder: Path) -> None:
    _make(folder, {"a.md": "甲"})
    os.mkfifo(folder / "pipe.md")
    found = _found(["."])
    assert found[0] == "a.md"
    assert found[1].startswith("!./pipe.md: 不是普通文件")


@as_root
def test_what_may_not_be_read_is_an_error(folder: Path) -> None:
    _make(folder, {"a.md": "甲", "x/b.md": "乙"})
    (folder / "a.md").chmod(0)
    (folder / "x").chmod(0)
    try:
        with pytest.raises(UserError, match=r"a\.md: 没有读取权限"):
            files.read("a.md")
        assert _found(["."])[1].startswith("!./x: 没有读取权限")
    finally:
        (folder / "x").chmod(0o700)


@pytest.mark.parametrize(("path", "words"), [("missing.md", "文件不存在"), (".", "这是目录")])
def test_reading_says_why_it_failed(folder: Path, path: str, words: str) -> None:
    with pytest.raises(UserError, match=f"^{path}: {words}"):
        files.read(path)


def test_reading_keeps_newlines(folder: Path) -> None:
    (folder / "a.md").write_bytes("甲\r\n乙\r丙\n".encode())
    assert files.read("a.md").text == "甲\r\n乙\r丙\n"
