"""planlint for programs: what the command line does, without its files, exit codes and messages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from planlint import config as configuration
from planlint import engine, files, rules, walk
from planlint.activation import RuleSet, given
from planlint.config import Config
from planlint.diff.changes import Comparison as Diff
from planlint.engine import Problem
from planlint.errors import UserError
from planlint.report.results import ABOUT_RUN, FileResult, Run, fails
from planlint.text.document import Document

__all__ = [
    "Config", "Diff", "Document", "FileResult", "Problem", "UserError", "check_files", "check_text", "diff_texts", "find_config", "fix_text", "read", "render",
]  # fmt: skip

Settings = Config | str | os.PathLike[str] | None
"""Settings, a planlint.toml with settings, or None for the defaults; no file is searched for (`find_config` does that)."""

FORMATS = ("json", "html", "markdown", "csv", "sarif", "junit", "gitlab", "github", "rdjson", "concise", "full", "sidecar")
"""What `render` can write."""


def check_text(
    text: str | Document,
    *,
    path: str = "",
    config: Settings = None,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    lang: str = "zh",
) -> list[Problem]:
    """The problems of a text in order of place, as `planlint check` reports them; what the text suppresses is not among them.

    `path` is the name that the settings of single files go by (a document has its own); no file is read. `config` is a
    `Config` or a planlint.toml; without one, the defaults hold and no file is searched for. `select`, `extend_select` and
    `ignore` name rules as on the command line, besides what `config` says. Places are offsets into the text, in code
    points: `Document(text).position(offset)` gives line and column. Raises UserError for a setting or a rule that cannot
    be used.
    """
    document, settings, known = _prepared(text, path, config, select, extend_select, ignore)
    return list(engine.check(document, known, settings, lang)[0])


def check_files(
    paths: Iterable[str | os.PathLike[str]], *, config: Settings = None, jobs: int | None = 1, cache: bool = True, lang: str = "zh"
) -> Iterator[FileResult]:
    """The results of files and folders in order, as `planlint check` has them; a result has `path`, `document`, `problems`, `errors`.

    `jobs` is the number of processes (None: as many as pay; where processes do not fork, the program needs the usual
    `if __name__ == "__main__"`), `cache` whether results of earlier runs are used and kept. The documents of a long
    run are kept out of memory; each has its text whenever it is asked for. What cannot be read has a result with
    `errors` and no document. Raises UserError for a setting that cannot be used.
    """
    settings, known = _with_rules(_config(config))
    root = os.path.dirname(settings.source) if settings.source else None
    found = list(files.find([os.fspath(path) for path in paths], settings.exclude, False, root))
    return walk.checked(found, walk.Walk(RuleSet(known), settings, lang), jobs, cache)


def fix_text(
    text: str | Document,
    *,
    suggested: bool = False,
    path: str = "",
    config: Settings = None,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> str:
    """The text as `planlint check --fix` mends it, with `suggested` as `--fix-suggested` does; nothing is written.

    The other arguments are those of `check_text`. The fixes of a rule that would bring in an error are left out. Raises
    UserError for a setting or a rule that cannot be used.
    """
    from planlint import fix

    document, settings, known = _prepared(text, path, config, select, extend_select, ignore)
    return fix.mend(document, lambda d: engine.check(d, known, settings, "zh")[0], "suggested" if suggested else "safe").document.text


def diff_texts(old: str | Document, new: str | Document) -> Diff:
    """What changed between two texts, as `planlint diff` shows it: exact operations, and what a reader makes of them.

    `ops` tile both texts and alone rebuild them; `hunks`, `moves`, `blocks` (splits and merges), `renumbered` and
    `stale_references` are views on them.
    """
    from planlint.diff.compare import compare  # loads what only a comparison needs

    return compare(*(Document(text) if isinstance(text, str) else text for text in (old, new)))


def read(path: str | os.PathLike[str], *, config: Settings = None) -> Document:
    """A file as a document: its text whatever the encoding, and of a Word file its paragraphs (with the extra `docx`).

    The settings say which encoding, genre and view of tracked changes is wanted. Raises UserError that names the file and
    says why it cannot be read.
    """
    name = os.fspath(path)
    return files.document(files.read_bytes(name), name, configuration.for_file(_config(config), name))


def find_config(folder: str | os.PathLike[str] = ".") -> Config:
    """The settings that hold in a folder, from the nearest planlint.toml or pyproject.toml upwards. Raises UserError."""
    return configuration.load(folder)


def render(document: Document, problems: Iterable[Problem], form: str = "json", *, config: Settings = None, lang: str = "zh") -> str:
    """Problems of a document in a format of the command line, one of `FORMATS`. Raises UserError for another one."""
    if form not in FORMATS:
        raise UserError(f"没有 {form!r} 这种格式；可用 (no such format; one of): {', '.join(FORMATS)}")
    from importlib import import_module

    settings, found = _config(config), tuple(problems)
    run = Run(int(fails(found, settings.fail_on)), settings.fail_on, settings, rules.load(settings.packs))
    more = {"run": run} if form in ABOUT_RUN else {}
    text: str = import_module(f"planlint.report.{form}").render([FileResult(document.path, document, found)], lang, **more)
    return text


def _config(config: Settings) -> Config:
    """Raises UserError."""
    return Config() if config is None else config if isinstance(config, Config) else configuration.load(".", config)


def _with_rules(settings: Config) -> tuple[Config, tuple[rules.Rule, ...]]:
    """Settings with what the rules are to be given of them, and the rules that there are. Raises UserError."""
    known = rules.load(settings.packs)
    for name in ("select", "extend_select", "ignore"):
        rules.check_selectors(known, getattr(settings, name), name)
    return given(settings), known


def _prepared(
    text: str | Document, path: str, config: Settings, select: Iterable[str], extend_select: Iterable[str], ignore: Iterable[str]
) -> tuple[Document, Config, tuple[rules.Rule, ...]]:
    """The document, the settings that hold for it, and the rules that there are. Raises UserError."""
    settings = _config(config)
    settings = settings._replace(
        select=tuple(select) or settings.select, extend_select=(*settings.extend_select, *extend_select), ignore=(*settings.ignore, *ignore)
    )
    settings, known = _with_rules(settings)
    settings = configuration.for_file(settings, path or (text.path if isinstance(text, Document) else ""))
    return Document(text, path, profile=settings.profile) if isinstance(text, str) else text, settings, known
