"""Characters from other sets that slipped into a Chinese text: radicals, private use, traditional forms, circles for 〇.

What a document holds is asked of the set of its unusual characters first, so that a clean one costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from planlint.hits import Edit, Hit
from planlint.text.characters import is_han
from planlint.text.document import Document
from planlint.text.patterns import pattern
from planlint.text.spans import Span

OPTIONS: dict[str, Any] = {"kind": "compatibility", "share": 0.03, "together": 3}
"""`share`: of all Han characters, so many may be traditional in a simplified text; `together`: so many near each other are a quotation."""

MOST_DIFFERENT = 0.2
"""A text whose different characters are traditional beyond this share is a traditional one: it need not be read."""

FEW, SHORT_SHARE = 5, 0.15
"""So many are few in a short text too, unless they are more than this share of it."""
NEAR = 8
"""Characters on either side in which traditional characters stand together."""

# The radicals that are also characters; Unicode gives them no decomposition (EquivalentUnifiedIdeograph.txt has them).
_RADICALS = {
    "⺀": "冫", "⺁": "厂", "⺄": "乙", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀", "⺒": "巳", "⺓": "幺", "⺜": "日", "⺝": "月",
    "⺞": "歺", "⺠": "民", "⺧": "牛", "⺩": "王", "⺫": "目", "⺬": "示", "⺮": "竹", "⺯": "糹", "⺶": "羊", "⺻": "聿", "⺼": "肉", "⻁": "虎",
    "⻃": "覀", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车", "⻑": "長", "⻓": "长", "⻔": "门", "⻗": "雨", "⻘": "青", "⻙": "韦",
    "⻚": "页", "⻛": "风", "⻜": "飞", "⻝": "食", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤", "⻨": "麦", "⻩": "黄",
    "⻪": "黾", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻱": "龜", "⻲": "亀", "⻳": "龟",
}  # fmt: skip
_UNIFIED = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
"""Ideographs among the compatibility ones that are characters in their own right."""
_ABOUT_RADICALS = ("字头", "字旁", "字底", "字框", "偏旁", "部首")

_NUMERALS = "一二三四五六七八九"
_ZEROS = "○◯〇零0０OoＯОо"
_CIRCLES = "○◯"
_CIRCLED = pattern(rf"[{_NUMERALS}○◯〇]{{2,12}}")
_LETTERS = "OoＯОо"
_NO_ZEROS = "零0０" + _LETTERS
_HAN_YEAR = pattern(rf"[一二][{_NUMERALS}{_ZEROS}]{{3}}")
_YEAR = pattern(rf"[12][\d{_LETTERS}]{{3}}")
_YEARS = pattern("年")
_PART_OF_NUMBER = frozenset(_NUMERALS + _ZEROS + "十百千万亿123456789.ABCDEFGHIJKLMNPQRSTUVWXYZ")


def check(document: Document, options: Mapping[str, Any]) -> Iterator[Hit]:
    """"compatibility" (CHR003), "private" (CHR004), "traditional" (CHR006) or "zero" (CHR008)."""
    settings = {**OPTIONS, **options}
    kind = settings["kind"]
    if kind == "traditional":
        yield from _traditional(document, settings)
    else:
        yield from {"compatibility": _compatibility, "private": _private, "zero": _zeros}[kind](document)


def _offsets(prose: str, wanted: Iterable[str]) -> list[int]:
    """Where one of the wanted characters stands, in order."""
    return [m.start() for m in re.finditer(f"[{''.join(map(re.escape, sorted(wanted)))}]", prose)]


def _is_compatible(character: str) -> bool:
    """Whether a character is a radical, or a second code for an ideograph."""
    return (
        "\u2e80" <= character <= "\u2fd5"
        or ("\uf900" <= character <= "\ufaff" and character not in _UNIFIED)
        or "\U0002f800" <= character <= "\U0002fa1f"
    )


def _compatibility(document: Document) -> Iterator[Hit]:
    """Each radical and each compatibility ideograph, with the ideograph that it looks like."""
    wanted = set(filter(_is_compatible, document.unusual))
    if not wanted:
        return
    for at in _offsets(document.prose, wanted):
        if not _is_named(document.prose, at):
            yield _compatible_hit(document, at)


def _is_named(prose: str, at: int) -> bool:
    """Whether a text speaks of the radical itself: ⺮字头, “⼈”部."""
    before, after = prose[at - 1 : at], prose[at + 1 : at + 5]
    quoted = before in "“‘「『《（(" and after[:1] in "”’」』》）)"
    part = after[:1] in ("旁", "部") and not is_han(after[1:2])  # ⼒部署 is another matter
    return (bool(before) and quoted) or part or after.startswith(_ABOUT_RADICALS) or after[1:].startswith(_ABOUT_RADICALS)


def _compatible_hit(document: Document, at: int) -> Hit:
    from unicodedata import normalize

    character = document.text[at]
    right = _RADICALS.get(character) or normalize("NFKC", character)
    span = Span(at, at + 1)
    fields = {"character": character, "code": f"U+{ord(character):04X}"}
    if right == character:
        return Hit(span, fields, variant="unknown")
    # The forms that Japanese registers keep apart in names (海, 神) look different; those of the other ranges do not.
    safety = "suggested" if "\ufa0e" <= character <= "\ufaff" or character > "\uffff" else ""
    return Hit(span, {**fields, "right": right}, (Edit(span, right),), suggestions=(right,), safety=safety)


def _private(document: Document) -> Iterator[Hit]:
    """Each run of private characters; a lone one at the head of a line was a bullet and can go."""
    wanted = {c for c in document.unusual if "\ue000" <= c <= "\uf8ff" or c >= "\U000f0000"}
    if not wanted:
        return
    for start, end in _runs(_offsets(document.prose, wanted)):
        span = Span(start, end)
        code = "、".join(f"U+{ord(c):04X}" for c in dict.fromkeys(document.text[start:end][:4]))
        yield Hit(span, {"code": code}, _without_bullet(document.text, span))


def _runs(offsets: list[int]) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of neighbouring offsets."""
    start = end = -1
    for at in offsets:
        if at != end:
            if end > start >= 0:
                yield start, end
            start = at
        end = at + 1
    if end > start >= 0:
        yield start, end


