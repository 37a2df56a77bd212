"""市のアンケート: of citizens or the staff, for an action of the plan; its result is evidence, and may be published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from plans.models import ActionReport, CityAction, FuturePlan, ProgressRound, Survey, SurveyAnswer, SurveyResponse
from plans.surveys.answers import answer, enter
from plans.surveys.outcome import cite, cited_in, publish
from plans.surveys.slips import draw
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.retention.kinds import GONE, HOLDINGS
from tests.cast import MONDAY, Hall
from tests.cityplan import build
from tests.plans import build as plans
from tests.plans import surveys
from tests.plans.surveys import sheet
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(hall: Hall) -> ProgressRound:
    return build.asked(hall)


@pytest.fixture
def future(north: Organization, nanami: User) -> FuturePlan:
    return plans.future_draft(north, nanami)


@pytest.fixture
def action(asked: ProgressRound) -> CityAction:
    """取組2 of 税務課."""
    return asked.plan.actions.get(number=2)


@pytest.fixture
def staff(hall: Hall) -> Survey:
    """What the section asks everybody who works in the city hall."""
    return surveys.survey(hall.section, hall.drafter, audience="staff")


class TestOwner:
    def test_is_a_plan_or_an_office_and_never_both_or_none(self, hall: Hall, future: FuturePlan, nanami: User):
        made = surveys.survey_draft(hall.section, hall.drafter)
        for columns in ({"plan": future}, {"office": None}):
            with pytest.raises(IntegrityError, match="asked_for_a_plan_or_by_an_office"), transaction.atomic():
                Survey.objects.filter(pk=made.pk).update(**columns)
        with pytest.raises(ValidationError):
            surveys.survey_draft(future, nanami, audience="staff")

    def test_the_city_sees_its_own_and_outsiders_do_not(self, staff: Survey, hall: Hall, nanami: User, kuko: User):
        for person in (hall.drafter, hall.stranger):
            assert staff in Survey.objects.visible_to(person, on=MONDAY)
        for person in (nanami, kuko):
            assert staff not in Survey.objects.visible_to(person, on=MONDAY)


class TestStaff:
    """職員のアンケート: once per account, and nothing says whose answer is whose."""

    def test_everybody_in_the_city_hall_answers_once(self, staff: Survey, hall: Hall):
        for person in (hall.stranger, hall.drafter):
            answer(staff, sheet(staff), device="", on=MONDAY, staff=person)
        with pytest.raises(NotNow, match="あなたは、もう答えてあります"):
            answer(staff, sheet(staff), device="", on=MONDAY, staff=hall.stranger)
        assert staff.responses.count() == 2

    def test_an_answer_knows_nobody(self, staff: Survey, hall: Hall):
        answer(staff, sheet(staff), device="a", on=MONDAY, staff=hall.stranger)
        response = SurveyResponse.objects.get()
        assert (response.mark, response.entered_by) == ("", None)
        event = Event.objects.about(staff).get(verb="survey.answer")
        assert (event.from_address, event.actor.name) == (None, "サインインしていない人")
        turns = list(staff.turns.order_by("pk").values_list("user", flat=True))
        assert hall.mayor.pk in turns  # rows of everybody, whether they have answered or not
        assert turns == sorted(turns)

    def test_nobody_else_answers(self, staff: Survey, nanami: User):
        for person in (nanami, None):
            with pytest.raises(NotNow, match="市の職員です"):
                answer(staff, sheet(staff), device="a", on=MONDAY, staff=person)
        assert not staff.turns.exists()

    def test_a_sheet_that_says_nothing_is_no_answer(self, staff: Survey, hall: Hall):
        with pytest.raises(NotNow, match="1つ以上の質問"):
            answer(staff, {}, device="", on=MONDAY, staff=hall.stranger)
        answer(staff, sheet(staff), device="", on=MONDAY, staff=hall.stranger)

    def test_it_is_forgotten_who_answered(self, staff: Survey, hall: Hall):
        answer(staff, sheet(staff), device="", on=MONDAY, staff=hall.stranger)
        staff.close(by=hall.drafter)
        assert not staff.turns.exists()
        assert staff.responses.count() == 1

    def test_there_are_no_codes(self, staff: Survey, hall: Hall):
        with pytest.raises(NotNow, match="番号はいりません"):
            draw(staff, 2, by=hall.drafter)
        open_to_all = surveys.survey_draft(hall.section, hall.drafter)
        draw(open_to_all, 2, by=hall.drafter)
        with pytest.raises(NotNow, match="職員だけにできません"):
            open_to_all.write(by=hall.drafter, head={"audience": "staff"}, questions=surveys.QUESTIONS)

    def test_the_link_opens_for_employees_alone(
        self, staff: Survey, hall: Hall, as_user: AsUser, client: PortalClient, nanami: User, kuko: User
    ):
        page = reverse("survey_answer", args=[staff.code])
        assert client.get(page).headers["Location"].startswith("/accounts/login/")
        assert {as_user(person).get(page).status_code for person in (nanami, kuko)} == {404}
        browser, typed = as_user(hall.stranger), {f"q{staff.questions.all()[2].pk}": "話す時間がない。"}
        assert "アカウントと結びつけずに残します" in browser.get(page).text
        assert "受け取りました" in browser.post(page, typed).text
        assert "あなたは、もう答えてあります" in browser.post(page, typed).text
        assert client.post(page, typed).status_code == 302
        assert staff.responses.count() == 1


class TestOpenToAll:
    def test_everybody_finds_what_the_city_asks_of_everybody(
        self, staff: Survey, future: FuturePlan, nanami: User, hall: Hall, client: PortalClient
    ):
        open_ = surveys.survey(hall.section, hall.drafter, title="みんなに聞く")
        surveys.survey(future, nanami, title="団体が聞く")
        surveys.survey(hall.section, hall.drafter, title="番号で聞く", by_slip_only=True)
        surveys.survey_draft(hall.section, hall.drafter, title="下書き")
        assert list(Survey.objects.open_to_all(on=open_.closes_on)) == [open_]
        assert not Survey.objects.open_to_all(on=open_.closes_on + timedelta(days=1))
        assert open_.public_url in client.get(reverse("plans:city_public")).text
        open_.close(by=hall.drafter)
        assert "みんなに聞く" not in client.get(reverse("plans:city_public")).text


class TestCite:
    """The closed questionnaire is evidence in the action's report of the year."""

    def test_stands_in_the_report_that_is_being_written(self, asked: ProgressRound, action: CityAction, hall: Hall):
        survey = surveys.closed(hall.posts["clerk"].department, hall.liaison, action=action)
        report = cite(survey, by=hall.liaison)
        assert report == ActionReport.objects.get(action=action)
        assert report.links.get().label == "アンケート 暮らしのアンケート"
        assert Event.objects.about(survey).filter(verb="survey.cite").exists()
        with pytest.raises(NotNow, match="もう報告に付いています"):
            cite(survey, by=hall.liaison)
        report.write(by=hall.liaison, results={}, state="done", done="たずねた。", issues="", next_step="")
        report.submit(by=hall.liaison)  # it is enough of a proof

    def test_is_refused_before_the_end_and_without_a_report(self, action: CityAction, hall: Hall):
        open_one = surveys.survey(hall.section, hall.drafter, action=action)
        with pytest.raises(NotNow, match="締め切ってから"):
            cite(open_one, by=hall.drafter)
        of_none = surveys.closed(hall.section, hall.drafter, sheets=1)
        with pytest.raises(NotNow, match="照会が始まってから"):
            cite(of_none, by=hall.drafter)
        build.written(ActionReport.objects.get(action=action), hall.liaison).submit(by=hall.liaison)
        open_one.close(by=hall.drafter)
        with pytest.raises(NotNow, match="今は書けません"):
            cite(open_one, by=hall.drafter)
        assert not Event.objects.filter(verb="survey.cite").exists()


