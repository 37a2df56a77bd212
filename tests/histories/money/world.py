"""A small city in which grants live: one rule of decision for everything, two organizations, one appropriation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest import mock

from django.utils import timezone

from accounts.models import User
from grants.allotments.preparing import prepare
from grants.models import Change, Grant, Payment, Refund, Report, Revocation, Scheme
from grants.reserves.accounts import Reserve
from grants.reserves.booking import plan as plan_to_save
from records.approvals import Proposal
from staff.models import DecisionRule
from staff.routes import route_for
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.plans.build import YEAR

SAVED = 80_000  # yen that the organization means to save
LAST = date(2026, 6, 30)  # after the books are closed, and before the day on which this is played
TOLD = 524_000  # yen that the rule gives the organization
KINDS = (
    "grants.allotment",
    "grants.grant",
    "grants.change",
    "grants.revocation",
    "grants.confirmation",
    "grants.refund",
)


@dataclass
class Clock:
    """The portal's day; the histories move it forward, never back."""

    day: date = MONDAY

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), tzinfo=timezone.get_default_timezone())


@contextmanager
def ticking(clock: Clock) -> Iterator[None]:
    with mock.patch.object(timezone, "now", clock.now):
        yield


@dataclass(frozen=True)
class Terms:
    """What chance says of the city and the application; yen."""

    applied: int = 450_000
    appropriation: int = 600_000
    others: int = 100_000  # granted to the other organization before
    instalments: int = 1
    confirms_in: int = 1
    surplus: str = "return"
    carry_cap: int | None = None
    reserve_cap: int | None = None  # percent of what was granted; None: nothing may be put into a reserve
    light_percent: int | None = 20
    tells: bool = False  # 内示 before the application, where the budget lets it


@dataclass(frozen=True)
class Told:
    """What an accountant with pencil and paper would know of the grant from the acts alone; yen."""

    decided: int | None = None
    stands: int | None = None
    most: int = 0  # that ever stood
    asked: int = 0  # of the request for payment that waits for its payment
    paid: int = 0
    spent: int = 0
    confirmed: int | None = None
    saving: int = 0  # that the report wants to put into the reserve
    carried: int = 0
    reserved: int = 0
    offset: int = 0
    taken_out: int = 0  # of the reserve
    ordered: int = 0  # of the refund that is open
    back: int = 0  # that has come back
    appropriation: int = 0
    promised: int = 0  # told as 内示, and nothing is decided yet
    acts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class World:
    hall: Hall
    leader: User
    scheme: int
    grant: int
    reserve: int
    terms: Terms
    clock: Clock
    promised: int = 0

    def of_grant(self) -> Grant:
        return Grant.objects.select_related("scheme", "organization", "yearly_plan").get(pk=self.grant)

    def payment(self) -> Payment | None:
        return Payment.objects.filter(grant=self.grant, status__in=["draft", "returned", "requested"]).last()

    def change(self) -> Change | None:
        return Change.objects.filter(grant=self.grant).last()

    def revocation(self) -> Revocation | None:
        return Revocation.objects.filter(grant=self.grant).last()

    def report(self) -> Report | None:
        return Report.objects.filter(grant=self.grant).first()

    def aim(self) -> Reserve:
        return Reserve._base_manager.get(pk=self.reserve)

    def refund(self) -> Refund | None:
        return Refund.objects.filter(grant=self.grant).last()


def build_world(terms: Terms, clock: Clock) -> World:
    """An application is written and not sent; the neighbours have some of the money already."""
    hall = cast.city_hall()
    DecisionRule.objects.all().delete()
    for kind in KINDS:
        cast.rule("部長専決", kind, hall.posts["director"])
    land = cast.land()
    north = cast.organization("北の会", land.north_oaza, land.middle_oaza, furigana="きたのかい")
    south = cast.organization("南の会", land.south_oaza, furigana="みなみのかい")
    nanami, kuko = cast.person("北野 七海", "nanami", "きたの ななみ"), cast.person("南野 九子", "kuko", "みなみの")
    cast.officer(north, nanami)
    cast.officer(south, kuko)
    money = build.scheme(hall.drafter, **settings_of(terms))
    if terms.others:
        other = build.proposed(build.submitted(south, money, kuko, terms.others), hall)
        build.approve(other, hall.director)
    grant = build.draft(north, money, nanami, terms.applied)
    aim = plan_to_save(
        north, by=nanami, purpose="集会所の屋根", target=SAVED, from_year=YEAR, to_year=YEAR, adopted_on=MONDAY
    )
    promised = tell(money, hall) if terms.tells and terms.appropriation >= TOLD + terms.others else 0
    return World(hall, nanami, money.pk, grant.pk, aim.pk, terms, clock, promised)


def tell(money: Scheme, hall: Hall) -> int:
    """内示 to whoever has not applied."""
    prepare(money, by=hall.drafter, on=MONDAY)
    case = money.allotments.get()
    case.intend(by=hall.drafter)
    found, stops = route_for("grants.allotment", amount=case.amount, on=MONDAY)
    facts: dict[str, Any] = {"subject": "内示", "reason": "要綱による。", "amount": case.amount}
    Proposal.draft([case], by=hall.drafter, rule_name=found.name, route=stops, **facts)
    build.approve(case, hall.director)
    assert (case.status, case.amount) == ("allotted", TOLD)
    return TOLD


def settings_of(terms: Terms) -> dict[str, Any]:
    return {
        "appropriation": terms.appropriation,
        "instalments": terms.instalments,
        "confirms_in": terms.confirms_in,
        "surplus": terms.surplus,
        "carry_cap": terms.carry_cap if terms.surplus == "carry" else None,
        "reserves": terms.reserve_cap is not None,
        "reserve_cap": terms.reserve_cap,
        "light_percent": terms.light_percent,
        "rounding_unit": 1000,
    }


def later(clock: Clock, days: int) -> None:
    clock.day = min(clock.day + timedelta(days=days), LAST)
