"""Blanks between the characters of a sentence (EXT017)."""

from __future__ import annotations

import pytest

from planlint.checkers.torn_words import check
from planlint.text.document import Document


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("今年推动高质量发 展取得成效。", ["发 展"]),
        ("今年以来，各区因地制宜建设 便民服务设施，方便群众。", ["设 便"]),
        ("完善社会保\u3000障体系，支持农业生\t产发展，健全服\u3000\u3000务网络。", ["保\u3000障", "生\t产", "服\u3000\u3000务"]),
        ("完善社会保\u2002障体系，健全服\u2009务网络。", ["保\u2002障", "服\u2009务"]),
        ("（三）完善社会保\u3000障体系；", ["保\u3000障"]),
        ("完善社会保  障体系，支持农业生 产发展。", ["保  障", "生 产"]),
    ],
)
def test_blanks_in_a_sentence(text: str, torn: list[str]) -> None:
    assert [text[h.span.start - 1 : h.span.end + 1] for h in check(Document(text), {})] == torn


@pytest.mark.parametrize(
    "text",
    [
        "坚持党建引领 打造宜居社区",
        "坚持党建引领 打造宜居社区。",
        "第三十条 自然保护区内禁止开垦，另有规定的除外。",
        "会议由市长 王 鼎主持，各区参加。",
        "开展“安全用药 同心同行”活动，覆盖全市。",
        "印发《清河水利 发展规划》，组织实施。",
        "会议召开，代表发言。清河日报记者 林致远摄，图片由市档案馆供图。",
        "# 简讯\n\n修渠，**清河水利发展提速 灌溉面积扩大**，引水。",
        "# 清河水利发 展规划。",
        "甲 乙 丙丁 戊己 庚辛 壬癸 子丑，推动发 展。",
        "\u3000\u3000第二章\u3000总则规定，\u3000\u3000各区参加。",
        "第三条\u3000市水务局局长林\u3000远负责，各区参加。",
        "清明祭英烈 奋进新征程，发 展；",
        "No space, 也没有空格。",
    ],
)
def test_left_alone(text: str) -> None:
    assert not list(check(Document(text), {}))
