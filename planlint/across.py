"""`planlint check --across`: the files of a run compared with each other, as one more rule that looks at all of them."""

from collections.abc import Iterator

from planlint import config as configuration
from planlint import suppress
from planlint.activation import Active, activate
from planlint.checkers.across import Passage, passages
from planlint.config import Config
from planlint.engine import Found, told
from planlint.hits import Hit
from planlint.report.results import FileResult
from planlint.text.document import Document
from planlint.walk import Walk

RULE = "XDC006"


def compared(results: list[FileResult], walk: Walk) -> tuple[list[FileResult], int]:
    """The results with a problem for each passage that an earlier file has too, and how many sentences of the run are boilerplate.

    Whoever asks for the comparison wants its reports, whatever is selected besides; `ignore` and the text itself may
    suppress them. Raises UnusableRuleError.
    """
    rule = next(rule for rule in walk.rules if rule.code == RULE)
    whole = activate(rule, _wanting(walk.settings), "")
    if whole is None:
        return results, 0
    whole.check  # noqa: B018 - looks at the options
    documents = [result.document for result in results if result.document is not None]
    names = [result.path for result in results if result.document is not None]
    found, boilerplate = passages(documents, whole.options)
    rest = iter(found)
    with_passages = [
        result if result.document is None else _with(result, result.document, next(rest), names, documents, whole, walk) for result in results
    ]
    return with_passages, boilerplate


def _with(
    result: FileResult, document: Document, own: list[Passage], names: list[str], documents: list[Document], active: Active, walk: Walk
) -> FileResult:
    """A result with the passages of its document that nothing suppresses."""
    settings = _wanting(configuration.for_file(walk.settings, result.path))
    if not own or activate(active.rule, settings, document.profile) is None:
        return result
    scopes = suppress.Scopes(d for d in suppress.directives(document) if isinstance(d, suppress.Suppression))
    hits = [Found(active, hit) for hit in _hits(own, names, documents)]
    kept = [f for f in hits if not scopes.at(f.hit.span, active.rule)]
    problems = (*result.problems, *told(document, kept, settings, walk.lang))
    ordered = sorted(problems, key=lambda p: (p.places[0].span, p.rule.code))
    return result._replace(problems=tuple(ordered), suppressed=result.suppressed + len(hits) - len(kept))


def _wanting(settings: Config) -> Config:
    """Settings with the rule selected besides the others."""
    return settings._replace(extend_select=(*settings.extend_select, RULE))


def _hits(own: list[Passage], names: list[str], documents: list[Document]) -> Iterator[Hit]:
    for passage in own:
        line = documents[passage.source].position(passage.source_span.start).line
        size = passage.span.end - passage.span.start
        yield Hit(passage.span, {"path": names[passage.source], "line": str(line), "size": str(size)})
