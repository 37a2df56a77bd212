"""Many grants at once, for ceilings and measuring: written past the verbs, but as the verbs would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization
from plans.models import FuturePlan, YearlyPlan
from records.approvals import Item, Proposal, Step
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.grants.build import CONDITIONS, appropriate

LAST_DAY = date(2026, 3, 31)
IN_TURN = ("submitted", "returned", "proposed", "granted", "granted", "refused", "withdrawn")


def crowd(scheme: Scheme, count: int, *, sender: User, hall: Hall, states: Sequence[str] = IN_TURN) -> list[Grant]:
    """``count`` organizations, each with one application for 100,000 yen, in every state by turns."""
    appropriate(scheme, count * 100_000, hall.drafter)
    start = timezone.now() - timedelta(minutes=count)
    status, year = Organization.Status.ACTIVE, scheme.fiscal_year
    bodies = Organization.objects.bulk_create(
        Organization(name=f"{n:05}の会", furigana=f"{n:05}", status=status, founded_on=LONG_AGO, recognised_on=LONG_AGO)
        for n in range(count)
    )
    futures = FuturePlan.objects.bulk_create(
        FuturePlan(
            organization=body, title="将来計画", status="adopted", resolved_on=MONDAY, from_year=year, to_year=year
        )
        for body in bodies
    )
    sent = {"fiscal_year": year, "status": "submitted", "submitted_by": sender, "submitted_at": start}
    plans = YearlyPlan.objects.bulk_create(
        YearlyPlan(organization=future.organization, future_plan=future, **sent) for future in futures
    )
    grants = Grant.objects.bulk_create(
        one(scheme, plan, n, states[n % len(states)], start, sender=sender, decider=hall.director)
        for n, plan in enumerate(plans)
    )
    put_on_their_way([grant for grant in grants if grant.status == "proposed"], hall)
    return grants


def put_on_their_way(grants: list[Grant], hall: Hall) -> None:
    kind = ContentType.objects.get_for_model(Grant)
    proposals = Proposal.objects.bulk_create(
        Proposal(kind="grants.grant", subject="伺い", drafted_by=hall.drafter) for _ in grants
    )
    Item.objects.bulk_create(
        Item(proposal=proposal, case_type=kind, case_id=grant.pk)
        for proposal, grant in zip(proposals, grants, strict=True)
    )
    Step.objects.bulk_create(
        Step(
            proposal=proposal,
            number=position,
            position=position,
            post=hall.posts[post],
            part="circulate",
            opened_at=proposal.drafted_at if position == 1 else None,
        )
        for proposal in proposals
        for position, post in enumerate(("chief", "manager", "director"), start=1)
    )


def one(
    scheme: Scheme, plan: YearlyPlan, n: int, status: str, start: datetime, *, sender: User, decider: User
) -> Grant:
    at = start + timedelta(minutes=n)
    grant = Grant(
        organization=plan.organization,
        scheme=scheme,
        yearly_plan=plan,
        status=status,
        amount_applied=100_000,
        amount_calculated=200_000,
        starts_on=MONDAY,
        ends_on=LAST_DAY,
        applicant=plan.organization.name,
        representative="会長 見本 一郎",
        submitted_by=sender,
        submitted_at=at,
        received_at=at,
        receipt_number=n + 1,
    )
    if status in {"granted", "refused"}:
        grant.decided_by, grant.decided_at, grant.grounds = decider, at, "要綱による。"
    if status == "granted":
        grant.amount_proposed = grant.amount_decided = grant.amount_current = 100_000
        grant.conditions = CONDITIONS
    return grant
