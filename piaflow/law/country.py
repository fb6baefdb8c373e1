"""Bodies of which the country has one: whoever is named so in any document is that body. As of January 2026.

Sources: 地方自治法 and JIS X 0401 (prefectures, in the order of their codes); 国家行政組織法 別表第一, 内閣府設置法 64条,
デジタル庁設置法, 復興庁設置法 (ministries and their agencies); the law that each of the others is set up by. A body that is
not here is not taken for one: that only leaves open what could be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PREFECTURES = (
    *(
        "北海道",
        "青森県",
        "岩手県",
        "宮城県",
        "秋田県",
        "山形県",
        "福島県",
        "茨城県",
        "栃木県",
        "群馬県",
        "埼玉県",
    ),
    *(
        "千葉県",
        "東京都",
        "神奈川県",
        "新潟県",
        "富山県",
        "石川県",
        "福井県",
        "山梨県",
        "長野県",
        "岐阜県",
        "静岡県",
    ),
    *(
        "愛知県",
        "三重県",
        "滋賀県",
        "京都府",
        "大阪府",
        "兵庫県",
        "奈良県",
        "和歌山県",
        "鳥取県",
        "島根県",
        "岡山県",
    ),
    *(
        "広島県",
        "山口県",
        "徳島県",
        "香川県",
        "愛媛県",
        "高知県",
        "福岡県",
        "佐賀県",
        "長崎県",
        "熊本県",
        "大分県",
    ),
    *("宮崎県", "鹿児島県", "沖縄県"),
)
"""The prefectures: the first two digits of a 全国地方公共団体コード are the place here, from 1."""

JLIS = "地方公共団体情報システム機構"
OF_JLIS = re.compile(
    "住民基本台帳ネットワーク|住基ネット|市町村CS|市町村コミュニケーションサーバ|都道府県サーバ|全国サーバ"
    "|カード管理システム|証明書交付センター"
)
"""The systems that J-LIS runs, or which are joined to those: 住民基本台帳法30条の7, 番号法17条の2, コンビニ交付."""
RUN_BY_JLIS = re.compile("中間サーバ")
"""What J-LIS runs for local governments, and with which others exchange too."""
MINISTRIES = (
    *("内閣官房", "内閣府", "宮内庁", "公正取引委員会", "国家公安委員会", "警察庁", "個人情報保護委員会"),
    *(
        "カジノ管理委員会",
        "金融庁",
        "消費者庁",
        "こども家庭庁",
        "デジタル庁",
        "復興庁",
        "総務省",
        "公害等調整委員会",
    ),
    *("消防庁", "法務省", "出入国在留管理庁", "公安審査委員会", "公安調査庁", "外務省", "財務省", "国税庁"),
    *("文部科学省", "スポーツ庁", "文化庁", "厚生労働省", "中央労働委員会", "農林水産省", "林野庁", "水産庁"),
    *(
        "経済産業省",
        "資源エネルギー庁",
        "特許庁",
        "中小企業庁",
        "国土交通省",
        "観光庁",
        "気象庁",
        "運輸安全委員会",
    ),
    *("海上保安庁", "環境省", "原子力規制委員会", "防衛省", "防衛装備庁", "人事院", "会計検査院"),
)
_MINISTRIES_IN_SHORT: Mapping[str, str] = {
    "公取委": "公正取引委員会",
    "個情委": "個人情報保護委員会",
    "入管庁": "出入国在留管理庁",
    "文科省": "文部科学省",
    "厚労省": "厚生労働省",
    "農水省": "農林水産省",
    "経産省": "経済産業省",
    "国交省": "国土交通省",
}
"""As they call themselves and the press does."""
_OTHERS: Mapping[str, tuple[str, ...]] = {
    JLIS: ("J-LIS", "JLIS"),  # 地方公共団体情報システム機構法
    "社会保険診療報酬支払基金": ("支払基金",),  # 社会保険診療報酬支払基金法
    "日本年金機構": ("年金機構",),  # 日本年金機構法
    "国民健康保険中央会": ("国保中央会",),  # one for all 国民健康保険団体連合会
    "地方税共同機構": ("LTA",),  # 地方税法761条
    "全国健康保険協会": ("協会けんぽ",),  # 健康保険法7条の2
    "企業年金連合会": (),  # 確定給付企業年金法91条の2
    "国民年金基金連合会": (),  # 国民年金法137条の2の5
    "農業者年金基金": (),  # 独立行政法人農業者年金基金法
    "日本学生支援機構": ("JASSO",),  # 独立行政法人日本学生支援機構法
    "勤労者退職金共済機構": (),  # 中小企業退職金共済法
    "日本私立学校振興・共済事業団": (),  # 日本私立学校振興・共済事業団法
    "国家公務員共済組合連合会": (),  # 国家公務員共済組合法21条
    "地方公務員共済組合連合会": (),  # 地方公務員等共済組合法38条の2
    "地方職員共済組合": (),  # 同法3条1項
    "公立学校共済組合": (),
    "警察共済組合": (),
    "全国市町村職員共済組合連合会": (),  # 同法27条
}
SOLE: Mapping[str, str] = {
    **{name: name for name in MINISTRIES},
    **_MINISTRIES_IN_SHORT,
    **{written: full for full, short in _OTHERS.items() for written in (full, *short)},
}
"""The full name of each body that there is one of, by that and by what it is called for short."""

OFFICES: Mapping[str, tuple[str, ...]] = {
    "税務署": ("国税庁",),  # 財務省設置法23条・24条
    "国税局": ("国税庁",),
    "年金事務所": ("日本年金機構",),  # 日本年金機構法29条
    "公共職業安定所": ("厚生労働省",),  # 厚生労働省設置法24条
    "ハローワーク": ("厚生労働省",),
    "労働基準監督署": ("厚生労働省",),  # 同法22条
    "労働局": ("厚生労働省",),  # 同法21条
    "法務局": ("法務省",),  # 法務省設置法15条・18条
    "出入国在留管理局": ("出入国在留管理庁",),  # 法務省設置法31条
    "入国管理局": ("出入国在留管理庁",),  # as it was called until 2019
    "入管": ("出入国在留管理庁",),
    "厚生局": ("厚生労働省",),  # 厚生労働省設置法17条
    **dict.fromkeys(("国税当局", "税務当局", "課税庁"), ("国税庁",)),
    "社会保険庁": ("日本年金機構", "全国健康保険協会"),  # until 2009
    "地方自治情報センター": (JLIS,),  # until 2014
    "LASDEC": (JLIS,),
    "地方税電子化協議会": ("地方税共同機構",),  # until 2019
    "内閣総理大臣": (
        "内閣府",
        "デジタル庁",
        "復興庁",
    ),  # 内閣府設置法6条、デジタル庁設置法6条、復興庁設置法6条
}
"""How the offices, heads and forerunners of such a body are called, or end, and whose they are, or may be."""

PER_PREFECTURE = frozenset({"都道府県サーバー"})
"""Systems of which each prefecture has its own, whoever runs it: a mayor notifies the governor of his prefecture
(住民基本台帳法30条の6), who may have J-LIS do the work (同法30条の7)."""
