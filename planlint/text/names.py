"""Names of persons, as far as they can be told without a dictionary: a surname and one or two characters."""

from __future__ import annotations

from planlint.text.characters import is_han

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文闫屠柳柯祁焦"
)
"""The surnames of nine people in ten."""

LONG_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "皇甫", "夏侯", "令狐", "司徒")


def is_name(text: str) -> bool:
    """Whether a text may be the name of a person: 2 or 3 characters behind a surname of one, 3 or 4 behind one of two."""
    if not all(map(is_han, text)):
        return False
    return (2 <= len(text) <= 3 and text[0] in SURNAMES) or (3 <= len(text) <= 4 and text.startswith(LONG_SURNAMES))
