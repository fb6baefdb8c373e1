"""What the name of a body tells by itself: whether it is that of one body in the country, or a word for many.

Words for kinds of bodies have no end (隣の市, 国保連合会, 税務署長), so a name has to show that it is one: it is on the
list of bodies that there is one of, or it has the shape of a municipality's or prefecture's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, frozen

from piaflow.domain.names import fold
from piaflow.graph.morphemes import repeat
from piaflow.law.country import MINISTRIES, OFFICES, PREFECTURES, SOLE
from piaflow.law.municipalities import (
    LocalBody,
    find_by_code,
    find_by_name,
    find_cities,
    find_names,
    find_shared_names,
    find_wards,
    split_ward,
)

_BETWEEN = re.compile(
    "(?:及び|並びに|又は|若しくは|および|ならびに|または|もしくは|[、,，/／\n])(?![^(（]*[)）])"
)
"""What stands between the names of several, but for remarks in brackets."""
_FORM = re.compile(
    "(?:(?:地方)?独立行政|(?:公益|一般)(?:社団|財団)|国立研究開発|特殊|認可|社会福祉)法人(?!(?:等|など)?$)"
)
"""What a corporation is by law, before its name."""
_HEADS = (
    (re.compile("(.*[都道府県])(?:知事|庁)"), r"\1"),
    (re.compile("(.*[市区町村])(?:の?長|役所|役場)"), r"\1"),
    (re.compile("(.*委員会)(?:教育長|委員長)"), r"\1"),
    (re.compile("(.*)(?:教育長|教育庁|教委)"), r"\1教育委員会"),
    (re.compile("(.*(?:連合|組合|企業団|基金|機構|協会|事業団|会))(?:理事長|会長|管理者|企業長|長)"), r"\1"),
    (re.compile("(.*庁)長官"), r"\1"),
    (re.compile("(.*[署所局]|.*本部)長"), r"\1"),
    (re.compile("デジタル大臣"), "デジタル庁"),
    (re.compile("(?!内閣総理)(.*)大臣"), r"\1省"),
)
"""How those who stand for a body are called, and the body itself."""
_ORGAN = re.compile("(.*?)((?:教育|選挙管理|農業|人事|公平)委員会|監査委員|議会)")
_PREFECTURE = re.compile("北海道|東京都|(?:京都|大阪)府|(?P<own>.{1,3})県")
_WITH_PREFECTURE = re.compile(
    "(?P<prefecture>北海道|東京都|(?:京都|大阪)府|.{1,3}県)(?:.{1,4}郡(?=.+[町村]$))?(?P<town>.+[市区町村])"
)
_TOWN = re.compile("(?P<own>.+)[市区町村]")
_POINTING = frozenset("本当同各他貴隣弊自全両諸旧新現前元先某御")
"""本市, 当町, 隣県: whose it is depends on who speaks."""
_DESCRIBING = re.compile(
    "住所|本籍|転[入出居]|居住|所在|在住|在勤|勤務|出身|支給|受給|対象|関係|構成|加盟|参加|加入|隣接|近隣|周辺"
    "|[都道府県市区町村国管圏]内|管轄|所管|当該|該当|指定|政令|特別|中核|特例|委託|受託|請求|申請|届出|照会|提供|送付"
    "|通知|回答|移転|連携|協定|相手|一部|全国|複数|別の|以外|他|発行|交付|保険|団体|自治体|機関|を|する|した|である|^旧|^各(?!務原)"
)
"""What no municipality is called by: which one is meant is described."""
_KIND = re.compile(
    r".*(?:(?<!^余)市町|市町村|町村|市区|区市|区町村|道?府県|都県)|.*(?:行政|改良|財産|学|校|地|選挙|投票|開票|自治|管|海|漁)区|.*地方都市|大都市"
    "|(?!えびの市|いの町).*の[市区町村県]|[^ぁ-ゖァ-ヺ々㐀-鿿]+[市区町村県]"
)
"""What is said of a kind, and where signs stand for the name (〇〇市, A県)."""
_TRADE = re.compile(
    r"会社|法人|\((?:[株有同資名]|[一公][社財]?)\)|[理護]士|計士|書士|労務士|医師|歯科|薬局|商店"
)
"""What the names of companies and of people in a trade have: 有限会社中村, 税理士木村."""
_NOUN = (
    "各種?|他の?|その他の?|関係|関連|対象|該当|当該|所轄|所管|外部|内部|民間|公的|公共|公立|私立|国公立|一般|地域|地方|特定|指定|協力|契約|提携|登録"
    "|認可外?|認定|任意|標準|準拠|ASP|法人|企業|団体|[市区町村県管圏][内外]|医師(?=国|健)|学校(?=設置)|国民|住民|個人|被用者|高齢者|後期|障害|障がい|児童|者"
    "|医療|歯科|看護|健康|保健|保険|介護|福祉|社会|年金|税務?|農業|教育|研究|人事|人材|条例|番号|情報|評価|診療報酬|奨学金|援護|保護|生活"
    "|システム|サーバー?|クラウド|プログラム|データ|アプリ|機器|帳票|通知書|センター|通信|回線|ネットワーク|コール|窓口|電算|計算"
    "|再(?=々?委託)|々|委託|受託|運用|保守|管理|開発|構築|改修|警備|清掃|郵送|郵便|倉庫|支援|印刷|印字|封入|封緘|発送|配送|運搬|運送|入力|パンチ|処理"
    "|作業|業務|廃棄|消去|溶解|保管|派遣|受付|事務|事業|実施|サービス|提供|照会|連携|移転|通知|回答|入手|送付|受領|請求|保有|設置|[先元](?=機関|団体|事業者|[のへ])"
    "|審査|支払|支給|給付|裁定|決定|判定|調査|申請|届出|報告|依頼|連絡|問い?合わ?せ|職域|利用|入所|通所|居宅|在宅|訪問|金融|収納|代理|接種|検診|健診|検査|自立|相談|小(?=中?学校|・)|中(?=学校|・)|高等|特別支援|専門|夜間"
    "|個別|集団|取引|取扱|特定非営利活動|NPO|独立行政|公認|生命|損害|電力|電気|ガス|不動産|証券|保証|クレジット|カード|決済|代行|及び|又は|・|や|の|等"
)
"""The common nouns of the field, and what stands between them: no proper name is made of them."""
_PUBLIC = "市町村|職員|教職員|[県市]立|総合|広域|共同|一部|共済|健保|国保|消防|水道|環境|衛生|土地改良|行政|執行|選挙|監査|公平"
"""The nouns by which a place has one of a kind (市立病院, 市町村職員共済組合)."""
_FIELD = f"{_NOUN}|{_PUBLIC}"
_MANY = re.compile(
    "(?:地方)?公営企業管理者|(?:水道|下水道|上下水道|病院|交通)?(?:事業|企業)管理者|消防長|"
    f"[本当同各他貴弊自]?(?:[都道府県市区町村]の?)?{repeat(_FIELD)}"
    "(?:連合|連合会|組合|企業団|企業|委員会|委員|基金|機構|協会|協議会|法人|公社|会|事務所|相談所|署|所|局|本部|学校|大学|病院"
    "|センター|団体|機関|保険者|[都道府県市区町村])|国|知事"
)
"""Names that are made of words for kinds of bodies and nothing else."""
_MUNICIPAL = re.compile("(?:市区町村|区市町村|市町村|市町|町村|市区|区市|[市区町村])$")
_PREFECTURAL = re.compile("(?:都?道?府県|都道府|都県|[都道府県]|知事)$")
_GOVERNMENT = re.compile("(?:(?:地方)?公共団体|自治体|地方団体)(?:の(?:首?長|機関)(?:その他の執行機関)?)?$")
_NATION = re.compile(
    "国(?:の(?:行政)?機関)?|政府|(?:中央|.?)(?:府省庁?|省庁)|(?:国の)?行政機関の長|(?:主務|所管|担当|関係|各)省"
)
_OF_ANY_LEVEL = re.compile(
    "行政機関(?:の長)?(?:等|など)|国(?:等|など)|官公[署庁]|公署|(?:行政|監督|上級|所管)?官庁|(?:行政|処分)庁|任命権者"
)
"""The nation and local governments alike (番号法2条14項, 個人情報保護法2条11項)."""
_OWN = re.compile("[本当自弊同](?:[都道府県市区町村]|団体|自治体)")
"""本市, 当県: whoever speaks, and nobody else."""
_ROLE = re.compile(
    f"(?!.*(?:自治体|団体の)機関|.*(?:医療|金融|検査|教育|研究|接種|検診|健診|収納|代理|派遣|委託|受託|取引)機関){repeat(_FIELD)}"
    "(?:機関|(?:照会|提供|受領|送付|請求|保有|実施|設置)者|(?:照会|提供|受領|送付|請求|保有|連携|相手|回答|通知|調査|報告|依頼|連絡|問い?合わ?せ)(?:先|元))"
    "|相手先?|(?:他の?|各|外部|相手)団体|.*に(?:掲げ|定め|規定す)る者"
    f"|(?!.*(?:年金|被用者|後期)){repeat(_FIELD)}保険(?:の保険)?者"
)
"""What whoever takes part is called; those who heal, lend or are hired are no such."""
_ELSEWHERE = re.compile(
    r".*(?:参照|(?:の|記載の?)(?:とおり|通り)|に(?:記載|示す|掲載)(?:する者|のもの)?|一覧表?)[。)]*"
    r"|別[紙表添記](?:第?[\d一二三四五六七八九十]+(?:[の-][\d一二三四五六七八九十]+)*)?|同[上左右]|[上下前後]記"
)
"""Where a document only points to another place, which may tell anybody."""
_AND_MORE = re.compile(
    r"(?<!..に)(?<=..)(?:等|など|ほか|他|(?:ほか|他|外)(?:[0-9]+|[数一二三四五六七八九十]+)"
    "(?:[都道府県市区町村社者]+|団体|機関|組合))$"
)
"""市町村等, やまて市ほか2市: those, and more."""
_ITSELF = re.compile("[本当自弊]([都道府県市区町村]|組合|(?:広域)?連合|企業団|機構|協会|基金)")
"""本市, 当組合: the body of the document, where that is one."""
_OF_WHICH = re.compile(
    "(?:.*に(?:掲げ|定め|規定す)る)?(?:(?:その)?他の|各(?!務原|省|種)|加入する|[前現旧](?=の|医療保|保険者)の?|公的(?=.+保険)"
    "|(?:国家|地方)公務員(?=共済組合$)|[都道府県](?=広域連合$))?(?=..)"
)
"""他の医療保険者, 別表第二に掲げる情報照会者, 国家公務員共済組合: some of those."""
_REMARK = re.compile(r"\([^()]*\)")
_WITHIN = "(?:(?!連合会?|組合|機構|協会|基金|委員会|議会|法人|会社|省|庁|[都道府県](?![民税政])|[市区町村](?![民税政])).)"
"""What no other body is named in."""
_BRANCH = re.compile(
    f"{_WITHIN}*"
    "(?:児童相談所|福祉(?:保健|総合)?事務所|保健(?:福祉)?(?:所|事務所|センター)|税事務所|支部|支所|支庁"
    "|支局|支社|支店|出張所|事務所|事務センター|市民センター|行政センター|分室|[^本]部|[局課室係]|担当|窓口)"
)
"""What the branches and sections of a body are called behind its name."""
_WITH_BRANCHES = re.compile(".+(?:連合|連合会|組合|企業団|基金|機構|協会|事業団|公社|法人)")
_COMPANY_BRANCH = re.compile("(?:(?!会社|法人).)*(?:支店|支社|本店|本社|営業所|事業本?部)")
"""What only companies have behind their name: all of it is the one company (会社法10条)."""
_LOCAL_OFFICE = re.compile(
    "(?P<of>都道府県|[都道府県市区](?!立)|)(?:[県市]立)?(?:児童相談所|福祉(?:保健)?事務所|保健所|(?<=.)税事務所)"
)
"""Offices that prefectures and cities have (児童福祉法12条, 社会福祉法14条, 地域保健法5条), and of which of these."""
_NOUNS = (
    "機関|事業[所者主]|病院|診療所|医院|薬局|施設|会場|銀行|信用[金公]庫|信用組合|郵便局|学校|大学|保育[所園]|幼稚園|こども園|雇用主|使用者|企業|会社"
    "|法人|団体|店舗|コンビニ(?:エンスストア)?|代理店|保険者|(?:健康保険|健保|国保|共済|協同)組合|農協|年金基金|給与支払者|年金支払者|特別徴収義務者"
    "|老人ホーム|ステーション|地域包括支援センター|自治会|町内会|弁護士|税理士|会計士|(?:司法|行政)書士|労務士|(?:会計|法律|税理士)事務所"
    "|医師|主治医|家主|業者|委託先|受託者|受注者|請負者|補助者|ベンダー?|SE|共同企業体|JV|(?:コール|電算|計算)センター|指定管理者"
)
_COMMON = re.compile(
    f"{repeat(_NOUN + '|' + _NOUNS)}(?:{_NOUNS})"
    "|[^市区町村県]*(?:先|(?:入手|提供|移転|照会|送付|転出|転入)元)|(?:[前旧現新]|[従以]前の?)?(?:住所|本籍|居住)地"
)
"""Nouns without a name, by what whoever is called so does or is, or is hired for.

