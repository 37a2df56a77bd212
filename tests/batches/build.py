"""One proposal about many grants, as a city decides them in May."""

from __future__ import annotations

from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Officer
from records.approvals import Proposal
from staff.routes import route_for
from tests.cast import LONG_AGO, MONDAY, Hall, person
from tests.grants.build import CONDITIONS, appropriate, scheme, this_year
from tests.grants.crowd import crowd


def grants(hall: Hall, count: int) -> list[Grant]:
    """As many grants of 100,000 yen, each of an organization of its own, ready for a decision."""
    sender = person("見本 団子", "sender")
    made = crowd(
        scheme(hall.drafter, **this_year(timezone.localdate())), count, sender=sender, hall=hall, states=["submitted"]
    )
    ready = {"status": "proposed", "outcome": Grant.Outcome.GRANT, "amount_proposed": 100_000}
    keys = [grant.pk for grant in made]
    Grant.objects.filter(pk__in=keys).update(**ready, conditions=CONDITIONS, grounds="要綱による。")
    ready_now = list(Grant.objects.filter(pk__in=keys).order_by("pk"))
    presidents(ready_now)
    return ready_now


def proposed(hall: Hall, count: int) -> Proposal:
    """One proposal about all of them, at its first post."""
    cases = grants(hall, count)
    rule, route = route_for("grants.grant", amount=100_000 * count, on=MONDAY)
    subject = f"令和7年度 一括交付金の交付決定について({count}団体)"
    return Proposal.draft(
        cases, by=hall.drafter, subject=subject, reason="要綱による。", rule_name=rule.name, route=route
    )


def decided(hall: Hall, count: int) -> Proposal:
    """Decided by 部長; its cases wait for the worker."""
    proposal = proposed(hall, count)
    for user in (hall.chief, hall.manager, hall.director):
        step = proposal.current()
        assert step is not None
        proposal.approve(by=user, step=step.pk)
    return proposal


def presidents(cases: list[Grant]) -> None:
    """Each organization gets a president with an account, to whom its letter is announced."""
    people = User.objects.bulk_create(
        User(email=f"president{n}@example.jp", name=f"会長 {n}", furigana="かいちょう") for n in range(len(cases))
    )
    Officer.objects.bulk_create(
        Officer(organization=case.organization, kind="president", name=user.name, starts_on=LONG_AGO, user=user)
        for case, user in zip(cases, people, strict=True)
    )


def spend_the_budget(proposal: Proposal, left: int) -> None:
    """From now on the appropriation is enough for so many more of its grants only."""
    money: Scheme = proposal.cases()[0].scheme
    appropriate(money, left * 100_000, proposal.drafted_by)
