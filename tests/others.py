"""Tools that others made, which the tests hold planlint's output against; a test whose tool is not there is skipped and says how to get it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).parent / "node" / "node_modules"


def package(name: str) -> Path:
    """The folder of an npm package."""
    folder = NODE / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not there: npm install --prefix tests/node --ignore-scripts")
    return folder


def sarif_schema() -> Any:
    """The JSON Schema of SARIF 2.1.0."""
    return json.loads((package("@microsoft/jest-sarif") / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def rdjson_schema() -> Any:
    """The JSON Schema of the Reviewdog Diagnostic Format."""
    file = package("@umbrelladocs/rdformat-validator") / "dist" / "types" / "schema.js"
    node = shutil.which("node") or pytest.skip("node is not there")
    code = f"console.log(JSON.stringify(require({json.dumps(str(file))}).rdformatSchema))"
    return json.loads(subprocess.run([node, "-e", code], capture_output=True, text=True, encoding="utf-8", check=True).stdout)


def unlike_code_climate(issues: str, folder: Path) -> str:
    """What the compiler of TypeScript says against issues, as JSON, being issues of Code Climate; "" for nothing."""
    types = package("codeclimate-types") / "index.js"
    (folder / "issues.ts").write_text(f"import type {{ Issue }} from {json.dumps(types.as_posix())}\nexport const issues: Issue[] = {issues}", encoding="utf-8")
    node = shutil.which("node") or pytest.skip("node is not there")
    words = [node, str(package("typescript") / "bin" / "tsc"), "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", str(folder / "issues.ts")]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder).stdout


def axe() -> str:
    """The accessibility checks of axe-core, to be run in a page."""
    return (package("axe-core") / "axe.min.js").read_text(encoding="utf-8")
