"""The city's plan as it comes about by the verbs: Shinjo's 20 actions, with its unknown cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from plans.cityplan.document import PlanDocument, from_toml
from plans.models import ActionReport, CityPlan, PlanAppraisal, ProgressRound
from records.approvals import Proposal
from records.fiscal import FiscalYear
from staff.models import DecisionRule
from tests.cast import MONDAY, Hall
from tests.organizations.build import approve_all, pdf

SHINJO = Path(__file__).parents[2] / "config/demo/cityplans/shinjo.toml"
YEAR = FiscalYear(2025)
DUE = date(2025, 5, 30)
SMALL = """
[plan]
title = "見本市協働推進計画"
from_year = 2025
to_year = 2027
[[goals]]
text = "つながる"
[[goals.measures]]
number = 1
text = "話す場をふやす"
[[goals.measures.actions]]
number = 1
heading = "話し合いの場"
text = "地区ごとに話し合いを開く。"
offices = ["総合政策課"]
schedule = { 2025 = "検討", 2026 = "実施" }
indicators = [{ name = "開いた回数", unit = "回", base = 0, target = 12 }]
[[goals.measures.actions]]
number = 2
heading = "税の出前講座"
text = "地区に出向いて話す。"
offices = ["税務課"]
schedule = { 2025 = "実施", 2026 = "継続", 2027 = "継続" }
"""


def shinjo() -> PlanDocument:
    return from_toml(SHINJO.read_bytes())


def small() -> PlanDocument:
    return from_toml(SMALL.encode())


def draft(hall: Hall, document: PlanDocument | None = None) -> CityPlan:
    document = document or small()
    texts: Any = {name: getattr(document, name) for name in CityPlan.TEXTS}
    plan = CityPlan.begin(by=hall.drafter, **texts)
    plan.fill(document, by=hall.drafter, origin="plan.toml")
    return plan


def checked(hall: Hall) -> CityPlan:
    plan = draft(hall)
    plan.confirm(by=hall.chief)
    return plan


def proposed(hall: Hall) -> CityPlan:
    plan = checked(hall)
    rule = DecisionRule.objects.get(case_kind="plans.cityplan")
    plan.propose(by=hall.drafter, reason="決定したい。", rule_name=rule.name, route=list(rule.stops_in_order()))
    return plan


def adopted(hall: Hall) -> CityPlan:
    plan = proposed(hall)
    approve(plan, hall)
    return plan


def approve(case: Any, hall: Hall) -> None:
    approve_all(Proposal.objects.about(case).get(), hall.chief, hall.manager, hall.director)
    case.refresh_from_db()


def published(hall: Hall) -> CityPlan:
    plan = adopted(hall)
    plan.publish(by=hall.drafter, on=MONDAY)
    return plan


def way() -> dict[str, Any]:
    rule = DecisionRule.objects.get(case_kind="plans.cityplan")
    return {"rule_name": rule.name, "route": list(rule.stops_in_order())}


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def asked(hall: Hall) -> ProgressRound:
    """令和7年度: 取組1 of 総合政策課, 取組2 of 税務課."""
    return ProgressRound.ask(published(hall), YEAR, by=hall.drafter, due_on=DUE, on=MONDAY)


def written(report: ActionReport, by: User, **changes: Any) -> ActionReport:
    """With its evidence, not sent to the head yet."""
    texts = {"state": "on_track", "done": "8回開いた。", "issues": "若い人が少ない。", "next_step": "夜にも開く。"}
    results = {indicator.pk: Decimal(8) for indicator in report.action.indicators.all()}
    report.write(by=by, results=results, **{**texts, **changes})
    report.receive(pdf("会議の記録.pdf"), by=by)
    return report


def approved(hall: Hall) -> ProgressRound:
    """Both departments have reported, and their heads have approved."""
    found = asked(hall)
    first, second = found.reports.all()
    for report, writer, head in ((first, hall.chief, hall.manager), (second, hall.liaison, hall.stranger)):
        written(report, writer).submit(by=writer)
        report.approve(by=head)
    return found


def reported(hall: Hall) -> ProgressRound:
    found = approved(hall)
    found.compile(by=hall.drafter, summary="話し合いの場が8つの地区に広がりました。")
    return found


def appraisal(plan: CityPlan, by: User, *, kind: str = "middle") -> PlanAppraisal:
    return PlanAppraisal.begin(plan, YEAR, by=by, kind=kind, due_on=DUE, on=MONDAY)


def judged(found: PlanAppraisal, by: User) -> PlanAppraisal:
    """Every sheet is written."""
    facts = {"done": "8回開いた。", "points": 4, "reason": "人が来た。", "course": "go_on", "next_step": "夜にも開く。"}
    for sheet in found.sheets.all():
        found.write(sheet, by=by, **facts)
    return found