As laws say them: 病院, 診療所 (医療法1条の5), 薬局 (健康保険法63条), 学校 (学校教育法1条), 保育所, 施設 (児童福祉法7条),
事業所 (介護保険法), 金融機関 (地方自治法235条); and by the forms: 入手元, 提供先, 移転先, 委託先.
"""
_DESK = re.compile(
    "(?>給付|庶務|管理|総務|資格|賦課|収納|徴収|認定|審査|調整|企画|相談|支援|受付|窓口|記録|システム|経理|予算|業務|事務|事業|計画"
    "|指導|推進|第?[\\d一二三四五六七八九十]+|・|の)+(?:係|担当|班|グループ|チーム)"
)
"""What desks are called in one section as in another, by the task that each has."""
_OFFICE_BY_TASK = re.compile(f"{repeat(_FIELD + '|[市区町村]民')}(?:部署|部門|部局|窓口)")
_BY_OTHERS = re.compile(
    "(?:法定|任意|納税)?代理人|(?:成年|未成年)?後見人|扶養義務者|保護者|家族|親族|世帯員|同居人|関係者|対象者|該当者"
)
"""What people are called by somebody else, or by the 事務 that has to do with them: those of another are others."""
KINDS = frozenset("市区町村県国")
"""The kinds of bodies that words for many are said of; 県 is any prefecture."""
ANYBODY = "者"
"""The kind of whoever assesses what it does with 個人番号: they are those who inquire and who are asked (番号法2条, 28条)."""
_JOINT, _ENTERPRISE, _PENSION, _INSURER, _CORPORATION = "組合", "企業", "年金", "保険", "法人"
_SAID_OF = {
    _JOINT: re.compile("一部事務組合"),
    _ENTERPRISE: re.compile("(?:地方)?公営企業管理者"),
    _PENSION: re.compile(f"{repeat(_FIELD)}年金の?(?:保険|支払|支給)者"),
    _INSURER: re.compile(
        f"(?!.*(?:年金|介護)){repeat(_FIELD)}保険(?:の保険)?者|{repeat(_FIELD)}医療の保険者"
    ),
    _CORPORATION: re.compile("(?:地方)?独立行政法人|独法|特殊法人|認可法人"),
}
"""Words of the law for kinds of bodies that no name of one ends in (地方自治法284条, 地方公営企業法7条, 地方税法321条の7の4)."""
_BY_END = {
    _JOINT: re.compile(
        "(?!.*(?:共済|保険|健保|国保|協同|労働|健康|土地|商店|振興|管理)組合).*(?:組合|企業団)"
    ),
    _ENTERPRISE: re.compile(".*(?:事業|企業)管理者"),
    _INSURER: re.compile(
        "全国健康保険協会|協会けんぽ|.*(?:健康保険|健保|国保|共済)組合|.*共済事業団|.*後期高齢者医療広域連合"
    ),
    _PENSION: re.compile(
        "日本年金機構|厚生労働省|.*(?:共済組合|共済事業団|年金基金)(?:連合会)?|.*共済組合.*支部"
    ),
    _CORPORATION: re.compile(".*(?:機構|基金|協会|事業団|公庫|公団|銀行|大学|研究所|センター|病院|中央会)"),
}
"""How the names of bodies of such a kind end."""
_PUBLIC_END = re.compile("(?:広域連合|連合会|公社|[財社]団|協議会|委員会|[省庁局])$")
CORPORATE = frozenset(_BY_END)
"""The kinds of bodies that are no government."""
_ORGANS = "機関"
"""The kind of the organs that a municipality or prefecture has besides its head."""
LOCAL = KINDS - {"国"} | {_ORGANS}
"""The kinds of 地方公共団体 and their organs."""


@frozen
class BodyName:
    """What a name tells of a body.

    `plain` is the name without the head and, of a municipality, without its prefecture; `full` what only one body
    in the country is called; `town` the name of a municipality or of its organ, which is one as far as no code and
    no prefecture speaks against it, unless it is `shared` by several.
    """

    plain: str
    full: str = ""
    town: str = ""
    prefecture: str = ""
    shared: bool = False

    @property
    def word(self) -> str:
        """The word for bodies that the name may be."""
        return spell_word(self.plain)

    @property
    def is_word(self) -> bool:
        """Whether the name is made of words for kinds of bodies and nothing else."""
        is_named = self.full or self.town or self.word in SOLE or split_form(self.plain)[0]
        return not is_named and bool(
            _MANY.fullmatch(self.word) or _KIND.fullmatch(self.word) or find_kinds(self)
        )

    @property
    def is_of_many(self) -> bool:
        """Whether the name says no more than what kind of body it is."""
        return not (self.full or self.town) and bool(
            _MANY.fullmatch(self.word) or _KIND.fullmatch(self.word) or _DESCRIBING.search(self.word)
        )


def find_prefecture(code: str) -> str:
    """Return the prefecture of a 全国地方公共団体コード, "" where it is of none."""
    number = int(code[:2]) if code[:2].isdecimal() else 0
    return PREFECTURES[number - 1] if 0 < number <= len(PREFECTURES) else ""


def find_local_body(code: str, name: str) -> LocalBody | None:
    """Return the municipality or prefecture that a code tells, else a name; of an organ that of which it is one."""
    if code:
        return find_by_code(code)
    told = read_name(name)
    organ = _ORGAN.fullmatch(told.plain)
    return find_by_name(told.prefecture + organ[1] if organ else told.full or told.town)


@lru_cache(maxsize=65_536)
def split_names(printed: str) -> tuple[str, ...]:
    """Return the names that stand together as one (厚生労働大臣又は日本年金機構); none where it is one alone."""
    parts = tuple(part for part in map(str.strip, _BETWEEN.split(printed)) if part)
    return parts if len(parts) > 1 else ()


@lru_cache(maxsize=65_536)
def read_name(name: str) -> BodyName:
    """Return what the name of a body or of its head (みなと市, みなと市長) tells."""
    plain = _without_head(_FORM.sub("", fold(name)))
    if plain in SOLE:
        return BodyName(plain, SOLE[plain])
    if _TRADE.search(fold(name)):
        return BodyName(plain)
    organ = _ORGAN.fullmatch(plain)
    if organ and organ[1]:
        place = _read_place(organ[1])
        told = {key: text + organ[2] for key in ("full", "town") if (text := getattr(place, key))}
        return evolve(place, plain=place.plain + organ[2], **told)
    return _read_place(plain)


def read_private_name(called: str, name: BodyName) -> BodyName:
    """Return what a name tells of a company or contractor: 中村 is a surname, and so may be 東村 where no more is said.

    沖縄県東村, 東村長 and 東村役場 are the village; nobody else is called as a 市 or 区.
    """
    is_surname = fold(called) == name.plain and name.plain[-1:] in {"町", "村"}
    is_known = name.town in find_names() and not is_surname
    return name if name.full or is_known else BodyName(name.plain)


def is_public_by_end(name: str) -> bool:
    """Whether a name ends as those of public bodies do (みなと衛生組合, 丙県国民健康保険団体連合会), and not of companies."""
    return bool(_PUBLIC_END.search(name) or find_kinds_by_end(BodyName(name)))


def read_name_within(name: str, body: str) -> BodyName:
    """Return what a name tells in a document of `body`: 教育委員会 alone is that of the body's own municipality.

    And 市長 or 知事 alone, in a document of such an organ, is the head of the same; 北区 is the ward of a city that has one.
    """
    told = read_name(name)
    organ, home = _ORGAN.fullmatch(told.plain), read_name(body)
    of_organ, own = _split_organ(body)
    place = home.prefecture + own
    if not told.prefecture and _split_organ(name)[1] in find_wards(own):
        inside = read_name(place + told.plain)
    elif of_organ and place and fold(name).removesuffix("部局") in ("首長", _call_head(place)):
        inside = read_name(place)
    elif (itself := _ITSELF.fullmatch(told.plain)) and place.endswith(itself[1]):
        return read_name(place)
    elif (office := _LOCAL_OFFICE.fullmatch(told.plain)) and office["of"] and own.endswith(office["of"]):
        return BodyName(own + told.plain.removeprefix(office["of"]))
    elif organ and (home.full or home.town) and _is_own(organ[1], place):
        inside = read_name(place + organ[2])
    else:
        return told
    return inside if inside.full or inside.town else told


def _call_head(place: str) -> str:
    return "知事" if place[-1] in "都道府県" else f"{place[-1]}長"


def _split_organ(name: str) -> tuple[str, str]:
    """Return the organ that a name is of, "" where it is of none, and the rest of it without head and prefecture."""
    plain = read_name(name).plain
    organ = _ORGAN.fullmatch(plain)
    return (organ[2], organ[1]) if organ else ("", plain)


def _is_own(pointing: str, place: str) -> bool:
    """Whether what stands before 教育委員会 means the document's own place: nothing, or what it is (市, 本市, 市の)."""
    return not pointing or re.sub("^[本当]|の$", "", pointing) == place[-1]


