"""The demonstration city: true events, every state of every case, and each next step ready to be played."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import factors
from accounts.models import User
from config.demo.city import PASSWORD
from grants.models import (
    Allotment,
    Change,
    Grant,
    ItemDisposal,
    Offset,
    Refund,
    ReGrant,
    Report,
    ReserveEntry,
    Revocation,
    Transfer,
)
from organizations.models import Hearing, Officer, Organization, Recognition
from plans.models import FuturePlan, YearlyPlan
from records.events import Event
from records.fiscal import FiscalYear
from records.letters import Letter
from records.letters.posting.posting import Posting
from records.letters.register import Register, symbols, years
from staff.models import Inquiry, LiaisonAssignment, LiaisonReport

pytestmark = pytest.mark.django_db
THIS = FiscalYear.of(timezone.localdate())


def states(cases: object) -> set[str]:
    return set(cases.values_list("status", flat=True))  # type: ignore[attr-defined]


def test_shows_every_state_and_can_be_asked_for_twice(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("seed_demo")
    events = Event.objects.count()
    call_command("seed_demo")
    told = capsys.readouterr().out
    assert Event.objects.count() == events
    assert "もうあります" in told
    assert "president.kumano@kyodo.example  熊野の将来を考える会 会長" in told
    assert "市の職員は、次の画面で6けたの番号も入れます。" in told
    check_people()
    check_second_factors()
    check_cases()
    check_letters()
    check_hearing()
    check_field()
    check_ledgers()


def check_people() -> None:
    officer = User.objects.get(email="officer@kyodo.example")
    assert officer.check_password(PASSWORD)
    assert (
        LiaisonAssignment.objects.values("area").distinct().count()
        == Organization.objects.filter(kind=None).count() - 1
    )
    assert (
        Organization.objects.filter(
            name__in=["熊野の将来を考える会", "唐松まちづくり協議会", "唐松・広瀬地区新組織設立準備会"]
        ).count()
        == 3
    )
    assert not Officer.objects.filter(name="").exists()


def check_second_factors() -> None:
    """Everybody of the city hall has one, and its code can be told; nobody else has."""
    for user in User.objects.filter(email__endswith=factors.MAILBOX):
        has_to = factors.must_have_one(user, on=timezone.localdate())
        assert (factors.has_one(user), bool(factors.current_code(user))) == (has_to, has_to)


def check_cases() -> None:
    assert states(Organization.objects) == set(Organization.Status.values) - {
        "revoked",
        "suspended",
        "dissolved",
    }  # nobody yet
    assert states(Recognition.objects) == set(Recognition.Status.values) - {"lapsed"}
    applying = {"draft", "submitted", "returned", "proposed", "granted", "refused", "withdrawn"}
    assert states(Grant.objects.filter(scheme__fiscal_year=THIS)) >= applying
    assert "settled" in states(Grant.objects.all())
    assert {"draft", "submitted", "returned", "accepted"} <= states(YearlyPlan.objects)
    assert {"in_review", "adopted", "acknowledged"} <= states(FuturePlan.objects)
    years = Counter(Grant.objects.standing().values_list("scheme__fiscal_year", flat=True))
    assert set(years) == {THIS, THIS.previous, THIS.previous.previous}


def check_letters() -> None:
    """Numbers of a year follow the days, without a gap; each decision has its letter."""
    letters = list(Letter.objects.order_by("symbol", "fiscal_year", "number"))
    for before, after in pairwise(letters):
        if (before.symbol, before.fiscal_year) == (after.symbol, after.fiscal_year):
            assert before.issued_on <= after.issued_on
    books = [Register(symbol, year) for symbol in symbols() for year in years(symbol)]
    assert [fault for book in books for fault in book.faults()] == []
    assert {line.paper.status for book in books for line in book.lines([1, 2]) if line.paper} == {"sent", "cancelled"}
    kinds: tuple[Any, ...] = (Grant, Recognition, Change, Revocation, Report, Refund, ItemDisposal, Allotment)
    assert len(letters) == sum(kind.objects.exclude(decided_at=None).count() for kind in kinds)


def check_field() -> None:
    """A report read, one begun; a request on a late desk, one that nobody has routed, two that everybody reads."""
    assert states(LiaisonReport.objects) == {"read", "draft"}
    assert Counter(Inquiry.objects.values_list("status", flat=True)) == {"published": 2, "routed": 1, "received": 1}


def check_ledgers() -> None:
    """One saves, has its money sent by the banks' file and hands a part on; who left money over is paid less."""
    assert Counter(ReserveEntry.objects.values_list("kind", "balance")) == {("in", 10_000): 1}
    assert set(Offset.objects.values_list("kind", flat=True)) == {"arisen", "deducted"}
    assert not Offset.objects.open().exists()
    assert states(Transfer.objects) == {"done"}
    assert states(ReGrant.objects) == {"applied"}
    assert Posting.objects.get().parts.exists()


def check_hearing() -> None:
    """One member has given an opinion, one is tied, one is still to declare."""
    assert str(Hearing.objects.get().tally(on=timezone.localdate())) == "委員3人のうち除斥1人、意見1人"
