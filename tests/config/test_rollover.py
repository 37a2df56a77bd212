"""年度更新: what a new year needs is shown, rehearsed, made once; what the old year leaves open is listed."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.rollover.money_step import Money
from config.rollover.papers_step import in_year
from config.rollover.unfinished import unfinished
from config.rollover.wizard import STEPS, Wizard
from grants.dues.setting import arrange
from grants.models import Report, Scheme
from grants.reserves.booking import plan
from organizations.models import Organization
from plans.models import PlanDeadline
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.letters.setting import LetterEntry, LetterSetting
from staff.models import DecisionRule, LiaisonAssignment, Nomination, Rollover
from tests import cast
from tests.cast import MONDAY, Hall, Land
from tests.grants import build
from tests.grants.build import APRIL_NEXT
from tests.grants.test_reserves import PLAN, examples_scheme, spent
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
OLD, NEW = FiscalYear(2025), FiscalYear(2026)
EVERY = [step.code for step in STEPS]
CHANGES = {  # columns of a scheme that are others in the new year
    "id", "fiscal_year", "status", "appropriated_on",
    "base_date", "opens_on", "deadline", "completion_by", "report_due", "status_dates",
}  # fmt: skip
PAGE = reverse("rollover", args=[NEW.number])


@pytest.fixture(autouse=True)
def it_is_noon_of_that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    noon = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def wizard(hall: Hall, land: Land) -> Wizard:
    """A scheme, a liaison for the year, a wording that names it."""
    arrange(build.scheme(hall.drafter), by=hall.drafter, before=[10], after=[5])
    cast.assign_liaison(hall.liaison, land.north)
    LiaisonAssignment.objects.filter(user=hall.liaison).update(ends_on=OLD.end)
    LetterSetting.objects.filter(kind="grants.decision").delete()
    wording = LetterSetting.objects.create(
        kind="grants.decision", starts_on=cast.LONG_AGO, status="adopted", symbol="市協", title="令和7年度の交付決定",
        body="令和７年度の交付金について、令和3年告示第1号により決定しました。",
    )  # fmt: skip
    LetterEntry.objects.create(setting=wording, position=1, label="年度", text="令和7年度分")
    return Wizard(NEW, hall.drafter, on=MONDAY)


def again(hall: Hall) -> Wizard:
    return Wizard(NEW, hall.chief, on=MONDAY)


class TestCarry:
    def test_makes_what_the_new_year_needs(self, wizard: Wizard, hall: Hall):
        outcome = wizard.carry(EVERY)
        rules = DecisionRule.objects.filter(fiscal_year=NEW).count()
        assert outcome.made == {"rules": rules, "schemes": 1, "people": 1, "papers": 2, "money": 0}
        assert rules == DecisionRule.objects.filter(fiscal_year=2020).count()
        scheme = Scheme.objects.get(fiscal_year=NEW)
        assert (scheme.status, scheme.base_date, scheme.opens_on) == ("draft", date(2026, 4, 1), date(2026, 4, 1))
        assert scheme.deadline == date(2026, 6, 1)  # 30 May 2026 is a Saturday
        assert len(scheme.conditions.all()) == len(build.CONDITIONS)
        assert scheme.formula["components"]
        assert (scheme.dues_setting.before, scheme.dues_setting.after) == ([10], [5])
        old = Scheme.objects.get(fiscal_year=OLD)
        columns = {column.name for column in Scheme._meta.concrete_fields} - CHANGES
        assert [name for name in columns if getattr(scheme, name) != getattr(old, name)] == []
        case = Nomination.objects.get()
        assert (case.user, case.starts_on, case.ends_on) == (hall.liaison, NEW.start, NEW.end)
        assert PlanDeadline.objects.get(fiscal_year=NEW).due_on == date(2026, 6, 1)
        draft = LetterSetting.objects.get(kind="grants.decision", status="draft")
        assert (draft.title, draft.starts_on) == ("令和8年度の交付決定", NEW.start)
        assert draft.body == "令和８年度の交付金について、令和3年告示第1号により決定しました。"
        assert draft.entries.get().text == "令和8年度分"

    def test_is_one_event_with_what_came_of_it_beside_those_of_the_verbs(self, wizard: Wizard, hall: Hall):
        wizard.carry(["schemes", "people"])
        case = Rollover.objects.get()
        told = build.happened(case, "rollover.carry")[0]
        assert (told.actor, told.facts["comment"]) == (hall.drafter, "交付金の制度 1制度、地域担当職員 1件")
        assert Event.objects.filter(verb="scheme.begin").count() == 2
        assert Event.objects.filter(verb="nomination.nominate").count() == 1

    def test_makes_nothing_twice(self, wizard: Wizard, hall: Hall):
        wizard.carry(EVERY)
        before = Event.objects.count()
        with pytest.raises(NotNow, match="新しく作るものはありません"):
            again(hall).carry(EVERY)
        assert Event.objects.count() == before
        assert again(hall).waiting == 0

    def test_goes_on_where_it_was_left(self, wizard: Wizard, hall: Hall):
        wizard.carry(["schemes"])
        later = again(hall)
        assert {step.code: step.waiting for step in later.steps if step.waiting} == {
            "rules": len(wizard.steps[0].seen), "people": 1, "papers": 2,
        }  # fmt: skip
        assert later.carry(EVERY).made["schemes"] == 0
        assert Rollover.objects.count() == 1

    def test_is_all_or_nothing(self, wizard: Wizard, monkeypatch: Any):
        def broken(*_: Any, **__: Any) -> None:
            raise ValidationError("写せません。")

        monkeypatch.setattr(LetterSetting, "begin", broken)
        before = Event.objects.count()
        with pytest.raises(ValidationError):
            wizard.carry(EVERY)
        assert (Event.objects.count(), Rollover.objects.count()) == (before, 0)
        assert not DecisionRule.objects.filter(fiscal_year=NEW).exists()

    def test_leaves_to_people_what_cannot_be_carried(self, wizard: Wizard, hall: Hall):
        """Who has left cannot go on; the rest is made, and the sentence says why."""
        hall.liaison.duties.update(ends_on=date(2025, 9, 30))
        outcome = wizard.carry(EVERY)
        assert (outcome.made["people"], outcome.made["schemes"], len(outcome.left)) == (0, 1, 1)
        assert "税務 五月" in outcome.left[0]

    def test_is_refused_when_it_is_closed_and_for_other_years(self, wizard: Wizard, hall: Hall):
        case = Rollover.of(NEW, by=hall.drafter, on=MONDAY)
        case.close(by=hall.drafter)
        with pytest.raises(NotNow, match="終わりにしてあります"):
            wizard.carry(EVERY)
        case.reopen(by=hall.drafter)
        assert wizard.carry(["schemes"]).count == 1
        with pytest.raises(NotNow, match="今は準備できません"):
            Rollover.of(NEW.next, by=hall.drafter, on=MONDAY)


class TestRehearse:
    def test_shows_what_carry_makes_and_leaves_nothing(self, wizard: Wizard, hall: Hall):
        before = Event.objects.count()
        shown = wizard.rehearse(EVERY)
        assert (Event.objects.count(), Rollover.objects.count(), Scheme.objects.count()) == (before, 0, 1)
        done = again(hall).carry(EVERY)
        assert (shown.made, shown.lines) == (done.made, done.lines)

    def test_refuses_as_carry_would(self, wizard: Wizard, monkeypatch: Any):
        def broken(*_: Any, **__: Any) -> None:
            raise ValidationError("写せません。")

        monkeypatch.setattr(LetterSetting, "begin", broken)
        with pytest.raises(ValidationError):
            wizard.rehearse(EVERY)


class TestUnfinished:
    def test_names_every_case_with_its_page(
        self, wizard: Wizard, hall: Hall, north: Organization, nanami: User, kuko: User
    ):
        money = Scheme.objects.get()
        payment = build.requested(build.granted(north, money, nanami, hall), nanami)
        south = Organization.objects.get(name="南の会")
        build.proposed(build.submitted(south, money, kuko, 200_000), hall)
        found = {heap.title: heap for heap in unfinished(OLD, hall.drafter, on=MONDAY)}
        assert list(found) == [
            "申請の審査と決裁", "実績報告がまだの交付金", "支払い", "年度計画の受理", "決裁の途中の起案",
        ]  # fmt: skip
        assert [item.url for item in found["支払い"].items] == [payment.get_absolute_url()]
        assert found["実績報告がまだの交付金"].count == 1
        assert found["実績報告がまだの交付金"].items[0].url == payment.grant.get_absolute_url()
        proposal = Proposal.objects.running().get()
        assert found["決裁の途中の起案"].items[0].url == reverse("records:proposal", args=[proposal.pk])
        assert [heap.title for heap in unfinished(NEW, hall.drafter, on=MONDAY)] == ["決裁の途中の起案"]


class TestPages:
    def test_lead_from_the_rehearsal_to_the_deed_and_the_paper(self, as_user: AsUser, wizard: Wizard, hall: Hall):
        browser = as_user(hall.chief)
        assert browser.get(reverse("rollover_start"))["Location"] == PAGE
        assert "ためしてみる(保存しません)" in browser.get(PAGE).text
        shown = browser.post(PAGE, {"step": EVERY, "try": "1"}).text
        words = ("まだ保存していません", "新しく作る", "令和8年6月1日まで", "税務 五月(案)")
        assert [word for word in words if word not in shown] == []
        assert not Rollover.objects.exists()
        browser.post(PAGE, {"step": EVERY, "carry": "1"})
        page = browser.get(PAGE).text
        assert "ためしてみる" not in page
        assert "次の年度へ写した" in page
        assert "南地区" in browser.get(reverse("rollover_summary", args=[NEW.number])).text
        browser.post(reverse("rollover_close", args=[NEW.number]))
        assert Rollover.objects.get().status == "done"

    def test_say_what_is_wrong(self, as_user: AsUser, wizard: Wizard, hall: Hall):
        browser = as_user(hall.chief)
        assert "1つ以上選んでください" in browser.post(PAGE, {"try": "1"}, follow=True).text
        wizard.carry(EVERY)
        assert "もう全部あります" in browser.post(PAGE, {"step": EVERY, "carry": "1"}, follow=True).text
        assert browser.get(reverse("rollover", args=[1868])).status_code == 404

    def test_are_nothing_to_the_neighbour(self, as_user: AsUser, wizard: Wizard, kuko: User, hall: Hall):
        assert [as_user(who).get(PAGE).status_code for who in (kuko, hall.stranger)] == [403, 403]
        assert as_user(hall.director).get(PAGE).status_code == 200
        assert as_user(hall.director).post(PAGE, {"step": EVERY, "carry": "1"}).status_code == 403

    def test_wait_on_the_home_page_in_spring(self, as_user: AsUser, wizard: Wizard, hall: Hall, monkeypatch: Any):
        assert "年度更新" not in as_user(hall.chief).get("/").text
        spring = datetime(2026, 2, 2, 12, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: spring)
        assert "令和8年度への年度更新" in as_user(hall.chief).get("/").text

    def test_cost_the_same_for_many(
        self, as_user: AsUser, wizard: Wizard, hall: Hall, django_assert_max_num_queries: Any
    ):
        browser = as_user(hall.chief)
        browser.get(PAGE)
        with django_assert_max_num_queries(60):
            browser.get(PAGE)


class TestBalances:
    def test_stand_in_the_new_year_and_are_not_copied(
        self, north: Organization, nanami: User, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ):
        """Example F of domain 4.2 with the offset policy, and a part of the surplus in a reserve."""
        money = examples_scheme(hall.drafter, surplus="offset", reserves=True)
        report = spent(north, nanami, hall, money, 1_873_400, monkeypatch)
        Report.objects.update(reserve=plan(north, by=nanami, **PLAN), amount_to_reserve=26_600)
        report.refresh_from_db()
        report.submit(by=nanami, on=APRIL_NEXT)
        build.confirmed(report, hall)
        lines = Money(NEW, hall.drafter, APRIL_NEXT).lines()
        assert [(line.state, line.after) for line in lines] == [
            ("there", "令和8年度のはじめの残高 26,600円"),
            ("there", "令和8年度のはじめの残高 100,000円"),
        ]


def test_only_the_year_s_own_name_changes():
    assert in_year("令和7年度(令和７年度)と令和17年度、令和7年", NEW) == "令和8年度(令和８年度)と令和17年度、令和7年"
