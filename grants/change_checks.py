"""What keeps a change from being asked for: sentences that say how to mend it, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from grants.checks import Gap, calculated
from grants.formula.expressions import Impossible
from grants.formula.rounding import unit_name
from records.era import era_date
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.cases import Grant
    from grants.changing import Changing


def gaps_of(change: Changing, *, on: date) -> Iterator[Gap]:
    return chain(
        gaps_of_grant(change, on=on), gaps_of_paper(change, on=on), gaps_of_plan(change), gaps_of_amount(change)
    )


def gaps_of_grant(change: Changing, *, on: date) -> Iterator[Gap]:
    grant = change.grant
    if not grant.can(change.VERBS[change.kind]):
        state = grant.get_status_display()
        yield Gap(f"この交付金は、今は「{state}」なので、{change.get_kind_display()}の申請はできません。", "")
    if is_reported(grant):
        yield Gap("実績報告を、もう市に出しています。変更は申請できません。", "")
    if on > grant.scheme.fiscal_year.end:
        yield Gap(f"{grant.scheme.fiscal_year}は終わりました。市の担当に電話してください。", "")
    if grant.organization.president(on=on) is None:
        yield Gap("今の会長が役員名簿にありません。名簿に入れてください。", "register")


def is_reported(grant: Grant) -> bool:
    """The city has the report of what was done; nothing can be changed any more."""
    report = getattr(grant, "report", None)
    return report is not None and report.received_at is not None


def gaps_of_paper(change: Changing, *, on: date) -> Iterator[Gap]:
    if change.resolved_on and change.resolved_on > on:
        yield Gap(f"総会や役員会で決めた日({era_date(change.resolved_on)})が、まだ来ていません。", "paper")
    if not change.reason.strip():
        yield Gap(f"{change.get_kind_display()}の理由を書いてください。", "paper")
    if not change.contact_name.strip() or not change.contact_phone.strip():
        yield Gap("連絡する人と、昼間につながる電話を入れてください。", "paper")


def gaps_of_plan(change: Changing) -> Iterator[Gap]:
    found = change.differences()
    if change.kind == change.Kind.CHANGE and (found is None or found.is_empty):
        yield Gap("年度計画が、まだ変わっていません。変えるところを、年度計画に書いてください。", "plan")
    if change.plan and change.plan.status == "returned":
        yield Gap("年度計画に、市から補正のお願いが来ています。先に年度計画を直して出してください。", "plan")
    elif change.plan and change.plan.is_open:
        yield from (Gap(gap.sentence, "plan") for gap in change.plan.gaps())


def gaps_of_amount(change: Changing) -> Iterator[Gap]:
    grant, amount = change.grant, change.amount_now()
    stands, scheme = grant.amount_current or 0, grant.scheme
    place = "plan" if change.follows_plan else "paper"
    if amount is None:
        yield Gap("廃止のあとの交付金の額を入れてください。もう使わないときは、0円です。", "paper")
        return
    if amount <= 0 and change.kind != change.Kind.ABOLISH:
        yield Gap("年度計画に「うち交付金」の額がありません。ぜんぶやめるときは「廃止」で申請してください。", place)
    if amount % scheme.rounding_unit:
        unit = unit_name(scheme.rounding_unit)
        yield Gap(f"変更後の額が{yen(amount)}です。「うち交付金」の合計を{unit}単位にしてください。", place)
    if amount < (paid := grant.paid()):
        yield Gap(f"もう{yen(paid)}を受け取っています。変更後の額を、それより少なくはできません。", place)
    if change.kind != change.Kind.CHANGE and amount > stands:
        yield Gap(f"{change.get_kind_display()}では、今の交付決定額({yen(stands)})より多くできません。", place)
    elif amount > stands:
        yield from gaps_of_more(change, amount - stands)


def gaps_of_more(change: Changing, more: int) -> Iterator[Gap]:
    """An increase: within what the scheme's rule gives, and within the appropriation."""
    grant, plan = change.grant, change.plan
    if more > grant.scheme.budget().remaining:
        yield Gap("市の予算の残りより多く増やすことになります。市の担当に相談してください。", "plan")
    try:
        limit = calculated(grant, plan).amount if plan else 0
    except Impossible as incomplete:
        yield from (Gap(sentence, "") for sentence in incomplete.sentences)
        return
    amount = change.amount_now() or 0
    if amount > limit:
        over = f"変更後の額({yen(amount)})が算定額({yen(limit)})より{yen(amount - limit)}多くなっています。"
        yield Gap(f"{over}年度計画の「うち交付金」を減らしてください。", "plan")
