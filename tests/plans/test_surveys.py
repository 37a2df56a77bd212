"""アンケート: asked without a name, answered once per device, told so that nobody is known by an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from plans.models import FuturePlan, Survey, SurveyAnswer, SurveyResponse
from plans.surveys.answers import answer, enter
from plans.surveys.results import SMALL, results, told
from plans.surveys.slips import draw
from plans.surveys.telling import close, tell
from records.cases import NotNow
from records.drafts import drop, keep
from records.events import Event
from tests.cast import MONDAY, Hall
from tests.plans import surveys
from tests.plans.surveys import sheet
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]


@given(st.lists(st.integers(0, 50), max_size=8))
def test_no_small_number_is_told_and_none_follows_from_the_sum(counts: list[int]):
    shown = told(counts)
    assert [n for n in shown if n is not None and 0 < n < SMALL] == []
    hidden = [count for count, n in zip(counts, shown, strict=True) if n is None]
    assert len(hidden) != 1 or sum(counts) == hidden[0]
    assert all(n in (None, count) for n, count in zip(shown, counts, strict=True))


@pytest.fixture
def survey(adopted: FuturePlan, nanami: User) -> Survey:
    return surveys.survey(adopted, nanami)


@pytest.mark.django_db
class TestOpen:
    def test_wants_questions_and_a_day_to_come(self, future: FuturePlan, nanami: User):
        empty = Survey.begin(future, by=nanami, head=surveys.HEAD, questions=[])
        with pytest.raises(NotNow, match="質問を1つ以上"):
            empty.open(by=nanami, on=MONDAY)
        late = surveys.survey_draft(future, nanami, closes_on=date(2025, 5, 11))
        with pytest.raises(NotNow, match="締め切りを"):
            late.open(by=nanami, on=MONDAY)

    def test_from_then_on_nothing_is_rewritten(self, survey: Survey, nanami: User):
        for act in (
            lambda: survey.write(by=nanami, head=surveys.HEAD, questions=[]),
            lambda: survey.open(by=nanami, on=MONDAY),
        ):
            with pytest.raises(NotNow):
                act()
        assert survey.questions.count() == 3


@pytest.mark.django_db
class TestAnswer:
    def test_keeps_no_name_and_no_address(self, survey: Survey):
        answer(survey, sheet(survey, words="山の水"), device="a", on=MONDAY)
        event = Event.objects.about(survey).get(verb="survey.answer")
        assert (event.from_address, event.who) == (None, "サインインしていない人")
        assert "a" not in (SurveyResponse.objects.get().mark, "")
        assert SurveyAnswer.objects.count() == 3

    def test_comes_once_from_a_device(self, survey: Survey):
        answer(survey, sheet(survey), device="a", on=MONDAY)
        with pytest.raises(ValidationError, match="この端末からは、もう答えてあります"):
            answer(survey, sheet(survey), device="a", on=MONDAY)
        answer(survey, sheet(survey), device="b", on=MONDAY)
        assert survey.responses.count() == 2

    def test_says_something(self, survey: Survey):
        with pytest.raises(NotNow, match="1つ以上の質問"):
            answer(survey, {}, device="a", on=MONDAY)
        assert not survey.responses.exists()

    def test_is_in_time(self, survey: Survey, nanami: User):
        with pytest.raises(NotNow, match="今は受け付けていません"):
            answer(survey, sheet(survey), device="a", on=date(2099, 4, 1))
        enter(survey, sheet(survey), by=nanami)  # what came on paper in time is typed in later
        survey.close(by=nanami)
        for act in (
            lambda: answer(survey, sheet(survey), device="a", on=MONDAY),
            lambda: enter(survey, sheet(survey), by=nanami),
            lambda: survey.close(by=nanami),
        ):
            with pytest.raises(NotNow):
                act()


@pytest.mark.django_db
class TestSlips:
    """番号: whoever has one answers once with it, wherever; nothing says with whose."""

    def test_answers_once_on_the_web_or_on_paper(self, survey: Survey, nanami: User):
        draw(survey, 2, by=nanami)
        first, second = survey.slips.all()
        answer(survey, sheet(survey), device="a", on=MONDAY, slip=str(first).lower())
        answer(survey, sheet(survey), device="a", on=MONDAY, slip=second.code)  # two people at one device
        for again in (
            lambda: answer(survey, sheet(survey), device="b", on=MONDAY, slip=first.code),
            lambda: enter(survey, sheet(survey), by=nanami, slip=first.code),
        ):
            with pytest.raises(NotNow, match="もう答えてあります。1つの番号で答えられるのは1回です"):
                again()
        assert not survey.responses.exclude(mark="", entered_by=None).exists()

    def test_a_sheet_that_says_nothing_uses_up_no_code(self, survey: Survey, nanami: User):
        draw(survey, 1, by=nanami)
        slip = survey.slips.get()
        with pytest.raises(NotNow, match="1つ以上の質問"):
            answer(survey, {}, device="a", on=MONDAY, slip=slip.code)
        slip.refresh_from_db()
        assert not slip.is_used

    def test_another_surveys_code_is_none(self, survey: Survey, adopted: FuturePlan, nanami: User):
        other = surveys.survey(adopted, nanami)
        draw(other, 1, by=nanami)
        with pytest.raises(NotNow, match="このアンケートのものではありません"):
            answer(survey, sheet(survey), device="a", on=MONDAY, slip=other.slips.get().code)

    def test_the_open_link_may_be_shut(self, adopted: FuturePlan, nanami: User):
        survey = surveys.survey(adopted, nanami, by_slip_only=True)
        with pytest.raises(NotNow, match="番号のある人が答えます"):
            answer(survey, sheet(survey), device="a", on=MONDAY)

    def test_not_after_the_end_and_not_too_many(self, survey: Survey, nanami: User):
        for count in (0, 501):
            with pytest.raises(NotNow, match="一度につくれるのは"):
                draw(survey, count, by=nanami)
        survey.close(by=nanami)
        with pytest.raises(NotNow, match="締め切った"):
            draw(survey, 1, by=nanami)

    def test_pages(self, as_user: AsUser, client: PortalClient, survey: Survey, nanami: User, kuko: User):
        browser, page = as_user(nanami), reverse("plans:survey_slips", args=[survey.pk])
        assert "500までにしてください" in browser.post(page, {"count": "501"}).text
        browser.post(page, {"count": "2"})
        slip = survey.slips.all()[0]
        printed = reverse("plans:survey_slip_sheet", args=[survey.pk, 1])
        assert str(slip) in browser.get(printed).text
        assert browser.get(reverse("plans:survey_slip_sheet", args=[survey.pk, 2])).status_code == 404
        assert {as_user(kuko).get(each).status_code for each in (page, printed)} == {404}
        public = reverse("survey_answer", args=[survey.code])
        assert str(slip) in client.get(public, {"slip": slip.code}).text
        typed = {f"q{survey.questions.all()[2].pk}": "水", "slip": str(slip)}
        assert "受け取りました" in client.post(public, typed).text
        assert "この番号では、もう答えてあります" in client.post(public, typed).text


@pytest.mark.django_db
class TestTell:
    """The numbers become a line of 策定の経過 in the plan that is being written."""

    def test_closing_says_how_many_answered(self, future: FuturePlan, nanami: User):
        survey = surveys.survey(future, nanami)
        draw(survey, 3, by=nanami)
        for device in "ab":
            answer(survey, sheet(survey), device=device, on=MONDAY)
        enter(survey, sheet(survey), by=nanami)
        assert close(survey, by=nanami)
        row = future.gatherings.order_by("-order").first()
        assert row is not None
        assert (row.method, row.participants) == (
            "アンケート「暮らしのアンケート」",
            "回答 3人(ウェブ 2、紙 1、配った番号 3)",
        )
        with pytest.raises(NotNow, match="もう策定の経過に"):
            tell(survey, by=nanami)

    def test_waits_for_a_plan_that_is_being_written(self, survey: Survey, adopted: FuturePlan, nanami: User):
        assert not close(survey, by=nanami)
        with pytest.raises(NotNow, match="見直しを始めてから"):
            tell(survey, by=nanami)
        newer = adopted.revise(by=nanami)
        tell(survey, by=nanami)
        assert newer.gatherings.filter(method__startswith="アンケート").exists()
        assert not adopted.gatherings.filter(method__startswith="アンケート").exists()

    def test_loses_nothing_that_is_still_being_typed(self, as_user: AsUser, future: FuturePlan, nanami: User):
        survey = surveys.survey(future, nanami)
        keep(future.draft_key, QueryDict("title=x"), by=nanami, seen=None)
        browser = as_user(nanami)
        browser.post(reverse("plans:survey_close", args=[survey.pk]))
        assert "保存してから" in browser.post(reverse("plans:survey_tell", args=[survey.pk]), follow=True).text
        drop(future.draft_key)
        browser.post(reverse("plans:survey_tell", args=[survey.pk]))
        assert future.gatherings.filter(method__startswith="アンケート").exists()


@pytest.mark.django_db
class TestResults:
    def test_wait_for_five(self, survey: Survey, nanami: User):
        for _ in range(4):
            enter(survey, sheet(survey), by=nanami)
        assert results(survey, with_words=True) is None

    def test_hide_small_groups_and_keep_words_for_the_organization(self, survey: Survey, nanami: User):
        for n in range(6):
            enter(survey, sheet(survey, chosen=("買い物", "通院") if n else ("除雪",), words="水"), by=nanami)
        found = results(survey, with_words=True)
        assert found is not None
        assert [(bar.label, bar.said) for bar in found[0].bars] == [
            ("買い物", "少数"),
            ("通院", "5人"),
            ("除雪", "少数"),
        ]
        assert [bar.said for bar in found[1].bars] == ["6人", "0人"]
        assert found[2].words == ["水"] * 6
        less = results(survey, with_words=False)
        assert less is not None
        assert less[2].words == []


@pytest.mark.django_db
class TestPages:
    def test_anybody_answers_once(self, client: PortalClient, survey: Survey):
        page = reverse("survey_answer", args=[survey.code])
        assert "名前は聞きません" in client.get(page).text
        first, second, third = survey.questions.all()
        typed = {f"q{first.pk}": ["買い物", "除雪"], f"q{second.pk}": "はい", f"q{third.pk}": "水"}
        assert "受け取りました" in client.post(page, typed).text
        assert SurveyAnswer.objects.get(question=first).chosen == ["買い物", "除雪"]
        assert SurveyAnswer.objects.get(question=second).chosen == ["はい"]
        assert "もう答えてあります" in client.post(page, typed).text
        assert survey.responses.count() == 1

    def test_a_made_up_choice_is_refused(self, client: PortalClient, survey: Survey):
        page, question = reverse("survey_answer", args=[survey.code]), survey.questions.all()[1]
        assert "一覧の中から" in client.post(page, {f"q{question.pk}": "たぶん"}).text
        assert client.get(reverse("survey_answer", args=["x"])).status_code == 404

    def test_a_draft_is_nobodys_to_answer(self, client: PortalClient, adopted: FuturePlan, nanami: User):
        draft = surveys.survey_draft(adopted, nanami)
        assert client.get(reverse("survey_answer", args=[draft.code])).status_code == 404

    def test_is_written_opened_typed_in_and_closed(
        self, as_user: AsUser, adopted: FuturePlan, nanami: User, hall: Hall, kuko: User
    ):
        browser, new = as_user(nanami), reverse("plans:survey_new", args=[adopted.pk])
        typed = {
            "title": "こどものアンケート", "lead": "", "closes_on": "R80.3.31", "questions-TOTAL_FORMS": "1",
            "questions-INITIAL_FORMS": "0", "questions-0-text": "すきな場所", "questions-0-kind": "one",
            "questions-0-options": "川", "save": "",
        }  # fmt: skip
        assert "答えを2つ以上" in browser.post(new, typed).text
        browser.post(new, typed | {"questions-0-options": "川\n山"})
        survey = Survey.objects.get()
        edit = reverse("plans:survey_edit", args=[survey.pk])
        browser.post(edit, typed | {"questions-0-options": "川\n山\n公園"})
        assert survey.questions.get().choices == ["川", "山", "公園"]
        browser.post(reverse("plans:survey_open", args=[survey.pk]))
        assert browser.get(edit).status_code == 302
        paper = reverse("plans:survey_paper", args=[survey.pk])
        for person in (nanami, hall.chief):
            as_user(person).post(paper, {f"q{survey.questions.get().pk}": "山"})
        assert {each.entered_by for each in survey.responses.all()} == {nanami, hall.chief}
        assert "回答 2件" in browser.get(adopted.get_absolute_url()).text
        assert "回答が5件になると" in as_user(hall.chief).get(survey.get_absolute_url()).text
        browser.post(reverse("plans:survey_close", args=[survey.pk]))
        assert browser.get(paper).status_code == 302
        names = ("survey", "survey_edit", "survey_paper")
        assert {as_user(kuko).get(reverse(f"plans:{name}", args=[survey.pk])).status_code for name in names} == {404}