def _without_bullet(text: str, span: Span) -> tuple[Edit, ...]:
    """The edit that takes away a private character at the head of a line, with the blanks behind it."""
    before = text[max(0, span.start - 40) : span.start].rstrip(" \t\u3000")
    if span.end - span.start > 1 or (before and before[-1] not in "\r\n"):
        return ()
    end = span.end
    while end < len(text) and text[end] in " \t\u3000\xa0":
        end += 1
    return (Edit(Span(span.start, end), ""),)


@cache
def _traditional_characters() -> frozenset[str]:
    return frozenset(TRADITIONAL)


def _traditional(document: Document, settings: Mapping[str, Any]) -> Iterator[Hit]:
    """The few traditional characters of a text that is simplified otherwise; those of a quotation stand together."""
    wanted = document.unusual.intersection(_traditional_characters())
    if not wanted or len(wanted) > MOST_DIFFERENT * len(frozenset(document.prose)):
        return
    prose = document.prose
    offsets = _offsets(prose, wanted)
    han = sum(map(is_han, prose))
    if len(offsets) > max(settings["share"] * han, min(FEW, SHORT_SHARE * han)):
        return
    from planlint.text.lexicon import lexicon

    for i, at in enumerate(offsets):
        if not _quoted(prose, offsets, i, settings["together"]):
            right = lexicon().simplified(prose[at])
            span = Span(at, at + 1)
            yield Hit(span, {"character": prose[at], "right": right}, (Edit(span, right),), suggestions=(right,))


def _quoted(prose: str, offsets: list[int], index: int, together: int) -> bool:
    """Whether so many traditional characters stand together that they were put there on purpose."""
    at = offsets[index]
    first = last = index
    while first > 0 and at - offsets[first - 1] <= NEAR and index - first < together:
        first -= 1
    while last + 1 < len(offsets) and offsets[last + 1] - at <= NEAR and last - index < together:
        last += 1
    return last - first + 1 >= together


