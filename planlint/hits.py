"""What a checker says: a place, the words that fill the rule's message, and how the place may be mended."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from planlint.text.spans import Span

NO_FIELDS: Mapping[str, object] = MappingProxyType({})


def listed(words: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Several words, each {"zh": …, "en": …}, as one field: 甲、乙 and a, b."""
    told = tuple(words)
    return {"zh": "、".join(word["zh"] for word in told), "en": ", ".join(word["en"] for word in told)}


class Edit(NamedTuple):
    """Put `text` in the place of `span`."""

    span: Span
    text: str


class Related(NamedTuple):
    """A second place that explains a hit, such as the first copy of a repeated sentence; `key` names its words in the rule file."""

    span: Span
    key: str


class Hit(NamedTuple):
    """One place that a checker reports.

    `severity`, `safety` and `status` may only lower what the rule file says ("" keeps it): a remote repeat is a
    warning though an adjacent one is an error; a doubtful hit has the status "preview". `variant` names the wording in
    the rule file ("" is the ordinary message). Hits of a rule with the same `cluster` are places of one report.
    `reach` is the stretch in which this hit accounts for hits of the rules that its rule `explains` (None: its span).
    """

    span: Span
    fields: Mapping[str, object] = NO_FIELDS
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    suggestions: tuple[str, ...] = ()
    severity: str = ""
    safety: str = ""
    status: str = ""
    variant: str = ""
    cluster: object = None
    reach: Span | None = None
