"""A text that has been read: its lines, blocks, sentences and outline, each worked out once, when first asked for."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from planlint.text.spans import Position, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from planlint.text.blocks import Block
    from planlint.text.layout import Edits, Layout
    from planlint.text.outline import Outline
    from planlint.text.sentences import Clause, Keys, Parts, Sentence

T = TypeVar("T")


def _nothing() -> str:
    raise AttributeError("a document holds its text until it is put away")



class Document:
    """One text and what is known about it. Nothing in it changes after it was made; derived parts are cached.

    `text` is the decoded text with its newlines as in the file and without a byte order mark. `profile` is the genre;
    "auto" lets the text decide. `syntax` is "markdown" or "plain"; "auto" lets the text decide. `layout` is what a format
    with styles says of the lines, where the text was taken from one.
    """

    def __init__(
        self, text: str, path: str = "", *, encoding: str = "utf-8", profile: str = "auto", syntax: str = "auto",
        layout: Layout | None = None,
    ) -> None:  # fmt: skip
        self.__dict__["text"] = text
        self.path = path
        self.encoding = encoding
        self.layout = layout
        self._profile = profile
        self._syntax = syntax
        self._once: dict[Any, Any] = {}
        self._again: Callable[[], str] = _nothing

    def know(self, profile: str, syntax: str) -> None:
        """Take the genre and the syntax from where they were worked out before, for this same text."""
        self.__dict__.update(profile=profile, syntax=syntax)

    def put_away(self, again: Callable[[], str]) -> None:
        """Forget the text and all that was worked out about it; `again` gives the text when someone asks for it."""
        lasting = ("path", "encoding", "layout", "_profile", "_syntax")
        kept = {name: self.__dict__[name] for name in (*lasting, "profile", "syntax") if name in self.__dict__}
        self.__dict__.clear()
        self.__dict__.update(kept, _once={}, _again=again)

    def with_text(self, text: str, layout: Layout | None = None) -> Document:
        """Another text, with its layout, read as this one was: what was left to the text to decide is decided anew."""
        return Document(text, self.path, encoding=self.encoding, profile=self._profile, syntax=self._syntax, layout=layout)

    def once(self, work: Callable[[Document], T]) -> T:
        """`work(self)`, done once: for what several rules read off the same scan."""
        if work not in self._once:
            self._once[work] = work(self)
        result: T = self._once[work]
        return result

    @cached_property
    def text(self) -> str:
        """The text itself, given when the document was made; worked out only where it was put away."""
        return self._again()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of the first character of each line; lines end at \\n, \\r\\n and \\r only."""
        from planlint.text.blocks import flat

        return tuple(accumulate((len(line) + 1 for line in flat(self.text).split("\n")[:-1]), initial=0))

    def position(self, offset: int) -> Position:
        """Line and column, both from 1, of an offset in code points."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1, offset)

    def line_start(self, offset: int) -> int:
        """The offset at which the line of an offset begins."""
        return self.line_starts[bisect_right(self.line_starts, offset) - 1]

    @cached_property
    def syntax(self) -> str:
        """"markdown" or "plain", decided by content, since a .txt often holds Markdown."""
        from planlint.text.blocks import detect_syntax

        if self._syntax != "auto":
            return self._syntax
        return detect_syntax(self.text, self.path) if self.layout is None else "plain"

    @cached_property
    def wrapped(self) -> bool:
        """Whether the lines were broken at one width, so that a newline says nothing about paragraphs."""
        from planlint.text.blocks import is_wrapped

        return is_wrapped(self.text)

    @cached_property
    def punctuated(self) -> bool:
        """Whether the text has its punctuation: without it the last word of a sentence and the first of the next one meet."""
        sums = accumulate(self.text.count(mark) for mark in "，。、；：,;")  # the first is nearly always enough
        return len(self.text) < 300 or any(marks * 100 >= len(self.text) for marks in sums)

    @cached_property
    def _parsed(self) -> tuple[tuple[Block, ...], str]:
        from planlint.text.blocks import parse

        blocks, prose = parse(self.text, self.syntax, self.wrapped)
        if self.layout is None:
            return blocks, prose
        return tuple(self.layout.applied(self.text, blocks)), self.layout.masked(prose)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Headings, paragraphs, items, tables, quotes, code …, in order; they never overlap."""
        return self._parsed[0]

    @property
    def prose(self) -> str:
        """`text` with markup masked by fillers (`characters.CLEAR`, `characters.SOLID`); same length, same offsets."""
        return self._parsed[1]

    @cached_property
    def unusual(self) -> frozenset[str]:
        """The different characters of the prose that not every Chinese text has; rules that look for strange ones ask here first."""
        from planlint.text.characters import unusual

        return unusual(self.prose)

    @cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The blocks that hold running text: paragraphs, items, quotes and notes, headings too, but no table and no code."""
        return tuple(b for b in self.blocks if b.kind in ("paragraph", "item", "quote", "heading", "note"))

    @cached_property
    def keys(self) -> Keys:
        """What the sentences and clauses of all paragraphs say, without their places."""
        from planlint.text.sentences import keys

        return keys(self.prose, [b.span for b in self.paragraphs])

    @cached_property
    def sentences(self) -> Parts[Sentence]:
        """The sentences of all paragraphs, in order."""
        from planlint.text.sentences import Parts, sentences

        prose, paragraphs = self.prose, self.paragraphs  # and not `self`: no cycle keeps a document alive
        return Parts(self.keys.sentences, self.keys.first_sentences, lambda i, own: sentences(prose, paragraphs[i].span, i, own))

    @cached_property
    def clauses(self) -> Parts[Clause]:
        """The clauses of all paragraphs, in order: what stands between commas, semicolons, colons and full stops."""
        from planlint.text.sentences import Parts, clauses

        prose, paragraphs = self.prose, self.paragraphs
        return Parts(self.keys.clauses, self.keys.first_clauses, lambda i, own: clauses(prose, paragraphs[i].span, i, own))

    @cached_property
    def outline(self) -> Outline:
        """The numbered and marked headings as a tree."""
        from planlint.text.outline import build

        return build(self.blocks, self.prose)

    @cached_property
    def profile(self) -> str:
        """The genre: plan, gongwen, law, news or ocr."""
        from planlint.text.profile import detect

        return detect(self) if self._profile == "auto" else self._profile

    def section(self, offset: int) -> tuple[str, ...]:
        """The titles of the headings above a place, outermost first; of a note, above its mark."""
        line = self.layout.at(offset) if self.layout is not None else None
        return self.outline.section(line.anchor if line is not None and line.anchor >= 0 else offset)

    def allows(self, edits: Edits) -> bool:
        """Whether the text may be edited so: an automatic number cannot be, and neither can the end of a cell."""
        return self.layout is None or self.layout.allows(self.text, edits)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