def _zeros(document: Document) -> Iterator[Hit]:
    """Circles, letters and 零 in the place of 〇: 二○三五年, 二0二六年, 二零三五年; and 2O26年 with a letter."""
    prose = document.prose
    if not document.unusual.isdisjoint(_CIRCLES):
        yield from _circles(prose)
    yield from _years(prose, _HAN_YEAR, _NO_ZEROS, "〇")
    if any(letter in prose for letter in _LETTERS):
        yield from _years(prose, _YEAR, _LETTERS, "0")


def _circles(prose: str) -> Iterator[Hit]:
    """Each circle among Han numerals; ○○县 and a lone ○ stand for something left out.

    Before the 1990s fonts had no 〇, and a reprint may keep the circle: it counts less in a text that shows no later year.
    """
    numbers = [m for m in _CIRCLED.finditer(prose) if _is_number(m.group())]
    modern = "〇" in prose or any(len(m.group()) == 4 and m.group().startswith(("二○", "二◯")) for m in numbers)
    for m in numbers:
        for i, character in enumerate(m.group()):
            if character in _CIRCLES:
                yield _zero(m.start() + i, character, m.group(), "〇", "" if modern else "info")


def _is_number(run: str) -> bool:
    """Whether a run of Han numerals and zeros holds a circle and is a number."""
    return run[0] in _NUMERALS and any(c in run for c in _CIRCLES) and "○○○" not in run


def _years(prose: str, years: re.Pattern[str], wrong: str, right: str) -> Iterator[Hit]:
    """Each character that stands for the zero of a year; one with other digits or letters before it is no year."""
    for year in _YEARS.finditer(prose):
        m = years.match(prose, year.start() - 4, year.start()) if year.start() > 3 else None
        if m is None or prose[m.start() - 1 : m.start()] in _PART_OF_NUMBER:
            continue
        for i, character in enumerate(m.group()):
            if character in wrong:
                yield _zero(m.start() + i, character, m.group(), right, safety="suggested" if character == "零" else "")


def _zero(at: int, character: str, number: str, right: str, severity: str = "", safety: str = "") -> Hit:
    span = Span(at, at + 1)
    whole = number.replace(character, right)
    fields = {"number": number, "character": character, "right": right, "whole": whole}
    return Hit(span, fields, (Edit(span, right),), suggestions=(whole,), severity=severity, safety=safety)


