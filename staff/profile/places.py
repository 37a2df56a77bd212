"""Where the other things are set that make the portal a city's own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A link of the page: ``url`` is a name of an address, ``what`` says what one sets there."""

    url: str
    label: str
    what: str


PLACES = (
    Place(
        "admin:staff_department_changelist", "部署", "名前と電話は、日付をつけて変わります。古い通知書は、前のままです"
    ),
    Place("admin:staff_post_changelist", "職", "だれが何をする職か。発信者、決裁、支払い、監査"),
    Place("areas:list", "区域の分け方と地図", "地区、小学校区など。合わせる、分ける、境を地図に入れる"),
    Place("staff:words", "市の呼び名", "担当職員の区分、地域の支え手の種類、つなぐ分野"),
    Place("staff:rules", "専決規程", "何を、だれが決めるか"),
    Place("staff:committees", "委員会", "審査会、市民の推進委員会(定員)、職員の推進委員会と、その委員"),
    Place("plans:city_plans", "協働推進計画", "目標・方策・取組の表を、Excelから入れます"),
    Place("plans:viewpoints", "評価の視点", "協働事業の評価で、何に点をつけるか"),
    Place("organizations:kinds", "団体の種類", "呼び名(認可・認定・登録・指定)、段階、いるもの、市民に公開すること"),
    Place("letters:wordings", "通知書の文面", "文書番号の記号、公印、教示、様式の番号"),
    Place("admin:records_retentionrule_changelist", "保存年限", "書類を何年のこすか"),
    Place("admin:records_closedday_changelist", "閉庁日", "期限が休みの日に当たるとき、次の開庁日にします"),
)
