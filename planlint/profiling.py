"""What each rule costs: `planlint check --profile-rules`."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from time import process_time

from planlint.activation import BUILT_IN, Active, RuleSet
from planlint.config import Config
from planlint.text.document import Document

PARTS = ("blocks", "profile", "sentences", "clauses", "outline")
"""What a document knows about itself, in the order in which one needs the other; all rules share it."""


class Profiler:
    """Takes the CPU time of each part of a document and of each rule, on a document of their own: a rule that others have
    worked for would look cheaper than it is, and one that works for others dearer, so each shared scan counts for the
    first rule that needs it."""

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._hits: Counter[str] = Counter()
        self._characters = 0

    def measure(self, document: Document, rules: RuleSet, own: Config) -> None:
        """Run every rule once more and take its time. Raises UnusableRuleError."""
        fresh = document.with_text(document.text, document.layout)
        self._characters += len(document.text)
        for part in PARTS:
            begun = process_time()
            getattr(fresh, part)
            self._seconds[part] += process_time() - begun
        for active in rules.active(own, fresh.profile):
            if active.rule.checker != BUILT_IN:
                self._take(fresh, active)

    def _take(self, document: Document, active: Active) -> None:
        begun = process_time()
        try:
            self._hits[active.rule.code] += sum(1 for _ in active.check(document, active.options))
        except Exception:  # the run itself reports it
            return
        finally:
            self._seconds[active.rule.code] += process_time() - begun

    def lines(self) -> Iterator[str]:
        """The table, dearest first: CPU milliseconds, share, microseconds for a thousand characters, and hits before any is left out."""
        total = sum(self._seconds.values())
        yield f"{'rule':10} {'ms':>9} {'share':>6} {'µs/1000 chars':>14} {'hits':>7}"
        for name, seconds in sorted(self._seconds.items(), key=lambda row: -row[1]):
            hits = "" if name in PARTS else str(self._hits[name])
            each = seconds * 1e9 / max(1, self._characters)
            yield f"{name:10} {seconds * 1000:9.2f} {seconds / max(total, 1e-9):6.1%} {each:14.1f} {hits:>7}"
        yield f"{'total':10} {total * 1000:9.2f}"