def find_kinds(name: BodyName) -> frozenset[str]:
    """Return of which kinds a named body is, or may be whom a word for many means; none where neither is told."""
    return _find_own_kinds(name) if name.full or name.town else _find_meant_kinds(name)


def find_kinds_by_end(name: BodyName) -> frozenset[str]:
    """Return of which kinds a body is by the end of its name, where no word for the kind is in it."""
    return frozenset(kind for kind, ending in _BY_END.items() if ending.fullmatch(strip_remarks(name.plain)))


def _find_own_kinds(name: BodyName) -> frozenset[str]:
    place = name.town or name.full
    if name.full in MINISTRIES:
        return frozenset("国")
    organ = _ORGAN.fullmatch(place)
    kind = _find_kind_of_place(organ[1] if organ else place)
    return frozenset({_ORGANS, kind + organ[2]} if organ else {kind})


def _find_kind_of_place(place: str) -> str:
    return "県" if place in PREFECTURES else place[-1:]


def _find_meant_kinds(name: BodyName) -> frozenset[str]:
    plain = name.word
    is_anybody = (
        _ROLE.fullmatch(plain)
        or _ELSEWHERE.fullmatch(plain)
        or _OF_ANY_LEVEL.fullmatch(strip_remarks(name.plain))
    )
    kinds = {kind for kind, word in _SAID_OF.items() if word.fullmatch(plain)}
    if is_anybody or kinds:
        return frozenset(kinds | ({ANYBODY} if is_anybody else set()))
    if office := _LOCAL_OFFICE.fullmatch(plain):
        return _find_kinds_said(office["of"]) if office["of"] else frozenset("県市区")
    if (organ := _ORGAN.fullmatch(plain)) and organ[1]:
        places = _find_meant_kinds(BodyName(organ[1].removesuffix("の")))
        return frozenset(kind + organ[2] for kind in places & KINDS)
    if _NATION.fullmatch(plain):
        return frozenset("国")
    return _find_kinds_said(plain) if name.is_of_many and not _OWN.fullmatch(plain) else frozenset()


