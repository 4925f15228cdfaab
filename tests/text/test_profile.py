"""Which genre a text shows."""

from __future__ import annotations

import pytest

from planlint.text.document import Document
from planlint.text.profile import PROFILES

WRAPPED = "各级各部门要把思想和行动统一到会议的决策部署上来\n" * 14


@pytest.mark.parametrize(
    ("text", "profile"),
    [
        ("清河市国民经济和社会发展第十五个五年规划纲要\n\n经济平稳运行。", "plan"),
        ("", "plan"),
        ("第一条 为了加强管理，制定本办法。\n第二条 本市适用本办法。\n第三条 本办法自公布之日起施行。", "law"),
        ("# 清河市河道管理条例\n\n为了加强河道管理。", "law"),
        ("清河市河道管理办法（2024年修订）\n\n目录", "law"),
        ("《清河市河道管理规定》（试行）\n\n目录", "law"),
        ("清河市人大常委会关于修改《清河市河道管理条例》的决定\n\n会议决定。", "law"),
        ("最高人民法院关于河道纠纷的批复\n\n收悉。", "law"),
        ("关心群众生活，改进工作方法\n\n同志们好。", "plan"),
        ("谈谈我的看法\n\n同志们好。", "plan"),
        ("第一条路走不通。\n第二条路也走不通。", "plan"),
        ("清河市工作报告\n\n按照第一条和第二条规定办理，依法行政。", "plan"),
        ("清河市开展防汛演练\n\n本报讯 昨日，全市开展演练。", "news"),
        ("清河市开展防汛演练\n\n新华社清河3月1日电 全市开展演练。", "news"),
        ("清政发〔2025〕12号\n\n经研究，同意。", "gongwen"),
        ("清政发〔2025〕12号\r\n\r\n经研究，同意。", "gongwen"),
        ("清政发〔2025〕12号\r\r经研究，同意。", "gongwen"),
        ("关于做好防汛工作的通知\n\n各县区人民政府：\n\n经研究，通知如下。", "gongwen"),
        ("关于做好防汛工作的通知\r\r各县区人民政府：\r\r经研究，通知如下。", "gongwen"),
        ("关于做好防汛工作的通知\n\n经研究，通知如下。", "plan"),
        ("报告\n" + WRAPPED, "ocr"),
        ("清河市河道管理条例\n" + WRAPPED, "law"),
        ("报告\n\n" + "经济平稳运行。" * 500 + "\n\n本报讯 昨日开展演练。", "plan"),
    ],
)
def test_the_genre_is_read_off_the_text(text: str, profile: str) -> None:
    assert Document(text).profile == profile


def test_a_first_paragraph_of_any_length_is_no_title() -> None:
    assert Document("甲" * 300 + "法\n\n乙").profile == "plan"


@pytest.mark.parametrize("profile", PROFILES)
def test_a_genre_that_is_set_holds(profile: str) -> None:
    assert Document("清河市河道管理条例", profile=profile).profile == profile
