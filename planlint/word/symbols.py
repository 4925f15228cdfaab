"""Symbols that Word writes as characters of a font (Wingdings), as Unicode."""

OTHER = "▪"
"""What stands for a symbol that is not known."""

_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "□",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x97: "●", 0xA3: "□"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_PRIVATE = range(0xE000, 0xF900)


def symbol(font: str, code: str) -> str:
    """The character for a code (hexadecimal) of a font."""
    try:
        number = int(code, 16)
    except ValueError:
        return OTHER
    if number in _PRIVATE or font.lower() in _FONTS:
        return _FONTS.get(font.lower(), {}).get(number & 0xFF, OTHER)
    return chr(number) if 0x20 <= number < 0xD800 else OTHER
