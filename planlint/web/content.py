"""The part of a web page that is its text: the smallest that holds nearly all of its sentences, and the title above that.

What stands around it (navigation, header, footer, related links, buttons to share and print) is counted and left out, as are scripts
and forms. Which part that is, the text itself decides, after Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow
Text Features" (2010): sentences outside of links make a text, words in links do not. Names of classes only say what may be left out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from planlint.web.names import BLOCKS, HEADINGS

Element = Any

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "head", "link", "meta")
_CONTROLS = ("select", "button", "input", "textarea", "datalist")
_AROUND = {
    "header": re.compile(r"(?:^|[-_\s])(?:nav|navi|navbar|navigation|menu|header|head|top|topbar|crumbs?|breadcrumbs?|position|location|weizhi|search|login|logo|banner)(?:$|[-_\s\d])"),
    "footer": re.compile(r"(?:^|[-_\s])(?:footer|foot|copyright|bottom|beian|friendlink|links?)(?:$|[-_\s\d])"),
    "related": re.compile(r"(?:^|[-_\s])(?:related?|recommend|sidebar|aside|xgyd|xglj|xgwj|xgxx|hot|rank|list_?link|prev|next|pager?|pages|pagination|comments?|attachments?_?list)(?:$|[-_\s\d])"),
    "tools": re.compile(r"(?:^|[-_\s])(?:m-share|share|bdshare\w*|social|print|toolbar|tools?|qr_?code|erweima|ewm|font_?size|size_box|collect|favou?rite|bg-code|edit(?:or)?|zrbj)(?:$|[-_\s\d])"),
}  # fmt: skip
"""What classes and ids are called that stand around a text, by what they are."""
_TAGS = {"nav": "header", "header": "header", "footer": "footer", "aside": "related", "dialog": "tools"}
_ROLES = {"navigation": "header", "banner": "header", "search": "header", "menu": "header", "contentinfo": "footer", "complementary": "related", "toolbar": "tools"}
_SENTENCE = re.compile(r"[，。；：！？,.;:!?]")
MOST = 0.9
"""The share of all sentences that the main text holds."""
FEW = 0.2
"""The share of them up to which what is called like something around a text is left out."""
LINKED = 0.7
"""The share of its words in links from which on a list of links is one."""


class Content(NamedTuple):
    """The title and the text of a page, and how many characters were left out, by what they were."""

    title: Element | None
    main: Element
    left: Counter[str]


def content(tree: Element, body: Element) -> Content:
    """What of a page is its text; all else is taken out of the tree."""
    left: Counter[str] = Counter()
    _clear(body, left)
    total, sentences = size(body), _sentences(body)
    whole = sum(sentences.values())
    main = _main(body, _sums(body, sentences), whole)
    for element, kind in list(_around(main, whole)):
        if element.getparent() is not None:
            left[kind] += size(element)
            element.drop_tree()
    title = _title(tree, body, main)
    kept = size(main) + (size(title) if title is not None else 0)
    other = max(0, total - kept - sum(n for kind, n in left.items() if kind != "form"))
    for kind, n in _outside(body, main).items():
        moved = min(n, other)
        left[kind] += moved
        other -= moved
    left["other"] = other
    return Content(title, main, left)


def _clear(body: Element, left: Counter[str]) -> None:
    """Take out what no reader sees, and forms."""
    for element in [e for e in body.iter(etree.Element) if e is not body]:
        if element.getparent() is None:
            continue
        style = element.get("style", "").replace(" ", "").lower()
        hidden = element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style
        if element.tag in _UNSEEN or element.tag in _CONTROLS or hidden:
            if element.tag in _CONTROLS:
                left["form"] += size(element)
            element.drop_tree()


def size(element: Element) -> int:
    """The characters of an element that are no white space."""
    return sum(len("".join(text.split())) for text in element.itertext())


def _sentences(root: Element) -> dict[Element, int]:
    """Of each element with text of its own, the characters of its sentences outside of links."""
    found: dict[Element, int] = {}
    links = {e for link in root.iter("a") for e in link.iter()}
    for element in root.iter(etree.Element):
        for text, holder in ((element.text, element), (element.tail, element.getparent())):
            if text and holder is not None and holder not in links and (element is not root or text is element.text):
                words = "".join(text.split())
                if len(words) >= 10 and _SENTENCE.search(words):
                    found[holder] = found.get(holder, 0) + len(words)
    return found


def _sums(root: Element, found: dict[Element, int]) -> dict[Element, int]:
    """Of each element, what all that it holds comes to."""
    sums = dict.fromkeys(root.iter(etree.Element), 0)
    for element, size in found.items():
        while element is not None and element in sums:
            sums[element] += size
            if element is root:
                break
            element = element.getparent()
    return sums


def _main(body: Element, sums: dict[Element, int], whole: int) -> Element:
    """The smallest block that holds nearly all sentences."""
    at = body
    while True:
        below = next((child for child in at if isinstance(child.tag, str) and child.tag in BLOCKS and whole and sums[child] >= MOST * whole), None)
        if below is None or below.tag in ("p", "pre", "li", "tr", *HEADINGS) or (below.tag in ("table", "ul", "ol") and at.tag != "body"):
            return at
        at = below


def _around(main: Element, whole: int) -> Iterator[tuple[Element, str]]:
    """What stands around the text within its own block: what is called so, and lists of links."""
    sums = _sums(main, _sentences(main))
    for element in main.iterdescendants(etree.Element):
        if element.tag not in BLOCKS and element.tag not in ("span", "a"):
            continue
        kind = _kind(element)
        if kind and sums[element] <= FEW * whole and not (kind == "header" and element.find(".//h1") is not None):
            yield element, kind
        elif element.tag in ("ul", "ol", "div", "table", "dl") and _is_links(element):
            yield element, "related"


def _kind(element: Element) -> str:
    """What an element around a text is, by its name, its role, its classes and its id; "" for none."""
    if element.tag in _TAGS or element.get("role", "").lower() in _ROLES:
        return _TAGS.get(element.tag) or _ROLES[element.get("role", "").lower()]
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return next((kind for kind, pattern in _AROUND.items() if names.strip() and pattern.search(names)), "")


def _is_links(element: Element) -> bool:
    """Whether a list holds hardly more than links."""
    links = [link for link in element.iter("a") if link.get("href")]
    return len(links) >= 3 and sum(size(link) for link in links) >= LINKED * size(element) > 0


def _outside(body: Element, main: Element) -> Counter[str]:
    """What stands outside of the block of the text, by what it is."""
    found: Counter[str] = Counter()
    above = {main, *main.iterancestors()}
    stack = [body]
    while stack:
        element = stack.pop()
        for child in element.iterchildren(etree.Element):
            if child is main:
                continue
            if child not in above and (kind := _kind(child) or ("related" if _is_links(child) else "")):
                found[kind] += size(child)
            else:
                stack.append(child)
    return found


def _title(tree: Element, body: Element, main: Element) -> Element | None:
    """The title that stands above the block of the text: its last heading of the first level, or what the page is called."""
    if main.find(".//h1") is not None:
        return None
    before = []
    for element in body.iter(etree.Element):
        if element is main:
            break
        before.append(element)
    heads = [e for e in before if e.tag == "h1" and size(e) and e not in set(main.iterancestors())]
    if heads:
        return heads[-1]
    named = [e.get("content", "") for e in tree.iter("meta") if e.get("name", "").lower() == "articletitle"]
    named += [e.text or "" for e in tree.iter("title")]
    wanted = {"".join(name.split()) for name in named} - {""}
    for element in reversed(before):
        words = "".join("".join(element.itertext()).split())
        if 4 <= len(words) <= 120 and any(words == name or name.startswith((f"{words}_", f"{words}-", f"{words}|", f"{words}—")) for name in wanted):
            return element
    return None
