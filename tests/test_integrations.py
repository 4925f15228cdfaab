"""What docs/integrations.md says, done as it stands there, from an empty folder to a check that fails.

Real pre-commit in a real git repository, the steps of the GitHub Action and the script of GitLab CI in a shell. Only the two
places that a test cannot have are replaced, outside the lines that are copied: the repository on GitHub by one made from this
tree (git's `insteadOf`), and planlint on PyPI by a wheel of this tree (pip's `--find-links`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planlint import __version__

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
SLIP, CLEAN = "# 规划\n\n构建治理大格局局。\n", "# 规划\n\n构建治理大格局。\n"

yaml = pytest.importorskip("yaml", reason="PyYAML is not there: pip install pre-commit")


def run(*words: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHONPATH", "VIRTUAL_ENV"))}
    return subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", check=False, env={**kept, **surroundings})


def git(folder: Path, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    done = run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words, folder=folder, **surroundings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def block(title: str, number: int = 0) -> str:
    """The n-th block of code under a heading of the page."""
    section = PAGE.split(f"\n## {title}", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"```\w+\n(.*?)```", section, re.DOTALL)[number]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """planlint as it stands here, as a git repository of its own with the tag that the page names."""
    folder = tmp_path_factory.mktemp("source")
    for name in ("planlint", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml", "action.yml"):
        shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message=all")
    git(folder, "tag", f"v{__version__}")
    return folder


@pytest.fixture(scope="module")
def instead(source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Surroundings in which the address of the page leads to `source`, and PyPI has planlint."""
    wheels = tmp_path_factory.mktemp("wheels")
    made = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(source), folder=source)
    if made.returncode:
        pytest.skip(f"no wheel can be made, perhaps without a package registry: {made.stderr[-300:]}")
    links = " ".join(filter(None, (str(wheels), os.environ.get("PIP_FIND_LINKS"))))
    return {
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{source.as_uri()}.insteadOf", "GIT_CONFIG_VALUE_0": "https://github.com/planlint/planlint",
        "PIP_FIND_LINKS": links,
    }  # fmt: skip


