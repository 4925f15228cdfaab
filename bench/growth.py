"""How time and memory grow with the input, and what the worst of inputs cost.

    python bench/growth.py [--text SEED.md] [--largest 100] [--runs 1]

Corpora of files of 30 KB from 10 KB up to so many MB in all, one file of up to 10 MB, two versions of a text of up to
10 MB; then texts made to hurt. Run it with the interpreter of the environment that planlint is installed in. Prints Markdown.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import corpus
from measure import planlint, run
from peers import _pair

MB = 1_000_000


def _doubled(count: int, make: Callable[[int], str]) -> str:
    return "".join(map(make, range(count)))


def worst() -> Iterator[tuple[str, str]]:
    """Texts that a careless algorithm takes for ever for, by name."""
    chance = random.Random(1)
    words = [f"{v}{w}{h}" for v in corpus.VERBS for w in corpus.WHAT for h in corpus.HOW]
    yield "10 MB on one line", _doubled(3 * MB // 20, lambda _: f"{chance.choice(words)}，{chance.choice(words)}。")
    yield "10 MB without punctuation", _doubled(3 * MB // 8, lambda _: chance.choice(words))
    yield "10 MB of one character", "的" * (10 * MB // 3)
    yield "100 000 copies of a sentence", "各县区要认真落实防汛责任，确保群众生命财产安全。\n\n" * 100_000
    yield "100 000 variants of a sentence", _doubled(100_000, lambda n: f"第{n}号文件要求各县区认真落实防汛责任，确保{chance.choice(words)}安全。\n\n")
    yield "200 000 unclosed quotes", "要坚持“四个统筹，" * 200_000
    yield "100 000 headings", _doubled(100_000, lambda n: f"## {n}. {chance.choice(words)}\n\n")
    yield "deeply nested lists", _doubled(2_000, lambda n: "  " * n + f"- {chance.choice(words)}\n")
    yield "a table of 10 000 rows", "| 甲 | 乙 | 丙 |\n|---|---|---|\n" + _doubled(10_000, lambda n: f"| {n} | {chance.choice(words)} | {n}% |\n")


def growth(folder: Path, seed: Path, largest: float) -> Iterator[str]:
    """The rows of the table of growth: megabytes, CPU, memory, and how much more than for a tenth of it."""
    yield "| | MB | CPU s | MiB | × a tenth of it |\n|---|--:|--:|--:|--:|"
    check = planlint("check", "--isolated", "--no-cache", "--jobs", "1", "--format", "concise")
    before, size = 0.0, 0.01
    while size <= largest * 1.001:
        files = max(1, round(size * MB / 30_000))
        corpus.build(folder / f"{files}", files, min(30_000, int(size * MB)), seed)
        before = yield from _row("many files", size, [*check, str(folder / f"{files}")], before)
        size *= 10
    known, before = corpus.sentences(seed), 0.0
    for size in (0.1, 1, 10):
        path = folder / f"one-{size}.md"
        path.write_text(corpus.document(known, int(size * MB), random.Random(1)), encoding="utf-8")
        before = yield from _row("one file", size, [*check, str(path)], before)
    before = 0.0
    for size in (0.1, 1, 10):
        old, new = _pair(folder, known, int(size * MB), 1)
        before = yield from _row("two versions", size, planlint("diff", "--format", "json", str(old), str(new)), before)


def _row(name: str, size: float, command: list[str], before: float) -> Generator[str, None, float]:
    cost = run(command)
    more = f"{cost.cpu / before:.1f}" if before else ""
    yield f"| {name} | {size:g} | {cost.cpu:.2f} | {cost.memory:.0f} | {more} |"
    return cost.cpu


def hurt(folder: Path) -> Iterator[str]:
    """The rows of the table of worst cases."""
    yield "| | MB | CPU s | MiB |\n|---|--:|--:|--:|"
    for name, text in worst():
        path = folder / "worst.md"
        path.write_text(text, encoding="utf-8")
        cost = run(planlint("check", "--isolated", "--no-cache", "--format", "concise", str(path)))
        yield f"| {name} | {path.stat().st_size / MB:.1f} | {cost.cpu:.2f} | {cost.memory:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, default=corpus.SEED, help="the text whose sentences are used")
    parser.add_argument("--largest", type=float, default=100, help="MB of the largest corpus")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        for title, rows in (("Growth", growth(Path(temporary), arguments.text, arguments.largest)), ("Worst cases", hurt(Path(temporary)))):
            print(f"### {title}\n")
            for row in rows:
                print(row, flush=True)
            print()


if __name__ == "__main__":
    main()
