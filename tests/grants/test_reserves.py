"""What is left over stays: in a reserve, or deducted from next year's grant; ledgers that add up to the yen."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from grants.audit.way import summary, way_of_the_money
from grants.models import BankCheck, Grant, Offset, Payment, Report, Reserve, ReserveEntry, Scheme
from grants.reserves import booking
from grants.reserves.offsets import recall
from organizations.models import Organization
from records.cases import NotNow
from records.fiscal import FiscalYear
from records.letters import Letter
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.grants.test_settling import at
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 11)
PLAN: dict[str, Any] = {
    "purpose": "集会所の屋根の修理", "target": 300_000, "from_year": FiscalYear(2025), "to_year": FiscalYear(2027),
    "adopted_on": date(2025, 5, 1),
}  # fmt: skip


def examples_scheme(by: User, **changes: Any) -> Scheme:
    """Two million yen for everybody, as in domain 4.2 F."""
    draft = build.scheme_draft(by, appropriation=9_000_000, **changes)
    draft.formulate({"components": [{"kind": "fixed", "name": "定額", "amount": 2_000_000}]}, by=by)
    return build.adopted(draft, by)


def spent(body: Organization, leader: User, hall: Hall, money: Scheme, yen: int, monkeypatch: Any) -> Report:
    """Two million were granted and paid; in April it reports what it spent."""
    grant = build.granted(body, money, leader, hall, 2_000_000)
    build.paid(grant, leader, hall)
    at(monkeypatch, APRIL_NEXT)
    return build.report_draft(grant, leader, yen)


def next_year(body: Organization, leader: User, hall: Hall, monkeypatch: Any, **changes: Any) -> Grant:
    """The same programme in 令和8年度, applied for in May and on its way to 部長."""
    at(monkeypatch, MAY)
    year, april = FiscalYear(2026), date(2026, 4, 1)
    dates = {"base_date": april, "opens_on": april, "deadline": date(2026, 6, 30), "completion_by": year.end}
    money = examples_scheme(hall.drafter, fiscal_year=year, report_due=date(2027, 4, 10), **dates, **changes)
    grant = Grant.begin(body, money, build.plan(body, leader, 2_000_000, year), by=leader, on=MAY)
    grant.fill_in(by=leader, starts_on=MAY, ends_on=year.end, contact_name=leader.name, contact_phone="0867-00-5678")
    grant.submit(by=leader, on=MAY)
    return build.proposed(grant, hall)


@pytest.fixture
def left_over(north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Example F with the offset policy: 1,873,400 of 2,000,000 yen were spent."""
    report = spent(north, nanami, hall, examples_scheme(hall.drafter, surplus="offset"), 1_873_400, monkeypatch)
    report.submit(by=nanami, on=APRIL_NEXT)
    return report


@pytest.fixture
def settled(left_over: Report, hall: Hall) -> Grant:
    build.confirmed(left_over, hall)
    return Grant.objects.get(pk=left_over.grant_id)