class TestPublish:
    @pytest.fixture
    def closed(self, action: CityAction, hall: Hall) -> Survey:
        return surveys.closed(hall.section, hall.drafter, action=action)

    def test_everybody_reads_numbers_and_what_was_learned(
        self, closed: Survey, asked: ProgressRound, hall: Hall, client: PortalClient
    ):
        cite(closed, by=hall.drafter)
        page = reverse("plans:public_survey", args=[closed.pk])
        assert client.get(page).status_code == 404
        publish(closed, by=hall.drafter, on=MONDAY, conclusion="夜の会を望む人が多い。")
        text = client.get(page).text
        assert "夜の会を望む人が多い。" in text
        assert "回答 5人(ウェブ 0、紙 5)" in text
        assert "夜に開いてほしい。" not in text  # what people wrote stays inside
        assert list(cited_in(asked)) == [closed]
        assert closed.title in client.get(reverse("plans:city_public_plan", args=[asked.plan_id])).text

    @pytest.mark.parametrize("sheets", [4, 5])
    def test_is_refused_where_few_answered_or_nothing_is_said(self, hall: Hall, sheets: int):
        survey = surveys.closed(hall.section, hall.drafter, sheets=sheets)
        with pytest.raises(NotNow, match="より少ない" if sheets == 4 else "分かったこと"):
            publish(survey, by=hall.drafter, on=MONDAY, conclusion=" ")

    def test_is_refused_while_open_twice_and_for_a_plan(
        self, closed: Survey, hall: Hall, future: FuturePlan, nanami: User
    ):
        publish(closed, by=hall.drafter, on=MONDAY, conclusion="夜。")
        of_plan = surveys.closed(future, nanami)
        for survey, sentence in (
            (closed, "もう公表"),
            (of_plan, "市のアンケート"),
            (surveys.survey(hall.section, hall.drafter), "締め切ってから"),
        ):
            with pytest.raises(NotNow, match=sentence):
                publish(survey, by=hall.drafter, on=MONDAY, conclusion="夜。")


