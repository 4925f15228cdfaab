"""`planlint cache`: where the cache is and what it holds, or empty it."""

from __future__ import annotations

import os

import click

from planlint import cache, recall
from planlint.commands.common import say


@click.group("cache", invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def command(context: click.Context) -> None:
    """Where planlint keeps what it found before, and how much of it there is. 缓存。

    Results are kept by document, settings, rules and version; a document that has not changed is not looked at again.
    They quote the documents, and never leave this machine. $PLANLINT_CACHE_DIR names another folder.
    """
    if context.invoked_subcommand is None:
        sizes = [_size(path) for path in _files()]
        click.echo(f"{cache.folder()}\n{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")


@command.command("clean")
def clean() -> None:
    """Remove everything that planlint keeps there; it is made again when it is needed. 清空缓存。"""
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
