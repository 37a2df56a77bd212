"""Many grants at once, for measuring only: rows written in bulk, in every state, as the verbs would have left them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count, islice, product
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from grants.formulas import EMPTY
from grants.models import Condition, Criterion, Grant, Scheme
from organizations.models import Officer, Organization
from plans.models import FuturePlan, YearlyPlan
from records.fiscal import FiscalYear
from tests import cast

BODIES = 250  # as many as a large city has; the years do the rest
JST = ZoneInfo("Asia/Tokyo")


def build(number: int, hall: cast.Hall, land: cast.Land) -> list[Grant]:
    """``number`` grants over BODIES organizations and as many years as that takes; one leader acts for the first."""
    today = date(2025, 6, 2)
    bodies = Organization.objects.bulk_create(
        Organization(name=f"見本{n:03}の会", furigana=f"みほん{n:03}のかい", status="active", founded_on=cast.LONG_AGO,
                     recognised_on=cast.LONG_AGO, office_address="見本市1番地", phone="0867-00-0000")
        for n in range(BODIES)
    )  # fmt: skip
    Organization.areas.through.objects.bulk_create(
        Organization.areas.through(organization=body, area=land.north_oaza) for body in bodies
    )
    leaders = User.objects.bulk_create(
        User(email=f"leader{n}@example.jp", name=f"見本 {n}子", furigana="みほん", password="!") for n in range(BODIES)
    )
    Officer.objects.bulk_create(
        Officer(
            organization=body, kind="president", name=user.name, furigana="みほん", starts_on=cast.LONG_AGO, user=user
        )
        for body, user in zip(bodies, leaders, strict=True)
    )
    futures = FuturePlan.objects.bulk_create(
        FuturePlan(organization=body, title="将来計画", from_year=FiscalYear(1990), to_year=FiscalYear(2040),
                   vision="元気", status="adopted", resolved_on=cast.LONG_AGO)
        for body in bodies
    )  # fmt: skip
    schemes = [scheme(FiscalYear(today.year - back)) for back in range(-(-number // BODIES))]
    pairs = list(islice(product(schemes, zip(bodies, futures, leaders, strict=True)), number))
    plans = YearlyPlan.objects.bulk_create(
        YearlyPlan(organization=body, fiscal_year=each.fiscal_year, future_plan=future, resolved_on=today,
                   submitted_by=leader, submitted_at=moment(today), **acceptance(n, each, hall, moment(today)))
        for n, (each, (body, future, leader)) in enumerate(pairs)
    )  # fmt: skip
    return Grant.objects.bulk_create(
        grant(n, each, body, leader, plan, hall)
        for n, (each, (body, _future, leader)), plan in zip(count(), pairs, plans, strict=False)
    )


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=JST)


def is_under_way(n: int, each: Scheme) -> bool:
    """This year's, but for every third of them; those of earlier years are all decided."""
    return each.fiscal_year == FiscalYear(2025) and n % 3 != 0


def acceptance(n: int, each: Scheme, hall: cast.Hall, at: datetime) -> dict[str, Any]:
    if is_under_way(n, each):
        return {"status": "submitted"}
    return {"status": "accepted", "accepted_by": hall.director, "accepted_at": at}


def grant(n: int, each: Scheme, body: Organization, leader: User, plan: YearlyPlan, hall: cast.Hall) -> Grant:
    received = moment(each.fiscal_year.start + timedelta(days=n % 50))
    made = Grant(
        organization=body, scheme=each, yearly_plan=plan, amount_applied=1_839_000, amount_calculated=1_839_000,
        starts_on=each.fiscal_year.start, ends_on=each.fiscal_year.end, contact_name=leader.name,
        contact_phone="0867-00-0000", applicant=body.name, representative=f"会長 {leader.name}",
        office_address="見本市1番地",
        submitted_by=leader, submitted_at=received, received_at=received, receipt_number=n + 1, status="submitted",
    )  # fmt: skip
    if not is_under_way(n, each):
        made.status, made.outcome = "granted", "grant"
        made.amount_proposed = made.amount_decided = made.amount_current = 1_839_000
        made.conditions, made.decided_by, made.decided_at = (
            ["目的に使うこと。"],
            hall.director,
            received + timedelta(days=9),
        )
    return made


def scheme(year: FiscalYear) -> Scheme:
    made = Scheme.objects.create(
        programme="lump_sum", name="一括交付金",
        fiscal_year=year, rule_name="規則", guideline_name="要綱", article="第6条",
        purpose="地域の課題を解決するため。", eligible=["active"], base_date=year.start, opens_on=year.start,
        deadline=year.end, completion_by=year.end, report_due=date(year.number + 1, 4, 10), payment_method="概算払",
        appropriation=10_000_000_000, status="adopted",
        formula={**EMPTY, "components": [{"kind": "fixed", "name": "均等割", "amount": 1_839_000}]},
    )  # fmt: skip
    Condition.objects.create(scheme=made, position=1, text="目的に使うこと。")
    Criterion.objects.bulk_create(
        Criterion(scheme=made, position=position, text=f"基準{position}") for position in range(1, 8)
    )
    return made
