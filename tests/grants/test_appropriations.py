"""予算の台帳 and 予算の執行状況: lines that sum up to the appropriation, and what became of the money."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from grants.appropriations.booking import supplement
from grants.appropriations.execution import executions
from grants.models import Appropriation, Grant, Scheme
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.later import revoked
from tests.grants.test_at_once import approving, at_once
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
SAID: dict[str, Any] = {"number": 3, "resolved_on": MONDAY, "amount": 800_000, "reason": "申請する団体が増えるため"}
TYPED = {
    "number": "3", "resolved_on": "R7.5.12", "way": "more", "amount": "800,000", "reason": "申請する団体が増えるため",
}  # fmt: skip
YEAR_PAGE = "/grants/budgets/"


def lines(scheme: Scheme) -> list[tuple[str, int]]:
    return [(line.name, line.amount) for line in scheme.appropriations.all()]


@pytest.mark.django_db
class TestAdopt:
    def test_writes_the_first_line(self, hall: Hall, north: Organization):
        made = build.scheme(hall.drafter, appropriated_on=date(2025, 3, 21))
        (line,) = made.appropriations.all()
        assert (line.name, line.amount, line.resolved_on) == ("当初予算", 5_000_000, date(2025, 3, 21))
        assert line.recorded_by == hall.drafter

    def test_waits_for_the_council(self, hall: Hall, north: Organization):
        draft = build.scheme_draft(hall.drafter, appropriated_on=MONDAY + timedelta(days=1))
        with pytest.raises(NotNow, match="議決の日が、まだ来ていません"):
            build.adopted(draft, hall.drafter)

    def test_mends_the_first_line_by_another(self, scheme: Scheme, hall: Hall):
        scheme.reopen(by=hall.drafter)
        scheme.revise(by=hall.drafter, appropriation=4_000_000)
        build.adopted(scheme, hall.drafter)
        assert lines(scheme) == [("当初予算", 5_000_000), ("当初予算の訂正", -1_000_000)]


@pytest.mark.django_db
class TestSupplement:
    def test_adds_a_line_and_keeps_the_sum(self, scheme: Scheme, hall: Hall):
        supplement(scheme, by=hall.drafter, **SAID)
        scheme.refresh_from_db()
        assert lines(scheme) == [("当初予算", 5_000_000), ("補正予算(第3号)", 800_000)]
        assert scheme.appropriation == 5_800_000
        event = Event.objects.about(scheme)[0]
        assert (event.said, event.actor) == ("補正予算を記録した", hall.drafter)
        assert event.facts["changes"] == [{"label": "予算額", "before": "5,000,000円", "after": "5,800,000円"}]
        assert event.facts["comment"] == "補正予算(第3号) 令和7年5月12日議決 800,000円 申請する団体が増えるため"

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"resolved_on": MONDAY + timedelta(days=1)}, "まだ来ていない日"),
            ({"resolved_on": date(2026, 4, 1)}, "まだ来ていない日"),
            ({"amount": 0}, "0円でない額"),
            ({"reason": ""}, "理由"),
            ({"number": 0}, "号"),
        ],
    )
    def test_is_refused_with_a_sentence(self, scheme: Scheme, hall: Hall, said: dict[str, object], sentence: str):
        with pytest.raises(ValidationError, match=sentence):
            supplement(scheme, by=hall.drafter, **{**SAID, **said})
        scheme.refresh_from_db()
        assert (scheme.appropriation, len(lines(scheme))) == (5_000_000, 1)

    def test_comes_in_the_order_of_the_council(self, scheme: Scheme, hall: Hall):
        supplement(scheme, by=hall.drafter, **SAID)
        with pytest.raises(NotNow, match="前の議決の日"):
            supplement(scheme, by=hall.drafter, **{**SAID, "number": 4, "resolved_on": MONDAY - timedelta(days=1)})
        with pytest.raises(ValidationError, match="もう記録"):
            supplement(scheme, by=hall.drafter, **SAID)

    def test_takes_no_money_that_is_granted(self, granted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="450,000円の交付を決定"):
            supplement(granted.scheme, by=hall.drafter, **{**SAID, "amount": -4_550_001})
        supplement(granted.scheme, by=hall.drafter, **{**SAID, "amount": -4_550_000})
        assert granted.scheme.budget().remaining == 0

    def test_is_not_for_a_scheme_in_preparation(self, hall: Hall, north: Organization):
        with pytest.raises(NotNow, match="まだ決定していません"):
            supplement(build.scheme_draft(hall.drafter), by=hall.drafter, **SAID)


@pytest.mark.django_db
class TestTheDatabase:
    def test_nobody_overwrites_the_sum(self, scheme: Scheme):
        with pytest.raises(IntegrityError, match="当初予算と補正予算の合計"), transaction.atomic():
            Scheme.objects.filter(pk=scheme.pk).update(appropriation=9_000_000)

    def test_nobody_adds_a_line_beside_the_sum(self, scheme: Scheme, hall: Hall):
        sid = transaction.savepoint()
        Appropriation.objects.create(scheme=scheme, kind="supplement", recorded_by=hall.drafter, **SAID)
        with pytest.raises(IntegrityError, match="当初予算と補正予算の合計"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.savepoint_rollback(sid)

    def test_no_line_comes_before_its_resolution(self, scheme: Scheme, hall: Hall):
        later = {**SAID, "resolved_on": date(2999, 1, 1)}
        with pytest.raises(IntegrityError, match="議決の日"), transaction.atomic():
            Appropriation.objects.create(scheme=scheme, kind="supplement", recorded_by=hall.drafter, **later)

    def test_no_line_changes(self, scheme: Scheme):
        with pytest.raises(TypeError):
            Appropriation.objects.update(amount=1)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE grants_appropriation SET amount = 1")

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.integers(-6_000_000, 6_000_000), max_size=6))
    def test_the_sum_holds_and_covers_what_is_granted(self, granted: Grant, hall: Hall, amounts: list[int]):
        with transaction.atomic():
            for number, amount in enumerate(amounts, start=1):
                try:
                    supplement(granted.scheme, by=hall.drafter, **{**SAID, "number": number, "amount": amount})
                except ValidationError:
                    continue
                finally:
                    granted.scheme.refresh_from_db()
                    assert granted.scheme.appropriation == sum(amount for _, amount in lines(granted.scheme)) >= 450_000
            transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameInstant:
    def test_a_cut_and_a_decision_never_both_take_the_last_money(self, hall: Hall, north: Organization, nanami: User):
        money = build.scheme(hall.drafter, appropriation=500_000)
        grant = build.proposed(build.submitted(north, money, nanami, 450_000), hall)
        build.approve(grant, hall.chief, hall.manager)
        cut = {**SAID, "amount": -100_000}
        outcomes = at_once(
            approving(grant, hall.director),
            lambda: supplement(Scheme.objects.get(), by=User.objects.get(pk=hall.drafter.pk), **cut),
        )
        money.refresh_from_db()
        assert outcomes.count("done") == 1
        assert 0 <= money.budget().decided <= money.appropriation
        assert (money.budget().decided, money.appropriation) in {(450_000, 500_000), (0, 400_000)}


@pytest.mark.django_db
class TestExecution:
    def test_follows_the_money(self, granted: Grant, hall: Hall, nanami: User, kuko: User):
        build.paid(granted, nanami, hall)
        build.submitted(kuko.roles.get().organization, granted.scheme, kuko, 300_000)
        supplement(granted.scheme, by=hall.drafter, **SAID)
        ((_, found),) = executions(Scheme.objects.all())
        assert (found.initial, found.supplements, found.appropriation) == (5_000_000, 800_000, 5_800_000)
        assert (found.committed, found.paid, found.asked) == (450_000, 450_000, 300_000)
        assert (found.remaining, found.percent, found.is_nearly_spent) == (5_350_000, 7, False)

    def test_counts_what_stands(self, granted: Grant, hall: Hall):
        revoked(granted, hall, scope="part", amount=50_000)
        ((_, found),) = executions(Scheme.objects.all())
        assert (found.committed, found.remaining) == (400_000, 4_600_000)

    def test_warns_at_ninety_percent(self, as_user: AsUser, granted: Grant, hall: Hall):
        page = reverse("grants:budget", args=[granted.scheme_id])
        build.appropriate(granted.scheme, 500_001, hall.drafter)
        assert "もう決定しています" not in as_user(hall.manager).get(page).text
        supplement(granted.scheme, by=hall.drafter, **{**SAID, "amount": -1})
        assert "予算の90%を、もう決定しています" in as_user(hall.manager).get(page).text
        assert "あとわずか" in as_user(hall.manager).get(YEAR_PAGE).text

    def test_costs_the_same_for_many(self, scheme: Scheme, hall: Hall, django_assert_max_num_queries):
        for number in range(12):
            build.scheme(hall.drafter, programme=f"other_{number}")
        with django_assert_max_num_queries(9):
            assert len(executions(Scheme.objects.all())) == 13


@pytest.mark.django_db
class TestPages:
    def test_are_the_city_s(self, as_user: AsUser, scheme: Scheme, nanami: User):
        browser = as_user(nanami)
        for url in (YEAR_PAGE, reverse("grants:budget", args=[scheme.pk]), f"{YEAR_PAGE}sheet/?way=xlsx"):
            assert browser.get(url).status_code == 403

    def test_show_the_lines_and_take_another(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        browser = as_user(hall.drafter)
        text = browser.post(reverse("grants:appropriate", args=[scheme.pk]), TYPED, follow=True).text
        words = ("5,800,000円", "補正予算(第3号)", "申請する団体が増えるため", "現在")
        assert [word for word in words if word not in text] == []
        text = browser.get(YEAR_PAGE).text
        assert [word for word in ("5,800,000円", "うち補正 800,000円", "現在") if word not in text] == []
        assert "補正予算を記録した" in browser.get(scheme.get_absolute_url()).text

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"way": "less", "amount": "5,000,001"}, "それより少なくはできません"),
            ({"amount": "ない"}, "数字で"),
            ({"resolved_on": "R7.5.13"}, "までの日に"),
            ({"reason": ""}, "理由"),
        ],
    )
    def test_keep_what_was_typed(
        self, as_user: AsUser, scheme: Scheme, hall: Hall, typed: dict[str, str], sentence: str
    ):
        page = as_user(hall.drafter).post(reverse("grants:appropriate", args=[scheme.pk]), {**TYPED, **typed})
        assert (page.status_code, sentence in page.text, 'value="3"' in page.text) == (200, True, True)
        assert Appropriation.objects.count() == 1

    def test_leave_as_a_sheet_on_record(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        other = build.scheme(hall.drafter, programme="other", name="もう1つの交付金", appropriation=1_000_000)
        answer = as_user(hall.manager).get(f"{YEAR_PAGE}sheet/?way=xlsx")
        rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(BytesIO(answer.content)).active.rows]
        assert [row[4] for row in rows] == ["予算額", 5_000_000, 1_000_000, 6_000_000]
        assert other.name in {row[1] for row in rows}
        assert Event.objects.filter(verb="sheet.export", actor=hall.manager).count() == 1
        assert as_user(hall.manager).get(f"{YEAR_PAGE}sheet/?way=pdf").status_code == 404
