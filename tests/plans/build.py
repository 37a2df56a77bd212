"""Plans as they come about by the verbs: 北の会's future plan in force, and a yearly plan that adds up."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from organizations.models import Organization
from plans.contents import Sheets
from plans.models import BudgetCategory, FuturePlan, Measure, YearlyPlan
from records.fiscal import FiscalYear
from tests.cast import MONDAY

YEAR = FiscalYear(2025)
TEXTS = {
    "title": "北地区 みんなの将来計画",
    "from_year": FiscalYear(2024),
    "to_year": FiscalYear(2028),
    "situation": "561世帯、1,287人が暮らしています。",
    "vision": "ここで最後まで安心して暮らす",
    "slogan": "あいさつの聞こえる里",
    "system": "毎年11月に、役員会で見直します。",
}


def sheets(**changes: Any) -> Sheets:
    """Two goals, of which the first has two measures and the second one."""
    whole: Any = {
        "gatherings": [{"held_on": None, "method": "ワークショップ", "participants": "住民32人"}],
        "issues": [{"text": "ひとり暮らしの高齢者がふえた"}],
        "goals": [{"key": "a", "text": "支え合う"}, {"key": "b", "text": "地域を守る"}],
        "measures": [measure("a", "見守り"), measure("a", "世代をこえた集まり"), measure("b", "道と水路を守る")],
    }
    return {**whole, **changes}  # type: ignore[typeddict-item]


def measure(goal: str, content: str, **changes: Any) -> dict[str, Any]:
    row = {"goal": goal, "field": "福祉", "content": content, "actor": "community", "timing": "short", "indicator": ""}
    return row | changes


def future_draft(organization: Organization, by: User) -> FuturePlan:
    plan = FuturePlan.begin(organization, FiscalYear(2024), by=by)
    plan.write(TEXTS, sheets(), by=by, seen=0)
    return plan


def future_plan(organization: Organization, by: User) -> FuturePlan:
    """In force: the assembly has adopted it."""
    plan = future_draft(organization, by)
    plan.adopt(by=by, on=MONDAY)
    return plan


def project(measure: Measure | None, name: str = "見守り", cost: int = 400_000, grant: int = 300_000) -> dict[str, Any]:
    return {
        "name": name,
        "measure": measure,
        "starts_in": 4,
        "ends_in": 3,
        "cost": cost,
        "grant_share": grant,
        "section": "福祉部会",
        "purpose": "ひとり暮らしの人を見守る",
        "audience": "75歳以上の人",
        "expected": 60,
        "place": "地区の全域",
        "content": "月に2回、隊員がたずねて話をする",
        "partners": "社会福祉協議会",
    }


def line(category: str, amount: int, note: str = "") -> dict[str, Any]:
    return {"category": BudgetCategory.objects.get(name=category), "amount": amount, "note": note}


def balanced(plan: YearlyPlan) -> dict[str, Any]:
    """Two projects over 600,000 yen, of which the grant pays 450,000."""
    first, second, *_ = plan.future_plan.measures.all()
    return {
        "emphasis": "見守りを全部の集落に広げる",
        "projects": [project(first), project(second, "敬老のつどい", 200_000, 150_000)],
        "lines": [line("交付金", 450_000), line("会費", 150_000), line("賃金", 350_000), line("消耗品費", 250_000)],
    }


def yearly_draft(organization: Organization, by: User, year: FiscalYear = YEAR) -> YearlyPlan:
    """Written in full on the future plan in force (one is adopted where there is none), not sent."""
    if not FuturePlan.objects.in_force().filter(organization=organization).exists():
        future_plan(organization, by)
    plan = YearlyPlan.begin(organization, year, by=by)
    plan.write(**balanced(plan), by=by, seen=plan.revision)
    return plan


def yearly_plan(organization: Organization, by: User, year: FiscalYear = YEAR) -> YearlyPlan:
    """Sent to the city as 案."""
    plan = yearly_draft(organization, by, year)
    plan.submit(by=by, on=MONDAY)
    return plan
