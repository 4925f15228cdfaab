"""The formats for other programs hold the same problems at the same characters as JSON, and are what those programs read."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import others
import pytest
from markdown_it import MarkdownIt

from planlint import files, rules

FORMATS = ("json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv")
DOCUMENTS = 60
HARD = "𠮷祥区\u2028“２０２６年”：=1+1，::error::% 0A]]></script>|`**&amp;\x08\x1b[31m，大局局。\n\n-开展工作工作。\n\n=开展工作工作。\n"
"""What is escaped in one format or another, with characters outside the BMP before a slip."""

Mark = tuple[str, str, int, int]
"""A place: file, code, and its first and last offset in the decoded text."""


def planlint(*arguments: str, folder: Path, code: int = 1, **surroundings: str) -> str:
    import os

    words = [sys.executable, "-m", "planlint", "check", "--isolated", "--lang", "zh", *arguments]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=folder, check=False, env={**os.environ, **surroundings})
    assert run.returncode == code, run.stderr
    return run.stdout


def _documents() -> Iterator[tuple[str, bytes]]:
    """The bad examples of the rules, in every encoding and with every kind of line end, and one that is hard to write."""
    turns: list[Callable[[str], bytes]] = [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: (f"此处\r换行。{'平常的正文，' * 40}到此为止。\n\n{text}").encode("gb18030"),
        lambda text: text.encode("utf-16"),
    ]
    texts = [HARD] + [example.text for rule in rules.load() for example in rules.page(rule).bad]
    for at, text in enumerate(texts[:DOCUMENTS]):
        yield f"文 件/{at:02}，#{at % 7}%.md", turns[at % len(turns)](f"# 𠮷祥区规划\n\n{text}\n\n正文正文，到此为止。\n")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents and one file that cannot be read, and in `out` the report in every format."""
    folder = tmp_path_factory.mktemp("formats")
    (folder / "文 件").mkdir()
    for name, data in _documents():
        (folder / name).write_bytes(data)
    (folder / "out").mkdir()
    outputs = [word for form in FORMATS for word in ("--format", f"{form}:out/{form}")]
    planlint("--preview", "--min-level", "info", "--select", "ALL", *outputs, "文 件", "missing.md", folder=folder, code=2)
    return folder


def report(made: Path, form: str) -> str:
    return (made / "out" / form).read_bytes().decode("utf-8")


def texts(made: Path) -> dict[str, str]:
    return {name: files.read(str(made / name)).text for name, _ in _documents()}


def places(made: Path) -> Counter[Mark]:
    """What JSON says."""
    told = json.loads(report(made, "json"))["files"]
    return Counter(
        (f["path"], p["code"], place["start"]["offset"], place["end"]["offset"]) for f in told for p in f["problems"] for place in p["places"]
    )


def offset(text: str, line: int, column: int, newline: str = r"\r\n|\r|\n") -> int:
    """Where the character in a column of a line stands, by lines that end as told."""
    starts = [0, *(m.end() for m in re.finditer(newline, text))]
    return starts[line - 1] + column - 1


def at_bytes(text: str, line: int, column: int) -> int:
    """The same for a column in bytes of UTF-8, in lines of git."""
    start = offset(text, line, 1, "\n")
    return start + len(text[start:].encode()[: column - 1].decode())


def test_there_is_something_to_compare(made: Path) -> None:
    assert sum(places(made).values()) > DOCUMENTS
    assert len({path for path, *_ in places(made)}) > 50


def _sarif(made: Path) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(report(made, "sarif"))["runs"][0]
    return run


def test_sarif_holds_the_same_places(made: Path) -> None:
    run, all_of = _sarif(made), texts(made)
    assert (run["columnKind"], run["newlineSequences"]) == ("unicodeCodePoints", ["\r\n", "\n", "\r"])
    found: Counter[Mark] = Counter()
    for result in run["results"]:
        where = result["locations"][0]["physicalLocation"]
        path, region = unquote(where["artifactLocation"]["uri"]), where["region"]
        start = offset(all_of[path], region["startLine"], region["startColumn"])
        end = offset(all_of[path], region["endLine"], region["endColumn"])
        assert (start, end - start, all_of[path][start:end]) == (region["charOffset"], region["charLength"], region["snippet"]["text"])
        found[path, result["ruleId"], start, end] += 1
    assert found == places(made)


