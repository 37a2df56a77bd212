"""諮問: a committee is asked about an application; nobody sees it before the word about ties, nobody tied judges it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.hearing_tasks import for_city, for_leader
from organizations.models import Hearing, Officer, Organization, Voice
from organizations.voices import Tally
from plans.models import YearlyPlan
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.mail import Mail
from records.retention.kinds import HOLDINGS
from staff.models import Committee, CommitteeMember
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall
from tests.grants import build

pytestmark = pytest.mark.django_db
DUE = MONDAY + timedelta(days=14)


@pytest.fixture
def chair(db: None) -> User:
    return cast.person("学識 十一子", "juichiko", "がくしき")


@pytest.fixture
def member(db: None) -> User:
    return cast.person("公募 十三子", "jusanko", "こうぼ")


@pytest.fixture
def third(db: None) -> User:
    return cast.person("福祉 十四郎", "jushiro", "ふくし")


@pytest.fixture
def board(chair: User, member: User, third: User) -> Committee:
    return cast.committee(chair, member, third)


@pytest.fixture
def hearing(submitted: Grant, board: Committee, hall: Hall) -> Hearing:
    Mail.objects.all().delete()
    return ask(submitted, board, hall)


def ask(grant: Grant, board: Committee, hall: Hall, **otherwise: Any) -> Hearing:
    facts: dict[str, Any] = {"question": "目的に合うか。", "due_on": DUE, "on": MONDAY, **otherwise}
    return Hearing.ask([grant], by=hall.drafter, committee=board, **facts)[0]


def voice(hearing: Hearing, user: User) -> Voice:
    return Voice.objects.select_related("hearing", "member").get(hearing=hearing, member__user=user)


def free(hearing: Hearing, *people: User) -> None:
    for user in people:
        voice(hearing, user).declare_free(by=user)


def sees(user: User, grant: Grant) -> bool:
    again = User.objects.get(pk=user.pk)
    return Grant.objects.visible_to(again, on=MONDAY).filter(pk=grant.pk).exists()


class TestAsk:
    def test_asks_every_member_and_says_nothing_of_the_case(self, hearing: Hearing, submitted: Grant):
        mails = list(Mail.objects.all())
        assert {mail.to_user.name for mail in mails} == {"学識 十一子", "公募 十三子", "福祉 十四郎"}
        told = "".join(mail.subject + mail.body for mail in mails)
        secrets = (submitted.organization.name, "450,000", "目的に合うか", "交付金")
        assert [word for word in secrets if word in told] == []

    def test_shows_the_case_to_nobody_yet(self, hearing: Hearing, submitted: Grant, chair: User, member: User):
        assert [sees(user, submitted) for user in (chair, member)] == [False, False]

    def test_is_on_record_of_the_case(self, hearing: Hearing, submitted: Grant):
        event = Event.objects.about(submitted).get(verb="hearing.ask")
        assert {change.label: change.after for change in event.changes} == {
            "委員会": "協働のまちづくり審査会", "諮問すること": "目的に合うか。", "期限": "令和7年5月26日",
        }  # fmt: skip

    def test_bars_at_once_who_is_known_to_be_tied(
        self, north: Organization, submitted: Grant, board: Committee, hall: Hall, member: User
    ):
        cast.officer(north, member, Officer.Kind.TREASURER)
        Mail.objects.all().delete()
        barred = voice(ask(submitted, board, hall), member)
        assert (barred.is_tied, barred.get_tie_kind_display()) == (True, "会員・役員として活動している")
        assert member not in {mail.to_user for mail in Mail.objects.all()}
        assert Event.objects.about(submitted).filter(verb="hearing.bar").exists()

    def test_lays_several_cases_before_it_with_one_mail(
        self, submitted: Grant, scheme: Scheme, board: Committee, hall: Hall, kuko: User
    ):
        other = build.submitted(kuko.roles.get().organization, scheme, kuko, 300_000)
        Mail.objects.all().delete()
        facts: dict[str, Any] = {"committee": board, "question": "どうか。", "due_on": DUE, "on": MONDAY}
        made = Hearing.ask([submitted, other], by=hall.drafter, **facts)
        assert ([hearing.voices.count() for hearing in made], Mail.objects.count()) == ([3, 3], 3)

    def test_is_all_or_nothing(
        self, hearing: Hearing, scheme: Scheme, board: Committee, hall: Hall, kuko: User, submitted: Grant
    ):
        fresh = build.submitted(kuko.roles.get().organization, scheme, kuko, 300_000)
        with pytest.raises(ValidationError, match="もう諮問しています"):
            Hearing.ask(
                [fresh, submitted], by=hall.drafter, committee=board, question="どうか。", due_on=DUE, on=MONDAY
            )
        assert Hearing.objects.get() == hearing

    def test_refuses_a_case_that_is_not_under_review(self, proposed: Grant, board: Committee, hall: Hall):
        with pytest.raises(NotNow, match="今は諮問できません"):
            ask(proposed, board, hall)

    def test_refuses_a_committee_without_members(self, submitted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="委員がいません"):
            ask(submitted, cast.committee(name="空の審査会"), hall)
        assert not Hearing.objects.exists()

    def test_refuses_a_day_that_is_past(self, submitted: Grant, board: Committee, hall: Hall):
        with pytest.raises(NotNow, match="それより後の日"):
            ask(submitted, board, hall, due_on=date(2025, 5, 11))


class TestDeclareFree:
    def test_opens_this_case_and_nothing_else(
        self, hearing: Hearing, submitted: Grant, north: Organization, member: User
    ):
        free(hearing, member)
        assert sees(member, submitted)
        assert not Organization.objects.visible_to(member, on=MONDAY).exists()

    def test_opens_it_for_the_person_alone(self, hearing: Hearing, submitted: Grant, member: User, third: User):
        free(hearing, member)
        assert not sees(third, submitted)

    def test_is_refused_where_the_register_knows_better(self, hearing: Hearing, north: Organization, member: User):
        cast.officer(north, member, Officer.Kind.VIEWER)
        with pytest.raises(NotNow, match="関係があることが分かっています"):
            free(hearing, member)

    def test_is_the_member_s_own_word(self, hearing: Hearing, member: User, hall: Hall):
        with pytest.raises(NotNow, match="本人だけ"):
            voice(hearing, member).declare_free(by=hall.drafter)

    def test_ends_with_the_seat(self, hearing: Hearing, submitted: Grant, member: User, hall: Hall):
        free(hearing, member)
        CommitteeMember.objects.get(user=member).end(by=hall.drafter, on=MONDAY - timedelta(days=1))
        assert not sees(member, submitted)

    def test_ends_with_the_decision(self, hearing: Hearing, submitted: Grant, member: User, hall: Hall):
        free(hearing, member)
        build.approve(build.proposed(submitted, hall), hall.chief, hall.manager, hall.director)
        assert not sees(member, submitted)
        assert not YearlyPlan.objects.visible_to(User.objects.get(pk=member.pk), on=MONDAY).exists()

    def test_ends_when_the_member_comes_to_be_tied(
        self, hearing: Hearing, submitted: Grant, north: Organization, member: User
    ):
        free(hearing, member)
        officer = cast.officer(north, member, Officer.Kind.VIEWER)
        Officer.objects.filter(pk=officer.pk).update(ends_on=MONDAY - timedelta(days=1))
        assert not sees(member, submitted)


class TestDeclareTied:
    def test_keeps_the_case_closed_and_is_told(
        self, hearing: Hearing, submitted: Grant, member: User, chair: User, hall: Hall
    ):
        Mail.objects.all().delete()
        voice(hearing, member).declare_tied(by=member, kind="family", note="姉が会計")
        assert not sees(member, submitted)
        assert {mail.to_user for mail in Mail.objects.all()} == {chair, hall.drafter}
        assert str(hearing.tally(on=MONDAY)) == "委員3人のうち除斥1人、意見0人"

    def test_is_in_the_history_of_the_case_without_the_private_words(
        self, hearing: Hearing, submitted: Grant, member: User
    ):
        voice(hearing, member).declare_tied(by=member, kind="family", note="姉が会計")
        event = Event.objects.about(submitted).get(verb="hearing.declare_tied")
        assert "公募 十三子 家族が役員・職員をしている" in event.facts["comment"]
        assert "姉" not in str(event.facts)

    def test_says_which(self, hearing: Hearing, member: User):
        with pytest.raises(NotNow, match="どんな関係"):
            voice(hearing, member).declare_tied(by=member, kind="")

    def test_later_closes_the_case_and_the_opinion_counts_no_more(
        self, hearing: Hearing, submitted: Grant, member: User
    ):
        free(hearing, member)
        voice(hearing, member).give(by=member, opinion="fit", text="")
        assert hearing.tally(on=MONDAY).opinions == 1
        voice(hearing, member).declare_tied(by=member, kind="trade")
        assert (sees(member, submitted), hearing.tally(on=MONDAY).opinions) == (False, 0)
        assert voice(hearing, member).opinion == "fit"

    def test_is_never_taken_back(self, hearing: Hearing, member: User):
        voice(hearing, member).declare_tied(by=member, kind="resident")
        with pytest.raises(NotNow, match="変えられません"):
            voice(hearing, member).declare_free(by=member)
        with pytest.raises(IntegrityError, match="stays tied"):
            Voice.objects.filter(member__user=member).update(declaration="free", tie_kind="", tie_note="")


class TestGive:
    def test_is_refused_before_the_word_and_after_a_tie(self, hearing: Hearing, member: User, third: User):
        voice(hearing, third).declare_tied(by=third, kind="resident")
        for user in (member, third):
            with pytest.raises(NotNow, match="「関係がありません」と申し出た委員だけ"):
                voice(hearing, user).give(by=user, opinion="fit", text="")

    def test_wants_reasons_for_anything_but_fit(self, hearing: Hearing, member: User):
        free(hearing, member)
        with pytest.raises(ValidationError, match="条件や理由"):
            voice(hearing, member).give(by=member, opinion="unfit", text=" ")

    def test_may_be_written_anew(self, hearing: Hearing, member: User):
        free(hearing, member)
        for opinion in ("fit", "conditional"):
            voice(hearing, member).give(by=member, opinion=opinion, text="見守りの回数を示すこと。")
        assert (voice(hearing, member).opinion, hearing.tally(on=MONDAY).opinions) == ("conditional", 1)


class TestAnswer:
    def test_wants_more_than_half_of_those_who_are_free(self, hearing: Hearing, chair: User, member: User, third: User):
        free(hearing, chair, member)
        voice(hearing, third).declare_tied(by=third, kind="resident")
        voice(hearing, chair).give(by=chair, opinion="fit", text="")
        with pytest.raises(NotNow, match=r"委員2人の過半数\(2人\)の意見が要ります。今は1人"):
            hearing.answer(by=chair, opinion="適当と認める。")
        voice(hearing, member).give(by=member, opinion="fit", text="")
        hearing.answer(by=chair, opinion="適当と認める。")
        assert (hearing.status, hearing.answered_by) == ("answered", chair)

    def test_closes_the_case_and_tells_who_asked(
        self, hearing: Hearing, submitted: Grant, chair: User, member: User, hall: Hall
    ):
        self.decide(hearing, chair, member)
        assert not sees(chair, submitted)
        assert Mail.objects.get(subject__endswith="の答申が出ました").to_user == hall.drafter
        assert Event.objects.about(submitted).filter(verb="hearing.answer").exists()

    def test_ends_what_members_can_say(self, hearing: Hearing, chair: User, member: User, third: User):
        self.decide(hearing, chair, member)
        with pytest.raises(NotNow, match="もう終わっています"):
            free(hearing, third)
        with pytest.raises(NotNow, match="もう終わっています"):
            hearing.answer(by=chair, opinion="もう一度。")

    def test_is_refused_where_everybody_is_tied(self, hearing: Hearing, chair: User, member: User, third: User):
        for user in (chair, member, third):
            voice(hearing, user).declare_tied(by=user, kind="resident")
        with pytest.raises(NotNow, match="取り下げて"):
            hearing.answer(by=chair, opinion="適当と認める。")

    def decide(self, hearing: Hearing, *people: User) -> None:
        free(hearing, *people)
        for user in people:
            voice(hearing, user).give(by=user, opinion="fit", text="")
        hearing.answer(by=people[0], opinion="適当と認める。")


class TestWithdraw:
    def test_closes_the_case_and_says_why(self, hearing: Hearing, submitted: Grant, member: User, hall: Hall):
        free(hearing, member)
        hearing.withdraw(by=hall.drafter, reason="申請が取り下げられたため。")
        assert (hearing.status, sees(member, submitted)) == ("withdrawn", False)

    def test_wants_a_reason(self, hearing: Hearing, hall: Hall):
        with pytest.raises(NotNow, match="理由"):
            hearing.withdraw(by=hall.drafter, reason=" ")


class TestRetention:
    def test_after_ten_years_what_was_written_goes(self, hearing: Hearing, member: User, hall: Hall):
        voice(hearing, member).declare_tied(by=member, kind="family", note="姉が会計")
        holding, year = HOLDINGS["organizations.hearing"], FiscalYear(2036)
        assert list(holding.over(10, at=year)) == []
        hearing.withdraw(by=hall.drafter, reason="申請が取り下げられたため。")
        due = [document.key for document in holding.over(10, at=year)]
        holding.erase(hearing.pk)
        assert (due, voice(hearing, member).tie_note, list(holding.over(10, at=year))) == ([hearing.pk], "", [])


class TestCall:
    def test_asks_those_who_came_later_and_nobody_twice(self, hearing: Hearing, board: Committee, hall: Hall):
        late = cast.person("新任 十五子", "jugoko")
        CommitteeMember.objects.create(committee=board, user=late, starts_on=LONG_AGO)
        Mail.objects.all().delete()
        hearing.call(by=hall.drafter, on=MONDAY)
        assert [mail.to_user for mail in Mail.objects.all()] == [late]
        with pytest.raises(NotNow, match="もう頼んであります"):
            hearing.call(by=hall.drafter, on=MONDAY)


class TestTasks:
    def test_lead_a_member_from_the_word_to_the_opinion(self, hearing: Hearing, member: User, kuko: User):
        def actions(user: User) -> list[str]:
            return [task.action for task in for_leader(User.objects.get(pk=user.pk), on=MONDAY)]

        told = [actions(member)]
        free(hearing, member)
        told.append(actions(member))
        voice(hearing, member).give(by=member, opinion="fit", text="")
        assert [*told, actions(member), actions(kuko)] == [["申し出る"], ["意見を書く"], [], []]

    def test_are_the_section_s_turn_when_all_have_spoken(self, hearing: Hearing, hall: Hall, chair: User):
        def mine() -> list[bool]:
            return [task.mine for task in for_city(hall.drafter, on=MONDAY)]

        before = mine()
        free(hearing, chair)
        voice(hearing, chair).give(by=chair, opinion="fit", text="")
        for other in Voice.objects.filter(declaration=""):
            other.declare_tied(by=other.member.user, kind="other")
        assert (before, mine()) == ([False], [True])


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_an_answer_never_stands_on_half_or_less(members: int, tied: int, opinions: int):
    tally = Tally(members + tied, tied, 0, min(opinions, members))
    assert (tally.lacks == "") == (members > 0 and 2 * min(opinions, members) > members)
