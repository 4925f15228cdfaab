"""Ways among the elements of a Word file that more than one reader needs."""

from collections.abc import Iterator
from typing import Any

from planlint.word.names import MC, w

Element = Any

ALTERNATE = f"{MC}AlternateContent"
_BLOCKS = (w("p"), w("tbl"), w("sdt"), w("sectPr"), ALTERNATE)


def following(paragraph: Element) -> Element | None:
    """The paragraph right behind another one; None where there is none, or something else stands between."""
    after = paragraph.getnext()
    while after is not None and after.tag not in _BLOCKS:
        after = after.getnext()
    return after if after is not None and after.tag == w("p") else None


def inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml")):
            yield from inside(child, tag)


def chosen(alternatives: Element) -> Element | None:
    """Of the ways in which a content is given, the first."""
    choice = alternatives.find(f"{MC}Choice")
    return choice if choice is not None else alternatives.find(f"{MC}Fallback")


def boxes(holder: Element) -> Iterator[Element]:
    """The texts of the text boxes in a drawing."""
    for child in (holder,) if holder.tag == ALTERNATE else holder:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == ALTERNATE:
            if (choice := chosen(child)) is not None:
                yield from boxes(choice)
        else:
            yield from boxes(child)
