"""What every reporter gets: one result a file."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planlint.config import Config
from planlint.engine import Hidden, Problem
from planlint.rules import SEVERITIES, Rule
from planlint.text.characters import essence
from planlint.text.document import Document


class FileResult(NamedTuple):
    """A file that was looked at: its document (None where it could not be read), its problems, and what went wrong.

    `accepted` counts the places that a baseline left out, `stale` those it names that are no longer there, `mended` those
    that were fixed; `revised` is the text that fixing would give, where it is only shown; `piped` says that the text
    itself went to standard output; `hidden` holds what suppressions keep back, None where nobody asked.
    """

    path: str
    document: Document | None
    problems: tuple[Problem, ...] = ()
    errors: tuple[str, ...] = ()
    suppressed: int = 0
    accepted: int = 0
    stale: int = 0
    mended: int = 0
    revised: Document | None = None
    piped: bool = False
    hidden: tuple[Hidden, ...] | None = None


class Run(NamedTuple):
    """What a report may say of the run besides its results: the exit code, the level that fails, the settings and the rules."""

    code: int
    fail_on: str
    settings: Config
    rules: tuple[Rule, ...]


ABOUT_RUN = ("sarif", "junit", "html", "report")
"""Reports that say how the run ended or with what settings: they are given a `Run`."""


def fails(problems: Iterable[Problem], level: str) -> bool:
    """Whether any of the problems is as grave as a level or graver; none is for "never"."""
    return level != "never" and any(SEVERITIES.index(p.severity) <= SEVERITIES.index(level) for p in problems)


def fingerprints(document: Document, problems: Iterable[Problem]) -> Iterator[str]:
    """A mark for each place, in order, that stays the same while the words around it do, wherever the place moves."""
    from hashlib import blake2b

    seen: dict[str, int] = {}
    for problem in problems:
        for place in problem.places:
            before = essence(document.text[max(0, place.span.start - 24) : place.span.start])[-12:]
            after = essence(document.text[place.span.end : place.span.end + 24])[:12]
            words = "|".join((problem.rule.code, before, document.slice(place.span), after))
            seen[words] = seen.get(words, 0) + 1
            yield blake2b(f"{words}|{seen[words]}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def why(hidden: Hidden, document: Document, lang: str) -> str:
    """Why a suppression keeps a report of a document back, and where it stands."""
    words = {"zh": ("未写理由", "第 {} 行"), "en": ("no reason given", "line {}")}[lang]
    place = hidden.by.source or words[1].format(document.position(hidden.by.span.start).line)
    return f"{hidden.by.reason or words[0]} ({place})" if lang == "en" else f"{hidden.by.reason or words[0]}（{place}）"


def flat(text: str) -> str:
    """A text on one line: newlines as ⏎, tabs as spaces, what is invisible or moves the cursor by its number (⟨200B⟩)."""
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎").replace("\t", " ")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else f"⟨{ord(c):04X}⟩" for c in text)
