"""The printed choices of the forms and the kinds of the model. Values are the printed Japanese.

Source: 特定個人情報保護評価指針 様式2・3・4 (平成30年5月) for the numbered choices.
`UNKNOWN` (不明) is the choice that a document does not show.
"""

from __future__ import annotations

from enum import Enum


class FormKind(Enum):
    """様式: which of the three official forms an assessment is written on."""

    BASIC = "基礎項目評価書"
    PRIORITY = "重点項目評価書"
    FULL = "全項目評価書"

    # Every address of a field is hashed by it, and the hash of an Enum looks its name up.
    __hash__ = object.__hash__


class ScreeningResult(Enum):
    """しきい値判断結果: what a body is obliged to write (様式4 Ⅵ.1②, 様式3 Ⅴ.1②, 様式2 Ⅲ), without what it adds freely."""

    FULL = "基礎項目評価及び全項目評価の実施が義務付けられる"
    PRIORITY = "基礎項目評価及び重点項目評価の実施が義務付けられる"
    BASIC = "基礎項目評価の実施が義務付けられる"
    NONE = "特定個人情報保護評価の実施が義務付けられない"
    UNKNOWN = "不明"


class BodyKind(Enum):
    """評価実施機関の種類: which norms bind it, who looks at its assessment, and what is 移転 for it, depend on this."""

    MUNICIPALITY = "市区町村"
    PREFECTURE = "都道府県"
    SCHOOL_BOARD = "教育委員会"
    UNION = "広域連合・一部事務組合"
    NATIONAL = "国の行政機関"
    AGENCY = "独立行政法人等"
    INSURER = "健保・共済・国保組合"
    OTHER = "その他"
    UNKNOWN = "不明"


class PartyKind(Enum):
    """主体の種類."""

    PERSON = "住民・本人"
    ASSESSOR = "評価実施機関"
    DEPARTMENT = "部署"
    SAME_GOVERNMENT = "同一団体の他の機関"
    PREFECTURE = "都道府県"
    JLIS = "機構"
    NATIONAL = "国の機関"
    MUNICIPALITY = "他市区町村"
    OTHER_PUBLIC = "その他の公的機関"
    COMPANY = "民間事業者"
    CONTRACTOR = "委託先"


class NodeKind(Enum):
    """システムの種類: an information system, a terminal, an application, a network, or a medium."""

    SYSTEM = "システム"
    TERMINAL = "端末"
    APPLICATION = "アプリ"
    NETWORK = "ネットワーク"
    MEDIUM = "媒体"


class Side(Enum):
    """側: the part of a picture that a box or an outermost frame belongs to, in the order of the page.

    UNKNOWN is for what no side is known of.
    """

    RESIDENT = "住民側"
    SELF = "評価実施機関"
    OUTSIDE = "外部"
    CONTRACTOR = "委託先"
    UNKNOWN = "不明"


class FlowKind(Enum):
    """流れの種類. 移転 stays inside one 機関, 提供 leaves it; 該当なし is none of the form's kinds."""

    ACQUISITION = "入手"
    USE = "使用"
    TRANSFER = "移転"
    PROVISION = "提供"
    ENTRUSTMENT = "委託"
    SUBENTRUSTMENT = "再委託"
    NONE = "該当なし"


class Means(Enum):
    """方法: how information is handed over (様式4 Ⅱ.3②, Ⅱ.4④, Ⅱ.5⑥, and the networks that 別添1 names)."""

    PAPER = "紙"
    MEDIUM = "電子記録媒体（フラッシュメモリを除く。）"
    FLASH = "フラッシュメモリ"
    MAIL = "電子メール"
    DEDICATED_LINE = "専用線"
    INTERNAL = "庁内連携システム"
    PROVISION_NETWORK = "情報提供ネットワークシステム"
    JUKI_NETWORK = "住民基本台帳ネットワークシステム"
    LGWAN = "LGWAN"
    INTERNET = "インターネット"
    OTHER = "その他"


class SourceKind(Enum):
    """入手元 (様式4 Ⅱ.3①)."""

    PERSON = "本人又は本人の代理人"
    DEPARTMENT = "評価実施機関内の他部署"
    NATIONAL = "行政機関・独立行政法人等"
    LOCAL = "地方公共団体・地方独立行政法人"
    COMPANY = "民間事業者"
    OTHER = "その他"


class ConnectionChoice(Enum):
    """他のシステムとの接続 (様式4 Ⅰ.2③): the printed boxes. What is written in その他（ ） is named itself."""

    PROVISION_NETWORK = "情報提供ネットワークシステム"
    INTERNAL = "庁内連携システム"
    JUKI_NETWORK = "住民基本台帳ネットワークシステム"
    RESIDENT_REGISTER = "既存住民基本台帳システム"
    ADDRESSEE = "宛名システム等"
    TAX = "税務システム"
    OTHER = "その他"


