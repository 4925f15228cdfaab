"""`planlint init`: a commented planlint.toml, and on request what to put into the files of pre-commit, GitHub and GitLab."""

from __future__ import annotations

import os
import sys

import click

from planlint import __version__
from planlint.commands.common import write
from planlint.commands.help import Command
from planlint.errors import UserError

FILE = "planlint.toml"
SETTINGS = """\
# planlint 的设置；每一项都可以删去。planlint config 显示生效的值及其来源。
# Settings of planlint; every line may go. `planlint config` shows what holds and where it comes from.

# 以预设或另一个文件为底：archive 旧档只报错误、extracted 转换稿只查残留、gongwen 公文体例、strict 全部从严。
# Settings to build on, a preset or a path: archive (errors only), extracted (remnants only), gongwen (official style), strict (everything).
# extends = "gongwen"

# 不用的规则：编码、编码开头、英文名或中文名。Rules that are left out.
ignore = []

# 另外打开的规则（默认关闭或试用的）。Rules that run besides those that are on by default.
extend-select = []

# 文体：auto、plan、gongwen、law、news、ocr。The genre; auto lets each text decide.
profile = "auto"

# 搜索目录时略过的文件，写法同 .gitignore。Files to leave out when folders are searched.
exclude = []

# 自己的词表（CSV 或 TOML）和自己的规则目录。Word lists and folders of rules of your own.
# terms = ["words.csv"]
# packs = ["rules"]

# 按统计找错字："strict" 只报把握大的，"review" 连同把握较小的；archive 是 planlint learn 写出的文件。
# Wrong characters by statistics: what is sure, or also what is less so; `planlint learn` writes an archive.
# deep = "strict"
# archive = "archive.plm"

# 某条规则的级别与选项。Severity and options of a rule.
# [rules.REP009]
# severity = "info"
# allow = ["群群担当"]

# check --score 的权重（见 docs/score.md）。Weights of check --score.
# [score]
# weights = { PUN = 0.1 }

# 某些文件另有设置。Settings for some files.
# [[per-file]]
# files = "laws/**"
# profile = "law"
"""
PRE_COMMIT = f"""\
# .pre-commit-config.yaml
repos:
  - repo: https://github.com/planlint/planlint
    rev: v{__version__}
    hooks:
      - id: planlint
"""
GITHUB = f"""\
# .github/workflows/planlint.yml
name: planlint
on: [push, pull_request]
jobs:
  planlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: planlint/planlint@v{__version__}
"""
GITLAB = f"""\
# .gitlab-ci.yml
planlint:
  image: python:3.11
  script:
    - pip install planlint=={__version__}
    - planlint check --format full --format gitlab:gl-code-quality-report.json --format junit:planlint.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: planlint.xml
"""


@click.command(
    "init",
    cls=Command,
    examples=(
        ("planlint init", "settings to begin with"),
        ("planlint init --pre-commit > .pre-commit-config.yaml", "a check at each commit"),
        ("planlint init --gitlab > .gitlab-ci.yml", "a check of each push"),
    ),
)
@click.option("--pre-commit", is_flag=True, help="Print the lines for .pre-commit-config.yaml; write nothing.")
@click.option("--github", "--ci", is_flag=True, help="Print a workflow for GitHub Actions.")
@click.option("--gitlab", is_flag=True, help="Print a job for GitLab CI.")
def command(pre_commit: bool, github: bool, gitlab: bool) -> None:
    """\b
    Write a commented planlint.toml in the current folder.
    在当前目录生成带说明的设置文件。
    """
    asked = [text for text, wanted in ((PRE_COMMIT, pre_commit), (GITHUB, github), (GITLAB, gitlab)) if wanted]
    if asked:
        sys.stdout.buffer.write("\n".join(asked).encode())
        return
    try:
        if os.path.exists(FILE):
            raise UserError(f"{FILE}: 已经存在，未改动；请直接编辑它 (exists already and was left alone)")
        write(FILE, SETTINGS.encode())
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        sys.exit(2)
    click.echo(FILE)
