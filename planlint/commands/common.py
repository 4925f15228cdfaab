"""What the commands share: settings, and how reports are written. Imports no click: a plain check runs without it."""

import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from planlint import config as configuration
from planlint import files, rules, web
from planlint.activation import given, means
from planlint.config import Config
from planlint.errors import UserError

if TYPE_CHECKING:
    from planlint.text.document import Document

NOT_WRITTEN_BACK = (
    "Word 文件不直接改写，原文未改；用 --fix 或 --fix-suggested 加 --track-changes 新文件.docx 写成修订 "
    "(a Word file is not written over; --track-changes OUT.docx writes tracked changes)"
)

PAGE_NOT_WRITTEN_BACK = (
    "网页只检查、不改写，原文未改；要修改，请把正文另存为文本或 Word 文件 "
    "(a web page is checked and never written; save its text as a text or a Word file to have it mended)"
)

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "csv", "html", "report", "sidecar", "docx")
"""What `planlint check` can report in; the first is what it does."""

Outputs = tuple[tuple[str, str], ...]
"""Formats with the files they go to; "" is standard output."""


def separate(values: Iterable[str]) -> tuple[str, ...]:
    """Values that may be repeated or joined by commas, as one list."""
    return tuple(v.strip() for value in values for v in value.split(",") if v.strip())


def outputs_from(values: tuple[str, ...], formats: tuple[str, ...]) -> Outputs:
    """What `--format F[:FILE]` asks for; "" is standard output, which only one may use. The first format is the default.

    Raises ValueError that says what is wrong.
    """
    pairs = tuple((name, target) for name, _sep, target in (v.partition(":") for v in values or formats[:1]))
    for name, _target in pairs:
        if name not in formats:
            from difflib import get_close_matches

            close = get_close_matches(name.lower(), formats, 1, 0.5)
            hint = f"；是否指 {close[0]} (did you mean {close[0]}?)" if close else ""
            raise ValueError(f"没有 {name!r} 这种格式 (no such format){hint}；可用 (one of): {', '.join(formats)}")
    targets = [target for _, target in pairs]
    if targets.count("") > 1:
        raise ValueError("只有一种格式可以写到标准输出，其余写成 格式:文件，如 json:report.json (only one format may go to standard output; name files for the others)")
    if twice := [t for t in targets if t and targets.count(t) > 1]:
        raise ValueError(f"两种格式不能写入同一个文件 (two formats cannot go to the same file): {twice[0]}")
    return pairs


def jobs_from(value: str | None) -> int | None:
    """What `--jobs` asks for; None for "auto". Raises ValueError that says what is wrong."""
    if value in (None, "auto"):
        return None
    if value and value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise ValueError(f"{value!r} 应为 1 以上的整数或 auto (must be a number from 1, or auto)")


def not_written_back(path: str) -> str:
    """Why a file that is no text file is left as it is."""
    return PAGE_NOT_WRITTEN_BACK if web.is_page(path) else NOT_WRITTEN_BACK


def tell(document: "Document | None") -> None:
    """Say on standard error what reading a document left out, where it left something out."""
    if document is not None and document.layout is not None and (note := getattr(document.layout.origin, "note", "")):
        say(f"planlint: {note}")


def say(text: object = "") -> None:
    """A line on standard error; what the terminal cannot show is escaped."""
    print(text, file=sys.stderr, flush=True)


def settings_of(options: Mapping[str, Any]) -> Config:
    """Configuration file and command line as one; the command line wins. Raises UserError for what cannot be used."""
    settings = configuration.load(os.getcwd(), options["config_file"], options["isolated"])
    for key in ("profile", "preview", "deep", "min_level", "fail_on", "lang", "encoding", "docx_view", "select"):
        if options.get(key) not in (None, ()):
            settings = settings._replace(**{key: options[key]})
    settings = settings._replace(
        extend_select=(*settings.extend_select, *options["extend_select"]),
        ignore=(*settings.ignore, *options["ignore"]),
        exclude=(*settings.exclude, *options["exclude"]),
    )
    files.check_encoding(settings.encoding)
    try:
        if options["exclude"]:
            configuration.patterns(options["exclude"])
    except UserError as error:
        raise UserError(f"--exclude: {error}") from error
    _check_level(settings, explicit=options["fail_on"] is not None)
    return given(settings)


def _check_level(settings: Config, explicit: bool) -> None:
    """Raises UserError for a `fail_on` below `min_level` that was set on purpose; its default is no such wish."""
    rank = (*rules.SEVERITIES, "never").index
    below = settings.fail_on != "never" and rank(settings.fail_on) > rank(settings.min_level)
    if below and (explicit or settings.fail_on != Config().fail_on):
        names = f"--fail-on {settings.fail_on} 低于 --min-level {settings.min_level}"
        raise UserError(f"{names}；请同时降低 --min-level (what fails must be shown: lower --min-level too)")


def check_names(known: tuple[rules.Rule, ...], settings: Config, options: Mapping[str, Any], broken: list[UserError]) -> None:
    """Raises UserError for a rule that does not exist, wherever it is named; its file may be one of the broken ones."""
    try:
        for key in ("select", "extend_select", "ignore"):
            own = options[key]
            rules.check_selectors(known, own, "--" + key.replace("_", "-"))
            rules.check_selectors(known, (s for s in getattr(settings, key) if s not in own), f"{settings.source}: {key.replace('_', '-')}")
        rules.check_selectors(known, settings.score.get("weights", {}), f"{settings.source}: [score] weights")
        for row in settings.per_file:
            rules.check_selectors(known, (*row.ignore, *row.extend_select), f"{settings.source}: [[per-file]]")
        for name in settings.rules:
            rules.check_selectors(known, [name], f"{settings.source}: [rules]")
            if not any(means(rule, name) for rule in known):
                raise UserError(f"{settings.source}: [rules.{name}] 须写明一条规则，如 [rules.REP001] (must name one rule)")
    except UserError as error:
        raise (broken or [error])[0] from error


def refuse_overwriting(outputs: Outputs, read: Iterable[str], texts: Iterable[str]) -> None:
    """Raises UserError where a report would take the place of a text: of one that is read, or of another that looks like one.

    Formats among `texts` may write files with the suffix of a text.
    """
    for name, target in outputs:
        if not target or not os.path.exists(target):
            continue
        if os.path.realpath(target) in map(os.path.realpath, read):
            raise UserError(f"{target}: 正是要读的文稿，报告会把它盖掉；请另取文件名 (is one of the texts; the report would take its place: name another file)")
        if name not in texts and target.lower().endswith(files.suffixes()) and not files.is_own(target):
            raise UserError(f"{target}: 已经存在，像是一篇文稿；{name} 报告请另取文件名 (exists and looks like a text; name another file for the report)")


def in_color(color: str) -> bool:
    """Whether standard output is to be painted."""
    return color == "always" or (color == "auto" and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))


def write(target: str, content: bytes) -> None:
    """The whole report or nothing: written beside the target, then put in its place; straight to what is no ordinary file."""
    path = os.path.realpath(target)
    ordinary = os.path.isfile(path) or not os.path.exists(path)
    temporary = f"{path}.{os.getpid()}.tmp" if ordinary else path
    try:
        with open(temporary, "wb") as f:
            f.write(content)
        if ordinary:
            os.replace(temporary, path)
    except OSError as error:
        if ordinary and os.path.exists(temporary):
            os.remove(temporary)
        raise UserError(f"{target}: 无法写入报告，请检查目录和权限 (cannot write the report): {error.strerror}") from error
