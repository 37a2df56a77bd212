"""A decision letter and a recognition letter as the city writes them, for tests and for the bench."""

from dataclasses import replace
from datetime import date
from typing import Any

from records.letters.kinds import Addressee, Letterhead
from records.letters.paper import Entry, Layout, Paper, SealMode, Wording

DAY = date(2025, 6, 2)
LETTERHEAD = Letterhead("新見市", "新見市長", "見本 一郎", "総務部 総合政策課 協働推進係", "0867-00-1234")
VALUES = {
    **LETTERHEAD.values(),
    "年度": "令和7年度",
    "交付金": "新見市小規模多機能自治一括交付金",
    "申請日": "令和7年5月12日",
    "交付決定額": "金1,234,000円",
    "完了期限": "令和8年3月31日",
    "交付の方法": "概算払(第1回 令和7年7月 金900,000円)\n概算払(第2回 令和7年12月 金334,000円)",
    "代表者": "会長 髙﨑 𠮷彦",
}
CONDITIONS = """この交付金を、交付の対象となる事業以外に使わないこと。
事業の内容を変更し、中止し、又は廃止するときは、あらかじめ市長の承認を受けること。
事業が予定の期間内に完了しないとき、又は事業の遂行が困難となったときは、速やかに報告し、その指示を受けること。
帳簿及び領収書を他の会計と分けて整え、事業の完了した年度の翌年度から5年間保存すること。
偽りその他不正の手段により交付を受けたとき、又はこの条件に違反したときは、決定の全部又は一部を取り消し、返還を求めることがある。"""
NOTICE = Wording(
    layout=Layout.NOTICE,
    form_number="様式第2号（第5条関係）",
    title="{年度}{交付金}\n交付決定通知書",
    body="{申請日}付けで申請のあった{年度}{交付金}については、下記のとおり交付することに決定したので通知します。",
    entries=(
        Entry("交付決定額", "{交付決定額}"),
        Entry("交付の対象となる事業", "申請書のとおり"),
        Entry("事業の完了期限", "{完了期限}"),
        Entry("交付の方法", "{交付の方法}"),
        Entry("加算金", "{加算金}", optional=True),
        Entry("交付の条件", CONDITIONS),
        Entry("適用する規則・要綱", "新見市補助金等交付規則（平成17年新見市規則第63号）"),
    ),
    contact="担当　{担当}\n電話　{電話}",
)
DIRECTIVE = Wording(
    layout=Layout.DIRECTIVE,
    form_number="様式第3号（第6条関係）",
    title="新見市地域運営組織認可通知書",
    body="{申請日}付けで申請のあった地域運営組織の認可については、要綱第6条第1項の規定により、下記のとおり認可します。",
    entries=(Entry("名称", "唐松まちづくり協議会"), Entry("代表者", "{代表者}")),
    seal_mode=SealMode.IMAGE,
    closing=True,
    appeal="この処分に不服がある場合は、{発信者}に対して審査請求をすることができます。",
    contact="担当　{担当}",
)


def notice(person: str = "会長 青木 和子", **values: str) -> Paper:
    return Paper(NOTICE, VALUES | values, Addressee("青葉谷まちづくり協議会", person), LETTERHEAD)


def directive() -> Paper:
    return Paper(DIRECTIVE, VALUES, Addressee("唐松まちづくり協議会", "会長 髙﨑 𠮷彦", "新見市唐松1番地"), LETTERHEAD)


def reworded(paper: Paper, **changes: Any) -> Paper:
    return replace(paper, wording=replace(paper.wording, **changes))
