"""What a rule book says of the scheme beside its formula: names, dates, papers, conditions, criteria."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grants.formula.fields import COUNT, DAY, DAYS, FLAG, LINES, LONG, MONEY, TEXT, YEAR, Spec
from grants.formula.reading import Reader
from grants.formula.values import LONGEST_TEXT

ABOUT: Mapping[str, Spec] = {
    key: Spec(kind, label, key, required=key in ("name", "fiscal_year", "base_date"))
    for key, kind, label in (
        ("name", TEXT, "制度の名前"),
        ("city", TEXT, "市区町村"),
        ("programme", TEXT, "制度のコード"),
        ("fiscal_year", YEAR, "年度"),
        ("rule_name", TEXT, "規則の名前"),
        ("guideline_name", TEXT, "要綱の名前"),
        ("article", TEXT, "根拠の条"),
        ("source", TEXT, "この制度の出典"),
        ("purpose", LONG, "何のための交付金か"),
        ("eligible", LINES, "申請できる団体の段階"),
        ("base_date", DAY, "算定の基準日"),
        ("opens_on", DAY, "受付のはじまり"),
        ("deadline", DAY, "申請の期限"),
        ("takes_late", FLAG, "期限の後も受け付ける"),
        ("decides_within", YEAR, "決定までの日数の目安"),
        ("completion_by", DAY, "事業の完了期限"),
        ("report_due", DAY, "実績報告の期限"),
        ("papers", LINES, "付けてもらう書類"),
        ("payment_method", TEXT, "交付の時期と方法"),
        ("appropriation", MONEY, "予算額"),
        ("eligible_kinds", LINES, "申請できる団体の法人格"),
        ("needs_future_plan", FLAG, "総会で決めた将来計画が要る"),
        ("eligible_uses", LINES, "対象になる使いみち"),
        ("excluded_uses", LINES, "対象にならない使いみち"),
        ("expense_categories", LINES, "対象になる支出の科目"),
        ("light_percent", COUNT, "届出だけで足りる変更(%)"),
        ("gives_up_within", COUNT, "決定のあと取り下げられる日数"),
        ("instalments", COUNT, "交付の回数"),
        ("instalment_unit", COUNT, "1回の交付額の単位"),
        ("status_dates", DAYS, "状況報告を求める日"),
        ("status_within", COUNT, "状況報告の期限までの日数"),
        ("watch_surplus", COUNT, "気をつける使い残しの割合(%)"),
        ("equipment_from", COUNT, "備品台帳に載せる額(円以上)"),
        ("equipment_years", COUNT, "備品の処分を制限する年数"),
        ("report_papers", LINES, "実績報告に付けてもらう書類"),
        ("report_criteria", LINES, "実績報告の確認の基準"),
        ("confirms_in", COUNT, "確定額の端数の切捨て"),
        ("surplus", TEXT, "使い残しの扱い"),
        ("carry_cap", COUNT, "繰り越せる割合の上限(%)"),
        ("reserves", FLAG, "使い残しの積立を認める"),
        ("reserve_needs_plan", FLAG, "積立には、総会で認めた計画が要る"),
        ("reserve_cap", COUNT, "積み立てられる割合の上限(%)"),
        ("sends_receipts", FLAG, "受付通知書を書面で出す"),
        ("sends_corrections", FLAG, "補正依頼書を書面で出す"),
        ("regrants", FLAG, "地域の中での再交付を認める"),
        ("returns_within", COUNT, "返還の期限までの日数"),
        ("keeps_for", COUNT, "文書の保存年限"),
    )
}
EVIDENCE = ("", "eligible", "plan", "balance", "within", "budget")


def about(reader: Reader, doc: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The conditions of the grant, and the criteria of the review with what the portal looks at by itself."""
    conditions = []
    for at, each in enumerate(reader.array(doc.get("conditions", []), ("conditions",))):
        if isinstance(each, str) and each.strip() and len(each) <= LONGEST_TEXT:
            conditions.append(each.strip())
        else:
            reader.fault(("conditions", at), f"交付の条件を、{LONGEST_TEXT}字までの文で書いてください。")
    criteria = []
    for at, each in enumerate(reader.array(doc.get("criteria", []), ("criteria",))):
        row = reader.table(each, ("criteria", at))
        reader.unknown(row, {"text": None, "evidence": None}, ("criteria", at))
        words, evidence = row.get("text"), row.get("evidence", "")
        if not isinstance(words, str) or not words.strip() or evidence not in EVIDENCE:
            told = "、".join(EVIDENCE[1:])
            reader.fault(
                ("criteria", at), f"基準(text)を書いてください。自動で確かめること(evidence)は{told}のどれかです。"
            )
            continue
        criteria.append((words.strip(), evidence))
    return tuple(conditions), tuple(criteria)