def _find_kinds_said(plain: str) -> frozenset[str]:
    """Return the kinds that a word for many says."""
    if _GOVERNMENT.search(plain):
        return LOCAL
    if municipal := _MUNICIPAL.search(plain):
        return frozenset(_with_wards(municipal[0]))
    return frozenset("県" if _PREFECTURAL.search(plain) else "")


def _with_wards(word: str) -> str:
    """市町村 is said of 特別区 too (番号法5条)."""
    return word.replace("市町村", "市区町村")


def strip_remarks(plain: str) -> str:
    """Return a folded name without what stands in brackets."""
    return _REMARK.sub("", plain)


@lru_cache(maxsize=65_536)
def find_wholes(name: str, body: str = "") -> tuple[str, ...]:
    """Return of which bodies an office may be, by its name in a document of `body`: みなと税務署, 乙県福祉事務所, 大阪市北区.

    One of a body that the country has one of may have several heads; a branch is called after its body, and a ward may be
    one of each city that has a ward of its name.
    """
    return tuple(dict.fromkeys(_list_wholes(name, body)))


def _list_wholes(name: str, body: str) -> Iterator[str]:
    plain = strip_remarks(fold(name)).removesuffix("長")
    yield from next((bodies for office, bodies in OFFICES.items() if plain.endswith(office)), ())
    yield from _list_cities(plain, body)
    yield from (remark for remark in re.findall(r"\((.+?)\)", fold(name)) if remark in SOLE)
    if _BRANCH.search(plain):
        for end in range(2, len(plain)):
            if _BRANCH.fullmatch(plain[end:]):
                yield from _list_branched(plain[:end], body)
    if _COMPANY_BRANCH.search(plain):
        yield from _list_companies(fold(name))


