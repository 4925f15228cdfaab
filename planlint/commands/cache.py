"""`planlint cache`: where the cache is and what it holds, or empty it."""

from __future__ import annotations

import os

import click

from planlint import cache, recall
from planlint.commands.common import say
from planlint.commands.help import Command


@click.command(
    "cache",
    cls=Command,
    examples=(("planlint cache", "where it is, and its size"), ("planlint cache clean", "empty it")),
)
@click.argument("action", type=click.Choice(["clean"]), required=False, metavar="[clean]")
def command(action: str | None) -> None:
    """\b
    Where planlint keeps what it found before, and how much of it there is.
    缓存在哪里、有多大；clean 清空。

    Results are kept by document, settings, rules and version; a document that has not changed is not looked at again.
    They quote the documents, and never leave this machine. $PLANLINT_CACHE_DIR names another folder. What is removed is
    made again when it is needed.
    """
    if action:
        _clean()
        return
    sizes = [_size(path) for path in _files()]
    click.echo(f"{cache.folder()}\n{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")


def _clean() -> None:
    """Remove everything that planlint keeps there."""
    removed, size = 0, 0
    for path in _files():
        held = _size(path)
        try:
            os.remove(path)
        except OSError as error:
            say(f"planlint: {path}: 无法删除，请检查权限 (cannot be removed): {error.strerror}")
            raise SystemExit(2) from error
        removed, size = removed + 1, size + held
    for folder in (*recall.folders(), os.path.join(cache.folder(), recall.FOLDER)):
        try:
            os.rmdir(folder)
        except OSError:  # another run has just put something there
            continue
    click.echo(f"{cache.folder()}\n{removed} files removed, {size / 1e6:.1f} MB")


def _files() -> list[str]:
    """The files that planlint has written to its cache folder, and no others that may be there."""
    return [*cache.files(), *recall.files()]


def _size(path: str) -> int:
    try:
        return os.path.getsize(path)
    except OSError:
        return 0
