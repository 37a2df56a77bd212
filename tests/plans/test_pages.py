"""The pages around the editor: who sees them, what their buttons do, what they cost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans import tasks
from plans.models import FuturePlan, PlanDeadline, YearlyPlan
from plans.querysets import YearlyPlanQuerySet
from records.drafts import find
from records.fiscal import FiscalYear
from records.tasks import Task
from tests import cast
from tests.cast import MONDAY, Hall
from tests.plans import build
from tests.plans.browser import form_of, rows_of
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
THIS_YEAR = FiscalYear.of(timezone.localdate())
ASSEMBLY = {"resolved_on": "R7.5.11"}


def page(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


class TestTheDoor:
    YEARLY = (
        "yearly_detail",
        "yearly_edit",
        "yearly_confirm",
        "yearly_resolved",
        "yearly_revise",
        "yearly_accept",
        "yearly_correct",
    )
    FUTURE = (
        "future_detail",
        "future_edit",
        "future_ask",
        "future_take_back",
        "future_opinions",
        "future_adopt",
        "future_acknowledge",
        "future_revise",
    )

    @pytest.mark.parametrize("name", YEARLY)
    def test_a_neighbour_finds_no_yearly_plan(self, as_user: AsUser, sent: YearlyPlan, kuko: User, name: str) -> None:
        assert as_user(kuko).get(page(name, sent.pk)).status_code == 404
        assert as_user(kuko).post(page(name, sent.pk)).status_code in {404, 405}

    @pytest.mark.parametrize("name", FUTURE)
    def test_a_neighbour_finds_no_future_plan(
        self, as_user: AsUser, adopted: FuturePlan, kuko: User, name: str
    ) -> None:
        assert as_user(kuko).get(page(name, adopted.pk)).status_code == 404
        assert as_user(kuko).post(page(name, adopted.pk)).status_code in {404, 405}

    def test_the_city_reads_and_does_not_write(self, as_user: AsUser, sent: YearlyPlan, hall: Hall) -> None:
        chief = as_user(hall.chief)
        seen = {name: chief.get(page(name, sent.pk)).status_code for name in ("yearly_detail", "yearly_edit")}
        assert seen == {"yearly_detail": 200, "yearly_edit": 403}

    def test_the_organization_does_not_take_its_own_plan(self, as_user: AsUser, sent: YearlyPlan, nanami: User) -> None:
        assert as_user(nanami).post(page("yearly_accept", sent.pk)).status_code == 403

    def test_one_who_only_reads_begins_nothing(self, as_user: AsUser, north: Organization, adopted: FuturePlan) -> None:
        reader = cast.person("閲覧 十郎", "reader")
        cast.officer(north, reader, "viewer")
        assert as_user(reader).get(page("yearly")).status_code == 200
        assert as_user(reader).post(page("yearly_begin", north.pk, THIS_YEAR.number)).status_code == 403

    def test_a_visitor_signs_in_first(self, client: PortalClient, sent: YearlyPlan) -> None:
        assert client.get(sent.get_absolute_url()).status_code == 302


class TestBeginning:
    def test_a_button_begins_the_year_and_opens_the_editor(
        self, as_user: AsUser, north: Organization, adopted: FuturePlan, nanami: User
    ) -> None:
        browser = as_user(nanami)
        begin = page("yearly_begin", north.pk, THIS_YEAR.number)
        assert begin in browser.get(page("yearly")).content.decode()
        answer = browser.post(begin)
        plan = YearlyPlan.objects.get()
        assert answer.headers["Location"] == page("yearly_edit", plan.pk)

    def test_pressed_twice_it_says_where_the_plan_is(
        self, as_user: AsUser, north: Organization, adopted: FuturePlan, nanami: User
    ) -> None:
        begin = page("yearly_begin", north.pk, THIS_YEAR.number)
        as_user(nanami).post(begin)
        assert "続きを書いて" in as_user(nanami).post(begin, follow=True).content.decode()
        assert YearlyPlan.objects.count() == 1

    def test_no_plan_of_another_decade(
        self, as_user: AsUser, north: Organization, adopted: FuturePlan, nanami: User
    ) -> None:
        assert as_user(nanami).post(page("yearly_begin", north.pk, 1990)).status_code == 404

    def test_without_a_future_plan_the_page_says_what_comes_first(
        self, as_user: AsUser, north: Organization, nanami: User
    ) -> None:
        shown = as_user(nanami).get(page("yearly")).content.decode()
        assert "先に将来計画を仕上げてください" in shown
        answer = as_user(nanami).post(page("yearly_begin", north.pk, THIS_YEAR.number), follow=True)
        assert "先に将来計画を仕上げてください" in answer.content.decode()

    def test_a_future_plan_begins_once(self, as_user: AsUser, north: Organization, nanami: User) -> None:
        begin = page("future_begin", north.pk)
        assert begin in as_user(nanami).get(page("future")).content.decode()
        as_user(nanami).post(begin)
        assert "もう" in as_user(nanami).post(begin, follow=True).content.decode()
        assert FuturePlan.objects.count() == 1


class TestConfirming:
    def test_sends_with_the_day_of_the_assembly(self, as_user: AsUser, draft: YearlyPlan, nanami: User) -> None:
        answer = as_user(nanami).post(page("yearly_confirm", draft.pk), ASSEMBLY, follow=True)
        draft.refresh_from_db()
        assert (draft.status, draft.resolved_on) == ("submitted", date(2025, 5, 11))
        assert "年度計画を市に出しました" in answer.content.decode()

    def test_sends_as_a_proposal_without_one(self, as_user: AsUser, draft: YearlyPlan, nanami: User) -> None:
        as_user(nanami).post(page("yearly_confirm", draft.pk), {"resolved_on": ""})
        draft.refresh_from_db()
        assert (draft.status, draft.resolved_on) == ("submitted", None)

    def test_an_assembly_that_is_to_come_is_refused_at_the_field(
        self, as_user: AsUser, draft: YearlyPlan, nanami: User
    ) -> None:
        answer = as_user(nanami).post(page("yearly_confirm", draft.pk), {"resolved_on": "R90.4.1"})
        assert 'href="#id_resolved_on"' in answer.content.decode()
        draft.refresh_from_db()
        assert draft.status == "draft"

    def test_lists_what_is_missing_with_the_way_to_each(self, as_user: AsUser, draft: YearlyPlan, nanami: User) -> None:
        draft.lines.all().delete()
        shown = as_user(nanami).get(page("yearly_confirm", draft.pk)).content.decode()
        assert "あと2か所" in shown
        assert f"{page('yearly_edit', draft.pk)}#expense" in shown
        assert "市に出す</button>" not in shown
        assert as_user(nanami).post(page("yearly_confirm", draft.pk)).status_code == 200
        draft.refresh_from_db()
        assert draft.status == "draft"

    def test_goes_back_while_something_is_not_saved(self, as_user: AsUser, draft: YearlyPlan, nanami: User) -> None:
        browser, edit = as_user(nanami), page("yearly_edit", draft.pk)
        browser.post(edit, form_of(browser.get(edit)) | {"projects-0-cost": "abc"}, headers={"X-Autosave": "1"})
        answer = browser.get(page("yearly_confirm", draft.pk), follow=True)
        assert answer.redirect_chain[-1][0] == edit
        assert "まだ保存していないところがあります" in answer.content.decode()

    def test_a_stale_page_sends_nothing_twice(self, as_user: AsUser, sent: YearlyPlan, nanami: User) -> None:
        answer = as_user(nanami).post(page("yearly_confirm", sent.pk), ASSEMBLY)
        sent.refresh_from_db()
        assert (answer.headers["Location"], sent.resolved_on) == (sent.get_absolute_url(), None)


class TestAfterwards:
    def test_the_day_alone_makes_the_resolved_version(self, as_user: AsUser, sent: YearlyPlan, nanami: User) -> None:
        answer = as_user(nanami).post(page("yearly_resolved", sent.pk), ASSEMBLY)
        newest = sent.newest()
        assert (newest.version, newest.resolved_on) == (2, date(2025, 5, 11))
        assert answer.headers["Location"] == newest.get_absolute_url()
        again = as_user(nanami).get(page("yearly_resolved", sent.pk))
        assert again.headers["Location"] == newest.get_absolute_url()

    def test_asks_for_the_day(self, as_user: AsUser, sent: YearlyPlan, nanami: User) -> None:
        answer = as_user(nanami).post(page("yearly_resolved", sent.pk), {"resolved_on": ""})
        assert "総会の議決日を入れてください" in answer.content.decode()
        assert YearlyPlan.objects.count() == 1

    def test_a_changed_plan_is_a_new_version_to_write(self, as_user: AsUser, sent: YearlyPlan, nanami: User) -> None:
        answer = as_user(nanami).post(page("yearly_revise", sent.pk), follow=True)
        assert rows_of(form_of(answer), "projects", "name") == ["見守り", "敬老のつどい", ""]
        again = as_user(nanami).post(page("yearly_revise", sent.pk), follow=True)
        assert "続きを書いて" in again.content.decode()

    def test_the_section_takes_the_plan(self, as_user: AsUser, sent: YearlyPlan, hall: Hall) -> None:
        assert "受理する" in as_user(hall.drafter).get(sent.get_absolute_url()).content.decode()
        as_user(hall.drafter).post(page("yearly_accept", sent.pk))
        sent.refresh_from_db()
        assert sent.accepted_by == hall.drafter
        again = as_user(hall.drafter).post(page("yearly_accept", sent.pk), follow=True)
        assert "この操作はできません" in again.content.decode()

    def test_the_section_asks_for_a_correction_and_the_leader_reads_it_at_the_row(
        self, as_user: AsUser, sent: YearlyPlan, hall: Hall, nanami: User
    ) -> None:
        drafter, correct = as_user(hall.drafter), page("yearly_correct", sent.pk)
        first, line = sent.projects.get(order=1), sent.lines.get(category__name="会費")
        form = {
            "asks-TOTAL_FORMS": "1",
            "asks-INITIAL_FORMS": "0",
            "asks-0-place": f"plan-project-{first.pk}",
            "asks-0-comment": "",
            "due_on": "R90.5.30",
        }
        assert "お願いを入れてください" in drafter.post(correct, form).content.decode()
        form |= {"asks-0-comment": "内わけを書いてください", "add": "asks"}
        assert "内わけを書いてください" in drafter.post(correct, form).content.decode()
        del form["add"]
        form |= {"asks-TOTAL_FORMS": "2", "asks-1-place": f"plan-line-{line.pk}", "asks-1-comment": "世帯の数は?"}
        assert drafter.post(correct, form).headers["Location"] == sent.get_absolute_url()
        shown = as_user(nanami).get(page("yearly_edit", sent.pk)).content.decode()
        assert '<p class="asked"><b>市から</b> 内わけを書いてください</p>' in shown
        assert '<p class="asked"><b>市から</b> 世帯の数は?</p>' in shown
        assert drafter.get(correct).headers["Location"] == sent.get_absolute_url()

    def test_a_plan_that_came_with_an_application_goes_its_way(
        self, as_user: AsUser, sent: YearlyPlan, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(YearlyPlanQuerySet, "alone", lambda plans: plans.none())
        drafter = as_user(hall.drafter)
        assert "受理する</button>" not in drafter.get(sent.get_absolute_url()).content.decode()
        assert drafter.post(page("yearly_accept", sent.pk)).status_code == 403
        assert drafter.get(page("yearly_correct", sent.pk)).status_code == 403

    def test_the_paper_shows_every_row_and_sum(self, as_user: AsUser, sent: YearlyPlan, hall: Hall) -> None:
        shown = as_user(hall.chief).get(sent.get_absolute_url()).content.decode()
        for words in ("事業計画書(案)", "収支予算書(案)", "敬老のつどい", "1-1 見守り", "600,000", "社会福祉協議会"):
            assert words in shown


class TestFuturePlan:
    def test_is_written_in_one_page(self, as_user: AsUser, future: FuturePlan, nanami: User) -> None:
        browser, edit = as_user(nanami), page("future_edit", future.pk)
        form = form_of(browser.get(edit)) | {
            "slogan": "笑い声の里",
            "goals-2-text": "若い人とつながる",
            "gatherings-0-held_on": "R6.9.7",
            "measures-3-goal": "goals-1",
            "measures-3-content": "避難訓練",
        }
        assert browser.post(edit, form).headers["Location"] == edit
        future.refresh_from_db()
        assert future.slogan == "笑い声の里"
        assert [str(m) for m in future.measures.all()] == [
            "1-1 見守り",
            "1-2 世代をこえた集まり",
            "2-1 道と水路を守る",
            "2-2 避難訓練",
        ]
        assert future.gatherings.get().held_on == date(2024, 9, 7)
        assert form_of(browser.get(edit))["gatherings-0-held_on"] == "令和6年9月7日"

    @pytest.mark.parametrize(
        ("cell", "typed", "sentence"),
        [
            ("title", "", "入れてください"),
            ("from_year", "きのう", "年度として読めません"),
            ("to_year", "令和5年度", "令和6年度か、それより後"),
            ("gatherings-0-held_on", "令和6年2月30日", "その日は暦にありません"),
            ("measures-0-goal", "goals-9", "この目標は消されました"),
            ("issues-0-text", "あ" * 301, "300文字まで"),
        ],
    )
    def test_says_at_the_cell_what_is_wrong_and_keeps_it(
        self, as_user: AsUser, future: FuturePlan, nanami: User, cell: str, typed: str, sentence: str
    ) -> None:
        browser, edit = as_user(nanami), page("future_edit", future.pk)
        answer = browser.post(edit, form_of(browser.get(edit)) | {cell: typed, "vision": "ほかの字"})
        assert sentence in answer.content.decode()
        assert f'href="#id_{cell}"' in answer.content.decode()
        again = form_of(browser.get(edit))
        assert again["vision"] == "ほかの字"
        if not cell.endswith("goal"):
            assert again[cell] == typed

    def test_a_goal_can_be_chosen_as_soon_as_it_stands_on_the_page(
        self, as_user: AsUser, future: FuturePlan, nanami: User
    ) -> None:
        browser, edit = as_user(nanami), page("future_edit", future.pk)
        form = form_of(browser.get(edit)) | {"goals-2-text": "若い人とつながる", "add": "measures"}
        browser.post(edit, form)
        assert '<option value="goals-2">3 若い人とつながる</option>' in browser.get(edit).content.decode()

    def test_goes_to_the_city_and_comes_back_with_its_opinion(
        self, as_user: AsUser, future: FuturePlan, hall: Hall, nanami: User
    ) -> None:
        as_user(nanami).post(page("future_ask", future.pk))
        opinions = page("future_opinions", future.pk)
        first = future.measures.get(number="1-1")
        assert "1-1 見守り(地域)" in as_user(hall.chief).get(opinions).content.decode()
        as_user(hall.chief).post(opinions, {f"measure-{first.pk}": "名簿を渡します。", "send": ""})
        shown = as_user(nanami).get(page("future_edit", future.pk)).content.decode()
        assert "名簿を渡します。" in shown

    def test_an_opinion_can_be_kept_for_later(
        self, as_user: AsUser, future: FuturePlan, hall: Hall, nanami: User
    ) -> None:
        future.ask_opinion(by=nanami)
        opinions = page("future_opinions", future.pk)
        as_user(hall.chief).post(opinions, {"whole": "まだ途中", "save": "1"})
        assert "まだ途中" in as_user(hall.drafter).get(opinions).content.decode()
        assert "まだ途中" not in as_user(nanami).get(future.get_absolute_url()).content.decode()

    def test_an_empty_opinion_is_asked_for(self, as_user: AsUser, future: FuturePlan, hall: Hall, nanami: User) -> None:
        future.ask_opinion(by=nanami)
        answer = as_user(hall.chief).post(page("future_opinions", future.pk), {"send": ""})
        assert "意見を1つ以上書いてください" in answer.content.decode()

    def test_is_adopted_on_the_day_of_the_assembly(self, as_user: AsUser, future: FuturePlan, nanami: User) -> None:
        as_user(nanami).post(page("future_adopt", future.pk), ASSEMBLY)
        future.refresh_from_db()
        assert (future.status, future.resolved_on) == ("adopted", date(2025, 5, 11))

    def test_asks_for_what_is_missing_before(self, as_user: AsUser, future: FuturePlan, nanami: User) -> None:
        future.issues.all().delete()
        shown = as_user(nanami).get(page("future_adopt", future.pk)).content.decode()
        assert "地域の課題を1つ以上書いてください" in shown
        as_user(nanami).post(page("future_adopt", future.pk), ASSEMBLY)
        future.refresh_from_db()
        assert future.status == "draft"

    @pytest.mark.parametrize("name", ["future_ask", "future_adopt"])
    def test_waits_for_what_was_typed_to_be_saved(
        self, as_user: AsUser, future: FuturePlan, nanami: User, name: str
    ) -> None:
        browser, edit = as_user(nanami), page("future_edit", future.pk)
        browser.post(edit, form_of(browser.get(edit)) | {"vision": "途中"}, headers={"X-Autosave": "1"})
        answer = browser.post(page(name, future.pk), ASSEMBLY, follow=True)
        assert answer.redirect_chain[-1][0] == edit
        assert find(future.draft_key) is not None

    def test_is_taken_by_the_section_and_revised_by_its_people(
        self, as_user: AsUser, adopted: FuturePlan, hall: Hall, nanami: User
    ) -> None:
        as_user(hall.drafter).post(page("future_acknowledge", adopted.pk))
        as_user(nanami).post(page("future_revise", adopted.pk))
        assert list(FuturePlan.objects.values_list("version", "status")) == [(2, "draft"), (1, "acknowledged")]

    def test_a_bookmark_of_a_button_does_nothing(self, as_user: AsUser, future: FuturePlan, nanami: User) -> None:
        answer = as_user(nanami).get(page("future_ask", future.pk))
        assert answer.headers["Location"] == future.get_absolute_url()
        future.refresh_from_db()
        assert future.status == "draft"


@pytest.fixture
def many(hall: Hall, land: cast.Land) -> list[YearlyPlan]:
    """300 organizations that have sent their plan of this fiscal year, and one that has not."""
    sender = cast.person("多数 太郎", "many")
    bodies = [Organization(name=f"第{n}の会", furigana=f"だい{n:03}のかい") for n in range(301)]
    for body in bodies:
        body.status, body.founded_on, body.recognised_on = "active", MONDAY, MONDAY
    Organization.objects.bulk_create(bodies)
    futures = FuturePlan.objects.bulk_create(
        FuturePlan(
            organization=body, title=f"{body}の計画", from_year=FiscalYear(2024), to_year=FiscalYear(2028),
            status="adopted", resolved_on=MONDAY,
        )
        for body in bodies
    )  # fmt: skip
    return YearlyPlan.objects.bulk_create(
        YearlyPlan(
            organization=future.organization, fiscal_year=THIS_YEAR, future_plan=future, status="submitted",
            submitted_by=sender, submitted_at=timezone.now(),
        )
        for future in futures[1:]
    )  # fmt: skip


class TestTheCitysList:
    @pytest.mark.parametrize("heap", ["yearly", "missing", "future"])
    def test_costs_under_12_queries_with_300_rows(
        self, as_user: AsUser, many: list[YearlyPlan], hall: Hall, django_assert_max_num_queries: Any, heap: str
    ) -> None:
        browser = as_user(hall.chief)
        with django_assert_max_num_queries(11):
            shown = browser.get(page("list"), {"heap": heap}).content.decode()
        assert ("第0の会" in shown) is (heap != "yearly")

    def test_finds_by_words_year_and_status(self, as_user: AsUser, many: list[YearlyPlan], hall: Hall) -> None:
        browser = as_user(hall.chief)

        def names(**wanted: str) -> int:
            return int(browser.get(page("list"), wanted).context["page"].paginator.count)

        assert names(q="第299") == 1
        assert names(q="だい29 の会") == 10
        assert names(year=str(THIS_YEAR.previous.number)) == 0
        assert names(status="accepted") == 0
        assert names(q="\0'%", page="9999", year="x", status="x", heap="x") == 0

    def test_shows_a_liaison_only_the_own_area(
        self, as_user: AsUser, sent: YearlyPlan, hall: Hall, land: cast.Land, kuko: User
    ) -> None:
        cast.assign_liaison(hall.liaison, land.south)
        wanted = {"year": str(sent.fiscal_year.number)}
        assert "北の会" not in as_user(hall.liaison).get(page("list"), wanted).content.decode()
        cast.assign_liaison(hall.liaison, land.north, "deputy")
        assert "北の会" in as_user(hall.liaison).get(page("list"), wanted).content.decode()

    def test_leads_community_people_to_their_own(self, as_user: AsUser, nanami: User) -> None:
        assert as_user(nanami).get(page("list")).headers["Location"] == page("yearly")


class TestTasks:
    def told(self, found: list[Task]) -> list[tuple[str, str]]:
        return [(task.title, task.action or task.waiting_for) for task in found]

    def test_the_leader_goes_from_the_future_plan_to_the_resolved_year(
        self, north: Organization, future: FuturePlan, hall: Hall, nanami: User
    ) -> None:
        def now() -> list[tuple[str, str]]:
            return self.told(tasks.for_leader(nanami, on=MONDAY))

        assert now() == [("将来計画の続きを書く", "続きを書く")]
        future.ask_opinion(by=nanami)
        assert now() == [("将来計画に市の意見をもらう", "市の意見を待っています")]
        future.take_back(by=nanami)
        future.adopt(by=nanami, on=MONDAY)
        assert now() == [("令和7年度の年度計画を書く", "書きはじめる")]
        plan = build.yearly_draft(north, nanami)
        assert now() == [("令和7年度の年度計画を出す", "続きを書く")]
        plan.submit(by=nanami, on=MONDAY)
        assert now() == [("令和7年度の年度計画が総会で決まった日を知らせる", "日を入れる")]
        plan.reopen(by=hall.drafter)
        assert now() == [("令和7年度の年度計画を直す", "直す")]
        plan.submit(by=nanami, on=MONDAY, resolved_on=MONDAY)
        assert now() == []

    def test_a_person_with_two_roles_is_told_once(
        self, as_user: AsUser, north: Organization, draft: YearlyPlan, nanami: User
    ) -> None:
        cast.officer(north, nanami, "secretary")
        assert len(tasks.for_leader(nanami, on=MONDAY)) == 1
        assert as_user(nanami).get(page("yearly")).content.decode().count("は、下書きです") == 1

    def test_the_neighbour_has_nothing_to_do_with_it(self, draft: YearlyPlan, kuko: User) -> None:
        assert self.told(tasks.for_leader(kuko, on=MONDAY)) == []

    def test_the_deadline_is_the_citys(self, adopted: FuturePlan, nanami: User) -> None:
        assert tasks.for_leader(nanami, on=MONDAY)[0].due == date(2025, 6, 2)  # the 31st is a Saturday
        PlanDeadline.objects.create(fiscal_year=FiscalYear(2025), due_on=date(2025, 6, 6))
        assert tasks.for_leader(nanami, on=MONDAY)[0].due == date(2025, 6, 6)

    def test_the_city_gives_opinions_and_takes_what_was_sent(
        self, sent: YearlyPlan, hall: Hall, nanami: User, land: cast.Land
    ) -> None:
        assert self.told(tasks.for_city(hall.drafter, on=MONDAY)) == [
            ("北地区 みんなの将来計画(第1版)", "受理する"),
            ("令和7年度 年度計画(案)", "受理する"),
        ]
        cast.assign_liaison(hall.liaison, land.north)
        assert [task.mine for task in tasks.for_city(hall.drafter, on=MONDAY)] == [True, True]
        assert [task.mine for task in tasks.for_city(hall.liaison, on=MONDAY)] == [False, False]
        assert tasks.for_city(hall.stranger, on=MONDAY) == []

    @pytest.mark.parametrize("side", ["leader", "city"])
    def test_cost_the_same_for_many(
        self, many: list[YearlyPlan], sent: YearlyPlan, hall: Hall, nanami: User,
        django_assert_max_num_queries: Any, side: str,
    ) -> None:  # fmt: skip
        with django_assert_max_num_queries(8):
            found = tasks.for_leader(nanami, on=MONDAY) if side == "leader" else tasks.for_city(hall.chief, on=MONDAY)
        assert len(found) == (1 if side == "leader" else 603)