def test_sarif_fits_its_schema(made: Path) -> None:
    jsonschema.validate(json.loads(report(made, "sarif")), others.sarif_schema(), jsonschema.Draft4Validator)


def test_sarif_tells_the_rules_and_how_the_run_ended(made: Path) -> None:
    run = _sarif(made)
    listed = run["tool"]["driver"]["rules"]
    assert all(r["help"]["text"] and r["help"]["markdown"] and r["helpUri"].endswith(f"/{r['id']}.md") for r in listed)
    assert all(listed[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}
    ended = run["invocations"][0]
    assert (ended["executionSuccessful"], ended["exitCode"]) == (False, 2)
    assert "missing.md" in ended["toolExecutionNotifications"][0]["message"]["text"]


def test_sarif_gives_the_fixes_and_the_related_places_of_json(made: Path) -> None:
    told = [
        (place, f["path"]) for f in json.loads(report(made, "json"))["files"] for p in f["problems"] for place in p["places"]
    ]
    results = {result["partialFingerprints"]["planlint/v1"]: result for result in _sarif(made)["results"]}
    assert sum(bool(place["fix"]) for place, _ in told) > 20
    assert sum(bool(place["related"]) for place, _ in told) > 5
    for place, _ in told:
        result = results[place["fingerprint"]]
        edits = [
            (r["deletedRegion"]["charOffset"], r["deletedRegion"]["charOffset"] + r["deletedRegion"]["charLength"], r["insertedContent"]["text"])
            for fix in result.get("fixes", []) for change in fix["artifactChanges"] for r in change["replacements"]
        ]  # fmt: skip
        if sum(place["fingerprint"] == other["fingerprint"] for other, _ in told) == 1:  # the same words in two files have one mark
            assert edits == [(e["start"], e["end"], e["text"]) for e in (place["fix"] or {"edits": []})["edits"]]
            assert len(result.get("relatedLocations", [])) == len(place["related"])


def test_sarif_marks_what_is_suppressed(folder: Path) -> None:
    (folder / "a.md").write_text("构建大局局。\n\n<!-- planlint: off-next-line REP009 照录 -->\n营造好氛氛围。\n", "utf-8")
    told = json.loads(planlint("--format", "sarif", "--show-suppressed", "a.md", folder=folder))["runs"][0]["results"]
    assert [r.get("suppressions") for r in told if r["ruleId"] == "REP009"] == [None, [{"kind": "inSource", "justification": "照录"}]]


COMMAND = re.compile(r"::(error|warning|notice) (\w+=[^:,\r\n]*(?:,\w+=[^:,\r\n]*)*)::([^\r\n]*)\n")


def _commands(told: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Workflow commands as the runner reads them: https://github.com/actions/toolkit, packages/core, command.ts."""
    at = 0
    for match in COMMAND.finditer(told):
        assert match.start() == at, "nothing stands between the commands"
        at = match.end()
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        yield match[1], {key: _unescaped(value) for key, value in pairs.items()}, _unescaped(match[3])
    assert at == len(told)


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")


def test_github_holds_the_same_places(made: Path) -> None:
    all_of = texts(made)
    found: Counter[tuple[str, str, int, object]] = Counter()
    failed = []
    for level, given, message in _commands(report(made, "github")):
        assert message
        if "line" not in given:
            failed.append((level, given["file"]))
            continue
        text, code = all_of[given["file"]], given["title"].split()[0]
        if "col" in given:
            start, end = (offset(text, int(given["line"]), int(given[key]), "\n") for key in ("col", "endColumn"))
            found[given["file"], code, start, end] += 1
        else:
            found[given["file"], code, int(given["line"]), given["endLine"]] += 1
    assert failed == [("error", "missing.md")]
    wanted: Counter[tuple[str, str, int, object]] = Counter()
    for (path, code, start, end), n in places(made).items():
        line, last = (all_of[path].count("\n", 0, at) + 1 for at in (start, end))
        wanted[(path, code, start, end) if line == last else (path, code, line, str(last))] += n
    assert found == wanted


def test_github_adds_a_summary_of_the_job(folder: Path) -> None:
    (folder / "a.md").write_text(HARD, encoding="utf-8")
    summary = folder / "summary.md"
    summary.write_text("# 前一步\n", encoding="utf-8")
    plain = planlint("--format", "github", "a.md", folder=folder, GITHUB_STEP_SUMMARY="")
    told = planlint("--format", "github", "a.md", folder=folder, GITHUB_STEP_SUMMARY=str(summary))
    assert told == plain
    assert summary.read_text(encoding="utf-8") == "# 前一步\n" + planlint("--format", "markdown", "a.md", folder=folder)
    planlint("--format", "github", "a.md", folder=folder, code=2, GITHUB_STEP_SUMMARY=str(folder / "none" / "summary.md"))


def test_the_summary_of_a_job_is_not_too_long_for_github(folder: Path) -> None:
    (folder / "a.md").write_text("各地区,各部门抓好落实。\n\n" * 7000, encoding="utf-8")
    summary = folder / "summary.md"
    planlint("--format", "github", "--select", "PUN004", "a.md", folder=folder, GITHUB_STEP_SUMMARY=str(summary))
    assert 900_000 < summary.stat().st_size < 1_000_000
    listed = len(re.findall(r"(?m)^\| \d+:", summary.read_text(encoding="utf-8")))
    assert f"另有 {7000 - listed} 处未列出。" in summary.read_text(encoding="utf-8")


def test_gitlab_holds_the_same_places(made: Path) -> None:
    all_of, issues = texts(made), json.loads(report(made, "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues), "GitLab shows one issue for each fingerprint"
    assert {issue["severity"] for issue in issues} == {"blocker", "major", "minor", "info"}
    found: Counter[Mark] = Counter()
    for issue in issues:
        where = issue["location"]
        if issue["check_name"] == "planlint":
            assert where["path"] == "missing.md"
            continue
        begin, end = where["positions"]["begin"], where["positions"]["end"]
        assert where["lines"] == {"begin": begin["line"], "end": end["line"]}
        text = all_of[where["path"]]
        ends = (offset(text, p["line"], p["column"], "\n") for p in (begin, end))
        found[where["path"], issue["check_name"], *ends] += 1  # type: ignore[index]
    assert found == places(made)


def test_gitlab_is_what_code_climate_calls_issues(made: Path, tmp_path: Path) -> None:
    issues = json.loads(report(made, "gitlab"))
    kinds = {json.dumps([{k: type(v).__name__ for k, v in issue.items()}, issue["severity"]]): issue for issue in issues}
    few = [*kinds.values(), *issues[:300]]  # the compiler takes long over thousands
    assert others.unlike_code_climate(json.dumps(few, ensure_ascii=False), tmp_path) == ""
    assert "Severity" in others.unlike_code_climate(json.dumps([{**issues[0], "severity": "bad"}]), tmp_path)
    assert not [issue for issue in issues if "\n" in issue["description"]], "descriptions are one line"


def test_rdjson_fits_its_schema_and_holds_the_same_places(made: Path) -> None:
    all_of, told = texts(made), json.loads(report(made, "rdjson"))
    found: Counter[Mark] = Counter()
    suggested = 0
    for diagnostic in told["diagnostics"]:
        path, given = diagnostic["location"]["path"], diagnostic["location"].get("range")
        if given is None:
            assert path == "missing.md"
            continue
        ends = (at_bytes(all_of[path], point["line"], point["column"]) for point in (given["start"], given["end"]))
        found[path, diagnostic["code"]["value"], *ends] += 1  # type: ignore[index]
        suggested += len(diagnostic.get("suggestions", ()))
    assert found == places(made)
    assert suggested == sum(bool(place["fix"]) for f in json.loads(report(made, "json"))["files"] for p in f["problems"] for place in p["places"])
    jsonschema.validate(told, others.rdjson_schema())


def test_several_edits_are_one_suggestion_in_rdjson(folder: Path) -> None:
    (folder / "a.md").write_text("𠮷说：\"好的,开始.\"\n", encoding="utf-8")
    text = (folder / "a.md").read_text(encoding="utf-8")
    for diagnostic in json.loads(planlint("--format", "rdjson", "a.md", folder=folder))["diagnostics"]:
        for suggestion in diagnostic["suggestions"]:
            start, end = (at_bytes(text, suggestion["range"][key]["line"], suggestion["range"][key]["column"]) for key in ("start", "end"))
            assert len(suggestion["text"]) == end - start, "marks of another width, one for one"


def test_junit_holds_the_same_places(made: Path) -> None:
    reader = pytest.importorskip("junitparser", reason="junitparser is not there: pip install junitparser")
    all_of = texts(made)
    found: Counter[tuple[str, str, int]] = Counter()
    whole = reader.JUnitXml.fromfile(str(made / "out" / "junit"))
    for suite in whole:
        cases = list(suite)
        assert (suite.tests, suite.failures, suite.errors) == (
            len(cases), sum(isinstance(r, reader.Failure) for c in cases for r in c.result), sum(isinstance(r, reader.Error) for c in cases for r in c.result),
        )  # fmt: skip
        for case in cases:
            if at := re.search(r"^([A-Z]{3}\d{3}) .* (\d+):(\d+)$", case.name):
                found[case.classname, at[1], offset(all_of[case.classname], int(at[2]), int(at[3]))] += 1
    assert found == Counter((path, code, start) for (path, code, start, _), n in places(made).items() for _ in range(n))
    assert whole.errors == 1


def test_junit_fails_only_what_fails(folder: Path) -> None:
    reader = pytest.importorskip("junitparser", reason="junitparser is not there: pip install junitparser")
    (folder / "a.md").write_text("构建大局局。\n\n“开展工作工作。\n", encoding="utf-8")
    for level, failing in (("warning", {"REP009", "REP008", "PUN001"}), ("error", {"REP008", "PUN001"}), ("never", set())):
        told = reader.JUnitXml.fromstring(planlint("--format", "junit", "--fail-on", level, "a.md", folder=folder, code=int(bool(failing))).encode())
        cases = [case for suite in told for case in suite]
        assert {case.name.split()[0] for case in cases if case.result} == failing
        assert all(case.result or "原因：" in case.system_out for case in cases)


def test_junit_tells_of_a_clean_file_too(folder: Path) -> None:
    (folder / "a.md").write_text("正文到此为止。\n", encoding="utf-8")
    assert '<testcase classname="a.md" name="没有发现问题"/>' in planlint("--format", "junit", "a.md", folder=folder, code=0)


def test_csv_holds_the_same_places(made: Path) -> None:
    told = report(made, "csv")
    assert told.startswith("\ufeff文件,行,列")
    table = list(csv.DictReader(StringIO(told.removeprefix("\ufeff"), newline=""), strict=True))
    all_of = texts(made)
    found: Counter[Mark] = Counter()
    for row in table:
        if row["编码"]:
            ends = (offset(all_of[row["文件"]], int(row[line]), int(row[column])) for line, column in (("行", "列"), ("止行", "止列")))
            found[row["文件"], row["编码"], *ends] += 1  # type: ignore[index]
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠\t\r")) for cell in row.values())
        assert not any(re.search("[\0-\x1f]", cell) for cell in row.values())
    assert found == places(made)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " ="])
def test_no_cell_is_a_formula(folder: Path, start: str) -> None:
    from planlint.report.csv import _safe

    assert _safe(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"
    assert _safe("1-2") == "1-2"


def test_markdown_holds_the_same_places_as_it_is_rendered(made: Path) -> None:
    all_of = texts(made)
    found: Counter[tuple[str, str, int]] = Counter()
    path, cells, head = "", list[str](), False
    for token in MarkdownIt("commonmark").enable("table").parse(report(made, "markdown")):
        if token.type == "heading_open":
            head = True
        elif token.type == "tr_open":
            cells = []
        elif token.type == "inline" and head:
            path, head = "".join(child.content for child in token.children or ()), False
        elif token.type == "inline":
            cells.append("".join(child.content for child in token.children or ()))
        elif token.type == "tr_close" and len(cells) == 6 and (at := re.fullmatch(r"(\d+):(\d+)", cells[0])):
            assert not re.search(r"&#\d+;", "".join(cells))
            found[path, cells[2].split()[0], offset(all_of[path], int(at[1]), int(at[2]))] += 1
    assert found == Counter((path, code, start) for (path, code, start, _), n in places(made).items() for _ in range(n))


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_exit_code_is_the_same_and_nothing_found_is_a_report_too(folder: Path, form: str, lang: str) -> None:
    (folder / "a.md").write_text("正文到此为止。\n", encoding="utf-8")
    (folder / "b.md").write_text("构建大局局。\n", encoding="utf-8")
    clean = planlint("--format", form, "--lang", lang, "a.md", folder=folder, code=0)
    if form in ("json", "sarif", "gitlab", "rdjson"):
        json.loads(clean)
    assert "REP009" in planlint("--format", form, "--lang", lang, "b.md", folder=folder, code=1)
    planlint("--format", form, "--lang", lang, "c.md", folder=folder, code=2)


def test_paths_are_those_of_the_checkout(folder: Path) -> None:
    (folder / "a.md").write_text("构建大局局。\n", encoding="utf-8")
    for name in ("a.md", "./a.md", str(folder / "a.md")):
        assert json.loads(planlint("--format", "gitlab", name, folder=folder))[0]["location"]["path"] == "a.md"
        assert "file=a.md," in planlint("--format", "github", name, folder=folder)


def test_an_unknown_format_names_the_nearest(folder: Path) -> None:
    import os

    words = [sys.executable, "-m", "planlint", "check", "--format", "sarfi", "."]
    run = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=folder, check=False, env=dict(os.environ))
    assert run.returncode == 2
    assert "did you mean sarif?" in run.stderr


@pytest.mark.parametrize("form", ["csv", "markdown", "html"])
def test_what_is_suppressed_is_shown_with_its_reason_where_asked(folder: Path, form: str) -> None:
    (folder / "a.md").write_text("构建大局局。\n\n<!-- planlint: off-next-line REP009 照录原文 -->\n营造好氛氛围。\n", "utf-8")
    assert "照录原文" not in planlint("--format", form, "--select", "REP009", "a.md", folder=folder).replace("REP009 照录原文", "")
    told = planlint("--format", form, "--show-suppressed", "a.md", folder=folder)
    assert "已注明不报" in told
    assert "照录原文（第 3 行）" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "html:a.md"], "a.md: 正是要读的文稿"),
        (["--format", "markdown:./a.md", "a.md"], "./a.md: 正是要读的文稿"),
        (["--format", "json:other/b.txt", "a.md"], "other/b.txt: 已经存在，像是一篇文稿"),
    ],
)
def test_no_report_takes_the_place_of_a_text(words: list[str], told: str, folder: Path) -> None:
    import os

    (folder / "other").mkdir()
    for name in ("a.md", "other/b.txt"):
        (folder / name).write_text("构建大局局。\n", encoding="utf-8")
    command = [sys.executable, "-m", "planlint", "check", "--isolated", *words]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, check=False, env=dict(os.environ))
    assert run.returncode == 2
    assert told in run.stderr
    assert [(folder / name).read_text(encoding="utf-8") for name in ("a.md", "other/b.txt")] == ["构建大局局。\n"] * 2


def test_a_report_of_an_earlier_run_is_written_anew_and_is_no_text(folder: Path) -> None:
    (folder / "a.md").write_text("构建大局局。\n", encoding="utf-8")
    planlint("--format", "markdown:report.md", folder=folder)
    first = (folder / "report.md").read_text(encoding="utf-8")
    planlint("--format", "markdown:report.md", folder=folder)
    assert (folder / "report.md").read_text(encoding="utf-8") == first