@pytest.fixture(scope="module")
def hooks(source: Path, instead: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The surroundings of pre-commit, with planlint's hooks installed from the page's own lines."""
    if importless := run(sys.executable, "-m", "pre_commit", "--version", folder=source).returncode:
        pytest.skip(f"pre-commit is not there ({importless}): pip install pre-commit")
    folder = tmp_path_factory.mktemp("first")
    own = {"PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("home")), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    surroundings = {**instead, **own}
    git(folder, "init", "--quiet")
    (folder / ".pre-commit-config.yaml").write_text(block("pre-commit"), encoding="utf-8")
    made = run(sys.executable, "-m", "pre_commit", "install-hooks", folder=folder, **surroundings)
    if made.returncode:
        pytest.skip(f"pre-commit could not install planlint, perhaps without a package registry: {made.stdout[-300:]}")
    return surroundings


@pytest.fixture
def checkout(folder: Path, hooks: dict[str, str]) -> Path:
    """An empty git repository that checks what is committed, as the page has it set up."""
    git(folder, "init", "--quiet")
    (folder / ".pre-commit-config.yaml").write_text(block("pre-commit"), encoding="utf-8")
    install, *rest = block("pre-commit", 1).splitlines()
    assert install == "pip install pre-commit"
    for line in rest:
        done = run("bash", "-ec", line, folder=folder, **hooks)
        assert done.returncode == 0, done.stderr
    return folder


def commit(folder: Path, hooks: dict[str, str]) -> tuple[int, str]:
    done = run("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--message=a", folder=folder, **hooks)
    return done.returncode, done.stdout + done.stderr


def test_pre_commit_stops_a_slip_in_a_file_with_a_chinese_name(checkout: Path, hooks: dict[str, str]) -> None:
    name = "规划 草稿（一）.md"
    (checkout / name).write_text(SLIP, encoding="utf-8")
    git(checkout, "add", name)
    code, told = commit(checkout, hooks)
    assert code == 1
    assert f"{name}:3:7: REP009" in told
    (checkout / name).write_text(CLEAN, encoding="utf-8")
    git(checkout, "add", name)
    assert commit(checkout, hooks)[0] == 0


def test_pre_commit_looks_at_what_is_staged_only(checkout: Path, hooks: dict[str, str]) -> None:
    (checkout / "甲.md").write_text(CLEAN, encoding="utf-8")
    (checkout / "乙.md").write_text(SLIP, encoding="utf-8")
    git(checkout, "add", "甲.md")
    (checkout / "甲.md").write_text(SLIP, encoding="utf-8")
    code, told = commit(checkout, hooks)
    assert code == 0, told
    assert (checkout / "甲.md").read_text(encoding="utf-8") == SLIP
    git(checkout, "add", "甲.md")
    (checkout / "甲.md").write_text(CLEAN, encoding="utf-8")
    code, told = commit(checkout, hooks)
    assert code == 1, "the slip is staged, though it is mended in the working tree"
    assert "甲.md:3:7" in told
    assert "乙.md" not in told


def test_pre_commit_leaves_out_what_is_excluded(checkout: Path, hooks: dict[str, str]) -> None:
    (checkout / "planlint.toml").write_text('exclude = ["档案/**"]\n', encoding="utf-8")
    (checkout / "档案").mkdir()
    (checkout / "档案" / "旧.md").write_text(SLIP, encoding="utf-8")
    git(checkout, "add", ".")
    code, told = commit(checkout, hooks)
    assert code == 0, told


def test_pre_commit_checks_every_file_when_asked(checkout: Path, hooks: dict[str, str]) -> None:
    (checkout / "旧.md").write_text(SLIP, encoding="utf-8")
    git(checkout, "add", ".")
    git(checkout, "commit", "--quiet", "--no-verify", "--message=old")
    assert "`pre-commit run --all-files`" in PAGE
    done = run("pre-commit", "run", "--all-files", folder=checkout, **hooks)
    assert done.returncode == 1
    assert "旧.md:3:7: REP009" in done.stdout


def test_pre_commit_mends_what_is_safe(checkout: Path, hooks: dict[str, str]) -> None:
    (checkout / ".pre-commit-config.yaml").write_text(block("pre-commit").replace("id: planlint", "id: planlint-fix"), encoding="utf-8")
    (checkout / "规划.md").write_text("# 规划\n\n抓好落实，，确保见效。\n", encoding="utf-8")
    git(checkout, "add", ".")
    code, told = commit(checkout, hooks)
    assert code == 1, told
    assert "files were modified by this hook" in told
    assert (checkout / "规划.md").read_text(encoding="utf-8") == "# 规划\n\n抓好落实，确保见效。\n"
    git(checkout, "add", ".")
    assert commit(checkout, hooks)[0] == 0


def test_the_page_names_hooks_and_inputs_that_there_are() -> None:
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    named = yaml.safe_load(block("pre-commit"))["repos"][0]
    assert {hook["id"] for hook in named["hooks"]} <= known == {"planlint", "planlint-fix"}
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    for number in (0, 1):
        steps = yaml.safe_load(block("GitHub Actions", number))["jobs"]["planlint"]["steps"]
        own = next(step for step in steps if step["uses"].startswith("planlint/planlint@"))
        assert own["uses"].endswith(f"@v{__version__}")
        assert set(own.get("with", {})) <= set(inputs)


@pytest.fixture(scope="module")
def action(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for temporary files of a runner in which the first step of the action was run."""
    temporary = tmp_path_factory.mktemp("runner")
    step = _steps()[0]
    done = _step(step, {}, source, temporary, temporary)
    if done.returncode and ("No matching distribution" in done.stderr or "Could not find a version" in done.stderr):
        pytest.skip(f"planlint cannot be installed without a package registry: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    return temporary


def _steps() -> list[dict[str, Any]]:
    """The steps of the action that are commands."""
    return [step for step in yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"] if "run" in step]


def _step(step: dict[str, Any], inputs: dict[str, str], source: Path, temporary: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a step as GitHub does: with its expressions filled in, in bash that stops at the first error."""
    known = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    values = {"steps.python.outputs.python-path": sys.executable, "runner.temp": str(temporary)}
    values |= {f"inputs.{key}": inputs.get(key, own["default"]) for key, own in known.items()}
    surroundings = {
        key: re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda m: values[m[1]], value) for key, value in step["env"].items()
    } | {"RUNNER_TEMP": str(temporary), "GITHUB_ACTION_PATH": str(source), "GITHUB_STEP_SUMMARY": str(temporary / "summary.md")}
    assert "${{" not in step["run"], "what is given to the action reaches the shell through variables only"
    return run("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], folder=folder, **surroundings)


def test_the_github_action_fails_on_a_slip_and_says_where(folder: Path, source: Path, action: Path) -> None:
    (folder / "规划.md").write_text(SLIP, encoding="utf-8")
    done = _step(_steps()[1], {}, source, action, folder)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=规划.md,line=3,endLine=3,col=7,")
    assert "REP009" in (action / "summary.md").read_text(encoding="utf-8")
    (folder / "规划.md").write_text(CLEAN, encoding="utf-8")
    assert _step(_steps()[1], {}, source, action, folder).returncode == 0


def test_the_github_action_takes_paths_and_options(folder: Path, source: Path, action: Path) -> None:
    given = yaml.safe_load(block("GitHub Actions", 1))["jobs"]["planlint"]["steps"][1]["with"]
    (folder / "规划").mkdir()
    (folder / "报告").mkdir()
    (folder / "规划" / "有 空格.md").write_text(SLIP, encoding="utf-8")
    (folder / "报告" / "总结.md").write_text(CLEAN, encoding="utf-8")
    (folder / "别处.md").write_text(SLIP, encoding="utf-8")
    done = _step(_steps()[1], given, source, action, folder)
    assert done.returncode == 0, "a doubled character is a warning, and only errors fail"
    assert "file=规划/有 空格.md," in done.stdout
    assert "别处.md" not in done.stdout
    assert len(json.loads((folder / "planlint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]) == 1


@pytest.fixture(scope="module")
def container(instead: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a container of the image python:3.11 has: a Python of its own, first in the path, that can install."""
    folder = tmp_path_factory.mktemp("container")
    assert run(sys.executable, "-m", "venv", str(folder), folder=folder).returncode == 0
    return {**instead, "PATH": f"{folder / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def installed(line: str, folder: Path, container: dict[str, str]) -> None:
    """Runs a line that installs planlint; skips where there is no registry for what planlint needs."""
    done = run("bash", "-ec", line, folder=folder, **container)
    if done.returncode and ("No matching distribution" in done.stderr or "Could not find a version" in done.stderr):
        pytest.skip(f"planlint cannot be installed without a package registry: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr


def test_gitlab_ci_fails_on_a_slip_and_leaves_its_reports(folder: Path, container: dict[str, str]) -> None:
    job = yaml.safe_load(block("GitLab CI"))["planlint"]
    install, *checks = job["script"]
    assert f"=={__version__}" in install
    installed(install, folder, container)
    (folder / "规划.md").write_text(SLIP, encoding="utf-8")
    done = run("bash", "-ec", "\n".join(checks), folder=folder, **container)
    assert done.returncode == 1
    assert "规划.md:3:7: REP009" in done.stdout
    quality, tests = (folder / job["artifacts"]["reports"][kind] for kind in ("codequality", "junit"))
    assert json.loads(quality.read_text(encoding="utf-8"))[0]["location"]["path"] == "规划.md"
    assert 'failures="1"' in tests.read_text(encoding="utf-8")
    (folder / "规划.md").write_text(CLEAN, encoding="utf-8")
    assert run("bash", "-ec", "\n".join(checks), folder=folder, **container).returncode == 0


def test_before_a_release_the_page_leads_to_the_same(folder: Path, source: Path, container: dict[str, str]) -> None:
    table = dict(re.findall(r"(?m)^\| `([^`]+)` \| `([^`]+)`", PAGE.split("\n## pre-commit", 1)[0]))
    assert set(table) == {"pip install planlint", f"pip install planlint=={__version__}", f"rev: v{__version__}", f"planlint/planlint@v{__version__}"}
    for written in table:
        assert any(written in line for line in (PAGE, block("GitLab CI"), block("pre-commit"), block("GitHub Actions")))
    asked = re.search(r"`(git ls-remote [^`]+)`", PAGE)
    assert asked
    commit = run("bash", "-ec", asked[1], folder=folder, **container).stdout.split()[0]
    assert commit == git(source, "rev-parse", "HEAD").stdout.strip()
    installed(table[f"pip install planlint=={__version__}"].replace("COMMIT", commit), folder, container)
    assert run("bash", "-ec", "planlint --version", folder=folder, **container).stdout == f"planlint {__version__}\n"
    config = block("pre-commit").replace(f"rev: v{__version__}", table[f"rev: v{__version__}"].replace("COMMIT", commit))
    assert yaml.safe_load(config)["repos"][0]["rev"] == commit


def test_what_init_prints_is_what_the_page_says(folder: Path) -> None:
    for flag, title in (("--pre-commit", "pre-commit"), ("--github", "GitHub Actions"), ("--ci", "GitHub Actions"), ("--gitlab", "GitLab CI")):
        printed = run(sys.executable, "-m", "planlint", "init", flag, folder=folder, PYTHONPATH=str(ROOT)).stdout
        name, _, lines = printed.partition("\n")
        assert lines == block(title)
        assert name.removeprefix("# ") in PAGE
