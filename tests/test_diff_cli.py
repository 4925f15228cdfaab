"""`planlint diff` as it is called: by people, by programs, by git."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from planlint.commands.diff import FORMATS, WORD, from_git

OLD = "# 规划\n\n到2030年，全县新增灌溉面积三万亩。\n\n加强水库除险加固工作。\n"
NEW = OLD.replace("三万亩", "五万亩")
DOUBLED = OLD.replace("加强水库除险加固工作。", "加强水库除险加固工作。。")
PLANLINT = [sys.executable, "-m", "planlint"]
ROOT = Path(__file__).parent.parent


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PLANLINT, "diff", *arguments], capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )  # fmt: skip


def put(**contents: str | bytes) -> None:
    """Files in the current folder: a_md = … is a.md."""
    for name, content in contents.items():
        Path(name.replace("_", ".")).write_bytes(content if isinstance(content, bytes) else content.encode())


def git(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONPATH": str(ROOT), **environment,
    }  # fmt: skip
    return subprocess.run(["git", *arguments], capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, **own})


def output(form: str) -> str:
    """A format with the file that it needs."""
    return f"{form}:{form}.docx" if form in WORD else form


@pytest.fixture
def checkout(folder: Path) -> Path:
    """A checkout with two commits of a.md and a third version in the working tree."""
    git("init", "-q", ".")
    put(a_md=OLD, b_md=OLD, c_py="x")
    git("add", ".")
    git("commit", "-qm", "one")
    put(a_md=NEW, c_py="y")
    git("mv", "b.md", "目录.md")
    git("add", ".")
    git("commit", "-qm", "two")
    put(a_md=NEW.replace("加强", "抓好"))
    return folder


@pytest.mark.parametrize("form", FORMATS)
def test_the_exit_code_is_the_same_for_every_format(form: str, folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    same, changed = run("a.md", "a.md", "--format", output(form)), run("a.md", "b.md", "--format", output(form))
    assert (same.returncode, changed.returncode) == (0, 1), changed.stderr
    assert same.stderr == changed.stderr == ""
    assert "\x1b" not in changed.stdout


def test_the_same_path_twice_is_the_same(folder: Path) -> None:
    put(a_md=OLD)
    assert "两个版本文字相同" in run("a.md", "a.md").stdout


def test_formats_may_go_to_files(folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    assert run("a.md", "b.md", "--format", "html:out.html", "--format", "json").returncode == 1
    assert Path("out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("a.md", "b.md", "--format", "html", "--format", "json").returncode == 2
    assert run("a.md", "b.md", "--format", "html:no/folder.html").returncode == 2


def test_json_is_the_contract(folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    data = json.loads(run("a.md", "b.md", "--format", "json", "--ignore-changes", "number").stdout)
    assert data["schema"] == "planlint.diff/1"
    assert data["old"]["path"] == "a.md"
    assert data["summary"]["by_class"] == {"number": 1}
    assert data["hunks"] == []
    assert [OLD[slice(*op["old"])] for op in data["ops"] if op["op"] != "equal"] == ["三"]


@pytest.mark.parametrize(
    ("ignored", "code"), [("number", 0), ("number,text", 0), ("text", 1), ("nonsense", 2)]
)
def test_ignored_classes_decide_the_exit_code(ignored: str, code: int, folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    assert run("a.md", "b.md", "--ignore-changes", ignored).returncode == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a.md", "missing.md"), "missing.md: 文件不存在"),
        (("a.md",), "请给出旧、新两个文件或目录"),
        ((), "请给出旧、新两个文件或目录"),
        (("a.md", "a.md", "a.md"), "请给出旧、新两个文件或目录"),
        (("a.md", "binary.md"), "binary.md"),
        (("-", "-"), "标准输入只能读一次"),
        (("--rev", "HEAD", "a.md"), "不在"),
        (("a.md", "b.md", "--select", "REP"), "--lint"),
        (("a.md", "b.md", "--section", "第九章"), "第九章"),
        (("a.md", "b.md", "--lint", "--select", "NOSUCH"), "NOSUCH"),
        (("a.md", "b.md", "--encoding", "klingon"), "klingon"),
        (("a.md", "b.md", "--config", "none.toml"), "none.toml"),
    ],
)
def test_bad_input_is_one_clear_line(arguments: tuple[str, ...], words: str, folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    Path("binary.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\xff\xfe")
    done = run(*arguments, GIT_CEILING_DIRECTORIES=str(folder.parent))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().split("\n")) == 1
    assert words in done.stderr or "git" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [("--format", "nonsense"), ("--context", "-3"), ("--context", "few"), ("--width", "10"), ("--columns", "5"), ("--layout", "jp")]
)
def test_bad_options_are_refused(arguments: tuple[str, ...], folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    done = run("a.md", "b.md", *arguments)
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_an_unreadable_file_is_one_clear_line(folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    Path("b.md").chmod(0)
    done = run("a.md", "b.md")
    Path("b.md").chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_two_encodings_are_compared_as_text_and_told(folder: Path) -> None:
    put(a_md=OLD.encode("gb18030"), b_md=OLD)
    done = run("a.md", "b.md")
    assert done.returncode == 0
    assert "编码不同（gb18030，utf-8）" in done.stdout
    assert run("a.md", "b.md", "--encoding", "utf-8").returncode == 2


@pytest.mark.parametrize(("old", "new", "code"), [("", "", 0), ("", NEW, 1), (OLD, "", 1)])
def test_empty_files_are_versions_too(old: str, new: str, code: int, folder: Path) -> None:
    put(a_md=old, b_md=new)
    for form in FORMATS:
        assert run("a.md", "b.md", "--format", output(form)).returncode == code, form


def test_standard_input_is_a_version(folder: Path) -> None:
    put(a_md=OLD)
    done = subprocess.run([*PLANLINT, "diff", "a.md", "-"], input=NEW, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "{+五万亩+}" in done.stdout


def test_colour_is_for_terminals(folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    for form in ("text", "side", "summary"):
        assert "\x1b[" in run("a.md", "b.md", "--format", form, "--color", "always").stdout
        assert "\x1b[" not in run("a.md", "b.md", "--format", form).stdout
    assert "\x1b[" not in run("a.md", "b.md", GIT_PAGER_IN_USE="true", NO_COLOR="1").stdout
    assert "\x1b[" not in run("a.md", "b.md", GIT_PAGER_IN_USE="true", TERM="dumb").stdout
    assert "\x1b[" in run("a.md", "b.md", GIT_PAGER_IN_USE="true", TERM="xterm").stdout


def test_colour_changes_no_word(folder: Path) -> None:
    import re

    put(a_md=OLD, b_md=NEW)
    painted = run("a.md", "b.md", "--color", "always").stdout
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == run("a.md", "b.md").stdout


def test_messages_are_chinese_unless_english_is_asked_for(folder: Path) -> None:
    put(a_md=OLD, b_md=NEW)
    assert "相似度" in run("a.md", "b.md", LANG="C.UTF-8").stdout
    assert "Similarity" in run("a.md", "b.md", LANG="en_US.UTF-8").stdout
    assert "Similarity" in run("a.md", "b.md", "--lang", "en").stdout


# Folders


def folders() -> None:
    for name in ("one", "two"):
        Path(name, "sub").mkdir(parents=True)
    for path, text in {"one/same.md": OLD, "two/same.md": OLD, "one/sub/changed.md": OLD, "two/sub/changed.md": NEW}.items():
        Path(path).write_text(text, encoding="utf-8")


def test_folders_pair_files_by_path_then_by_similarity(folder: Path) -> None:
    folders()
    other = "各乡镇要落实河湖长制，定期巡查河道，及时清理河面漂浮物，做好台账登记。\n" * 3
    Path("one/草稿.md").write_text(other, encoding="utf-8")
    Path("two/定稿.md").write_text(other.replace("定期", "按月"), encoding="utf-8")
    Path("one/gone.md").write_text("这份通知已经废止，不再执行。\n", encoding="utf-8")
    Path("two/come.txt").write_text("Quite another text altogether.\n", encoding="utf-8")
    done = run("one", "two", "--format", "json")
    assert done.returncode == 1
    pairs = {(Path(f["old"]["path"]).name, Path(f["new"]["path"]).name) for f in json.loads(done.stdout)["files"]}
    assert pairs == {
        ("same.md", "same.md"), ("changed.md", "changed.md"), ("草稿.md", "定稿.md"), ("gone.md", "gone.md"), ("come.txt", "come.txt"),
    }  # fmt: skip
    shown = run("one", "two").stdout
    assert "（无此文件）" in shown
    assert "共比较 5 对文件，4 对不同。" in shown


def test_a_file_and_a_folder_mean_the_file_of_that_name(folder: Path) -> None:
    folders()
    assert run("one/same.md", "two").returncode == 0
    assert run("one/same.md", "two/sub").returncode == 2


def test_one_bad_file_in_a_folder_stops_no_other(folder: Path) -> None:
    folders()
    Path("two/bad.md").write_bytes(b"\0\xff\xfe\0bad\x81")
    done = run("one", "two")
    assert done.returncode == 2
    assert "五万亩" in done.stdout
    assert done.stderr.count("\n") == 1


def test_a_patch_of_folders_says_what_came_and_went(folder: Path) -> None:
    folders()
    Path("two/new.md").write_text("新的。\n", encoding="utf-8")
    patch = run("one", "two", "--format", "patch").stdout
    assert "--- /dev/null\n+++ b/two/new.md\n" in patch
    assert "--- a/one/sub/changed.md\n+++ b/one/sub/changed.md\n" in patch


# Problems of two versions


def test_lint_tells_problems_apart(folder: Path) -> None:
    text = "# 规划\n\n{}\n\n加强水库除险加固工作。{}\n\n推进节水型社会建设。{}\n"
    put(a_md=text.format("第一句话。", "。", ""), b_md=text.format("这里的第一句话改了。", "。", "。"))
    data = json.loads(run("a.md", "b.md", "--lint", "--isolated", "--format", "json").stdout)["lint"]
    assert [p["places"][0]["start"]["line"] for p in data["new"]] == [7]
    assert [p["places"][0]["start"]["line"] for p in data["remaining"]] == [5]
    assert data["fixed"] == []


@pytest.mark.parametrize(
    ("old", "new", "options", "code"),
    [
        (OLD, NEW, (), 0),
        (OLD, DOUBLED, (), 1),
        (DOUBLED, OLD, (), 0),
        (DOUBLED, DOUBLED.replace("三万", "五万"), (), 0),
        (OLD, DOUBLED, ("--fail-on", "never"), 0),
        (OLD, DOUBLED, ("--ignore", "ALL"), 0),
    ],
)
def test_with_lint_only_new_problems_count(old: str, new: str, options: tuple[str, ...], code: int, folder: Path) -> None:
    put(a_md=old, b_md=new)
    done = run("a.md", "b.md", "--lint", "--isolated", *options)
    assert done.returncode == code, done.stdout + done.stderr


def test_lint_is_shown_in_the_text(folder: Path) -> None:
    put(a_md=OLD, b_md=DOUBLED)
    assert "新出现的问题 1" in run("a.md", "b.md", "--lint", "--isolated").stdout
    assert "已消除的问题 1" in run("b.md", "a.md", "--lint", "--isolated").stdout


@pytest.mark.parametrize("form", ["text", "summary", "side", "markdown", "html", "json"])
def test_lint_is_told_in_every_format_that_people_read(folder: Path, form: str) -> None:
    put(**{"a.txt": "加快建设现代水网水网工程。\n", "b.txt": "加快建设现代水网工程，各部门要认真贯彻彻落实。\n"})
    shown = run("a.txt", "b.txt", "--lint", "--format", form).stdout
    assert "REP009" in shown
    assert "REP008" in shown


# Git


def test_revisions_are_compared_with_the_working_tree(checkout: Path) -> None:
    done = run("--rev", "HEAD", "a.md")
    assert done.returncode == 1
    assert "--- HEAD:a.md" in done.stdout
    assert "抓好" in done.stdout
    assert "五万亩" not in done.stdout.replace("…", "")


def test_revisions_are_compared_with_each_other(checkout: Path) -> None:
    done = run("--rev", "HEAD~1..HEAD")
    assert "[-三万亩-]{+五万亩+}" in done.stdout
    assert "c.py" not in done.stdout
    assert "HEAD~1:b.md" in done.stdout, "a renamed file is compared with what it was"
    assert run("--rev", "HEAD~1..", "a.md").stdout == done.stdout.split("\n\n--- ")[0] or "五万亩" in run("--rev", "HEAD~1..", "a.md").stdout
    assert run("--rev", "HEAD..HEAD").returncode == 0


def test_revisions_work_from_a_folder_below(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    assert "五万亩" in run("--rev", "HEAD~1", "../a.md").stdout
    assert "五万亩" in run("--rev", "HEAD~1").stdout


def test_an_untracked_file_is_new(checkout: Path) -> None:
    put(new_md=OLD)
    done = run("--rev", "HEAD", "new.md")
    assert done.returncode == 1
    assert "（无此文件）" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rev", "nosuch"), "--rev nosuch: git 不认识这个版本"),
        (("--rev", "HEAD..nosuch"), "--rev nosuch"),
        (("--rev", "--output=x"), "--output=x"),
        (("--rev", "HEAD", "missing.md"), "missing.md"),
        (("--rev", "HEAD..HEAD", "missing.md"), "missing.md"),
    ],
)
def test_unknown_revisions_and_paths_are_one_clear_line(arguments: tuple[str, ...], words: str, checkout: Path) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_git_shows_changes_with_it(checkout: Path) -> None:
    done = git("--no-pager", "diff", "HEAD~1", "--", "a.md", GIT_EXTERNAL_DIFF=f"'{sys.executable}' -m planlint diff")
    assert done.returncode == 0, done.stderr
    assert "[-三万亩-]{+五万亩+}" in done.stdout
    assert "+++ a.md" in done.stdout


def test_git_shows_new_deleted_renamed_and_binary_files(checkout: Path) -> None:
    external = f"'{sys.executable}' -m planlint diff"
    Path("bin.dat").write_bytes(b"\0\1\2\xff")
    put(z_md=OLD)
    git("add", ".")
    git("rm", "-q", "--cached", "a.md")
    done = git("--no-pager", "diff", "--cached", "-M", "HEAD", GIT_EXTERNAL_DIFF=external)
    assert done.returncode == 0, done.stderr
    assert "bin.dat" in done.stderr
    assert "（无此文件）" in done.stdout
    renamed = git("--no-pager", "diff", "-M", "HEAD~1", "HEAD", GIT_EXTERNAL_DIFF=external)
    assert renamed.returncode == 0
    assert "+++ 目录.md" in renamed.stdout


def test_git_difftool_shows_changes_with_it(checkout: Path) -> None:
    done = git("difftool", "-y", "-x", f"'{sys.executable}' -m planlint diff", "HEAD~1", "--", "a.md")
    assert "[-三万亩-]{+五万亩+}" in done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("a.md", "/tmp/x", "0123abc", "100644", "a.md", "0000000", "100644"), True),
        (("a.md", "/dev/null", ".", ".", "a.md", "0123abc", "100644"), True),
        (("a.md", "b.md"), False),
        (("1", "2", "3", "4", "5", "6", "7"), False),
    ],
)
def test_the_arguments_of_git_are_known(arguments: tuple[str, ...], expected: bool) -> None:
    assert from_git(arguments) is expected


def test_no_report_takes_the_place_of_a_version(folder: Path) -> None:
    for name, text in (("old.md", "甲。\n"), ("new.md", "乙。\n")):
        (folder / name).write_text(text, encoding="utf-8")
    result = run("old.md", "new.md", "--format", "markdown:new.md")
    assert result.returncode == 2
    assert "new.md: 正是要读的文稿" in result.stderr
    assert (folder / "new.md").read_text(encoding="utf-8") == "乙。\n"
