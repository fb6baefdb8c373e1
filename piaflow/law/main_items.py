"""Which names of 記録項目 belong to which box of 主な記録項目.

Source: the choices of 様式4 Ⅱ.2④ and the lists of 記録項目 in published 評価書. `SIGNS` are words that tell
of a box wherever they stand in a name, `EXACT` the names that tell of it only as a whole.
"""

from __future__ import annotations

from piaflow.domain.choices import MainItem

SIGNS: dict[MainItem, tuple[str, ...]] = {
    MainItem.NUMBER: ("個人番号", "マイナンバー"),
    MainItem.CODE: ("符号",),
    MainItem.OTHER_IDENTIFIER: ("番号", "コード", "ID", "ポインタ"),
    MainItem.FOUR: ("氏名", "性別", "生年月日", "住所", "4情報", "四情報"),
    MainItem.CONTACT: ("電話", "携帯", "TEL", "FAX", "メール", "連絡先"),
}
"""Where a box is marked, one of these is expected in the list."""

BROAD: dict[MainItem, tuple[str, ...]] = {
    MainItem.HEALTH_INSURANCE: ("保険", "国保", "後期", "医療", "資格取得", "資格喪失", "標準報酬"),
    MainItem.CHILDREN: ("児童", "子ども", "こども", "保育"),
    MainItem.WELFARE: ("生活保護", "生活扶助", "生保", "福祉", "保護"),
    MainItem.ELDERLY: ("介護", "高齢"),
    MainItem.PENSION: ("年金",),
}
"""Words of 業務関係情報, taken widely: where a box is marked and none is in the list, a reader asks why."""

EXACT: dict[MainItem, tuple[str, ...]] = {
    MainItem.NUMBER: ("個人番号",),
    MainItem.CODE: ("符号", "個人番号対応符号", "情報提供用個人識別符号"),
    MainItem.OTHER_IDENTIFIER: ("宛名番号", "団体内統合宛名番号", "統合宛名番号"),
    MainItem.CONTACT: ("電話番号", "自宅電話番号", "携帯電話番号", "メールアドレス", "Eメール"),
}
"""Where one of these is in the list, the box is expected to be marked."""

TELLING: dict[MainItem, tuple[str, ...]] = {
    MainItem.LOCAL_TAX: ("市民税", "住民税", "所得割", "課税"),
    MainItem.HEALTH_INSURANCE: ("国保", "国民健康保険", "後期高齢"),
    MainItem.CHILDREN: ("児童手当", "子ども手当", "児童扶養手当"),
    MainItem.WELFARE: ("生活保護", "生保"),
    MainItem.ELDERLY: ("介護保険",),
    MainItem.PENSION: ("国民年金", "年金有無", "厚生年金"),
}
"""Words of 業務関係情報: where one is in the list, a reader asks for the box."""