def _list_companies(branch: str) -> Iterator[str]:
    """Yield in short what the company may be called whose 支店 a branch is."""
    form = _COMPANY.match(branch)
    for end in range((form.end() if form else 0) + 2, len(branch)):
        if _COMPANY_BRANCH.fullmatch(branch[end:]):
            yield shorten_name(branch[:end])


def _list_cities(ward: str, body: str) -> Iterator[str]:
    """Yield the cities of which a ward may be one; none of the 特別区 that the document is of."""
    told = read_name_within(ward, body)
    city, _ = split_ward(told.plain)
    if city:
        yield city
    elif not told.prefecture and told.plain != _split_organ(body)[1]:
        yield from find_cities(told.plain)


def _list_branched(whole: str, body: str) -> Iterator[str]:
    """Yield what a body that has branches is called; none where it is no body."""
    told = read_name_within(whole, body)
    yield from _list_cities(whole, body)
    if told.full or told.town:
        yield from filter(None, (told.full, "" if told.full and told.shared else told.town))
    elif _WITH_BRANCHES.fullmatch(told.plain) and not told.is_word:
        yield told.plain


def is_common(name: str) -> bool:
    """Whether a name says what somebody is, does or is hired for, and no more (事業所, 指定医療機関等, 移転先, 保守業者)."""
    return not split_form(name)[0] and bool(_COMMON.fullmatch(_without_more(name)))


