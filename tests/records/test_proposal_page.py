"""起案のページ: what it shows, and every act by its button, with what was typed kept when it is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from organizations.models import Organization, Recognition
from records.approvals import Act, Kind, Proposal, Step
from records.era import era_date
from records.events import Event
from staff.models import Absence, Substitute
from tests.cast import Hall
from tests.organizations import build
from tests.portal import PortalClient
from tests.records.ways import approve, put_forward, step_of

AsUser = Callable[[User], PortalClient]
Press = Callable[..., Any]


@pytest.fixture
def case(hall: Hall, north: Organization, nanami: User) -> Recognition:
    return build.submitted(north, nanami)


@pytest.fixture
def proposal(case: Recognition, hall: Hall) -> Proposal:
    """係長 → 課長・税務課員 → 部長 → 市長(供覧)."""
    return put_forward(case, hall)


@pytest.fixture
def press(as_user: AsUser, proposal: Proposal, hall: Hall) -> Press:
    """Somebody presses a button on the proposal's page; what they see then comes back."""

    def pressed(who: User, deed: str, at: str = "", **typed: Any) -> Any:
        step = {"step": step_of(proposal, hall, at)} if at else {}
        address = reverse(f"records:{deed}", args=[proposal.pk])
        return as_user(who).post(address, {**step, **typed}, follow=True)

    return pressed


def page_of(proposal: Proposal) -> str:
    return reverse("records:proposal", args=[proposal.pk])


