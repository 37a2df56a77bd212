"""The pages of a hearing: a member says first whether there is a tie; the section asks, watches and closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Hearing, Officer, Tie, Voice
from records.attachments import Attachment, receive
from staff.models import Committee
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
QUESTION = "見守りの事業が、目的に合うか。"


@pytest.fixture
def chair(db: None) -> User:
    return cast.person("学識 十一子", "juichiko", "がくしき")


@pytest.fixture
def member(db: None) -> User:
    return cast.person("公募 十三子", "jusanko", "こうぼ")


@pytest.fixture
def board(chair: User, member: User) -> Committee:
    return cast.committee(chair, member)


@pytest.fixture
def paper(draft: Grant, nanami: User, pdf: SimpleUploadedFile) -> Attachment:
    return receive(draft, pdf, purpose="見積書", by=nanami)


@pytest.fixture
def hearing(paper: Attachment, draft: Grant, nanami: User, board: Committee, hall: Hall) -> Hearing:
    draft.submit(by=nanami, on=MONDAY)
    facts: dict[str, Any] = {"question": QUESTION, "due_on": MONDAY + timedelta(days=14), "on": MONDAY}
    return Hearing.ask([draft], by=hall.drafter, committee=board, **facts)[0]


def papers_of(hearing: Hearing, paper: Attachment) -> list[str]:
    """Every address at which something of the case stands."""
    grant = hearing.case
    names = ("detail", "calculation")
    return [
        reverse("papers:case", args=["grants.grant", grant.pk]),
        *(reverse(f"grants:{name}", args=[grant.pk]) for name in names),
        grant.yearly_plan.get_absolute_url(),
        reverse("records:file", args=[paper.pk]),
    ]


def statuses(browser: PortalClient, addresses: list[str]) -> set[int]:
    answers = [browser.get(address) for address in addresses]
    for answer in answers:
        b"".join(getattr(answer, "streaming_content", ()))  # read to its end, a file closes itself
    return {answer.status_code for answer in answers}


def say(browser: PortalClient, hearing: Hearing, kind: str, note: str = "") -> str:
    typed = {"kind": kind, "note": note}
    return browser.post(reverse("hearings:declare", args=[hearing.pk]), typed, follow=True).text


class TestMember:
    def test_reads_nothing_before_the_word(self, as_user: AsUser, hearing: Hearing, paper: Attachment, member: User):
        browser = as_user(member)
        assert statuses(browser, papers_of(hearing, paper)) == {404}
        page = browser.get(hearing.get_absolute_url()).text
        assert ("北の会" in page, "交付金の申請" in page, "区域に住んでいる" in page) == (True, True, True)
        assert [word for word in (QUESTION, "450,000", "北野 七海") if word in page] == []
        home = browser.get("/").text
        assert ("関係があるかを申し出る" in home, QUESTION in home) == (True, False)

    def test_wants_an_answer(self, as_user: AsUser, hearing: Hearing, member: User):
        assert (
            "1つ選んでください"
            in as_user(member).post(reverse("hearings:declare", args=[hearing.pk]), {"note": ""}).text
        )

    def test_reads_the_case_after_the_word_and_nothing_beside_it(
        self, as_user: AsUser, hearing: Hearing, paper: Attachment, member: User
    ):
        browser = as_user(member)
        assert QUESTION in say(browser, hearing, "none")
        assert statuses(browser, papers_of(hearing, paper)) == {200}
        grant = hearing.case
        beside = [grant.organization.get_absolute_url(), grant.yearly_plan.future_plan.get_absolute_url()]
        assert statuses(browser, beside) == {404}
        inside = [reverse(f"grants:{name}", args=[grant.pk]) for name in ("letter", "review", "edit")]
        assert statuses(browser, inside) == {403}
        page = browser.get(grant.get_absolute_url()).text
        assert [word for word in ("0867-00-5678", "諮問した", "団体の情報") if word in page] == []
        plan = browser.get(grant.yearly_plan.get_absolute_url()).text
        assert grant.yearly_plan.future_plan.get_absolute_url() not in plan

    def test_gives_an_opinion_and_writes_it_anew(self, as_user: AsUser, hearing: Hearing, member: User):
        browser = as_user(member)
        say(browser, hearing, "none")
        path = reverse("hearings:give", args=[hearing.pk])
        kept = browser.post(path, {"opinion": "unfit", "text": " "}).text
        assert "条件や理由を書いてください" in kept
        page = browser.post(path, {"opinion": "conditional", "text": "回数を示すこと。"}, follow=True).text
        assert ("意見を書き直す" in page, "回数を示すこと。" in page) == (True, True)

    def test_with_a_tie_reads_nothing_and_writes_nothing(
        self, as_user: AsUser, hearing: Hearing, paper: Attachment, member: User
    ):
        browser = as_user(member)
        page = say(browser, hearing, "family", "姉が会計")
        assert ("関係ありと申し出ています" in page, QUESTION in page) == (True, False)
        assert statuses(browser, papers_of(hearing, paper)) == {404}
        answer = browser.post(reverse("hearings:give", args=[hearing.pk]), {"opinion": "fit", "text": ""})
        assert (answer.status_code, "除斥" in answer.text) == (403, True)

    def test_tells_private_things_to_the_section_and_the_chair(
        self, as_user: AsUser, hearing: Hearing, member: User, chair: User, hall: Hall
    ):
        say(as_user(member), hearing, "family", "姉が会計")
        say(as_user(chair), hearing, "none")
        people = (hall.drafter, chair, hall.director)
        assert ["姉が会計" in as_user(user).get(hearing.get_absolute_url()).text for user in people] == [
            True,
            True,
            False,
        ]

    def test_can_later_say_that_there_is_a_tie_but_not_the_contrary(
        self, as_user: AsUser, hearing: Hearing, paper: Attachment, member: User
    ):
        browser = as_user(member)
        say(browser, hearing, "none")
        assert "取り消せません" in browser.get(reverse("hearings:declare", args=[hearing.pk])).text
        assert "一覧の中から" in say(browser, hearing, "none")
        say(browser, hearing, "trade")
        say(browser, hearing, "none")
        assert (Voice.objects.get(member__user=member).declaration, statuses(browser, papers_of(hearing, paper))) == (
            "tied",
            {404},
        )

    def test_does_not_read_what_others_said(self, as_user: AsUser, hearing: Hearing, member: User, chair: User):
        say(as_user(chair), hearing, "none")
        as_user(chair).post(reverse("hearings:give", args=[hearing.pk]), {"opinion": "unfit", "text": "重なる。"})
        say(as_user(member), hearing, "none")
        seen = ["重なる。" in as_user(user).get(hearing.get_absolute_url()).text for user in (member, chair)]
        assert seen == [False, True]

    def test_who_is_an_officer_of_the_organization_goes_on_as_one(
        self, as_user: AsUser, hearing: Hearing, member: User
    ):
        cast.officer(hearing.organization, member, Officer.Kind.VIEWER)
        assert "関係があることが分かっています" in say(as_user(member), hearing, "none")
        assert as_user(member).get(hearing.case.get_absolute_url()).status_code == 200


class TestOutsiders:
    def test_neither_the_neighbour_nor_the_applicant_sees_the_hearing(
        self, as_user: AsUser, hearing: Hearing, kuko: User, nanami: User
    ):
        for user in (kuko, nanami):
            assert as_user(user).get(hearing.get_absolute_url()).status_code == 404
            assert as_user(user).get(reverse("hearings:list")).status_code == 403
        page = as_user(nanami).get(hearing.case.get_absolute_url()).text
        assert "諮問" not in page

    def test_a_member_of_another_committee_sees_nothing(self, as_user: AsUser, hearing: Hearing):
        other = cast.person("別の 委員", "other")
        cast.committee(other, name="別の審査会")
        browser = as_user(other)
        assert statuses(browser, [hearing.get_absolute_url(), hearing.case.get_absolute_url()]) == {404}


class TestAsk:
    def typed(self, board: Committee, **otherwise: Any) -> dict[str, Any]:
        return {"committee": board.pk, "question": QUESTION, "due_on": "令和7年5月26日", **otherwise}

    def address(self, grant: Grant) -> str:
        return f"{reverse('hearings:new')}?case=grants.grant:{grant.pk}"

    def test_from_the_case_s_page_with_others_of_its_kind(
        self, as_user: AsUser, submitted: Grant, scheme: Scheme, board: Committee, hall: Hall, kuko: User
    ):
        other = build.submitted(kuko.roles.get().organization, scheme, kuko, 300_000)
        browser = as_user(hall.drafter)
        assert self.address(submitted) in browser.get(submitted.get_absolute_url()).text
        assert "南の会" in browser.get(self.address(submitted)).text
        told = browser.post(self.address(submitted), self.typed(board, also=[other.pk]), follow=True).text
        assert ("2件を協働のまちづくり審査会に諮問しました" in told, "委員2人のうち除斥0人、意見0人" in told) == (
            True,
            True,
        )

    def test_keeps_what_was_typed_with_its_mistake(
        self, as_user: AsUser, submitted: Grant, board: Committee, hall: Hall
    ):
        answer = as_user(hall.drafter).post(self.address(submitted), self.typed(board, due_on="令和7年5月1日"))
        assert (answer.status_code, QUESTION in answer.text) == (200, True)

    def test_is_the_untied_section_s(self, as_user: AsUser, submitted: Grant, hall: Hall, nanami: User, kuko: User):
        Tie.declare(hall.chief, submitted.organization, by=hall.chief, kind="family", starts_on=MONDAY, note="")
        people = (hall.drafter, hall.chief, hall.director, nanami, kuko)
        got = [as_user(user).get(self.address(submitted)).status_code for user in people]
        assert got == [200, 403, 403, 403, 404]

    @pytest.mark.parametrize("case", ["", "x", "grants.grant", "grants.grant:x", "accounts.user:1", "staff.city:1"])
    def test_nothing_stands_at_a_made_up_address(self, as_user: AsUser, hall: Hall, case: str):
        assert as_user(hall.drafter).get(reverse("hearings:new"), {"case": case}).status_code == 404


class TestAnswer:
    def test_by_the_chair_is_read_on_the_case_s_page(
        self, as_user: AsUser, hearing: Hearing, chair: User, member: User, hall: Hall
    ):
        for user in (chair, member):
            say(as_user(user), hearing, "none")
            as_user(user).post(reverse("hearings:give", args=[hearing.pk]), {"opinion": "fit", "text": ""})
        path = reverse("hearings:answer", args=[hearing.pk])
        assert as_user(member).get(path).status_code == 403
        page = as_user(chair).post(path, {"opinion": "適当と認める。"}, follow=True).text
        assert "答申を記録しました" in page
        assert "適当と認める。" in as_user(hall.director).get(hearing.case.get_absolute_url()).text
        assert "適当と認める。" in as_user(member).get(hearing.get_absolute_url()).text

    def test_waits_for_the_opinions(self, as_user: AsUser, hearing: Hearing, hall: Hall):
        path = reverse("hearings:answer", args=[hearing.pk])
        page = as_user(hall.drafter).post(path, {"opinion": "適当と認める。"}).text
        assert ("過半数(2人)の意見が要ります" in page, "適当と認める。" in page) == (True, True)

    def test_the_section_withdraws_it(self, as_user: AsUser, hearing: Hearing, hall: Hall, chair: User):
        path = reverse("hearings:withdraw", args=[hearing.pk])
        assert as_user(chair).get(path).status_code == 403
        as_user(hall.drafter).post(path, {"reason": "申請が取り下げられたため。"})
        page = as_user(hall.drafter).get(path, follow=True).text
        assert "もう終わっています" in page


def test_the_list_costs_the_same_for_many(
    as_user: AsUser, hearing: Hearing, chair: User, django_assert_max_num_queries: Any
):
    boards = [cast.committee(chair, name=f"審査会{number}") for number in range(12)]
    for board in boards:
        facts: dict[str, Any] = {"question": QUESTION, "due_on": MONDAY, "on": MONDAY}
        Hearing.ask([hearing.case], by=hearing.asked_by, committee=board, **facts)
    browser = as_user(chair)
    with django_assert_max_num_queries(14):
        assert browser.get(reverse("hearings:list")).text.count("まだ申し出ていません") == 13
