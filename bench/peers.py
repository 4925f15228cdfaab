"""planlint beside its peers, on the same files in the same run.

    python bench/peers.py [--text SEED.md] [--number 1] [--runs 5] [--node FOLDER] [--python PYTHON] [--diff OLD NEW]

Peers are measured where they are installed: AutoCorrect (autocorrect-node), zhlint, lint-md and textlint (with a
.textlintrc.json of Chinese rules) in FOLDER/node_modules, autocorrect_py for another interpreter; git, dwdiff and Python's
difflib for the comparison of two texts. One that finds nothing in a text full of slips has not worked, and is left out.
Run it with the interpreter of the environment that planlint is installed in (a shim costs more than planlint itself).
Prints Markdown; figures are medians of CPU time of whole processes.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import corpus
from measure import NOTHING, Row, compare, planlint, table, uncounted

Command = tuple[Sequence[str], Callable[[str], int]]
BASE = "python -c pass"


def matches(pattern: str) -> Callable[[str], int]:
    """Counts the matches of a pattern in what a tool prints; of a group, adds up the numbers."""
    compiled = re.compile(pattern, re.MULTILINE)

    def count(output: str) -> int:
        found = compiled.findall(output)
        return sum(map(int, found)) if compiled.groups else len(found)

    return count


def linters(node: Path, python: str, paths: Sequence[str]) -> dict[str, Command]:
    """The peers that are installed, each as it is run on these files."""
    tools: dict[str, Command] = {}
    bin = node / "node_modules" / ".bin"
    color = r"(?:\x1b\[\d+m)*"
    for name, arguments, pattern in (
        ("AutoCorrect (node)", [bin / "autocorrect", "--lint"], rf"Error: (\d+){color}"),
        ("zhlint", [bin / "zhlint"], r"^\S+:\d+:\d+"),  # takes a pattern, and of several files only the first
        ("lint-md", [bin / "lint-md"], r"✖ (\d+) problems"),
        ("textlint", [bin / "textlint"], r"✖ (\d+) problems"),
    ):
        if Path(arguments[0]).exists() and (name != "textlint" or (node / ".textlintrc.json").exists()):
            tools[name] = ([*map(str, arguments), *(["*.md"] if name == "zhlint" else paths)], matches(pattern))
    if python:
        code = (
            "import sys, autocorrect_py as a\nn = 0\n"
            "for p in sys.argv[1:]:\n"
            "    t = open(p, encoding='utf-8').read()\n"
            "    n += sum(x != y for x, y in zip(t.split('\\n'), a.format(t).split('\\n')))\n"
            "print('changed', n)"
        )
        tools["autocorrect_py"] = ([python, "-c", code, *paths], matches(r"changed (\d+)"))
    return tools


def checks(folder: Path, node: Path, python: str, runs: int, *more: tuple[str, list[str]]) -> list[Row]:
    """planlint and its peers on the files of a folder."""
    paths = sorted(str(path.relative_to(folder)) for path in folder.glob("*.md"))
    found = matches(r"^\S+:\d+:\d+: ")
    commands: dict[str, Command] = {BASE: (NOTHING, uncounted)}
    check = planlint("check", "--isolated", "--format", "concise")
    commands["planlint check"] = ([*check, "--no-cache", "--jobs", "1", *paths], found)
    for name, options in more:
        commands[name] = ([*check, *options, *paths], found)
    return [row for row in compare(commands | linters(node, python, paths), runs, str(folder)) if row.found]


def differences(old: Path, new: Path, runs: int) -> list[Row]:
    """planlint and others on two versions of a text, each told to compare characters or as near to it as it gets."""
    pair = [str(old), str(new)]
    code = (
        "import sys, difflib\n"
        "a, b = (open(p, encoding='utf-8').read().split('\\n') for p in sys.argv[1:])\n"
        "print(sum(line[0] in '+-' for line in difflib.ndiff(a, b) if line))"
    )
    commands: dict[str, Command] = {
        BASE: (NOTHING, uncounted),
        "planlint diff": (planlint("diff", "--format", "json", *pair), matches(r'"class"')),
        "git diff, by character": (["git", "diff", "--no-index", "--word-diff=porcelain", "--word-diff-regex=.", *pair], matches(r"^[+-](?![+-])")),
        "dwdiff": (["dwdiff", "-P", *pair], matches(r"\[-|\{\+")),
    }
    if old.stat().st_size < 100_000:  # it compares every line with every other
        commands["difflib.ndiff"] = ([sys.executable, "-c", code, *pair], matches(r"^(\d+)$"))
    return compare({name: command for name, command in commands.items() if _is_there(command[0][0])}, runs)


def _is_there(program: str) -> bool:
    from shutil import which

    return which(program) is not None


def _pair(folder: Path, known: list[str], size: int, number: int) -> tuple[Path, Path]:
    """Two versions of a text: every twentieth paragraph is changed, moved or gone."""
    chance = random.Random(number)
    paragraphs = corpus.document(known, size, chance, slips=0).split("\n\n")
    old, new = folder / f"old-{size}.md", folder / f"new-{size}.md"
    old.write_text("\n\n".join(paragraphs), encoding="utf-8")
    for at in range(0, len(paragraphs), 20):
        other = (at + chance.randrange(1, 20)) % len(paragraphs)
        kind = chance.randrange(3)
        if kind == 0:
            paragraphs[other] = paragraphs[other].replace("，", "，要", 1)
        elif kind == 1:
            paragraphs[at], paragraphs[other] = paragraphs[other], paragraphs[at]
        else:
            paragraphs[other] = ""
    new.write_text("\n\n".join(paragraphs), encoding="utf-8")
    return old, new


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, default=corpus.SEED, help="the text whose sentences are used")
    parser.add_argument("--number", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--node", type=Path, default=Path())
    parser.add_argument("--python", default="")
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--diff", nargs=2, type=Path, metavar=("OLD", "NEW"))
    arguments = parser.parse_args()
    node, python, runs = arguments.node.resolve(), arguments.python, arguments.runs
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if arguments.diff:
            print(table(differences(*arguments.diff, runs), BASE))
            return
        corpus.build(folder / "one", 1, 30_000, arguments.text, arguments.number)
        print(f"### One document of 30 KB\n\n{table(checks(folder / 'one', node, python, runs, ('planlint check, unchanged', [])), BASE)}")
        size = corpus.build(folder / "many", arguments.files, 33_000, arguments.text, arguments.number)
        more = ("planlint check, two processes", ["--no-cache", "--jobs", "2"]), ("planlint check, unchanged", ["--jobs", "1"])
        rows = checks(folder / "many", node, python, runs, *more)
        print(f"### {arguments.files} documents, {size / 1e6:.1f} MB\n\n{table(rows, 'planlint check')}")
        known = corpus.sentences(arguments.text)
        for size in (10_000, 1_000_000, 10_000_000):
            old, new = _pair(folder, known, size, arguments.number)
            print(f"### Two versions of {size / 1e6:g} MB\n\n{table(differences(old, new, runs), BASE if size < 1e6 else 'planlint diff')}")


if __name__ == "__main__":
    main()
