"""協働推進計画: draft, second eyes, kessai, publication, the next version; and its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from plans.cityplan.filling import document_of
from plans.cityplan.workbook import as_workbook
from plans.models import CityPlan
from records.approvals import Proposal
from records.cases import NotNow
from records.events import Event
from staff.models import Committee, Department
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.cityplan import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
Status = CityPlan.Status


class TestFill:
    def test_takes_the_whole_plan(self, hall: Hall):
        plan = build.draft(hall, build.shinjo())
        assert (plan.goals.count(), plan.measures.count(), plan.actions.count()) == (3, 7, 20)
        assert plan.actions.get(number=10).stage_in(plan.from_year) == "study"
        assert {cell.stage for cell in plan.actions.get(number=15).cells.all()} == {"unknown"}
        assert document_of(plan).actions[5].related_plan == "地域防災計画"

    def test_tells_what_changed(self, hall: Hall):
        plan = build.draft(hall)
        assert "取組2" in {change.label for change in Event.objects.about(plan)[0].changes}

    def test_refuses_a_department_that_nobody_knows_and_keeps_what_stood_there(self, hall: Hall):
        plan = build.draft(hall)
        Department.objects.filter(name="総合政策課").update(name="企画課")
        with pytest.raises(NotNow, match="取組1: 「総合政策課」"):
            plan.fill(build.small(), by=hall.drafter)
        assert plan.actions.count() == 2

    def test_names_a_department_as_it_was_called_when_the_plan_began(self, hall: Hall):
        Department.objects.filter(name="税務課").update(ends_on=date(2026, 3, 31))
        Department.objects.create(name="税務収納課", starts_on=date(2026, 4, 1))
        plan = build.draft(hall)
        assert str(plan.actions.get(number=2).offices.get()) == "税務課"

    def test_is_refused_after_the_check(self, hall: Hall):
        plan = build.checked(hall)
        with pytest.raises(NotNow, match="今は書きかえられません"):
            plan.fill(build.small(), by=hall.drafter)


class TestConfirm:
    def test_needs_second_eyes(self, hall: Hall):
        plan = build.draft(hall)
        with pytest.raises(ValidationError, match="下書きを作った人は点検できません"):
            plan.confirm(by=hall.drafter)
        plan.confirm(by=hall.chief)
        assert plan.checked_by == hall.chief

    def test_needs_actions(self, hall: Hall):
        plan = CityPlan.begin(by=hall.drafter, title="見本", from_year=2025, to_year=2026)
        with pytest.raises(NotNow, match="取組を1つ以上"):
            plan.confirm(by=hall.chief)


class TestAdopt:
    def test_the_posts_adopt_what_they_read(self, hall: Hall):
        plan = build.proposed(hall)
        facts = plan.decided_facts()
        assert "令和7年度 検討" in facts["取組1"]
        build.approve(plan, hall)
        assert plan.status == Status.ADOPTED
        assert plan.adopted_on is not None

    def test_sent_back_it_is_a_draft_again(self, hall: Hall):
        plan = build.proposed(hall)
        proposal = Proposal.objects.about(plan).get()
        proposal.withdraw(by=hall.drafter, reason="数をまちがえた。")
        plan.refresh_from_db()
        assert (plan.status, plan.checked_by) == (Status.DRAFT, None)

    def test_the_next_version_takes_its_place(self, hall: Hall):
        first = build.published(hall)
        second = first.revise(by=hall.drafter)
        assert document_of(second) == document_of(first)
        second.confirm(by=hall.chief)
        second.propose(by=hall.drafter, reason="見直した。", **build.way())
        build.approve(second, hall)
        first.refresh_from_db()
        assert (first.status, second.status) == (Status.SUPERSEDED, Status.ADOPTED)
        assert CityPlan.objects.published().get() == first, "what it promised is still reported on"

    @pytest.mark.parametrize("status", [s for s in Status if s != Status.ADOPTED])
    def test_only_what_was_decided_is_published(self, hall: Hall, status: str):
        plan = build.draft(hall)
        plan.status = status
        with pytest.raises(NotNow):
            plan.check_move("publish")


class TestPages:
    def test_outsiders_read_what_was_published(self, hall: Hall, as_user: AsUser, nanami: User, client: PortalClient):
        plan = build.adopted(hall)
        address, public = plan.get_absolute_url(), reverse("plans:city_public_plan", args=[plan.pk])
        assert as_user(nanami).get(address).status_code == 404
        assert client.get(public).status_code == 404
        plan.publish(by=hall.drafter, on=MONDAY)
        assert as_user(nanami).get(address).status_code == 200
        assert "未定・資料に記載なし" in client.get(public).text

    def test_the_citizens_committee_reads_what_was_checked(self, hall: Hall):
        member = cast.person("市民 一", "citizen")
        found = Committee.found(by=hall.drafter, name="市民協働推進委員会", purpose="進捗", kind="citizens", most=5)
        found.members.create(user=member, starts_on=LONG_AGO)
        plan = build.draft(hall)
        assert not CityPlan.objects.visible_to(member, on=MONDAY).exists()
        plan.confirm(by=hall.chief)
        assert CityPlan.objects.visible_to(member, on=MONDAY).get() == plan

    def test_a_wrong_workbook_changes_nothing_and_names_the_cell(self, hall: Hall, as_user: AsUser):
        plan = build.draft(hall)
        address = reverse("plans:city_plan_file", args=[plan.pk])
        wrong = build.SMALL.replace("検討", "いつか").encode()
        page = as_user(hall.drafter).post(address, {"file": build.file("plan.toml", wrong)})
        assert "取組1 2025: 「いつか」ではなく" in page.text
        right = as_workbook(build.shinjo())
        page = as_user(hall.drafter).post(address, {"file": build.file("plan.xlsx", right)})
        assert "この表で変わるところ" in page.text
        assert "取組20" in page.text
        assert plan.actions.count() == 2  # nothing before the word
        token = page.context["token"]
        assert "取組は20件です" in as_user(hall.drafter).post(address, {"token": token}, follow=True).text
        assert "時間がたちました" in as_user(hall.drafter).post(address, {"token": token}, follow=True).text

    def test_the_same_workbook_changes_nothing(self, hall: Hall, as_user: AsUser):
        plan = build.draft(hall)
        address = reverse("plans:city_plan_file", args=[plan.pk])
        same = build.file("plan.xlsx", as_workbook(document_of(plan)))
        page = as_user(hall.drafter).post(address, {"file": same})
        assert "今の下書きと同じです" in page.text
        assert page.context["token"] == ""

    def test_goals_measures_and_actions_are_written_on_pages(self, hall: Hall, as_user: AsUser):
        plan, browser = build.draft(hall), as_user(hall.drafter)
        begun = document_of(plan)

        def at(name: str, *args: int) -> str:
            return reverse(f"plans:{name}", args=[plan.pk, *args])

        browser.post(at("city_goal_new"), {"text": "ひろげる", "summary": ""})
        goal = plan.goals.get(order=2)
        browser.post(at("city_measure_new"), {"goal": goal.pk, "text": "学ぶ", "points": "夜にも\n近くで"})
        measure = plan.measures.get(number=2)
        typed = {"measure": measure.pk, "heading": "講座", "text": "開く。"}
        added = browser.post(at("city_action_new"), typed)
        assert added["Location"] == at("city_action_edit", 3)
        assert {cell.stage for cell in plan.actions.get(number=3).cells.all()} == {"unknown"}
        browser.post(at("city_measure", 2), {"goal": goal.pk, "text": "学びあう", "points": ""})
        browser.post(at("city_goal", 2), {"text": "ひろげよう", "summary": "輪を"})
        told = {change.label for change in Event.objects.about(plan).latest("pk").changes}
        assert told == {"目標2"}
        assert "先に方策を" in browser.post(at("city_goal_remove", 2), follow=True).text
        assert "先に取組を" in browser.post(at("city_measure_remove", 2), follow=True).text
        for name, number in (("city_action_remove", 3), ("city_measure_remove", 2), ("city_goal_remove", 2)):
            browser.post(at(name, number))
        assert document_of(plan) == begun

    def test_a_plan_that_was_checked_is_not_written(self, hall: Hall, as_user: AsUser):
        plan = build.checked(hall)
        page = as_user(hall.drafter).post(reverse("plans:city_goal_new", args=[plan.pk]), {"text": "x", "summary": ""})
        assert "今は書きかえられません" in page.text
        assert plan.goals.count() == 1

    def test_one_action_is_written_by_hand(self, hall: Hall, as_user: AsUser):
        plan = build.draft(hall)
        address = reverse("plans:city_action_edit", args=[plan.pk, 2])
        typed: dict[str, Any] = {"heading": "出前講座", "text": "話す。", "indicators": "回数、1、5、回"}
        years = {"year_2025": "widen", "year_2026": "unknown", "year_2027": "none"}
        as_user(hall.drafter).post(address, {**typed, **years, "offices": [hall.section.pk]})
        action = plan.actions.get(number=2)
        assert [cell.stage for cell in action.cells.all()] == ["widen", "unknown", "none"]
        assert action.indicators.get().told == "回数 1→5回"
        page = as_user(hall.drafter).post(address, {**typed, **years, "indicators": "回数、たくさん"})
        assert "1行目: 値は数字に" in page.text

    def test_the_table_costs_the_same_for_twenty_actions(
        self, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        plan = build.draft(hall, build.shinjo())
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(25):
            browser.get(plan.get_absolute_url())


class TestSeats:
    def test_a_citizens_committee_has_five_seats(self, hall: Hall):
        found = Committee.found(by=hall.drafter, name="市民協働推進委員会", purpose="進捗", kind="citizens", most=5)
        for number in range(5):
            seat(found, number, hall)
        with pytest.raises(NotNow, match="定員は5人"):
            seat(found, 6, hall)
        found.members.first().end(by=hall.drafter, on=MONDAY)  # type: ignore[union-attr]
        with pytest.raises(NotNow, match="定員は5人"):
            seat(found, 6, hall, starts_on=MONDAY)
        seat(found, 6, hall, starts_on=date(2025, 5, 13))
        assert found.members.count() == 6

    def test_the_database_knows_it_too(self, hall: Hall):
        found = Committee.found(by=hall.drafter, name="小さな会", purpose="進捗", kind="citizens", most=1)
        seat(found, 1, hall)
        with pytest.raises(IntegrityError), transaction.atomic():
            found.members.create(user=cast.person("二", "two"), starts_on=MONDAY)

    def test_fewer_seats_than_members_are_refused(self, hall: Hall):
        found = Committee.found(by=hall.drafter, name="市民会", purpose="進捗", kind="citizens", most=5)
        seat(found, 1, hall)
        seat(found, 2, hall)
        with pytest.raises(ValidationError, match="定員は1人"):
            found.describe(by=hall.drafter, name="市民会", purpose="進捗", most=1)

    def test_the_staff_committee_takes_employees_only(self, hall: Hall, nanami: User):
        found = Committee.found(by=hall.drafter, name="庁内推進委員会", purpose="庁内", kind="staff")
        found.call_in(hall.stranger, by=hall.drafter, kind="member", background="税務課", starts_on=MONDAY)
        with pytest.raises(NotNow, match="市の職についていません"):
            found.call_in(nanami, by=hall.drafter, kind="member", background="", starts_on=MONDAY)
        with pytest.raises(NotNow, match="市の職員から選びます"):
            seat(found, 3, hall)


def seat(found: Committee, number: int, hall: Hall, **changes: Any) -> None:
    who: Any = {"email": f"c{number}@example.jp", "name": f"市民 {number}", "furigana": "しみん"}
    found.appoint(by=hall.drafter, kind="member", background="公募", **who, **{"starts_on": LONG_AGO, **changes})
