"""planlint for programs: `check_text` and `diff_texts`, the walk of the command line without files, reports and exit codes."""

from __future__ import annotations

import os
from collections.abc import Iterable

from planlint import config as configuration
from planlint import engine, rules
from planlint.config import Config
from planlint.diff.changes import Comparison as Diff
from planlint.engine import Problem
from planlint.errors import UserError
from planlint.text.document import Document

__all__ = ["Config", "Diff", "Document", "Problem", "UserError", "check_text", "diff_texts"]


def check_text(
    text: str | Document,
    *,
    path: str = "",
    config: Config | str | os.PathLike[str] | None = None,
    select: Iterable[str] = (),
    extend_select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    lang: str = "zh",
) -> list[Problem]:
    """The problems of a text in order of place, as `planlint check` reports them; what the text suppresses is not among them.

    `path` is the name that the settings of single files go by; no file is read. `config` is a `Config` or a
    planlint.toml; without one, the defaults hold and no file is searched for. `select`, `extend_select` and `ignore` name
    rules as on the command line, besides what `config` says. Places are offsets into the text, in code points:
    `Document(text).position(offset)` gives line and column. Raises UserError for a setting or a rule that cannot be used.
    """
    settings = _settings(config, path, tuple(select), tuple(extend_select), tuple(ignore))
    known = rules.load(settings.packs)
    for name in ("select", "extend_select", "ignore"):
        rules.check_selectors(known, getattr(settings, name), name)
    document = Document(text, path, profile=settings.profile) if isinstance(text, str) else text
    return list(engine.check(document, known, settings, lang)[0])


def _settings(
    config: Config | str | os.PathLike[str] | None, path: str, select: tuple[str, ...], extend_select: tuple[str, ...], ignore: tuple[str, ...]
) -> Config:
    """The settings for one text. Raises UserError."""
    settings = Config() if config is None else config if isinstance(config, Config) else configuration.load(".", config)
    settings = settings._replace(
        select=select or settings.select, extend_select=(*settings.extend_select, *extend_select), ignore=(*settings.ignore, *ignore)
    )
    if settings.terms:
        from planlint import termlists  # only where there are word lists

        settings = termlists.applied(settings)
    return configuration.for_file(configuration.with_deep(settings), path)


def diff_texts(old: str | Document, new: str | Document) -> Diff:
    """What changed between two texts, as `planlint diff` shows it: exact operations, and what a reader makes of them.

    `ops` tile both texts and alone rebuild them; `hunks`, `moves`, `blocks` (splits and merges), `renumbered` and
    `stale_references` are views on them.
    """
    from planlint.diff.compare import compare  # loads what only a comparison needs

    return compare(*(Document(text) if isinstance(text, str) else text for text in (old, new)))
