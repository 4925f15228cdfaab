"""`planlint check --interactive`: a person decides about each place that can be mended; nothing is written before the end."""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from unicodedata import normalize

import click

from planlint import files, fix
from planlint.commands.common import not_written_back
from planlint.commands.mend import track
from planlint.engine import Examined, message_at
from planlint.errors import UserError
from planlint.fix import Offer
from planlint.report import offers as view
from planlint.report.full import Line
from planlint.report.results import FileResult
from planlint.text.document import Document
from planlint.walk import Look

ANSWERS = {
    "zh": {
        "y": "改", "n": "不改", "a": "这条规则以后都改", "d": "这条规则以后都不改",
        "q": "到此为止，已选的照改", "?": "说明",
    },
    "en": {
        "y": "mend", "n": "leave", "a": "mend all of this rule from here on", "d": "leave all of this rule from here on",
        "q": "stop here; what was chosen is mended", "?": "help",
    },
}  # fmt: skip
_WORDS = {
    "zh": {
        "ask": "改吗？[{}] ", "unclear": "请输入其中一个字母。",
        "end": "答完或按 q 之后才写入文件；Ctrl-C 放弃，什么也不写。",
    },
    "en": {
        "ask": "mend this? [{}] ", "unclear": "please type one of the letters.",
        "end": "files are written when all is answered or you stop; Ctrl-C gives up, and nothing is written.",
    },
}  # fmt: skip


class Decision(NamedTuple):
    """What was decided so far: the places to be mended in this file, rules that are always or never mended, and whether to ask on."""

    accepted: tuple[Offer, ...] = ()
    always: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    over: bool = False
    reach: int = -1
    """The end of the last accepted edit."""

    def settles(self, offer: Offer) -> str:
        """The answer that follows from earlier ones: "y", "n", or "" where it has to be asked.

        What would change the same characters as an accepted edit is left alone.
        """
        if self.over or offer.code in self.never:
            return "n"
        if offer.edits[0].span.start <= self.reach and offer.meets(e for taken in self.accepted for e in taken.edits):
            return "n"
        return "y" if offer.code in self.always else ""

    def after(self, offer: Offer, answer: str) -> "Decision":
        """What is decided with one answer more."""
        if answer in "ya":
            always = self.always | ({offer.code} if answer == "a" else set())
            return self._replace(accepted=(*self.accepted, offer), always=always, reach=max(self.reach, offer.end))
        return self._replace(never=self.never | ({offer.code} if answer == "d" else set()), over=self.over or answer == "q")


class Chosen(NamedTuple):
    """A file that is to be written: as it was, its bytes, and as it is to be."""

    before: FileResult
    data: bytes
    new: Document