class TestPage:
    def test_says_all_that_is_to_be_decided(self, as_user: AsUser, proposal: Proposal, hall: Hall) -> None:
        page = as_user(hall.chief).get(page_of(proposal)).text
        told = [
            "北の会の認可について(認可する)",
            "基準による。",
            "回議 二郎",
            "部長専決",
            "規約を変えたら届け出ること。",
        ]
        assert [each for each in told if each not in page] == []
        assert "地域運営組織認可通知書" in strip_tags(page)
        assert page.count('<div class="post now">') == 1
        due = timezone.localdate() + timedelta(days=5)
        assert f"{due.month}月{due.day}日" in page

    def test_shows_parallel_posts_side_by_side(self, as_user: AsUser, proposal: Proposal, hall: Hall) -> None:
        approve(proposal, hall, "chief")
        page = as_user(hall.manager).get(page_of(proposal)).text
        assert page.count('<div class="post now">') == 2
        assert page.count('<span class="part">') == 5

    def test_lists_what_keeps_the_letter_from_going_out(
        self, as_user: AsUser, proposal: Proposal, hall: Hall, case: Recognition
    ) -> None:
        Recognition.objects.filter(pk=case.pk).update(effective_on=None)
        page = as_user(hall.chief).get(page_of(proposal)).text
        assert "このままでは、通知書を出せません" in page

    def test_outsiders(self, as_user: AsUser, proposal: Proposal, hall: Hall, nanami: User, kuko: User) -> None:
        people = (hall.drafter, hall.chief, hall.liaison, nanami, kuko)
        seen = [as_user(who).get(page_of(proposal)).status_code for who in people]
        assert seen == [200, 200, 200, 404, 404]

    def test_that_it_was_read_goes_on_record_once_for_whose_turn_it_is(
        self, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        for who in (hall.chief, hall.chief, hall.drafter, hall.director):
            as_user(who).get(page_of(proposal))
        (event,) = Event.objects.about(proposal).filter(verb="proposal.see")
        assert (event.actor, event.said) == (hall.chief, "決裁の前に読んだ")

    def test_one_of_the_letters_stands_alone(self, as_user: AsUser, proposal: Proposal, hall: Hall) -> None:
        browser = as_user(hall.chief)
        page = browser.get(reverse("records:proposal_letter", args=[proposal.pk, 1]))
        assert "1件のうち1件目" in page.text
        for number in (0, 2):
            assert browser.get(reverse("records:proposal_letter", args=[proposal.pk, number])).status_code == 404


class TestActs:
    def test_approving_goes_on(self, press: Press, proposal: Proposal, hall: Hall) -> None:
        assert "承認しました。" in press(hall.chief, "approve", "chief", comment="よい。").text
        assert "「よい。」" in press(hall.manager, "approve", "manager").text

    def test_a_condition_is_read_by_those_after(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        press(hall.chief, "condition", "chief", comment="図を差し替える。")
        assert "図を差し替える。" in as_user(hall.director).get(page_of(proposal)).text

    @pytest.mark.parametrize("deed", ["condition", "object", "send_back"])
    def test_without_words_is_told_at_the_field(self, press: Press, proposal: Proposal, hall: Hall, deed: str) -> None:
        page = press(hall.chief, deed, "chief", comment=" ")
        assert page.context["page"].typed["say"].errors["comment"]
        assert 'href="#say_comment"' in page.text
        assert Act.objects.filter(proposal=proposal).count() == 1

    def test_an_objection_must_be_answered_by_whoever_decides(
        self, press: Press, proposal: Proposal, hall: Hall
    ) -> None:
        approve(proposal, hall, "chief", "manager")
        press(hall.liaison, "object", "clerk", comment="予算の外です。")
        refused = press(hall.director, "approve", "director")
        assert "異議が出ています" in refused.text
        assert "予算の外です。" in refused.text
        press(hall.director, "approve", "director", comment="補正予算で措置する。")
        proposal.refresh_from_db()
        assert proposal.status == "decided"

    def test_sending_back_to_an_earlier_post_begins_there_again(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        approve(proposal, hall, "chief", "manager", "clerk")
        assert "協働推進係長</option>" in as_user(hall.director).get(page_of(proposal)).text
        page = press(hall.director, "send_back", "director", comment="数字が違います。", to="1")
        assert "差し戻しました。" in page.text
        assert "取り消された承認" in page.text
        assert proposal.current() == Step.objects.live().get(proposal=proposal, post=hall.posts["chief"])

    def test_sending_back_to_the_drafter_opens_the_case(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall, case: Recognition
    ) -> None:
        press(hall.chief, "send_back", "chief", comment="図がありません。", to="")
        case.refresh_from_db()
        assert case.status == "submitted"
        assert "起案した人へ差し戻されました" in as_user(hall.drafter).get(page_of(proposal)).text

    def test_the_drafter_pulls_back_until_somebody_has_acted(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        assert "引き戻す</button>" in as_user(hall.drafter).get(page_of(proposal)).text
        approve(proposal, hall, "chief")
        assert "引き戻す</button>" not in as_user(hall.drafter).get(page_of(proposal)).text
        assert "もう承認した人がいるので" in press(hall.drafter, "pull_back").text
        assert press(hall.chief, "pull_back").status_code == 403

    def test_the_drafter_withdraws_with_a_reason(self, press: Press, proposal: Proposal, hall: Hall) -> None:
        assert "取り下げる理由を入れてください" in press(hall.drafter, "withdraw", reason="").text
        assert "取り下げました。" in press(hall.drafter, "withdraw", reason="団体の都合").text

    def test_mending_the_wording_voids_what_was_approved_and_shows_it(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        approve(proposal, hall, "chief")
        page = press(hall.drafter, "amend", subject="北の会の認可について", reason="伺いを直した。").text
        assert "取り消された承認" in page
        assert "<del>基準による。</del> <ins>伺いを直した。</ins>" in page
        assert "起案 花子さんによって取り消し" in page

    def test_a_change_of_the_case_voids_instead_of_approving(
        self, press: Press, proposal: Proposal, hall: Hall, case: Recognition
    ) -> None:
        approve(proposal, hall, "chief")
        Recognition.objects.filter(pk=case.pk).update(conditions="条件を変えた。")
        page = press(hall.manager, "approve", "manager")
        assert "承認する内容が変わっていたので" in page.text
        assert "<ins>条件を変えた。</ins>" in page.text

    def test_an_opinion_is_asked_and_given(self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall) -> None:
        due = era_date(timezone.localdate())
        typed = {"of": hall.stranger.pk, "question": "予算はありますか。", "due_on": due}
        assert "意見を求めました。" in press(hall.chief, "ask", "chief", **typed).text
        assert "予算はありますか。" in as_user(hall.stranger).get(reverse("records:box") + "?heap=opinion").text
        opinion = proposal.opinions.get()
        page = press(hall.stranger, "answer", opinion=opinion.pk, text="あります。")
        assert "意見を書きました。" in page.text
        assert "あります。" in as_user(hall.chief).get(page_of(proposal)).text

    def test_a_past_day_for_an_opinion_keeps_the_question(self, press: Press, proposal: Proposal, hall: Hall) -> None:
        past = era_date(timezone.localdate() - timedelta(days=1))
        page = press(hall.chief, "ask", "chief", of=hall.stranger.pk, question="予算は。", due_on=past)
        assert "予算は。</textarea>" in page.text
        assert not proposal.opinions.exists()

    def test_a_stale_page_acts_on_nothing(self, press: Press, proposal: Proposal, hall: Hall) -> None:
        step = step_of(proposal, hall, "chief")
        approve(proposal, hall, "chief")
        page = press(hall.chief, "approve", step=step, comment="もう一度")
        assert "ほかの人が先に処理しました" in page.text

    @pytest.mark.parametrize("deed", ["approve", "condition", "object", "send_back", "read", "acknowledge", "ask"])
    def test_an_outsider_finds_no_button(
        self, press: Press, proposal: Proposal, hall: Hall, kuko: User, deed: str
    ) -> None:
        assert press(kuko, deed, "chief", comment="x").status_code == 404
        assert Act.objects.filter(proposal=proposal).count() == 1

    def test_read_afterwards(self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall) -> None:
        approve(proposal, hall, "chief", "manager", "clerk", "director")
        box = reverse("records:box") + "?heap=read"
        assert proposal.subject in as_user(hall.mayor).get(box).text
        assert "読んだことを記録しました。" in press(hall.mayor, "read", "mayor", comment="").text
        assert proposal.subject not in as_user(hall.mayor).get(box).text


class TestDeputy:
    @pytest.fixture
    def away(self, hall: Hall) -> Absence:
        """課長 is away, 税務課員 stands in for the post."""
        today = timezone.localdate()
        Substitute.appoint(
            by=hall.drafter, post=hall.posts["director"], deputy=hall.posts["clerk"], order=1,
            starts_on=today, ends_on=None, on=today,
        )  # fmt: skip
        return Absence.register(
            by=hall.director, user=hall.director, starts_on=today, ends_on=None, reason="出張", on=today
        )

    def test_is_marked_and_owes_an_acknowledgement(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall, away: Absence
    ) -> None:
        approve(proposal, hall, "chief", "manager", "clerk")
        page = as_user(hall.stranger).get(page_of(proposal)).text
        assert '<span class="tag back">代決</span> 総務部長の人がいないので、税務課員として' in page
        assert "財政 六助(税務課員・代決)" in page
        press(hall.stranger, "approve", "director")
        proposal.refresh_from_db()
        assert proposal.status == "decided"
        away.come_back(by=hall.director, on=timezone.localdate())
        owed = as_user(hall.director).get(reverse("records:box") + "?heap=owed").text
        assert "財政 六助さんが代決" in owed
        assert "後閲はまだです" in as_user(hall.director).get(page_of(proposal)).text
        page = press(hall.director, "acknowledge", "director").text
        assert "代決を確かめました。" in page
        assert "後閲 決裁 四郎" in page

    def test_a_post_without_anybody_is_told_and_can_be_reassigned(
        self, press: Press, as_user: AsUser, proposal: Proposal, hall: Hall
    ) -> None:
        assert "受け持つ職を変える" not in as_user(hall.drafter).get(page_of(proposal)).text
        hall.chief.duties.update(ends_on=timezone.localdate() - timedelta(days=1))
        page = as_user(hall.drafter).get(page_of(proposal)).text
        assert "協働推進係長に、いま就いている人がいません。" in page
        assert "受け持つ職を変える" in page
        typed = {"post": hall.posts["drafter"].pk, "reason": "人事異動"}
        assert press(hall.stranger, "reassign", "chief", **typed).status_code == 403
        assert "次に受け持つ職を変えました。" in press(hall.drafter, "reassign", "chief", **typed).text
        assert Act.objects.filter(proposal=proposal, kind=Kind.REASSIGN).count() == 1