class TestOffset:
    def test_keeps_the_surplus_for_next_year(self, settled: Grant, left_over: Report):
        amounts = (settled.amount_confirmed, settled.amount_offset, settled.owed(), settled.status)
        assert amounts == (1_873_400, 126_600, 0, "settled")
        line = Offset.objects.get()
        assert (line.kind, line.amount, line.balance) == ("arisen", 126_600, 126_600)
        letter = Letter.objects.about(left_over).get()
        assert "次年度の交付額から差し引く額" in letter.html
        assert "金126,600円" in letter.html
        assert "返還額" not in letter.html

    def test_reduces_next_year_s_payment_to_the_yen(
        self, settled: Grant, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        grant = next_year(north, nanami, hall, monkeypatch)
        build.approve(grant, hall.chief, hall.manager, hall.director)
        assert (grant.amount_current, grant.deducted(), grant.next_payment()) == (2_000_000, 126_600, 1_873_400)
        letter = Letter.objects.about(grant).get()
        assert [word for word in ("金2,000,000円", "金126,600円", "金1,873,400円") if word not in letter.html] == []
        payment = build.payment_draft(grant, nanami)
        payment.submit(by=nanami, on=MAY)
        payment.pay(by=hall.chief, paid_on=MAY, voucher="")
        assert (payment.amount, grant.paid(), grant.next_payment()) == (1_873_400, 2_000_000, 0)
        assert [line.balance for line in Offset.objects.all()] == [126_600, 0]
        for each in (grant, settled):
            assert summary(way_of_the_money(each))["failed"] == []

    def test_is_taken_at_once_from_a_grant_that_is_decided_already(
        self, left_over: Report, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        grant = next_year(north, nanami, hall, monkeypatch)
        build.approve(grant, hall.chief, hall.manager, hall.director)
        assert grant.deducted() == 0
        build.confirmed(left_over, hall)
        assert (grant.deducted(), grant.next_payment()) == (126_600, 1_873_400)

    def test_becomes_a_claim_where_no_grant_comes(self, settled: Grant, hall: Hall):
        recall(settled, by=hall.drafter)
        assert (settled.owed(), settled.amount_offset) == (126_600, 0)
        assert build.refund_prepared(settled, hall, 126_600).amount == 126_600
        with pytest.raises(NotNow, match="残っていません"):
            recall(settled, by=hall.drafter)

    def test_is_owed_when_the_later_grant_is_void(
        self, settled: Grant, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        from tests.grants.later import revoked

        grant = next_year(north, nanami, hall, monkeypatch)
        build.approve(grant, hall.chief, hall.manager, hall.director)
        revoked(grant, hall)
        assert (grant.amount_current, grant.owed(), settled.owed()) == (0, 126_600, 0)

    def test_never_exceeds_what_there_is(self, settled: Grant, granted_next: Grant, hall: Hall):
        line = Offset.objects.filter(kind="deducted").get()
        line.pk, line._state.adding, line.amount, line.balance = None, True, 1, -1
        with pytest.raises(IntegrityError, match="残高"), transaction.atomic():
            line.save()
        with pytest.raises(TypeError):
            Offset.objects.update(amount=1)

    def test_leaves_no_more_to_be_paid_behind_the_verb(self, granted_next: Grant, nanami: User):
        payment = build.payment_draft(granted_next, nanami)
        payment.submit(by=nanami, on=MAY)
        with pytest.raises(IntegrityError, match="交付決定額を超える"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(amount=1_873_401)


@pytest.fixture
def granted_next(
    settled: Grant, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> Grant:
    grant = next_year(north, nanami, hall, monkeypatch)
    build.approve(grant, hall.chief, hall.manager, hall.director)
    return grant


@pytest.fixture
def roof(north: Organization, nanami: User) -> Reserve:
    return booking.plan(north, by=nanami, **PLAN)


@pytest.fixture
def unsent(roof: Reserve, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> Report:
    return spent(north, nanami, hall, examples_scheme(hall.drafter, reserves=True), 1_873_400, monkeypatch)


def want(report: Report, reserve: Reserve, amount: int) -> Report:
    Report.objects.filter(pk=report.pk).update(reserve=reserve, amount_to_reserve=amount)
    report.refresh_from_db()
    return report


@pytest.fixture
def saved(unsent: Report, roof: Reserve, nanami: User, hall: Hall) -> Reserve:
    """100,000 of the 126,600 yen went into the roof."""
    want(unsent, roof, 100_000).submit(by=nanami, on=APRIL_NEXT)
    build.confirmed(unsent, hall)
    return roof


class TestPutIn:
    def test_comes_with_the_confirmation(self, saved: Reserve, unsent: Report):
        entry, grant = saved.entries.get(), Grant.objects.get(pk=unsent.grant_id)
        assert (entry.kind, entry.amount, entry.balance, entry.grant) == ("in", 100_000, 100_000, grant)
        assert (grant.amount_reserved, grant.owed(), grant.status) == (100_000, 26_600, "confirmed")
        assert "積み立てる額" in Letter.objects.about(unsent).get().html
        assert summary(way_of_the_money(grant))["failed"] == []

    @pytest.mark.parametrize(
        ("change", "amount", "sentence"),
        [
            ({}, 126_601, "積み立てられるのは126,600円まで"),
            ({"target": 50_000}, 60_000, "目標までの50,000円"),
            ({"adopted_on": None}, 1, "総会で認められていません"),
            ({"from_year": FiscalYear(2026)}, 1, "令和7年度をふくむ計画"),
        ],
    )
    def test_waits_for_a_plan_with_room(
        self, unsent: Report, roof: Reserve, nanami: User, change: dict[str, Any], amount: int, sentence: str
    ):
        Reserve.objects.filter(pk=roof.pk).update(**change)
        with pytest.raises(NotNow, match=sentence):
            want(unsent, Reserve.objects.get(pk=roof.pk), amount).submit(by=nanami, on=APRIL_NEXT)

    def test_is_not_for_every_scheme(self, left_over: Report, north: Organization, nanami: User):
        Report.objects.filter(pk=left_over.pk).update(status="returned")
        with pytest.raises(NotNow, match="この制度では"):
            want(left_over, booking.plan(north, by=nanami, **PLAN), 1).submit(by=nanami, on=APRIL_NEXT)


class TestTakeOut:
    OUT: dict[str, Any] = {"booked_on": APRIL_NEXT, "amount": 60_000, "project": "屋根の修理", "reason": "瓦の代金"}

    def test_is_for_a_project(self, saved: Reserve, nanami: User):
        booking.take_out(saved, by=nanami, **self.OUT)
        assert [(entry.kind, entry.balance) for entry in saved.entries.all()] == [("in", 100_000), ("out", 40_000)]
        assert build.happened(saved)[0].facts["comment"] == "令和8年4月6日 60,000円 屋根の修理"

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"amount": 100_001}, "残高は100,000円です"),
            ({"booked_on": APRIL_NEXT + timedelta(days=1)}, "まだ来ていない日"),
            ({"booked_on": APRIL_NEXT - timedelta(days=1)}, "台帳の最後の日"),
        ],
    )
    def test_is_refused_with_a_sentence(self, saved: Reserve, nanami: User, change: dict[str, Any], sentence: str):
        with pytest.raises(NotNow, match=sentence):
            booking.take_out(saved, by=nanami, **{**self.OUT, **change})
        assert saved.balance == 100_000

    @pytest.mark.parametrize(
        "line",
        [
            {"amount": 1, "balance": 100_001},
            {"amount": 100_001, "balance": -1},
            {"amount": 1, "balance": 99_999, "booked_on": date(2026, 4, 5)},
            {"amount": 1, "balance": 99_999, "booked_on": date(2999, 1, 1)},
            {"amount": 1, "balance": 99_999, "project": ""},
        ],
    )
    def test_the_database_keeps_the_balance(self, saved: Reserve, nanami: User, line: dict[str, Any]):
        values = {
            "kind": "out",
            "reason": "一",
            "project": "一",
            "booked_on": APRIL_NEXT,
            "recorded_by": nanami,
            **line,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            ReserveEntry.objects.create(reserve=saved, **values)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE grants_reserveentry SET amount = 1")

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(1, 120_000), max_size=6))
    def test_the_balance_is_always_what_went_in_less_what_went_out(
        self, saved: Reserve, nanami: User, amounts: list[int]
    ):
        with transaction.atomic():
            for amount in amounts:
                try:
                    booking.take_out(saved, by=nanami, **{**self.OUT, "amount": amount})
                except ValidationError:
                    assert amount > saved.balance
                out = sum(entry.amount for entry in saved.entries.filter(kind="out"))
                assert saved.balance == 100_000 - out >= 0
            transaction.set_rollback(True)


class TestPlan:
    def test_goes_no_lower_than_what_is_there(self, saved: Reserve, nanami: User):
        with pytest.raises(NotNow, match="もう100,000円が積み立てて"):
            booking.amend(saved, by=nanami, **{**PLAN, "target": 99_999})

    def test_is_one_for_each_purpose(self, roof: Reserve, north: Organization, nanami: User):
        with pytest.raises(ValidationError, match="同じ目的"):
            booking.plan(north, by=nanami, **PLAN)

    def test_is_not_adopted_in_the_future(self, north: Organization, nanami: User):
        with pytest.raises(NotNow, match="まだ来ていない日"):
            booking.plan(north, by=nanami, **{**PLAN, "adopted_on": MONDAY + timedelta(days=1)})


class TestBankCheck:
    def test_stands_beside_the_ledger(self, saved: Reserve, north: Organization, nanami: User):
        check = booking.compare(north, by=nanami, looked_on=APRIL_NEXT, in_bank=100_000, note="")
        assert (check.fiscal_year, check.in_ledger, check.difference) == (FiscalYear(2025), 100_000, 0)

    def test_says_why_it_differs(self, saved: Reserve, north: Organization, nanami: User):
        with pytest.raises(NotNow, match="12円ちがいます"):
            booking.compare(north, by=nanami, looked_on=APRIL_NEXT, in_bank=100_012, note=" ")
        booking.compare(north, by=nanami, looked_on=APRIL_NEXT, in_bank=100_012, note="利子")
        check = BankCheck.objects.get()
        check.pk, check._state.adding, check.note = None, True, ""
        with pytest.raises(IntegrityError), transaction.atomic():
            check.save()


class TestPages:
    def test_are_the_organization_s_and_the_city_s(
        self, as_user: AsUser, saved: Reserve, nanami: User, kuko: User, hall: Hall
    ):
        own = (saved.get_absolute_url(), reverse("grants:ledger", args=[saved.organization_id]))
        for url in own:
            assert [as_user(who).get(url).status_code for who in (nanami, hall.manager, kuko)] == [200, 200, 404]
        for name in ("reserve_edit", "reserve_take_out"):
            url = reverse(f"grants:{name}", args=[saved.pk])
            assert [as_user(who).get(url).status_code for who in (nanami, hall.drafter, kuko)] == [200, 403, 404]
        assert as_user(nanami).get("/grants/reserves/").status_code == 403

    def test_lead_an_organization_through_its_ledger(self, as_user: AsUser, saved: Reserve, nanami: User, hall: Hall):
        browser, body = as_user(nanami), saved.organization_id
        typed = {"purpose": "子ども神輿", "target": "200,000", "from_year": "R8", "to_year": "R7", "adopted_on": ""}
        url = reverse("grants:reserve_new", args=[body])
        page = browser.post(url, typed)
        assert "はじめの年度か" in page.text
        assert "子ども神輿" in page.text
        text = browser.post(url, {**typed, "to_year": "R10"}, follow=True).text
        assert "総会で認めてもらい、その日を入れてください" in text
        out = {"booked_on": "R8.4.6", "amount": "60,000", "project": "屋根の修理", "reason": "瓦の代金"}
        text = browser.post(reverse("grants:reserve_take_out", args=[saved.pk]), out, follow=True).text
        assert [word for word in ("屋根の修理", "瓦の代金", "40,000円", "積立を取り崩した") if word not in text] == []
        bank = {"looked_on": "R8.4.6", "in_bank": "40,001", "note": ""}
        url = reverse("grants:bank_check", args=[body])
        assert "1円ちがいます" in browser.post(url, bank).text
        text = browser.post(url, {**bank, "in_bank": "40,000"}, follow=True).text
        assert [word for word in ("一致", "令和7年度") if word not in text] == []
        text = as_user(hall.manager).get("/grants/reserves/").text
        assert [word for word in ("北の会", "集会所の屋根の修理", "40,000円", "総会の前") if word not in text] == []

    def test_show_what_will_be_deducted_and_was(self, as_user: AsUser, granted_next: Grant, nanami: User, hall: Hall):
        text = as_user(nanami).get(granted_next.get_absolute_url()).text
        assert [word for word in ("前の年度の使い残し", "126,600円", "1,873,400円") if word not in text] == []
        payment = build.payment_draft(granted_next, nanami)
        text = as_user(nanami).get(payment.get_absolute_url()).text
        assert [word for word in ("前の年度の使い残しから差し引く額", "126,600円") if word not in text] == []
        text = as_user(nanami).get(reverse("grants:ledger", args=[granted_next.organization_id])).text
        assert [word for word in ("差し引いた", "令和8年度") if word not in text] == []
        assert (
            as_user(hall.manager).get(reverse("grants:budget", args=[granted_next.scheme_id])).text.count("126,600円")
            == 1
        )

    def test_turn_an_offset_into_a_claim(self, as_user: AsUser, settled: Grant, hall: Hall, nanami: User):
        url = reverse("grants:recall_offset", args=[settled.pk])
        assert as_user(nanami).post(url).status_code == 403
        assert "返還に切り替える" in as_user(hall.drafter).get(settled.get_absolute_url()).text
        text = as_user(hall.drafter).post(url, follow=True).text
        assert "返還命令を準備する" in text

    def test_ask_on_the_report_where_to_save(self, as_user: AsUser, unsent: Report, nanami: User, roof: Reserve):
        page = as_user(nanami).get(reverse("grants:report_edit", args=[unsent.pk])).text
        assert [word for word in ("積み立てる先", roof.purpose) if word not in page] == []


class TestSheets:
    def test_tell_every_line(self, as_user: AsUser, saved: Reserve, hall: Hall, nanami: User, kuko: User):
        address = reverse("grants:ledger_sheet", args=[saved.organization_id])
        assert as_user(kuko).get(address).status_code == 404
        table = tablib.Dataset().load(as_user(nanami).get(address).content, format="xlsx")
        assert next(row[:2] for row in table) == ("積立", saved.purpose)
        assert sum(row[4] or 0 for row in table if row[0] == "積立") == saved.balance
        assert build.happened(saved.organization, "sheet.export")[0].actor == nanami
        whole = as_user(hall.chief).get(reverse("grants:reserves_sheet")).content
        balances = tablib.Dataset().load(whole, format="xlsx")
        assert (balances[0][0], balances[0][6]) == (saved.organization.name, saved.balance)
        assert as_user(nanami).get(reverse("grants:reserves_sheet")).status_code == 403
