"""Which of many words a text may hold, by its pairs of neighbouring characters: one set of them serves the words of all rules."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from planlint.text.characters import unusual

if TYPE_CHECKING:
    from planlint.text.document import Document


class Words(NamedTuple):
    """Words to be looked for: by their first pair, each with its index and all of its pairs; and those that have no pairs."""

    heads: frozenset[int]
    by_head: dict[int, list[tuple[int, str, frozenset[int]]]]
    others: list[tuple[int, str]]


@lru_cache(maxsize=256)
def words(every: tuple[str, ...]) -> Words:
    """Words made ready to be looked for in many texts."""
    by_head: dict[int, list[tuple[int, str, frozenset[int]]]] = {}
    others = []
    for index, word in enumerate(every):
        if len(word) > 1 and max(word) <= "\uffff":
            pairs = *_numbers(word), *_numbers(word[1:])
            by_head.setdefault(pairs[0], []).append((index, word, frozenset(pairs)))
        else:
            others.append((index, word))
    return Words(frozenset(by_head), by_head, others)


def present(document: "Document", wanted: Iterable[str]) -> list[str]:
    """The words that may stand in the prose: those of which each two neighbouring characters follow each other in it."""
    heads, by_head, others = words(tuple(wanted))
    pairs = document.once(_pairs)
    found = [(index, word) for head in heads & pairs for index, word, own in by_head[head] if own <= pairs]
    found += [(index, word) for index, word in others if _stands(document, word)]
    return [word for _, word in sorted(found)]


def any_stands(document: "Document", wanted: Iterable[str]) -> bool:
    """Whether one of the words stands in the prose."""
    return any(word in document.prose for word in present(document, wanted))


def _stands(document: "Document", word: str) -> bool:
    """Whether a word stands in the prose; an unusual character is looked up."""
    return word in document.unusual if len(word) == 1 and _is_unusual(word) else word in document.prose


@lru_cache(maxsize=1 << 10)
def _is_unusual(character: str) -> bool:
    return bool(unusual(character))


def _numbers(text: str) -> "memoryview[int]":
    """Each two UTF-16 units of a text as one number; an odd one at the end is left out."""
    units = text.encode("utf-16-le", "surrogatepass")
    return memoryview(units[: len(units) // 4 * 4]).cast("I")


def _pairs(document: "Document") -> set[int]:
    """Every two neighbouring UTF-16 units of the prose as one number: a third of the time that a set of strings takes."""
    pairs = set(_numbers(document.prose))
    pairs.update(_numbers("\n" + document.prose))  # the same pushed on by one unit
    return pairs
