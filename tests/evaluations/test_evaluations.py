"""協働事業の評価: goals before the start, hidden sheets, the comparison, the talk, other eyes, and the next year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from organizations.models import Hearing, Organization, Tie
from plans.evaluations import judging
from plans.evaluations.picture import picture_of
from plans.evaluations.rules import party_of
from plans.evaluations.tasks import for_city, for_leader
from plans.models import JointProject, Score
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from tests import cast
from tests.cast import MONDAY, Hall
from tests.evaluations import build
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
pytestmark = pytest.mark.django_db
Status = JointProject.Status


@pytest.fixture
def project(hall: Hall, north: Organization) -> JointProject:
    return build.prepared(hall, north)


@pytest.fixture
def opened(hall: Hall, north: Organization, nanami: User) -> JointProject:
    return build.opened(hall, north, nanami)


@pytest.fixture
def compared(hall: Hall, north: Organization, nanami: User) -> JointProject:
    return build.compared(hall, north, nanami)


@pytest.fixture
def reviewing(hall: Hall, north: Organization, nanami: User) -> JointProject:
    return build.reviewing(hall, north, nanami)


class TestAgreeGoals:
    def test_needs_both_sides(self, project: JointProject, hall: Hall, nanami: User):
        city, body = build.sides(project)
        project.agree_goals(city, by=hall.liaison, on=MONDAY)
        assert project.status == Status.PREPARED
        project.agree_goals(body, by=nanami, on=MONDAY)
        assert project.status == Status.AGREED
        assert [party.goals_agreed_on for party in project.parties.all()] == [MONDAY, MONDAY]

    def test_comes_before_the_start(self, project: JointProject, hall: Hall):
        city, _body = build.sides(project)
        with pytest.raises(NotNow, match="はじまる日"):
            project.agree_goals(city, by=hall.liaison, on=date(2025, 6, 2))

    def test_needs_something_to_agree_on(self, project: JointProject, hall: Hall):
        project.write(by=hall.liaison, indicators=[], **{**build.FACTS, "goal": ""})
        with pytest.raises(NotNow, match="成果目標と、指標を1つ以上"):
            project.agree_goals(build.sides(project)[0], by=hall.liaison, on=MONDAY)

    def test_other_goals_are_agreed_on_anew(self, project: JointProject, hall: Hall, nanami: User):
        city, _body = build.sides(project)
        project.agree_goals(city, by=hall.liaison, on=MONDAY)
        project.write(by=nanami, indicators=[{"name": "参加した人", "target": "100人"}], **build.FACTS)
        assert not project.parties.exclude(goals_agreed_on=None).exists()

    def test_one_side_agrees_once(self, project: JointProject, hall: Hall):
        city, _body = build.sides(project)
        project.agree_goals(city, by=hall.liaison, on=MONDAY)
        with pytest.raises(NotNow, match="もう合意しています"):
            project.agree_goals(city, by=hall.liaison, on=MONDAY)

    def test_the_same_project_stands_there_once(self, project: JointProject, hall: Hall, north: Organization):
        with pytest.raises(ValidationError, match="もう登録されています"):
            build.prepared(hall, north)


class TestSheets:
    def test_the_other_side_sees_nothing_until_both_have_sent(self, opened: JointProject, hall: Hall, nanami: User):
        city, body = build.sides(opened)
        build.written(opened, city, hall.liaison)
        assert {score.points for score in Score.objects.visible_to_side(city) if score.party_id == city.pk} == {4}
        assert not Score.objects.visible_to_side(body).filter(party=city).exists()
        assert not Score.objects.visible_to_side(None).exists()
        told = Event.objects.about(opened).filter(verb="jointproject.score")
        assert [event.changes for event in told] == [[]], "the history is read by both sides"
        judging.send(opened, city, by=hall.liaison, on=build.SUMMER)
        assert opened.status == Status.EVALUATING
        build.written(opened, body, nanami, 2)
        judging.send(opened, body, by=nanami, on=build.SUMMER)
        assert opened.status == Status.DISCUSSING
        assert Score.objects.visible_to_side(body).filter(party=city, points=4).exists()

    def test_a_point_has_its_reason(self, opened: JointProject, hall: Hall):
        city, _body = build.sides(opened)
        item = opened.items.first()
        assert item is not None
        judging.score(opened, city, by=hall.liaison, overall="", scores={item.pk: (3, "")})
        with pytest.raises(NotNow, match="「協力の進め方」の理由を書いてください"):
            judging.send(opened, city, by=hall.liaison, on=build.SUMMER)

    def test_what_was_sent_stays(self, opened: JointProject, hall: Hall):
        city, _body = build.sides(opened)
        build.written(opened, city, hall.liaison)
        judging.send(opened, city, by=hall.liaison, on=build.SUMMER)
        with pytest.raises(NotNow, match="もう出してあります"):
            build.written(opened, city, hall.liaison, 1)

    def test_keeps_the_viewpoints_with_which_it_began(self, opened: JointProject):
        assert [item.name for item in opened.items.all()][:2] == ["協力の進め方", "いっしょにした効果"]


class TestTalk:
    def test_wide_differences_are_explained(self, compared: JointProject, hall: Hall):
        gaps = judging.gaps_of(compared)
        assert "話し合いの結論を書いてください。" in gaps
        assert sum("2点ちがいます" in gap for gap in gaps) == compared.items.count()
        build.discussed(compared, hall)
        assert judging.gaps_of(compared) == []

    def test_both_agree_to_the_same_words(self, compared: JointProject, hall: Hall, nanami: User):
        build.discussed(compared, hall)
        city, body = build.sides(compared)
        judging.agree_talk(compared, city, by=hall.liaison, on=build.SUMMER)
        build.discussed(compared, hall)
        judging.agree_talk(compared, body, by=nanami, on=build.SUMMER)
        assert compared.status == Status.DISCUSSING, "the words changed after the first had agreed"
        judging.agree_talk(compared, build.sides(compared)[0], by=hall.liaison, on=build.SUMMER)
        assert compared.status == Status.REVIEWING

    def test_the_picture_puts_them_side_by_side(self, compared: JointProject):
        scores = list(Score.objects.visible_to_side(None).filter(party__project=compared).select_related("party"))
        parties = list(build.sides(compared))
        picture = picture_of(list(compared.items.all()), parties, scores)
        first = picture.lines[0]
        assert (first.gap, first.is_wide, first.points) == (2, True, [4, 2])
        assert first.marks[0].x - first.marks[1].x == 2 * (picture.scale[1][1] - picture.scale[0][1])
        assert [average for _, average in picture.averages] == ["4.0", "2.0"]


class TestExternal:
    def test_waits_for_the_committees_answer(self, reviewing: JointProject, hall: Hall):
        with pytest.raises(NotNow, match="答申がまだありません"):
            reviewing.conclude(by=hall.liaison, on=MONDAY)
        chair = cast.person("学識 一", "evaluator")
        build.heard(reviewing, hall, build.citizens(hall, chair), chair)
        reviewing.conclude(by=hall.liaison, on=MONDAY)
        assert reviewing.status == Status.CONCLUDED

    def test_who_is_tied_to_any_of_the_organizations_is_kept_out(
        self, hall: Hall, north: Organization, nanami: User, kuko: User
    ):
        south = Organization.objects.get(name="南の会")
        project = build.prepared(hall, north, south)
        JointProject.objects.filter(pk=project.pk).update(status="reviewing", conclusion="続ける。")
        project.refresh_from_db()
        chair, tied = cast.person("学識 一", "evaluator"), cast.person("学識 二", "tied")
        Tie.declare(tied, south, by=tied, kind="trade", starts_on=MONDAY, note="")
        hearing = Hearing.ask(
            [project],
            by=hall.drafter,
            committee=build.citizens(hall, chair, tied),
            question="?",
            due_on=MONDAY,
            on=MONDAY,
        )[0]
        assert hearing.voices.get(member__user=tied).is_tied, "by the other organization of the project"
        hearing.voices.get(member__user=chair).declare_free(by=chair)
        seen = {user: JointProject.objects.visible_to(user, on=MONDAY).exists() for user in (chair, tied)}
        assert seen == {chair: True, tied: False}


class TestNextYear:
    def test_every_improvement_is_answered_there(self, hall: Hall, north: Organization, nanami: User):
        first = build.published(hall, north, nanami)
        second = first.next_year(by=hall.liaison)
        assert (str(second.fiscal_year), second.previous) == ("令和8年度", first)
        JointProject.objects.filter(pk=second.pk).update(status="agreed")
        second.refresh_from_db()
        second.open(by=hall.liaison, on=MONDAY)
        city, body = build.sides(second)
        build.written(second, city, hall.liaison)
        with pytest.raises(NotNow, match="年度のはじめに日程を決める"):
            judging.send(second, city, by=hall.liaison, on=MONDAY)
        with pytest.raises(NotNow, match="引き受けた側"):
            judging.answer(second, city, judging.carried(second, body)[0], by=hall.liaison, outcome="done", text="x")
        build.answer_all(second, city, hall.liaison)
        judging.send(second, city, by=hall.liaison, on=MONDAY)
        answered = first.improvements.get(owner__organization=None)
        assert (answered.outcome, answered.answered_in) == ("done", second)

    def test_comes_after_the_end(self, compared: JointProject, hall: Hall):
        with pytest.raises(NotNow, match="この年度の評価がまとまってから"):
            compared.next_year(by=hall.liaison)


class TestPages:
    def test_who_sees_what(self, opened: JointProject, hall: Hall, nanami: User, kuko: User, as_user: AsUser):
        page, sheet = opened.get_absolute_url(), reverse("plans:joint_sheet", args=[opened.pk])
        seen = {person: as_user(person).get(page).status_code for person in (hall.liaison, nanami, kuko)}
        assert seen == {hall.liaison: 200, nanami: 200, kuko: 404}
        assert as_user(hall.manager).get(sheet).status_code == 403, "another department's"
        assert party_of(nanami, opened) == build.sides(opened)[1]

    def test_a_sheet_is_kept_and_then_sent(self, opened: JointProject, hall: Hall, nanami: User, as_user: AsUser):
        address = reverse("plans:joint_sheet", args=[opened.pk])
        first, *rest = opened.items.all()
        typed: dict[str, Any] = {f"points_{first.pk}": 5, f"reason_{first.pk}": "よく話した。", "overall": "よい。"}
        page = as_user(nanami).post(address, {**typed, "then": "send"})
        assert f"「{rest[0]}」の点を選んでください。" in page.text
        assert "よく話した。" in page.text
        for item in rest:
            typed |= {f"points_{item.pk}": 3, f"reason_{item.pk}": "ふつう。"}
        as_user(nanami).post(address, {**typed, "then": "send"})
        assert build.sides(opened)[1].is_sent
        hidden = as_user(hall.liaison).get(opened.get_absolute_url()).text
        assert "よく話した。" not in hidden

    def test_an_improvement_says_who_and_when(self, compared: JointProject, nanami: User, as_user: AsUser):
        address = reverse("plans:joint_talk", args=[compared.pk])
        page = as_user(nanami).post(address, {"conclusion": "続ける。", "text_1": "声をかける"})
        assert "だれがするかを選んでください" in page.text
        assert "声をかける" in page.text
        page = as_user(nanami).post(address, {"conclusion": "続ける。", "due_1": "R8.3.31"})
        assert "することを書くか、" in page.text

    def test_everybody_reads_what_was_published(
        self, hall: Hall, north: Organization, nanami: User, client: PortalClient, as_user: AsUser
    ):
        project = build.published(hall, north, nanami)
        page = client.get(reverse("plans:public_joint", args=[project.pk])).text
        assert "両者の話し合いがよくできている。" in page
        assert "北の会の理由" in page
        assert hall.liaison.name not in page, "sides, not persons"

    def test_a_new_one_is_registered_by_the_department(self, hall: Hall, north: Organization, as_user: AsUser):
        district = north.areas.get(code="11").parent
        assert district is not None
        cast.assign_liaison(hall.liaison, district)
        typed = {**build.FACTS, "fiscal_year": "令和7年度", "starts_on": "R7.6.1", "indicators": "参加した人"}
        typed |= {"organizations": [north.pk], "department": hall.liaison.duties.get().post.department_id}
        browser, address = as_user(hall.liaison), reverse("plans:joint_new")
        assert "1行目: 指標と目標値を" in browser.post(address, typed).text
        browser.post(address, {**typed, "indicators": "参加した人、60人"})
        assert str(JointProject.objects.get().indicators.get().target) == "60人"

    def test_whose_turn_it_is(self, opened: JointProject, hall: Hall, nanami: User):
        assert [task.action for task in for_leader(nanami, on=MONDAY)] == ["書く"]
        assert [task.mine for task in for_city(hall.liaison, on=MONDAY)] == [True]
        assert [task.mine for task in for_city(hall.drafter, on=MONDAY)] == [False]
        assert Mail.objects.filter(to_user=nanami, body__contains="自己評価を書いてください").exists()

    def test_the_page_costs_the_same_however_much_is_judged(
        self, compared: JointProject, hall: Hall, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        browser = as_user(hall.liaison)
        with django_assert_max_num_queries(32):
            browser.get(compared.get_absolute_url())

    def test_the_list_costs_the_same_for_many(
        self, hall: Hall, north: Organization, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        for number in range(8):
            build.prepared(hall, north, title=f"事業{number}", starts_on=MONDAY + timedelta(days=number))
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(12):
            browser.get(reverse("plans:joint_list"))