def is_desk(name: str) -> bool:
    """Whether a name says of a 係 no more than its task (給付係): other sections have such a one."""
    return bool(_DESK.fullmatch(_without_more(name)))


def is_office_by_task(name: str) -> bool:
    """Whether a 部署 is called by its task as no 課 is (情報システム部門, 総合窓口): another document may call it by its name."""
    return bool(_OFFICE_BY_TASK.fullmatch(_without_more(name)))


def is_by_others(name: str) -> bool:
    """Whether people are called by whose they are, or by the 事務 (代理人, 対象者)."""
    return bool(_BY_OTHERS.fullmatch(_without_more(name)))


def _without_more(name: str) -> str:
    return strip_more(strip_remarks(fold(name)))


_FORMS = {
    "株": r"株式会社|\(株\)",
    "有": r"有限会社|\(有\)",
    "同": r"合同会社|\(同\)",
    "資": r"合資会社|\(資\)",
    "名": r"合名会社|\(名\)",
    "一社": r"一般社団法人|\(一社\)",
    "一財": r"一般財団法人|\(一財\)",
    "公社": r"公益社団法人|\(公社\)",
    "公財": r"公益財団法人|\(公財\)",
}
"""The forms of companies, as their names are written."""
_COMPANY = re.compile(rf"{'|'.join(_FORMS.values())}|\([一公]\)")
_READ = (
    *("エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー"),
    *("エイチ", "アイ", "ジェー", "ケー", "エル", "エム", "エヌ"),
    *("オー", "ピー", "キュー", "アール", "エス", "ティー"),
    *("ユー", "ブイ", "ダブリュー", "エックス", "ワイ", "ゼット"),
)
_LETTERS = dict(zip(_READ, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", strict=True)) | {
    "エイ": "A",
    "ディ": "D",
    "ジェイ": "J",
    "ケイ": "K",
    "ティ": "T",
}
"""Latin letters as they are read."""
_LETTER = "|".join(sorted(_LETTERS, key=len, reverse=True))
_SPELLED = re.compile(f"(?<![ァ-ヺー])(?:{_LETTER})(?:・(?:{_LETTER})(?![ァ-ヺー]))+・?")
"""エヌ・ティ・ティ・データ is NTTデータ."""
_IN_SHORT = (
    (re.compile("国民健康保険団体連合会|国保団体連合会|国保連(?!合会)"), "国保連合会"),
    (re.compile("(?:組合)?健保$|健保組合"), "健康保険組合"),
    (re.compile("国保組合|(?<=師)国保$"), "国民健康保険組合"),
    (re.compile("共済$"), "共済組合"),
    (re.compile("後期広域連合"), "後期高齢者医療広域連合"),
    (re.compile("ハローワーク"), "公共職業安定所"),
)


@lru_cache(maxsize=65_536)
def spell_word(plain: str) -> str:
    """Return a word for bodies by itself, not in short: 他の国保連等 is 国保連合会, 別表第二に掲げる市町村長 is 市町村."""
    return _write_out(_without_head(strip_more(strip_remarks(plain) or plain)))


def strip_more(plain: str) -> str:
    """Return a name without what says that it is only some of those, or those and more (市町村等, 他の市町村)."""
    return _OF_WHICH.sub("", _AND_MORE.sub("", plain), count=1)


def _write_out(plain: str) -> str:
    for pattern, word in _IN_SHORT:
        plain = pattern.sub(word, plain)
    return _SPELLED.sub(
        lambda read: "".join(map(_LETTERS.__getitem__, read[0].strip("・").split("・"))), plain
    )


def shorten_name(plain: str) -> str:
    """Return a name as documents write it for short: 国保連合会 is 国民健康保険団体連合会, 市町村等 市町村.

    Without remarks, and without the form of a company, which stands before or behind, is written in many ways or left out.
    """
    word = spell_word(strip_remarks(_COMPANY.sub("", plain)) or plain)
    return SOLE.get(word, word).casefold()


def spell_name(name: str) -> str:
    """Return a name as `shorten_name` does, with what says that there are more of those (乙県知事等)."""
    return _write_out(_without_head(strip_remarks(split_form(name)[1]))).casefold()


def list_remarks(name: str) -> list[str]:
    """Return what stands in brackets in a name, the form of a company aside."""
    return _REMARK.findall(split_form(name)[1])


@lru_cache(maxsize=65_536)
def split_form(name: str) -> tuple[str, str]:
    """Return the form of a company, "" where its name tells none, and the rest of the name."""
    folded = fold(name)
    found = next((form for form, written in _FORMS.items() if re.search(written, folded)), "")
    return found, _COMPANY.sub("", folded).casefold()


def find_place(name: str) -> str:
    """Return of whose 団体 a body is: the municipality or prefecture of an organ, else itself; "" where several bear the name."""
    told = read_name(name)
    if told.shared:
        home = find_local_body("", name)
        return home.full if home else ""
    organ = _ORGAN.fullmatch(told.plain)
    return organ[1] if organ and organ[1] else told.plain


def list_endings(plain: str) -> Iterator[str]:
    """Yield what a name ends in and what may be the word for its kind: 日本年金機構 may be called 機構."""
    return (plain[begin:] for begin in range(1, len(plain) - 1))


def _without_head(name: str) -> str:
    for pattern, body in _HEADS:
        if found := pattern.fullmatch(name):
            return found.expand(body)
    return name


def _read_place(name: str) -> BodyName:
    if (found := _PREFECTURE.fullmatch(name)) and (name in PREFECTURES or _is_proper(found["own"], name)):
        return BodyName(name, full=name)
    prefecture, town = "", name
    if found := _WITH_PREFECTURE.fullmatch(name):
        town = found["town"]
        prefecture = _read_place(found["prefecture"]).full
    found = _TOWN.fullmatch(town)
    if not found or not _is_proper(found["own"], town):
        return BodyName(name)
    if prefecture:
        return BodyName(town, prefecture + town, town, prefecture, town in find_shared_names())
    if town not in find_shared_names():
        town = "".join(find_cities(town)) + town  # the one that has such a ward, or none
    return BodyName(town, town=town, shared=town in find_shared_names())


def _is_proper(own: str | None, name: str) -> bool:
    """Whether what stands before 市, 町 or 県 is the name of one."""
    if name in find_names():
        return True
    described = (
        not own
        or _AND_MORE.search(name)
        or own in _POINTING
        or _DESCRIBING.search(own)
        or _KIND.fullmatch(name)
    )
    return not described
