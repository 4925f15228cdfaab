"""Styles of paragraphs as far as the text depends on them: levels of headings, numbering, bold type."""

from typing import Any, NamedTuple

from planlint.word.names import w

Element = Any
_DEEPEST = 9


class Style(NamedTuple):
    """What a style says of its paragraphs, with all that it is based on: level of heading (0: none), list, level in it, bold."""

    level: int = 0
    list: str = ""
    depth: int = 0
    bold: bool = False


_NONE = Style()


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self.default = ""
        for style in () if root is None else root.iter(w("style")):
            self._elements[style.get(w("styleId"), "")] = style
            if style.get(w("type")) == "paragraph" and is_on(style.get(w("default"), "0")):
                self.default = style.get(w("styleId"), "")
        self._known: dict[str, Style] = {"": _NONE}

    def of(self, properties: Element | None) -> tuple[str, Style]:
        """The id of the style of a paragraph with these properties, and what it says."""
        name = (value(properties.find(w("pStyle"))) if properties is not None else "") or self.default
        return name, self.style(name)

    def style(self, name: str) -> Style:
        """What a style says; one that there is not says nothing."""
        chain: dict[str, None] = {}
        while name not in self._known and name not in chain and name in self._elements:
            chain[name] = None
            name = value(self._elements[name].find(w("basedOn")))
        known = self._known.get(name, _NONE)
        for one in reversed(chain):
            known = self._known[one] = _over(known, self._elements[one])
        return known

    def list_of(self, name: str) -> str:
        """The list that a style of numbering stands for."""
        style = self._elements.get(name)
        return "" if style is None else value(style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}"))


def _over(base: Style, style: Element) -> Style:
    """A style over the one that it is based on."""
    properties, bold = style.find(w("pPr")), style.find(f"{w('rPr')}/{w('b')}")
    name = value(style.find(w("name"))).lower()
    if name == "title":
        base = base._replace(level=1)
    elif name.startswith("heading ") and name[8:].isdecimal():
        base = base._replace(level=min(int(name[8:]), _DEEPEST))
    if bold is not None:
        base = base._replace(bold=is_on(bold.get(w("val"), "1")))
    if properties is None:
        return base
    level, number = properties.find(w("outlineLvl")), properties.find(w("numPr"))
    if level is not None:
        base = base._replace(level=outline_level(level))
    if number is not None:
        base = base._replace(list=value(number.find(w("numId"))) or base.list, depth=whole(number.find(w("ilvl")), base.depth))
    return base


def value(element: Element | None) -> str:
    """What an element says in its attribute `val`; "" where there is none."""
    return "" if element is None else str(element.get(w("val"), ""))


def whole(element: Element | None, otherwise: int) -> int:
    """What an element says as a number; an absurd one is none."""
    said = value(element)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else otherwise


def outline_level(element: Element) -> int:
    """The level of a heading, from 1; 0 for running text."""
    return level + 1 if (level := whole(element, _DEEPEST)) < _DEEPEST else 0


def is_on(said: str) -> bool:
    """What a switch says; one without a value is on."""
    return said not in ("0", "false", "off", "none")
