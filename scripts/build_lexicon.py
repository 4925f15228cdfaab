"""Build planlint/data/lexicon.marisa.

    python scripts/build_lexicon.py --dictionary dict.txt [--variants TSCharacters.txt] [--output FILE] FOLDER...

`dict.txt` is the dictionary of jieba (MIT licence); `TSCharacters.txt` the character table of OpenCC (Apache-2.0
licence); the folders hold published official texts in UTF-8, which no copyright covers. What goes into the table:
the words of the dictionary with a cost that both sources decide, words of official prose that the dictionary lacks,
and how many units of text hold a run of up to four characters. Only runs that several units share are kept, so no
sentence can be read back. The same sources give the same bytes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import click
import marisa_trie  # type: ignore[import-not-found]

from planlint.text.lexicon import EDGE, FORMAT, LONGEST_WORD, STEPS_PER_NAT, TOTAL, VARIANT, best_path

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff〇]+")
UNIT = 8000
"""Characters of one counted unit: a long plan counts as several, so that its vocabulary weighs as its length does."""

KEPT = {1: 1, 2: 2, 3: 3, 4: 4}
"""How many units must hold a run of so many characters before it is kept."""

RARE = 5
"""Uses below which a word of the dictionary that official text does not have twice is left out."""

COHESION = 5.0
"""Nats by which the parts of a coined word must be found together more often than by chance."""

FUNCTION_WORDS = frozenset("的和或者及等以为在对由其不有与将应从中个")


def units(folders: Iterable[Path]) -> Iterator[str]:
    """Pieces of official text of at most `UNIT` characters, with everything but Han characters shrunk to `EDGE`."""
    seen: set[str] = set()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.suffix in (".txt", ".md")):
            lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
            fresh = [line for line in dict.fromkeys(lines) if len(line) <= 15 or line not in seen]
            seen.update(fresh)
            text = EDGE + EDGE.join(HAN.findall("\n".join(fresh))) + EDGE
            for start in range(0, len(text), UNIT):
                yield text[start : start + UNIT]


def count(texts: list[str]) -> dict[str, int]:
    """How many of the texts hold each run of one to four characters; `EDGE` stands only at the ends of a run."""
    kept: dict[str, int] = {}
    for size, least in KEPT.items():
        held: Counter[str] = Counter()
        for text in texts:
            held.update({text[at : at + size] for at in range(len(text) - size + 1)})
        kept.update((run, n) for run, n in held.items() if n >= least and EDGE not in run[1:-1])
    return kept


def dictionary(file: Path) -> dict[str, int]:
    """The words of jieba's dictionary and their frequencies."""
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row[0]) <= LONGEST_WORD and HAN.fullmatch(row[0])}


def used(texts: Iterable[str], costs: dict[str, float]) -> Counter[str]:
    """How often each word of the dictionary is used in the texts."""
    words: Counter[str] = Counter()
    for text in texts:
        for run in text.split(EDGE):
            words.update(best_path(run, costs.get)[1])
    return words


def coined(counts: dict[str, int], known: dict[str, int]) -> Iterator[str]:
    """Runs of two or three characters that behave like words: they cohere, and no single neighbour goes with them."""
    total = sum(n for run, n in counts.items() if len(run) == 1)
    extended: dict[str, int] = {}
    for run, n in counts.items():
        for part in (run[:-1], run[1:]):
            if EDGE not in (run[0], run[-1]) and n > extended.get(part, 0):
                extended[part] = n
    for run, n in counts.items():
        if n < 5 or not 2 <= len(run) <= 3 or EDGE in run or run in known or extended.get(run, 0) * 2 > n:
            continue
        if run[0] in FUNCTION_WORDS or run[-1] in FUNCTION_WORDS or any(a == b for a, b in pairwise(run)):
            continue
        parts = ((counts.get(run[:at], 1), counts.get(run[at:], 1)) for at in range(1, len(run)))
        if min(math.log(n * total / (a * b)) for a, b in parts) >= COHESION:
            yield run


def costs(texts: list[str], counts: dict[str, int], known: dict[str, int]) -> dict[str, float]:
    """Negative log probability of each word: half from the dictionary's frequencies, half from the texts."""
    whole = sum(known.values())
    first = {word: -math.log(n / whole) for word, n in known.items() if n}
    usage = used(texts, first)
    uses = usage.total()
    share = {word: n / whole / 2 for word, n in known.items() if n >= RARE or usage[word] > 1 or len(word) == 1}
    for word, n in usage.items():
        if word in share or len(word) == 1:
            share[word] = share.get(word, 0.0) + n / uses / 2
    share.update((word, counts[word] / uses / 2) for word in coined(counts, known))
    return {word: -math.log(part) for word, part in share.items() if part}


def level(n: float) -> int:
    """A count on a scale where two steps double it; 0 is kept for "none"."""
    return 1 + round(2 * math.log2(n))


def variants(file: Path | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Traditional characters and the two bytes of the code point of their simplified form."""
    for line in file.read_text(encoding="utf-8").splitlines() if file else ():
        traditional, _, simple = line.partition("\t")
        first = simple.split(" ")[0]
        if len(traditional) == len(first) == 1 and traditional != first and ord(first) < 0x10000:
            yield VARIANT + traditional, (ord(first) & 0xFF, ord(first) >> 8)


def records(counts: dict[str, int], words: dict[str, float]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The two bytes of each key, in a fixed order."""
    yield TOTAL, (level(sum(n for run, n in counts.items() if len(run) == 1)), 0)
    for key in sorted(counts.keys() | words.keys()):
        price = max(1, min(255, round(words[key] * STEPS_PER_NAT))) if key in words else 0
        yield key, (level(counts[key]) if key in counts else 0, price)


@click.command()
@click.option("--dictionary", "dictionary_file", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--variants", "variants_file", type=click.Path(exists=True, path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), default=Path("planlint/data/lexicon.marisa"))
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(dictionary_file: Path, variants_file: Path | None, output: Path, folders: tuple[Path, ...]) -> None:
    """Count official texts and write the table."""
    texts = list(units(folders))
    counts = count(texts)
    words = costs(texts, counts, dictionary(dictionary_file))
    table = marisa_trie.RecordTrie(FORMAT, [*records(counts, words), *variants(variants_file)])
    table.save(str(output))
    click.echo(f"{len(texts)} units, {len(counts)} runs, {len(words)} words, {output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
