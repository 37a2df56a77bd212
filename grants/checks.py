"""What keeps an application from being sent: sentences that say how to mend it, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from grants.allotments.limits import limit_of
from grants.estimates import application
from grants.formula.calculating import Sheet
from grants.formula.expressions import Impossible
from grants.formula.rounding import unit_name
from grants.questions.answering import Answers
from plans.brought import gaps_of_brought
from plans.models import YearlyPlan
from records.era import era_date
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.applying import Applying


class Gap(NamedTuple):
    sentence: str
    place: str  # where it is mended: paper, plan, register (of the organization); empty where only the city can


def gaps_of(grant: Applying, plan: YearlyPlan, *, on: date) -> Iterator[Gap]:
    register, paper = gaps_of_register(grant, on=on), gaps_of_paper(grant)
    return chain(register, paper, gaps_of_future(grant, plan), gaps_of_plan(plan), gaps_of_amount(grant, plan))


def gaps_of_register(grant: Applying, *, on: date) -> Iterator[Gap]:
    scheme, organization = grant.scheme, grant.organization
    if grant.received_at is None and not scheme.is_taking(on=on):
        if on < scheme.opens_on:
            yield Gap(f"受付は{era_date(scheme.opens_on)}からです。それまでお待ちください。", "")
        else:
            yield Gap(f"申請の期限({era_date(scheme.deadline)})を過ぎています。市の担当に電話してください。", "")
    if organization.status not in scheme.eligible:
        stage = organization.get_status_display()
        yield Gap(f"今の団体の段階は「{stage}」なので、この交付金は申請できません。", "register")
    if not scheme.admits_kind(organization):
        kind = organization.get_legal_form_display()
        yield Gap(f"今の団体の法人格は「{kind}」なので、この交付金は申請できません。", "register")
    if organization.president(on=on) is None:
        yield Gap("今の会長が役員名簿にありません。名簿に入れてください。", "register")


def gaps_of_paper(grant: Applying) -> Iterator[Gap]:
    first, last = grant.scheme.fiscal_year.start, min(grant.scheme.completion_by, grant.scheme.fiscal_year.end)
    if grant.starts_on < first:
        yield Gap(f"着手予定日を、{era_date(first)}か、それより後の日にしてください。", "paper")
    if grant.ends_on > last:
        yield Gap(f"完了予定日を、{era_date(last)}までの日にしてください。", "paper")
    if not grant.contact_name.strip() or not grant.contact_phone.strip():
        yield Gap("連絡する人と、昼間につながる電話を入れてください。", "paper")
    for question in Answers(grant).missing():
        yield Gap(f"質問{question.position}「{question.text}」に答えてください。", "paper")
    attached = {paper.purpose for paper in grant.papers()}
    for name in grant.scheme.papers:
        if name not in attached:
            yield Gap(f"「{name}」を付けてください。", "paper")


def gaps_of_future(grant: Applying, plan: YearlyPlan) -> Iterator[Gap]:
    """Where the scheme wants a future plan, it must have been adopted by the assembly."""
    future = plan.future_plan
    if grant.scheme.needs_future_plan and future.status in (future.Status.DRAFT, future.Status.IN_REVIEW):
        yield Gap(f"{future}が、まだ総会で決まっていません。決まったら「総会で決まった」と入れてください。", "plan")


def gaps_of_plan(plan: YearlyPlan) -> Iterator[Gap]:
    if plan.is_open:
        state = plan.get_status_display()
        yield Gap(f"年度計画(第{plan.version}版)が「{state}」のままです。先に年度計画を提出してください。", "plan")
    totals = plan.totals()
    for gap in gaps_of_brought(plan, list(plan.lines.all())):
        yield Gap(gap.sentence, "plan")
    if totals.grant_share != totals.grant_income:
        yield Gap("年度計画の「うち交付金」の合計と、予算の交付金の額がちがいます。年度計画を直してください。", "plan")


def gaps_of_amount(grant: Applying, plan: YearlyPlan) -> Iterator[Gap]:
    amount, scheme = plan.totals().grant_share, grant.scheme
    if amount <= 0:
        yield Gap("年度計画に「うち交付金」の額がありません。交付金でまかなう額を、事業ごとに入れてください。", "plan")
    elif amount % scheme.rounding_unit:
        unit = unit_name(scheme.rounding_unit)
        yield Gap(f"申請額が{yen(amount)}です。年度計画の「うち交付金」の合計を{unit}単位にしてください。", "plan")
    try:
        limit = calculated(grant, plan).amount
    except Impossible as incomplete:
        yield from (Gap(sentence, "") for sentence in incomplete.sentences)
        return
    yield from gaps_of_allotment(grant, amount)
    if amount > limit:
        over = f"申請額({yen(amount)})が算定額({yen(limit)})より{yen(amount - limit)}多くなっています。"
        yield Gap(f"{over}年度計画の「うち交付金」を減らしてください。", "plan")


def gaps_of_allotment(grant: Applying, amount: int) -> Iterator[Gap]:
    """Where the scheme tells amounts beforehand, nobody sends an application for more."""
    told = limit_of(grant.scheme, grant.organization)
    if told is None or amount <= told or (not told and grant.received_at):
        return
    if not told:
        yield Gap("この交付金は、市の内示を受けてから申請します。まだ内示がないので、市の担当に聞いてください。", "")
        return
    over = f"申請額({yen(amount)})が内示額({yen(told)})より{yen(amount - told)}多くなっています。"
    yield Gap(f"{over}年度計画の「うち交付金」を減らしてください。", "plan")


def calculated(grant: Applying, plan: YearlyPlan) -> Sheet:
    """What the scheme's rule gives today; raises Impossible."""
    return application(grant.scheme, grant.organization, cost=plan.totals().cost).sheet()
