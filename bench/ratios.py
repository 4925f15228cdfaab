"""CPU time of whole planlint processes, as ratios to `python -c pass` measured in turns with them.

    python bench/ratios.py [DOCUMENT…] [--runs N]

Run it with the interpreter of the environment that planlint is installed in (a shim costs more than planlint itself).
Without a document, examples/damaged-plan.md is checked. Figures are medians; differences below a tenth are noise.
"""

from __future__ import annotations

import argparse

from corpus import ROOT
from measure import NOTHING, compare, planlint, table, uncounted

BASE = "python -c pass"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*", default=[str(ROOT / "examples" / "damaged-plan.md")])
    parser.add_argument("--runs", type=int, default=21)
    arguments = parser.parse_args()
    commands = {BASE: NOTHING, "planlint --version": planlint("--version"), "planlint --help": planlint("--help")}
    for document in arguments.documents:
        commands[f"check {document}"] = planlint("check", "--no-cache", document)
        commands[f"check {document}, unchanged"] = planlint("check", document)
    print(table(compare({name: (command, uncounted) for name, command in commands.items()}, arguments.runs), BASE))


if __name__ == "__main__":
    main()
