"""督促: who is late, and what one press does: mails, letters, and a row that stays."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.collecting import collect
from grants.dues.dues import Due, dues, running
from grants.dues.dunning import dun, dun_all
from grants.dues.ordering import propose, way_for
from grants.models import Dunning, Grant, PlannedDunning, Refund
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import Letter
from records.mail import Mail
from staff.models import DecisionRule
from tests import cast
from tests.cast import Hall
from tests.grants import build
from tests.grants.build import APRIL_NEXT, happened
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
MAY = date(2026, 5, 18)
AUGUST = date(2026, 8, 10)
PAGE = reverse("grants:late")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    def go(when: date) -> None:
        noon = datetime.combine(when, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return go


@pytest.fixture
def unreported(granted: Grant, nanami: User, hall: Hall, at: Callable[[date], None]) -> Grant:
    """Paid; the report was due on 10 April."""
    build.paid(granted, nanami, hall)
    at(MAY)
    return granted


@pytest.fixture
def overdue(granted: Grant, nanami: User, hall: Hall, at: Callable[[date], None]) -> Refund:
    """50,000 yen were to come back until 30 April; now it is August."""
    build.paid(granted, nanami, hall)
    at(APRIL_NEXT)
    refund = build.refund_ordered(build.confirmed(build.reported(granted, nanami), hall).grant, hall)
    at(AUGUST)
    return refund


def only(on: date) -> Due:
    return next(due for due in dues(running(), on=on) if due.days_late(on=on))


class TestDun:
    def test_asks_for_a_report_by_mail_and_on_paper(self, unreported: Grant, hall: Hall, nanami: User):
        made = dun(only(MAY), by=hall.drafter, on=MAY)
        assert (made.number, made.told, made.answer_by) == (1, 1, date(2026, 5, 28))
        letter = Letter.objects.about(made).get()
        assert (letter.kind, letter.kind_name) == ("grants.overdue", "提出の督促")
        words = ["実績報告", "令和8年4月10日", "令和8年5月28日", "市協第1号"]
        assert [word for word in words if word not in letter.html] == []
        mail = Mail.objects.filter(subject__startswith="【督促】").get()
        assert (mail.to_user, mail.subject[-11:]) == (nanami, "5月28日(木)まで)")
        assert letter.get_absolute_url() in mail.body
        assert happened(unreported, "dunning.send")[0].actor == hall.drafter

    def test_asks_for_money_with_what_it_costs_by_now(self, overdue: Refund, hall: Hall):
        made = dun(only(AUGUST), by=hall.chief, on=AUGUST)
        assert (made.case, made.amount, made.surcharge) == (overdue, 50_000, 1_500)
        letter = Letter.objects.about(made).get()
        words = ["督促状", "金50,000円", "金1,500円", "地方自治法第231条の3", "審査請求", "令和8年4月30日"]
        assert [word for word in words if word not in letter.html] == []
        assert Letter.objects.about(overdue).get().kind == "grants.refund"

    def test_without_paper_it_is_a_mail_alone(self, unreported: Grant, hall: Hall):
        made = dun(only(MAY), by=hall.drafter, on=MAY, on_paper=False)
        assert not Letter.objects.about(made).exists()

    def test_comes_once_a_day_and_is_counted(self, unreported: Grant, hall: Hall):
        dun(only(MAY), by=hall.drafter, on=MAY)
        with pytest.raises(ValidationError, match="もう督促しました"):
            dun(only(MAY), by=hall.drafter, on=MAY)
        assert dun(only(MAY), by=hall.drafter, on=date(2026, 5, 19)).number == 2

    def test_is_for_those_who_are_late(self, granted: Grant, hall: Hall):
        early = dues(running(), on=date(2025, 5, 12))[0]
        with pytest.raises(NotNow, match="まだ期限の前です"):
            dun(early, by=hall.drafter, on=date(2025, 5, 12))

    def test_all_or_nothing(self, unreported: Grant, hall: Hall):
        due = only(MAY)
        with pytest.raises(ValidationError):
            dun_all([due, due], by=hall.drafter, on=MAY, on_paper=True)
        assert not Dunning.objects.exists()
        assert not Mail.objects.filter(subject__startswith="【督促】").exists()


class TestPage:
    def test_one_press_for_all_that_are_ticked(
        self, as_user: AsUser, unreported: Grant, hall: Hall, nanami: User, kuko: User
    ):
        drafter = as_user(hall.drafter)
        text = drafter.get(PAGE).text
        assert "38日" in text
        assert "1つ以上印を" in drafter.post(PAGE, {"on_paper": "on"}).text
        key = text.partition('name="case" form="late" value="')[2].partition('"')[0]
        drafter.post(PAGE, {"case": [key, "1-x-2-3"], "on_paper": "on"})
        assert Dunning.objects.get().made_by == hall.drafter
        assert "きょう督促しました" in drafter.get(PAGE).text
        for reader in (hall.drafter, nanami):
            assert "実績報告の督促(1回目)" in as_user(reader).get(unreported.get_absolute_url()).text
        letter = Letter.objects.get(kind="grants.overdue")
        assert as_user(nanami).get(letter.get_absolute_url()).status_code == 200
        assert as_user(kuko).get(letter.get_absolute_url()).status_code == 404

    def test_money_is_the_chief_s(self, as_user: AsUser, overdue: Refund, hall: Hall):
        assert "返還の督促状は、係の長が出します。" in as_user(hall.drafter).get(PAGE).text
        text = as_user(hall.chief).get(PAGE).text
        key = text.partition('name="case" form="late" value="')[2].partition('"')[0]
        as_user(hall.drafter).post(PAGE, {"case": key})
        assert not Dunning.objects.exists()
        as_user(hall.chief).post(PAGE, {"case": key})
        assert Dunning.objects.get().case == overdue
        assert "返還の督促(1回目)" in as_user(hall.chief).get(overdue.get_absolute_url()).text

    def test_is_the_city_s(self, as_user: AsUser, unreported: Grant, hall: Hall, nanami: User):
        assert as_user(nanami).get(PAGE).status_code == 403
        assert "北の会" not in as_user(hall.stranger).get(PAGE).text
        assert as_user(hall.stranger).post(PAGE, {"case": "1"}).status_code == 403


class TestPosts:
    """督促状 that the city's rules of decision know of."""

    @pytest.fixture
    def way(self, hall: Hall) -> DecisionRule:
        return cast.rule("督促状", DecisionRule.Kind.DUNNING, hall.posts["chief"], hall.posts["manager"])

    def drafted(self, hall: Hall) -> Proposal:
        found = way_for(hall.drafter, 50_000, on=AUGUST)
        assert found is not None
        return propose([only(AUGUST)], found, by=hall.drafter, on=AUGUST)

    def press(self, as_user: AsUser, user: User) -> str:
        text = as_user(user).get(PAGE).text
        key = text.partition('name="case" form="late" value="')[2].partition('"')[0]
        return as_user(user).post(PAGE, {"case": key}, follow=True).text

    def test_are_asked_before_it_is_sent(self, as_user: AsUser, overdue: Refund, hall: Hall, way: DecisionRule):
        assert "起案しました" in self.press(as_user, hall.drafter)
        assert not Dunning.objects.exists()
        plan = PlannedDunning.objects.get()
        assert "督促状が、決裁に回っています" in as_user(hall.drafter).get(PAGE).text
        assert "督促状の決裁" in as_user(hall.chief).get(overdue.get_absolute_url()).text
        assert ["金50,000円" in str(letter.values()) for letter in plan.decision_letters(on=AUGUST)] == [True]
        build.approve(plan, hall.chief, hall.manager)
        plan.refresh_from_db()
        made = Dunning.objects.get()
        assert (plan.status, plan.dunning, made.amount, made.made_by) == ("sent", made, 50_000, plan.decided_by)
        assert Letter.objects.about(made).get().kind == "grants.dunning"

    def test_read_what_is_owed_now(self, overdue: Refund, hall: Hall, way: DecisionRule):
        self.drafted(hall)
        plan = PlannedDunning.objects.get()
        collect(overdue, by=hall.drafter, amount=20_000, received_on=AUGUST, voucher="12")
        assert plan.decided_facts()["督促する額"] == "30,000円"

    def test_send_nothing_where_nothing_is_owed(self, overdue: Refund, hall: Hall, way: DecisionRule):
        self.drafted(hall)
        collect(overdue, by=hall.drafter, amount=50_000, received_on=AUGUST, voucher="12")
        with pytest.raises(NotNow, match="もう済んでいます"):
            PlannedDunning.objects.get().due(on=AUGUST)

    def test_are_asked_once(self, overdue: Refund, hall: Hall, way: DecisionRule):
        self.drafted(hall)
        with pytest.raises(ValidationError, match="もう決裁に回っています"):
            self.drafted(hall)

    def test_what_comes_back_is_late_again(self, overdue: Refund, hall: Hall, way: DecisionRule):
        made = self.drafted(hall)
        PlannedDunning.objects.get().proposal_returned(made, by=hall.chief, comment="額を確かめる")
        assert PlannedDunning.objects.get().status == "dropped"
        assert not PlannedDunning.objects.open().exists()

    def test_the_plan_is_the_city_s(self, overdue: Refund, hall: Hall, way: DecisionRule, nanami: User):
        self.drafted(hall)
        assert PlannedDunning.objects.visible_to(hall.chief, on=AUGUST).count() == 1
        assert not PlannedDunning.objects.visible_to(nanami, on=AUGUST).exists()