def typed(**changes: Any) -> dict[str, str]:
    return {
        "title": "協働のアンケート", "lead": "", "audience": "people", "action": "", "closes_on": "R80.3.31",
        "questions-TOTAL_FORMS": "1", "questions-INITIAL_FORMS": "0", "questions-0-text": "会に来ましたか",
        "questions-0-kind": "one", "questions-0-options": "はい\nいいえ", "save": "", **changes,
    }  # fmt: skip


class TestPages:
    def test_the_department_of_an_action_asks_for_it(self, action: CityAction, hall: Hall, as_user: AsUser, kuko: User):
        browser, new = as_user(hall.liaison), reverse("plans:city_survey_new")
        other = action.plan.actions.get(number=1)
        refused = browser.post(new, typed()).text  # the section alone asks for no action
        assert "推進計画の取組を1つ選んでください" in refused
        assert "一覧の中から" in browser.post(new, typed(action=str(other.pk))).text
        assert "この印を外して" in browser.post(new, typed(audience="staff", by_slip_only="on")).text
        browser.post(new, typed(action=str(action.pk)))
        survey = Survey.objects.get()
        assert (str(survey.office), survey.action) == ("税務課", action)
        browser.post(reverse("plans:survey_open", args=[survey.pk]))
        assert "協働のアンケート" in as_user(hall.manager).get(reverse("plans:city_surveys")).text
        assert as_user(hall.manager).post(reverse("plans:survey_close", args=[survey.pk])).status_code == 403
        for address in (new, reverse("plans:city_surveys")):
            assert as_user(kuko).get(address).status_code == 403
        assert as_user(kuko).get(survey.get_absolute_url()).status_code == 404

    def test_from_the_answers_to_the_report_and_the_public(
        self, action: CityAction, hall: Hall, as_user: AsUser, client: PortalClient
    ):
        survey = surveys.survey(hall.section, hall.drafter, action=action)
        assert "見本市 協働推進係" in client.get(survey.public_url).text
        for _ in range(5):
            enter(survey, sheet(survey), by=hall.drafter)
        browser = as_user(hall.liaison)
        browser.post(reverse("plans:survey_close", args=[survey.pk]))
        assert "報告に付ける" in browser.get(survey.get_absolute_url()).text
        browser.post(reverse("plans:survey_tell", args=[survey.pk]))
        report = ActionReport.objects.get(action=action)
        assert "この取組のアンケート" in browser.get(report.get_absolute_url()).text
        publishing = reverse("plans:survey_publish", args=[survey.pk])
        assert "を入れてください" in browser.post(publishing, {"conclusion": ""}).text
        assert "公表される数字" in browser.get(publishing).text
        browser.post(publishing, {"conclusion": "通院に困る人が多い。"})
        shown = browser.get(survey.get_absolute_url()).text
        assert str(report) in shown
        assert "だれでも読めるページ" in shown

    def test_another_office_does_not_write_the_report(self, asked: ProgressRound, hall: Hall, as_user: AsUser):
        mine = surveys.closed(
            hall.posts["clerk"].department, hall.liaison, sheets=1, action=asked.plan.actions.get(number=1)
        )
        page = as_user(hall.liaison).post(reverse("plans:survey_tell", args=[mine.pk]))
        assert page.status_code == 403

    def test_the_list_costs_the_same_for_many(self, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any):
        for _ in range(8):
            surveys.survey_draft(hall.section, hall.drafter)
        browser = as_user(hall.stranger)
        with django_assert_max_num_queries(14):
            browser.get(reverse("plans:city_surveys"))


def test_when_its_period_is_over_what_people_wrote_goes(hall: Hall, future: FuturePlan, nanami: User):
    survey = surveys.closed(hall.section, hall.drafter)
    surveys.closed(future, nanami)  # goes with its plan
    holding, year = HOLDINGS["plans.survey"], FiscalYear.of(timezone.localdate())
    found = list(holding.documents(until=year, at=year))
    assert [each.key for each in found] == [survey.pk]
    holding.erase(survey.pk)
    words = SurveyAnswer.objects.filter(response__survey=survey).exclude(words="")
    assert {each.words for each in words} == {GONE}
    assert list(holding.documents(until=year, at=year)) == []
