"""The application as facts: what was copied, what was typed, what was sent."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.html import format_html

from grants.allotments.limits import limit_of
from grants.cases import Grant
from grants.formula.calculating import Sheet
from grants.formula.rounding import unit_name
from grants.schemes import Scheme
from organizations.models import Organization
from plans.models import YearlyPlan
from records.era import era_date
from records.pieces import Fact, Step, steps
from records.templatetags.japanese import yen


def copied(grant: Grant, plan: YearlyPlan, result: Sheet | None, *, on: date) -> list[Fact]:
    """What register and plan know; each with the way to where it is mended."""
    totals, president = plan.totals(), grant.organization.president(on=on)
    register, plan_url = grant.organization.get_absolute_url(), plan.get_absolute_url()
    limit = f"算定額は{yen(result.amount)}" if result else "算定額は、まだ計算できません"
    told = limit_of(grant.scheme, grant.organization)
    limit += f"。内示額は{yen(told)}" if told else ""
    amount = strong(yen(totals.grant_share), f"計画の「うち交付金」の合計。{limit}")
    return [
        Fact("団体名", grant.organization.name),
        Fact("代表者", str(president) if president else "名簿に会長がいません", register, "ちがうとき"),
        Fact("交付申請額", amount, plan_url, "計画を直す"),
        Fact("事業費の計", yen(totals.cost), plan_url, "計画を見る"),
    ]


def typed(grant: Grant) -> list[Fact]:
    edit = reverse("grants:edit", args=[grant.pk])
    return [
        Fact("着手予定日", era_date(grant.starts_on), edit),
        Fact("完了予定日", era_date(grant.ends_on), edit),
        Fact("連絡する人", f"{grant.contact_name} {grant.contact_phone}", edit),
    ]


def sent(grant: Grant, *, guest: bool = False) -> list[Fact]:
    """The paper as the city has it; of a draft, as it stands. A member of a committee needs no telephone to judge."""
    plan = grant.yearly_plan
    paper = f"{plan.fiscal_year} 年度計画(第{plan.version}版)"
    facts = [
        Fact("団体名", grant.applicant or grant.organization.name),
        Fact("代表者", grant.representative or None),
        Fact("所在地", grant.office_address or grant.organization.office_address),
        Fact("交付申請額", strong(yen(grant.amount_applied))),
        Fact("年度計画と予算", paper, plan.get_absolute_url(), "見る"),
        Fact("着手と完了の予定", f"{era_date(grant.starts_on)}から{era_date(grant.ends_on)}まで"),
        *made_under(grant),
    ]
    return facts if guest else [*facts, Fact("連絡する人", f"{grant.contact_name} {grant.contact_phone}")]


def made_under(grant: Grant) -> list[Fact]:
    """The version of the scheme that applies; nothing where it was adopted before versions were kept."""
    return [Fact("制度の版", str(grant.scheme_version))] if grant.scheme_version else []


def of_scheme(scheme: Scheme) -> list[Fact]:
    late = "期限の後も受け付ける" if scheme.takes_late else "期限の後は受け付けない"
    stages = [label for value, label in Organization.Status.choices if value in scheme.eligible]
    return [
        Fact("何のための交付金か", scheme.purpose),
        Fact("申請できる団体", "、".join(stages)),
        Fact("規則と要綱", f"{scheme.rule_name}、{scheme.guideline_name}{scheme.article}"),
        Fact("受付", f"{era_date(scheme.opens_on)}から{era_date(scheme.deadline)}まで({late})"),
        Fact("決定までの目安", f"収受から{scheme.decides_within}日"),
        Fact("付けてもらう書類", "、".join(scheme.papers) or "なし"),
        Fact("算定の基準日", era_date(scheme.base_date)),
        Fact("事業の完了期限", era_date(scheme.completion_by)),
        Fact("実績報告の期限", era_date(scheme.report_due)),
        Fact("当初予算の議決の日", era_date(scheme.appropriated_on) if scheme.appropriated_on else "入れていません"),
        Fact("交付の時期と方法", scheme.payment_method),
        Fact("交付の回数", in_parts(scheme)),
        Fact("状況報告", of_status(scheme)),
        Fact("実績報告に付けてもらう書類", "、".join(scheme.report_papers) or "なし"),
        Fact("使い残しの扱い", of_surplus(scheme)),
        Fact("書面の知らせ", on_paper(scheme)),
        Fact("地域の中での再交付", "認める" if scheme.regrants else "認めない"),
        Fact("備品台帳", f"{yen(scheme.equipment_from)}以上の備品。処分の制限は{scheme.equipment_years}年"),
        Fact("気をつける使い残し", f"交付額の{scheme.watch_surplus}%以上"),
        Fact("届出だけで足りる変更", light_of(scheme)),
        Fact("決定のあとの取下げ", f"通知書の日付の次の日から{scheme.gives_up_within}日まで"),
        Fact("制度のコード", scheme.programme),
    ]


def terms_of(scheme: Scheme) -> list[Fact]:
    """For what the money may be used, by whom, and how long its papers are kept."""
    kinds = [label for value, label in Organization.LegalForm.choices if value in scheme.eligible_kinds]
    return [
        Fact("申請できる団体の法人格", "、".join(kinds) or "どれでもよい"),
        Fact("将来計画", "総会で決めたものが要る" if scheme.needs_future_plan else "申請のときに確かめない"),
        Fact("対象になる使いみち", "、".join(scheme.eligible_uses) or "決めていない"),
        Fact("対象にならない使いみち", "、".join(scheme.excluded_uses) or "決めていない"),
        Fact("対象になる支出の科目", "、".join(scheme.expense_categories) or "どの科目でもよい"),
        Fact("文書の保存年限", scheme.get_keeps_for_display() or "市の定めのとおり"),
    ]


def in_parts(scheme: Scheme) -> str:
    if scheme.instalments == 1:
        return "1回で全額"
    return f"{scheme.instalments}回に分ける({unit_name(scheme.instalment_unit)}単位、端数は第1回に足す)"


def of_status(scheme: Scheme) -> str:
    days = "、".join(era_date(day) for day in scheme.status_dates)
    return f"{days}現在のものを、{scheme.status_within}日以内に" if days else "決まった日には求めない"


def of_surplus(scheme: Scheme) -> str:
    cap = f"(交付決定額の{scheme.carry_cap}%まで)" if scheme.carry_cap else ""
    most = f"(交付決定額の{scheme.reserve_cap}%まで)" if scheme.reserve_cap else ""
    plan = "。総会で認めた計画が要る" if scheme.reserve_needs_plan else ""
    saved = f"。積立を認める{most}{plan}" if scheme.reserves else ""
    cut = f"{unit_name(scheme.confirms_in)}未満切捨て" if scheme.confirms_in > 1 else "切り捨てない"
    return f"{scheme.get_surplus_display()}{cap}{saved}。確定額の端数は{cut}"


def on_paper(scheme: Scheme) -> str:
    told = ["受付通知書"] if scheme.sends_receipts else []
    told += ["補正依頼書"] if scheme.sends_corrections else []
    return "、".join(told) or "受付と補正のお願いは、画面とメールだけで知らせる"


def light_of(scheme: Scheme) -> str:
    if scheme.light_percent is None:
        return "なし(どの変更も承認が要る)"
    return f"額と内容が同じで、どの事業費の増減も{scheme.light_percent}%まで"


def strong(value: str, note: str = "") -> str:
    if note:
        return format_html("<b>{}</b><br><small>{}</small>", value, note)
    return format_html("<b>{}</b>", value)


def way_to_submit(at: int) -> list[Step]:
    """The steps of applying: plan, paper, confirmation."""
    return steps("計画と予算", "申請書", "確認して提出", at=at)