class Session:
    """Asks about the files of a run, one after the other, and writes them at the end."""

    def __init__(self, lang: str, colored: bool, read: Callable[[], str] | None = None, track_changes: str | None = None) -> None:
        """`read` gives a line of what was typed, "" where there is no more; a Word file is written as a new one, `track_changes`."""
        self._lang, self._colored, self._read, self._track_changes = lang, colored, read or _typed, track_changes
        self._decision = Decision()
        self._chosen: dict[str, Chosen] = {}
        self._explained = False

    def treat(self, result: FileResult, data: bytes, piped: bool, look: Look, seen: Examined) -> tuple[FileResult, Examined]:
        """The result of a file with what was accepted, and what is found then. Nothing is written."""
        document = result.document
        assert document is not None, "what could not be read is not mended"
        assert not piped, "nobody can answer where the text comes from standard input"
        if document.layout is not None and self._track_changes is None:
            click.echo(f"planlint: {result.path}: {not_written_back(result.path)}", err=True)
            return result, seen
        self._decision = self._decided(document, fix.offers(seen.problems, "suggested"))
        accepted = self._decision.accepted
        if not accepted:
            return result, seen
        try:
            new = fix.chosen(document, accepted, lambda text: look(text).problems)
        except UserError as error:
            return result._replace(errors=(str(error),)), seen
        self._chosen[result.path] = Chosen(result, data, new)
        seen = look(new)
        return FileResult(result.path, new, seen.problems, (), len(seen.suppressed), mended=len(accepted)), seen

    def written(self, results: list[FileResult]) -> list[FileResult]:
        """The results when what was accepted is written; a file that cannot be written is as it was, with the error."""
        return [self._put(result) for result in results]

    def _put(self, result: FileResult) -> FileResult:
        chosen = self._chosen.get(result.path)
        if chosen is None:
            return result
        old = chosen.before.document
        assert old is not None, "what could not be read is not mended"
        try:
            if self._track_changes is not None:
                track(self._track_changes, chosen.data, old, chosen.new)
            else:
                files.write(result.path, chosen.new.text, old.encoding, chosen.data)
        except UserError as error:
            return chosen.before._replace(errors=(str(error),))
        return result

    def _decided(self, document: Document, offers: list[Offer]) -> Decision:
        """What is decided when the places of one file have been asked about; rules and the end are remembered from file to file."""
        decision = self._decision._replace(accepted=(), reach=-1)
        for number, offer in enumerate(offers, 1):
            answer = decision.settles(offer) or self._asked(document, offer, f"({number}/{len(offers)})")
            decision = decision.after(offer, answer)
            if decision.over:
                break
        return decision

    def _asked(self, document: Document, offer: Offer, counted: str) -> str:
        """The answer of the person; the end of the input is "q"."""
        words, answers = _WORDS[self._lang], ANSWERS[self._lang]
        if not self._explained:
            click.echo(" · ".join(f"{key} {meaning}" for key, meaning in answers.items()) + f"\n{words['end']}\n")
            self._explained = True
        message = message_at(document, offer.problem, offer.place, self._lang)
        self._say(view.lines(document, offer, message, counted, self._lang))
        while True:
            click.echo("  " + words["ask"].format("/".join(answers)), nl=False)
            typed = self._read()
            answer = normalize("NFKC", typed).strip().lower()[:1] if typed else "q"
            if answer and answer in answers and answer != "?":
                click.echo()
                return answer
            rows = [*(f"{key}  {meaning}" for key, meaning in answers.items()), words["end"]]
            click.echo("".join(f"    {row}\n" for row in (rows if answer == "?" else [words["unclear"]])), nl=False)

    def _say(self, lines: Iterator[Line]) -> None:
        for line in lines:
            click.echo("".join(_styled(text, style) if self._colored else text for text, style in line))


def _typed() -> str:
    """A line from the terminal; what is no text is nothing that was meant."""
    try:
        return sys.stdin.readline()
    except UnicodeDecodeError:
        return "\n"


def _styled(text: str, style: str) -> str:
    """A piece in colour: the last word of its style is the colour, "bold" and "dim" are as they say."""
    names = style.split()
    colors = [name for name in names if name not in ("bold", "dim")]
    return click.style(text, fg=colors[0] if colors else None, bold="bold" in names or None, dim="dim" in names or None)


def refuse(paths: tuple[str, ...], options: Mapping[str, object]) -> None:
    """Raises UserError where a person cannot be asked, or something else is asked for too."""
    for name in ("fix", "fix_suggested", "show_diff"):
        if options[name]:
            flag = "--" + name.replace("show_", "").replace("_", "-")
            raise UserError(f"--interactive 不能与 {flag} 同用，请去掉一个 (does not go with {flag}; leave one out)")
    if "-" in paths:
        raise UserError("--interactive 不能检查标准输入，请写出文件名 (cannot ask about standard input; name files)")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError(
            "--interactive 要在终端里逐处询问；不在终端里，用 --diff 查看，用 --fix 或 --fix-suggested 修改 "
            "(needs a terminal; elsewhere --diff shows and --fix or --fix-suggested mends)"
        )
