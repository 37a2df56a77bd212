"""The pages of 額の確定 and 返還: the section proposes, the posts decide, accounting books what comes in."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.models import Grant, Refund, Report
from grants.report_review import review
from records.approvals import Proposal
from tests.cast import Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def reported(granted: Grant, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    """450,000 yen were granted and paid, 400,000 spent."""
    build.paid(granted, nanami, hall)
    noon = datetime.combine(APRIL_NEXT, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return build.reported(granted, nanami)


def page(name: str, case: object, *more: int) -> str:
    return reverse(f"grants:{name}", args=[case.pk, *more])  # type: ignore[attr-defined]


def day(name: str, when: date) -> dict[str, str]:
    year = str(when.year - 2018)
    return {f"{name}_era": "令和", f"{name}_year": year, f"{name}_month": str(when.month), f"{name}_day": str(when.day)}


def decide(as_user: AsUser, case: Report | Refund, hall: Hall) -> None:
    """Every post with its own button on the case's page."""
    for person in (hall.chief, hall.manager, hall.director):
        assert "承認して" in as_user(person).get(case.get_absolute_url()).text
        proposal = Proposal.objects.about(case)[0]
        proposal.approve(by=person, step=build.open_step(proposal).pk)
    case.refresh_from_db()


def test_from_the_report_to_the_last_yen(as_user: AsUser, reported: Report, hall: Hall, nanami: User):
    drafter, leader, grant = as_user(hall.drafter), as_user(nanami), reported.grant
    review(reported, {str(n): ("fit", "") for n in range(1, 6)}, by=hall.drafter)
    assert "額の確定を起案する" in drafter.get(reported.get_absolute_url()).text
    assert "金400,000円" in drafter.get(page("propose_report", reported)).text
    typed = {"disallowed": "30,000", "grounds": "適当と認める。"}
    assert "金370,000円" in drafter.post(page("propose_report", reported), {**typed, "preview": "1"}).text
    drafter.post(page("propose_report", reported), {**typed, "disallowed": "0"})
    reported.refresh_from_db()
    decide(as_user, reported, hall)
    assert "交付金の額が400,000円に決まりました。" in leader.get(grant.get_absolute_url()).text
    assert "50,000円を市に返します" in leader.get(grant.get_absolute_url()).text
    assert "返還命令を準備する" in drafter.get(grant.get_absolute_url()).text
    assert "返還命令を準備する" in drafter.get("/").text
    refund = order(drafter, grant)
    assert "金50,000円" in drafter.get(refund.get_absolute_url()).text
    assert leader.get(refund.get_absolute_url()).status_code == 404
    drafter.post(page("propose_refund", refund))
    refund.refresh_from_db()
    decide(as_user, refund, hall)
    assert "を市に返す" in leader.get("/").text
    assert "納入通知書で<b>50,000円</b>" in leader.get(refund.get_absolute_url()).text
    for amount, status in (("50,001", "confirmed"), ("20,000", "confirmed"), ("30,000", "settled")):
        drafter.post(page("book_refund", refund), {**day("received_on", APRIL_NEXT), "amount": amount, "voucher": "1"})
        grant.refresh_from_db()
        assert grant.status == status
    assert "全額が返りました" in leader.get(refund.get_absolute_url()).text
    audit = drafter.get(reverse("audit:grant", args=[grant.pk])).text
    assert "支払った額から、返った額と差し引く額を引くと、団体が使える額" in audit


def order(drafter: PortalClient, grant: Grant) -> Refund:
    wrong = {"amount": "50,001", "article": "規則第16条", "grounds": "x", **day("due_on", APRIL_NEXT)}
    told = drafter.post(page("order_refund", grant), wrong).text
    assert "令和8年4月7日か、それより後の日" in told
    right = {**wrong, **day("due_on", APRIL_NEXT + timedelta(days=20))}
    assert "返してもらう額は50,000円です" in drafter.post(page("order_refund", grant), right).text
    drafter.post(page("order_refund", grant), {**right, "amount": "50,000"})
    return Refund.objects.get()


def test_is_nothing_to_the_neighbour(as_user: AsUser, reported: Report, hall: Hall, kuko: User, nanami: User):
    build.confirmed(reported, hall)
    refund, neighbour = build.refund_ordered(reported.grant, hall), as_user(kuko)
    names = ("refund", "edit_refund", "propose_refund", "drop_refund", "book_refund")
    assert {neighbour.get(page(name, refund)).status_code for name in names} == {404}
    assert as_user(nanami).get(page("order_refund", reported.grant)).status_code == 403