# The characters outside GB/T 2312 that have one simplified form inside it (OpenCC's table), without those that the
# 通用规范汉字表 keeps for names and other uses. 乾, 瞭, 徵 and 藉 are in GB/T 2312 and so not here.
TRADITIONAL = (
    "後"  # in GB/T 2312, but kept for nothing
    "丟並亂亙亞佇佈佔併來侖侶侷俁係俠俬倀倆倉個們倖倫偉側偵偽傑傖傘備傢傭傯傳傴債傷傾僂僅僉僑僕僞僥僨僱價儀儁儂億儈儉儐儔儕儘"
    "償優儲儷儺儻儼兇兌兒兗內兩冊冑冪凈凍凜凱別刪剄則剋剎剛剝剮剴創剷劃劄劇劉劊劌劍劑勁動務勛勝勞勢勱勳勵勸勻匭匯匱區協卹卻卽"
    "厙厠厤厭厲厴參叄叢吳吶呂咼員唄唸問啓啞啟喚喪喫喬單喲嗆嗇嗎嗚嗩嗶嘆嘍嘔嘖嘗嘜嘩嘮嘯嘰嘵嘸噁噓噝噠噥噦噯噲噴噸噹嚀嚇嚌嚐嚕"
    "嚙嚥嚦嚨嚮嚳嚴嚶囀囁囂囅囈囌囑囪圇國圍園圓圖團垻埡埰執堅堊堖堝堯報場塊塋塏塒塗塚塢塤塵塹墊墜墮墰墳墻墾壇壎壓壘壙壚壜壞壟"
    "壠壢壩壯壺壽夠夢夾奐奧奩奪奬奮奼妝姍姦娛婁婦婭媧媯媼媽嫋嫗嫵嫺嫻嬀嬈嬋嬌嬙嬡嬤嬪嬰嬸孃孌孫學孿宮寀寢實寧審寫寬寵寶將專尋"
    "對導尷屆屍屜屢層屨屬岡峴島峽崍崗崙崢崬嵐嵗嶁嶄嶇嶗嶠嶧嶸嶺嶼巋巒巔巖巰巹帥師帳帶幀幃幗幘幟幣幫幬幷幹幾庫廁廂廄廈廕廚廝廟"
    "廠廡廢廣廩廬廳弒弔弳張強彆彈彌彎彔彙彥彫彿徑從徠復徹恆恥悅悵悶悽惡惱惲惻愛愜愨愴愷愾慄態慍慘慚慟慣慤慪慫慮慳慶慼慾憂憊憐"
    "憑憒憚憤憫憮憲憶懇應懌懍懞懟懣懨懲懶懷懸懺懼懾戀戇戔戧戩戰戲戶扞拋挱挾捨捫捲掃掄掙掛採揀揚換揮損搖搗搧搶摑摜摟摯摳摶摻撈"
    "撐撓撟撣撥撫撲撳撻撾撿擁擄擇擊擋擔據擠擡擣擬擯擰擱擲擴擷擺擻擼擾攄攆攏攔攖攙攛攜攝攢攣攤攪攬敎敗敘敵數斂斃斕斬斷旂旣時晉"
    "晝暈暉暢暫曄曆曇曉曏曖曠曬書會朧朮東枴柵柺査桿梔梘條梟棄棊棖棗棟棧棲椏楊楓楨業極榦榪榮榿構槍槓槧槨槳樁樂樅樓標樞樣樸樹樺"
    "橈橋機橢橫檁檉檔檜檢檣檯檳檸檻櫃櫓櫚櫛櫝櫞櫟櫥櫧櫨櫪櫫櫬櫱櫳櫸櫻欄欅權欏欒欖欞欽歎歐歟歡歲歷歸歿殘殞殤殫殭殮殯殲殺殻殼毀"
    "毆毿氂氈氌氣氫氬氳汎汙決沒沖況泝洩洶浹涇涼淒淚淥淨淩淪淵淶淺渙減渦測渾湊湞湧湯溈準溝溫溼滄滅滌滎滙滬滯滲滷滸滾滿漁漚漢漣"
    "漬漲漵漸漿潁潑潔潙潛潤潯潰潷潿澀澆澇澗澠澤澩澮澱濁濃濕濘濟濤濫濰濱濺濼濾瀅瀆瀉瀋瀏瀕瀘瀝瀟瀠瀦瀧瀨瀰瀲瀾灃灄灑灕灘灝灣灤"
    "灧灩災為烏烴無煉煒煙煢煥煩煬熒熗熱熾燁燈燉燒燙燜營燦燬燭燴燻燼燾爍爐爛爭爲爺爾牀牆牘牴牽犖犛犢犧狀狹狽猙猶猻獁獃獄獅獎獨"
    "獪獫獰獲獵獷獸獺獻獼玀現琱琺琿瑋瑣瑤瑩瑪璉璣璦環璽璿瓊瓏瓔瓚甌甕產産畝畢畫異畵當疇疊痙痠痾瘂瘋瘍瘓瘞瘡瘧瘺瘻療癆癇癉癒癘"
    "癟癡癢癤癥癧癩癬癭癮癰癱癲發皁皚皰皸皺盃盜盞盡監盤盧盪眞眥眾睏睜睞瞘瞞瞼矇矚矯硃硤硨硯碩碭碸確碼磚磣磧磯磽礎礙礦礪礫礬礱"
    "祿禍禎禦禪禮禰禱禿秈稅稈稜稟種稱穀穌積穎穡穢穩穫窩窪窮窯窶窺竄竅竇竈竊竪競筆筍筧箇箋箏箚節範築篋篤篩篳簀簍簑簞簡簣簫簽簾"
    "籃籌籜籟籠籤籩籪籬籮籲粵糉糝糞糧糰糲糴糶糹糾紀紂約紅紆紇紈紉紋納紐紓純紕紗紙級紛紜紡紮細紱紲紳紹紺紼紿絀終絃組絆絎結絕絛"
    "絝絞絡絢給絨統絲絳絶絹綁綃綆綈綉綏綑經綜綞綠綢綣綫綬維綰綱網綳綴綵綸綹綺綻綽綾綿緄緇緊緋緑緒緔緗緘緙線緝緞締緡緣緦編緩緬"
    "緯緱緲練緶緹緻縈縉縊縋縐縑縛縝縞縟縣縧縫縭縮縱縲縴縵縶縷縹總績繃繅繆繒織繕繚繞繡繢繩繪繫繭繮繯繰繳繹繼繽繾纈纊續纍纏纓纔"
    "纖纘纜缽罈罌罎罰罵罷羅羆羈羋羥羨義羶習翫翹耬耮聖聞聯聰聲聳聵聶職聹聽聾肅脅脈脛脣脫脹腎腖腡腦腫腳腸膃膚膠膩膽膾膿臉臍臏臘"
    "臚臟臠臥臨臺與興舉舊舖舘艙艤艦艫艱艷芻苧茲荊莊莖莢莧華菴萇萊萬萵葉葒葤葦葯葷蒐蒓蒔蒞蒼蓀蓆蓋蓮蓯蓴蓽蔔蔘蔞蔣蔥蔦蔭蕁蕆蕎"
    "蕒蕓蕕蕘蕢蕩蕪蕭蕷薈薊薌薑薔薟薦薩薺藍藎藝藥藪藴藶藹藺蘄蘆蘇蘊蘋蘚蘞蘢蘭蘺蘿處虛虜號虧虯蛺蛻蜆蝕蝟蝦蝨蝸螄螞螢螻蟄蟈蟎蟣"
    "蟬蟯蟲蟶蟻蠅蠆蠍蠐蠑蠔蠟蠣蠱蠶蠻衆衊術衕衚衛衝袞裊裏補裝裡製複褲褳褸褻襇襉襖襝襠襤襪襬襯襲覈見規覓視覘覡覦親覬覯覲覷覺覽"
    "覿觀觴觶觸訁訂訃計訊訌討訐訓訕訖託記訛訝訟訣訥訪設許訴訶診註証詁詆詎詐詒詔評詘詛詞詠詡詢詣試詩詫詬詭詮詰話該詳詵詼詿誄誅"
    "誆誇誌認誑誒誕誘誚語誠誡誣誤誥誦誨說説誰課誶誹誼調諂諄談諉請諍諏諑諒論諗諛諜諞諡諢諤諦諧諫諭諮諱諳諶諷諸諺諼諾謀謁謂謄謅"
    "謊謎謐謔謖謗謙謚講謝謠謡謨謫謬謭謳謹謾譁證譎譏譖識譙譚譜譟譫譭譯議譴護譽譾讀變讎讒讓讕讖讚讜讞豈豎豐豔豬貍貓貝貞負財貢貧"
    "貨販貪貫責貯貰貲貳貴貶買貸貺費貼貽貿賀賁賂賃賄賅資賈賊賑賒賓賕賚賜賞賠賡賢賣賤賦賧質賫賬賭賴賺賻購賽賾贄贅贈贊贋贍贏贐贓"
    "贖贗贛贜趕趙趨趲跡踐踰踴蹌蹕蹟蹠蹣蹤蹺躉躊躋躍躑躒躓躕躚躡躥躦躪軀車軋軌軍軒軔軛軟軤軫軲軸軹軺軻軼軾較輅輇載輊輒輓輔輕輛"
    "輜輝輞輟輥輦輩輪輯輳輸輻輾輿轂轄轅轆轉轍轎轔轟轡轢轤辦辭辮辯農逕這連週進遊運過達違遙遜遞遠遡適遲遷選遺遼邁還邇邊邏邐郟郵"
    "鄆鄉鄒鄔鄖鄧鄭鄰鄲鄴鄶鄺酈醃醖醜醞醫醬釀釁釃釅釋釐釒釓釔釕釗釘釙針釣釤釦釧釩釵釷釹釺鈀鈁鈄鈅鈈鈉鈍鈎鈐鈑鈔鈕鈞鈡鈣鈥鈦鈧"
    "鈮鈰鈳鈴鈷鈸鈹鈺鈽鈾鈿鉀鉆鉈鉉鉍鉑鉕鉗鉚鉛鉞鉢鉤鉦鉬鉭鉳鉸鉺鉻鉿銀銃銅銑銓銖銘銚銜銠銣銥銦銨銩銪銫銬銱銳銷銹銻銼鋁鋃鋅鋇"
    "鋌鋏鋒鋝鋟鋣鋤鋥鋦鋨鋪鋭鋮鋯鋰鋱鋶鋸鋼錁錄錆錇錈錐錒錕錘錙錚錛錟錠錢錦錨錫錮錯録錳錶錸錼鍀鍁鍃鍅鍆鍇鍋鍍鍔鍘鍛鍤鍥鍩鍬鍰"
    "鍵鍶鍺鍼鎂鎄鎇鎊鎌鎖鎘鎚鎢鎣鎦鎧鎩鎪鎬鎭鎮鎰鎳鎵鎸鎿鏃鏇鏈鏌鏍鏑鏗鏘鏜鏝鏞鏟鏡鏢鏤鏨鏵鏷鏹鏽鐃鐋鐐鐒鐓鐔鐘鐙鐝鐠鐦鐧鐨鐫"
    "鐮鐲鐳鐵鐸鐺鐿鑄鑊鑌鑑鑒鑔鑠鑣鑥鑭鑰鑲鑷鑹鑼鑽鑾鑿钁長門閂閃閆閉開閌閎閏間閔閘閡閣閤閥閨閩閫閬閭閱閲閶閹閻閼閽閾閿闃闆闇"
    "闈闊闋闌闐闔闕闖關闞闡闢闥陘陝陣陰陳陸陽隉隊階隕際隨險隱隴隸隻雋雖雙雛雜雞離難雲電霧霽靂靄靈靚靜靦靨鞏鞝鞦鞽韁韃韆韉韋韌"
    "韓韙韜韝韞韻響頁頂頃項順頇須頊頌頎頏預頑頒頓頗領頜頡頤頦頭頰頷頸頹頻頽顆題額顎顏顓顔願顙顛類顢顥顧顫顬顯顰顱顳顴風颮颯颱"
    "颳颶颼飄飆飈飛飠飢飩飪飫飭飯飱飲飴飼飽飾餃餅餈餉養餌餑餒餓餘餚餛餞餡館餬餱餳餵餷餼餾餿饃饅饈饉饊饋饌饑饒饗饜饞饢馬馭馮馱"
    "馳馴駁駐駑駒駔駕駘駙駛駝駟駡駢駭駱駿騁騅騍騎騏騖騙騫騭騮騰騶騷騸騾驀驁驂驃驄驅驊驍驏驕驗驚驛驟驢驤驥驪骯髏髒體髕髖髮鬆鬍"
    "鬚鬢鬥鬧鬨鬩鬮魎魘魚魯魴魷鮁鮃鮎鮐鮑鮒鮚鮝鮞鮪鮫鮭鮮鯀鯁鯇鯉鯊鯔鯖鯗鯛鯝鯡鯢鯤鯧鯨鯪鯫鯰鯴鯽鯿鰈鰉鰍鰐鰒鰓鰠鰣鰥鰨鰩鰭鰱"
    "鰲鰳鰵鰷鰹鰻鰾鱅鱈鱉鱒鱔鱖鱗鱘鱝鱟鱧鱭鱷鱸鱺鳥鳧鳩鳬鳳鳴鳶鴆鴇鴉鴕鴛鴝鴟鴣鴦鴨鴯鴰鴻鴿鵂鵑鵒鵓鵜鵝鵠鵡鵪鵬鵯鵰鵲鶇鶉鶓鶘"
    "鶚鶥鶩鶯鶴鶻鶼鶿鷀鷂鷄鷓鷗鷙鷚鷥鷦鷯鷲鷳鷴鷸鷹鷺鸌鸕鸚鸛鸝鸞鹵鹹鹺鹼鹽麗麥麩麪麫麯麵麼黃黌點黨黲黴黷黽黿鼉鼕鼴齊齋齎齏齒"
    "齔齙齜齟齠齡齣齦齧齪齬齲齶齷龍龐龔龕龜"
)