class MainItem(Enum):
    """主な記録項目 (様式4 Ⅱ.2④)."""

    NUMBER = "個人番号"
    CODE = "個人番号対応符号"
    OTHER_IDENTIFIER = "その他識別情報（内部番号）"
    FOUR = "4情報"
    CONTACT = "連絡先"
    REGISTER = "その他住民票関係情報"
    NATIONAL_TAX = "国税関係情報"
    LOCAL_TAX = "地方税関係情報"
    HEALTH = "健康・医療関係情報"
    HEALTH_INSURANCE = "医療保険関係情報"
    CHILDREN = "児童福祉・子育て関係情報"
    DISABILITY = "障害者福祉関係情報"
    WELFARE = "生活保護・社会福祉関係情報"
    ELDERLY = "介護・高齢者福祉関係情報"
    EMPLOYMENT = "雇用・労働関係情報"
    PENSION = "年金関係情報"
    SCHOOL = "学校・教育関係情報"
    DISASTER = "災害関係情報"
    OTHER = "その他"


class SubjectBand(Enum):
    """対象人数 (様式4 Ⅰ.1③)."""

    UNDER_1K = "1,000人未満"
    UNDER_10K = "1,000人以上1万人未満"
    UNDER_100K = "1万人以上10万人未満"
    UNDER_300K = "10万人以上30万人未満"
    OVER_300K = "30万人以上"
    UNKNOWN = "不明"


class PersonBand(Enum):
    """対象となる本人の数 (様式4 Ⅱ.2②, Ⅱ.4②, Ⅱ.5④): another scale than 対象人数."""

    UNDER_10K = "1万人未満"
    UNDER_100K = "1万人以上10万人未満"
    UNDER_1M = "10万人以上100万人未満"
    UNDER_10M = "100万人以上1,000万人未満"
    OVER_10M = "1,000万人以上"
    UNKNOWN = "不明"


class RowBand(Enum):
    """本人の数 in a row of a 別紙: a choice of Ⅱ.5④, or one of the other scale (Ⅰ.1③) that a row borrows."""

    UNDER_1K = "1,000人未満"
    FROM_1K = "1,000人以上1万人未満"
    UNDER_10K = "1万人未満"
    UNDER_100K = "1万人以上10万人未満"
    UNDER_300K = "10万人以上30万人未満"
    OVER_300K = "30万人以上"
    UNDER_1M = "10万人以上100万人未満"
    UNDER_10M = "100万人以上1,000万人未満"
    OVER_10M = "1,000万人以上"
    UNKNOWN = "不明"


class RecordBand(Enum):
    """記録される項目 (様式4 Ⅱ.2④)."""

    UNDER_10 = "10項目未満"
    UNDER_50 = "10項目以上50項目未満"
    UNDER_100 = "50項目以上100項目未満"
    OVER_100 = "100項目以上"
    UNKNOWN = "不明"


class HandlerBand(Enum):
    """使用者数・取扱者数 (様式4 Ⅱ.3⑦, Ⅱ.4③)."""

    UNDER_10 = "10人未満"
    UNDER_50 = "10人以上50人未満"
    UNDER_100 = "50人以上100人未満"
    UNDER_500 = "100人以上500人未満"
    UNDER_1K = "500人以上1,000人未満"
    OVER_1K = "1,000人以上"
    UNKNOWN = "不明"


class PeriodBand(Enum):
    """保管期間 (様式4 Ⅱ.6②)."""

    UNDER_1_YEAR = "1年未満"
    ONE_YEAR = "1年"
    TWO_YEARS = "2年"
    THREE_YEARS = "3年"
    FOUR_YEARS = "4年"
    FIVE_YEARS = "5年"
    UNDER_10_YEARS = "6年以上10年未満"
    UNDER_20_YEARS = "10年以上20年未満"
    OVER_20_YEARS = "20年以上"
    NOT_SET = "定められていない"
    UNKNOWN = "不明"


class FileKind(Enum):
    """ファイルの種類 (様式4 Ⅱ.2①)."""

    SYSTEM = "システム用ファイル"
    OTHER = "その他の電子ファイル（表計算ファイル等）"
    UNKNOWN = "不明"


class Extent(Enum):
    """取扱いを委託する特定個人情報ファイルの範囲 (様式4 Ⅱ.4②)."""

    WHOLE = "特定個人情報ファイルの全体"
    PART = "特定個人情報ファイルの一部"
    UNKNOWN = "不明"


class CountKind(Enum):
    """件数: which entries of Ⅱ.4 and Ⅱ.5 a file declares a number of."""

    ENTRUSTMENTS = "委託"
    PROVISIONS = "提供"
    TRANSFERS = "移転"


class Way(Enum):
    """向き: which way a contract looks from the node that it names first."""

    BOTH = "双方"
    OUT = "渡し"
    IN = "受け"


class Timing(Enum):
    """提出時期 (変更箇所): whether a change was filed before or after it was made."""

    BEFORE = "事前"
    AFTER = "事後"
    UNKNOWN = "不明"
