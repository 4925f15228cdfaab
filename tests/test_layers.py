"""The house keeps its order: imports go one way, and a small run loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "planlint"

# From the ground up; a module may import what stands before it, and its own layer.
LAYERS = (
    "planlint", "cache", "errors", "text", "hits", "rules", "config", "termlists", "word", "web", "files", "deep", "checkers", "suppress", "sidecar",
    "activation",
    "engine", "schema", "fix", "baseline", "diff", "packed", "report", "recall", "workers", "profiling", "shelf", "walk", "across", "api", "commands", "cli", "__main__",
)  # fmt: skip


def _layer(module: str) -> int:
    parts = module.split(".")
    return LAYERS.index(parts[1] if len(parts) > 1 else parts[0])


def _imports(file: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "planlint":
            found += [f"planlint.{a.name}" if f"{a.name}" in LAYERS else "planlint" for a in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return [name for name in found if name.split(".")[0] == "planlint"]


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", MODULES, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_imports_go_one_way(file: Path) -> None:
    module = ".".join(("planlint", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    above = [name for name in _imports(file) if _layer(name) > _layer(module)]
    assert above == []


def test_the_text_layer_knows_no_rules() -> None:
    for file in (PACKAGE / "text").glob("*.py"):
        assert all(name.startswith(("planlint.text", "planlint.cache")) for name in _imports(file)), file


def _loaded(*arguments: str) -> set[str]:
    """The modules that a planlint command has loaded when it ends, in an interpreter of its own."""
    code = (
        "import sys, os\n"
        "os._exit = lambda code: sys.exit(code)\n"
        f"sys.argv = {['planlint', *arguments]!r}\n"
        "from planlint.__main__ import entry\n"
        "try: entry()\n"
        "except SystemExit: pass\n"
        "sys.stderr.write('\\n'.join(sys.modules))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    return set(run.stderr.split("\n"))


HEAVY = {
    "planlint.deep", "rich", "rapidfuzz", "opencc", "numpy", "pathspec", "asyncio", "lxml", "planlint.text.layout", "multiprocessing",
    "importlib.metadata", "dataclasses", "unittest", "http", "ssl", "socket",
}


def test_version_loads_no_command() -> None:
    loaded = _loaded("--version")
    assert not loaded & (HEAVY | {"json", "tomllib", "marisa_trie", "planlint.engine", "planlint.rules"})


def test_help_loads_no_command() -> None:
    assert not _loaded("--help") & {"planlint.engine", "planlint.commands.check"}


@pytest.mark.parametrize("form", ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv", "html"])
def test_a_small_check_loads_nothing_heavy(form: str) -> None:
    first = _loaded("check", "--isolated", "--format", form, "examples/repaired-plan.md")  # fills the index of rules
    second = _loaded("check", "--isolated", "--format", form, "examples/repaired-plan.md")
    unasked = {
        "click", "planlint.workers", "concurrent.futures", "tempfile", "planlint.schema", "planlint.sidecar", "planlint.commands.interactive",
        *(["planlint.report.score"] if form != "html" else []),
    }  # fmt: skip
    assert not first & (HEAVY | unasked)
    assert not second & (HEAVY | {"tomllib"}), "with a fresh index no rule file is parsed"


def test_nothing_can_reach_a_network() -> None:
    wanted = {"socket", "ssl", "http", "urllib.request", "requests", "httpx"}
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not wanted & set(names), file


def test_a_module_with_named_tuples_does_not_compile_their_annotations() -> None:
    """Under `from __future__ import annotations` each field of a NamedTuple is compiled at start-up, a millisecond a class."""
    for file in MODULES:
        text = file.read_text(encoding="utf-8")
        assert not ("(NamedTuple)" in text and "from __future__ import annotations" in text), file
