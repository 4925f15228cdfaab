"""`planlint learn`: what one's own published texts say, for `check --deep`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from planlint import config as configuration
from planlint import files
from planlint.commands.common import write
from planlint.commands.help import Command
from planlint.commands.options import reading
from planlint.config import Config
from planlint.errors import UserError

if TYPE_CHECKING:
    from planlint.deep.bulk.archive import Progress, Texts

SUFFIX = ".plm"


@click.command(
    "learn",
    cls=Command,
    examples=(
        ("planlint learn final drafts -o own.plm", "learn from two folders"),
        ("planlint learn own.plm new.md -o own.plm", "add a text"),
        ("planlint learn own.plm --without new.md -o own.plm", "take it out again"),
        ("planlint learn --info own.plm", "what an archive holds"),
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("-o", "--output", "target", type=click.Path(), metavar="PACK", help="The archive to write, such as archive.plm.")
@click.option("--without", multiple=True, type=click.Path(), metavar="PATH", help="Take the texts of this file, folder or archive out again.")
@click.option("--sealed", is_flag=True, help="Leave the texts out of the archive: smaller, but it can no longer be added to.")
@click.option("--info", is_flag=True, help="Say what archives hold; without a path, what the pack of planlint does.")
@reading
def command(paths: tuple[str, ...], target: str | None, without: tuple[str, ...], sealed: bool, info: bool, **options: Any) -> None:
    """\b
    Learn from texts of your own, so that check --deep knows their wording.
    学习本单位的文稿，供 check --deep 使用。

    Folders, files and archives are put together to one archive, in any order.
    What is learned stays in that file.
    """
    try:
        if info:
            click.echo("\n".join(told(path) for path in paths or ("",)))
            return
        if not paths or target is None:
            raise UserError("请给出文件夹和输出文件，如 planlint learn 文稿/ -o archive.plm (name folders and --output)")
        settings = configuration.load(os.getcwd(), options["config_file"], options["isolated"])
        settings = settings._replace(
            exclude=(*settings.exclude, *options["exclude"]), encoding=options["encoding"] or settings.encoding,
            docx_view=options["docx_view"] or settings.docx_view,
        )  # fmt: skip
        files.check_encoding(settings.encoding)
        failed = run(paths, target, without, sealed, settings)
    except UserError as error:
        click.echo(f"planlint: {error}", err=True)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("planlint: 已中断，没有写入任何文件 (interrupted; nothing was written)", err=True)
        sys.exit(2)
    sys.exit(2 if failed else 0)


def run(paths: Iterable[str], output: str, without: Iterable[str], sealed: bool, settings: Config) -> int:
    """Writes the archive; how many files could not be read. Raises UserError, with nothing written, for what stops it."""
    from planlint.deep.bulk.archive import Texts, archive_of
    from planlint.deep.container import written
    from planlint.deep.model import shipped_alphabet

    broken: list[UserError] = []
    with tempfile.TemporaryFile() as spool, tempfile.TemporaryFile() as aside, _bar() as progress:
        texts, gone = Texts(spool), Texts(aside)
        _read(paths, texts, settings, broken, progress)
        _read(without, gone, settings, broken, progress)
        for error in broken:
            click.echo(f"planlint: {error}", err=True)
        removed = texts.discard_all(gone)
        pack = archive_of(texts, shipped_alphabet(), output, sealed, progress)
        write(output, written(pack))
    left = f"，取出 {removed} 篇" if removed else ""
    click.echo(f"{output}: {pack.about['texts']} 篇{left}，{pack.about['characters']} 字 (texts, characters)")
    return len(broken)


def _read(paths: Iterable[str], texts: Texts, settings: Config, broken: list[UserError], progress: Progress) -> None:
    """Adds the texts of files, folders and archives to `texts`; what cannot be read goes to `broken`."""
    from planlint.deep.bulk.archive import opened, passages_of
    from planlint.deep.passages import passages

    named = list(paths)
    for path in named:
        if path.endswith(SUFFIX):
            texts.add_all(opened(path), path)
    root = os.path.dirname(settings.source) if settings.source else None
    found = list(files.find([path for path in named if not path.endswith(SUFFIX)], settings.exclude, False, root))
    for number, item in enumerate(found, 1):
        progress("read", number, len(found))
        try:
            if isinstance(item, UserError):
                raise item
            document = files.document(files.read_bytes(item), item, settings)
            if text := passages_of(passages(document)):
                texts.add(text)
        except UserError as error:
            broken.append(error)


@contextmanager
def _bar() -> Iterator[Progress]:
    """What shows on standard error, in a terminal, how far the work is."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    names = {"read": "读取 read", "count": "统计 count", "sort": "整理 sort"}
    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks = {name: bar.add_task(words, total=None) for name, words in names.items()}
        yield lambda step, done, whole: bar.update(tasks[step], completed=done, total=whole)


def told(path: str) -> str:
    """What a pack holds, in lines. Raises UserError."""
    from planlint.deep.container import read
    from planlint.deep.model import ARCHIVE, BASE, BASE_PATH, LEVELS

    pack = read(path, ARCHIVE) if path else read(BASE_PATH, BASE)
    name = path or os.path.basename(BASE_PATH)
    size = sum(array.nbytes for array in pack.arrays.values())
    about = pack.about
    if not path:
        sources = [f"  {folder}: {own['texts']} 篇 (texts), sha256 {own['sha256']}…" for folder, own in about["sources"].items()]
        head = f"{name}: 随附模型 (shipped), {about['characters']} 字 (characters), {size} bytes"
        levels = "，".join(f"{level} ≥ {score:.3f}" for level, score in zip(LEVELS, pack.arrays["levels"], strict=True))
        return "\n".join((head, f"  级别 levels: {levels}", *sources))
    state = "封存，不含原文，不能再增删 (sealed)" if about["sealed"] else "含压缩的原文，可以合并和增删 (holds its texts)"
    slots = pack.arrays["runs"].cast("B").cast("H").tolist()
    runs = len(slots) - slots.count(0) + len(pack.arrays["pairs"])
    return "\n".join((
        f"{name}: {about['texts']} 篇 (texts), {about['characters']} 字 (characters), {size} bytes",
        f"  {runs} 个常用的说法 (usual runs)",
        f"  {state}",
    ))  # fmt: skip
