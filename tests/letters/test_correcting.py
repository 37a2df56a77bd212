"""訂正 takes two: the section drafts the corrected letter, the posts of the city's rule let it out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from organizations.models import Officer
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import issue
from records.letters.again import reissue
from records.letters.correcting import LetterCorrection
from records.letters.letter import Letter
from records.numbers import Series
from staff.routes import route_for
from tests import cast
from tests.cast import MONDAY, Hall
from tests.letters.test_again import JULY, TO, mended
from tests.letters.test_issuing import JUNE
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
FORM = {
    "organization": "北の会", "person": "会長 北野 七美", "address": "", "申請日": "令和7年5月12日",
    "reason": "名前の字の誤り",
}  # fmt: skip


@pytest.fixture
def ruled(hall: Hall) -> Hall:
    """課長 decides about corrections, after 係長."""
    cast.rule("課長専決", "letters.correction", hall.posts["chief"], hall.posts["manager"])
    return hall


@pytest.fixture
def letter(decision: Any, hall: Hall) -> Letter:
    return issue(decision, by=hall.drafter, on=JUNE)


def propose(letter: Letter, hall: Hall, **values: str) -> LetterCorrection:
    rule, route = route_for("letters.correction", amount=None, on=MONDAY)
    facts: dict[str, Any] = {"values": mended(letter, **values), "addressee": TO, "wording": letter.setting}
    facts |= {"rule_name": rule.name, "route": route, "reason": "誤り", "on": JULY}
    return LetterCorrection.propose(letter, by=hall.drafter, **facts)


def approve(case: LetterCorrection, *people: User) -> Proposal:
    proposal = Proposal.objects.about(case)[0]
    for user in people:
        step = proposal.current()
        assert step
        proposal.approve(by=User.objects.get(pk=user.pk), step=step.pk)
    case.refresh_from_db()
    return proposal


class TestPropose:
    def test_sends_nothing_yet_and_takes_no_number(self, letter: Letter, ruled: Hall) -> None:
        case = propose(letter, ruled, 申請日="令和7年5月13日")
        assert (case.status, letter.correction(), Series.objects.get(name="市協").last) == ("proposed", None, 1)
        facts = Proposal.objects.get().items.get().facts
        assert facts["申請日"] == "令和7年5月12日 → 令和7年5月13日"
        assert facts["訂正する通知書"] == "市協第1号 令和7年6月2日"

    @pytest.mark.parametrize(("values", "why"), [({}, "直したところが"), ({"申請日": "🌸"}, "U\\+1F338")])
    def test_refuses_now_what_could_not_go_out(
        self, letter: Letter, ruled: Hall, values: dict[str, str], why: str
    ) -> None:
        with pytest.raises(NotNow, match=why):
            propose(letter, ruled, **values)
        assert not LetterCorrection.objects.exists()

    def test_is_one_at_a_time(self, letter: Letter, ruled: Hall) -> None:
        propose(letter, ruled, 申請日="令和7年5月13日")
        with pytest.raises(ValidationError, match="もう決裁に回っています"):
            propose(letter, ruled, 申請日="令和7年5月14日")


class TestDecision:
    def test_lets_the_letter_out_with_its_number(self, letter: Letter, ruled: Hall) -> None:
        case = propose(letter, ruled, 申請日="令和7年5月13日")
        approve(case, ruled.chief, ruled.manager)
        better = letter.correction()
        assert better
        assert (case.status, case.issued, case.values, case.addressee) == ("issued", better, {}, {})
        assert ("令和7年5月13日" in better.html, better.mark, better.issued_by) == (True, "訂正", ruled.manager)

    def test_takes_another_person(self, letter: Letter, ruled: Hall) -> None:
        case = propose(letter, ruled, 申請日="令和7年5月13日")
        approve(case, ruled.chief)
        ruled.posts["manager"].duties.create(user=ruled.drafter, starts_on=cast.LONG_AGO)
        with pytest.raises(NotNow, match="自分の起案"):
            approve(case, ruled.drafter)
        assert letter.correction() is None

    def test_of_the_own_organization_is_no_business_of_one_s_own(self, letter: Letter, ruled: Hall) -> None:
        case = propose(letter, ruled, 申請日="令和7年5月13日")
        assert letter.organization
        cast.officer(letter.organization, ruled.chief, Officer.Kind.AUDITOR)
        with pytest.raises(NotNow, match="除斥"):
            approve(case, ruled.chief)

    def test_after_a_reissue_meanwhile_nothing_goes_out(self, letter: Letter, ruled: Hall) -> None:
        case = propose(letter, ruled, 申請日="令和7年5月13日")
        approve(case, ruled.chief)
        again = reissue(letter, by=ruled.drafter, reason="なくしたため。", on=JULY)
        with pytest.raises(NotNow, match=again.document_number):
            approve(case, ruled.manager)
        case.refresh_from_db()
        assert (case.status, Letter.objects.count()) == ("proposed", 2)


class TestPages:
    def test_the_draft_is_shown_first_and_then_goes_to_the_posts(
        self, as_user: AsUser, ruled: Hall, letter: Letter, nanami: User
    ) -> None:
        browser, address = as_user(ruled.drafter), reverse("staff:letter_correct", args=[letter.pk])
        looked = browser.post(address, FORM | {"look": "1"}).text
        assert ("訂正した通知書の案" in looked, "会長 北野 七美 様" in looked) == (True, True)
        assert not LetterCorrection.objects.exists()
        page = browser.post(address, FORM, follow=True).text
        assert ("訂正を起案しました" in page, "回議 二郎" in page, address in page) == (True, True, False)
        assert "訂正の案が" not in as_user(nanami).get(letter.get_absolute_url()).text
        case = LetterCorrection.objects.get()
        proposal = as_user(ruled.chief).get(reverse("records:proposal", args=[Proposal.objects.get().pk])).text
        assert ("会長 北野 七海 → 会長 北野 七美" in proposal, "会長 北野 七美 様" in proposal) == (True, True)
        approve(case, ruled.chief, ruled.manager)
        assert "訂正があります" in as_user(nanami).get(letter.get_absolute_url()).text

    def test_sent_back_it_begins_with_what_was_written(self, as_user: AsUser, ruled: Hall, letter: Letter) -> None:
        browser, address = as_user(ruled.drafter), reverse("staff:letter_correct", args=[letter.pk])
        browser.post(address, FORM)
        proposal = Proposal.objects.get()
        step = proposal.current()
        assert step
        proposal.send_back(by=ruled.chief, step=step.pk, comment="住所も直して。")
        assert "住所も直して。" in browser.get(letter.get_absolute_url()).text
        page = browser.get(address).text
        assert ("会長 北野 七美" in page, "名前の字の誤り" in page) == (True, True)

    def test_without_a_rule_it_says_so_and_keeps_what_was_typed(
        self, as_user: AsUser, hall: Hall, letter: Letter
    ) -> None:
        page = as_user(hall.drafter).post(reverse("staff:letter_correct", args=[letter.pk]), FORM).text
        assert ("道すじが、まだ決まっていません" in page, "名前の字の誤り" in page) == (True, True)

    def test_who_may(self, as_user: AsUser, ruled: Hall, nanami: User, kuko: User, letter: Letter) -> None:
        address = reverse("staff:letter_correct", args=[letter.pk])
        people = (ruled.drafter, ruled.mayor, nanami, kuko, ruled.stranger)
        assert [as_user(person).get(address).status_code for person in people] == [200, 403, 403, 404, 404]

    def test_a_refusal_keeps_what_was_typed(self, as_user: AsUser, ruled: Hall, letter: Letter) -> None:
        page = as_user(ruled.drafter).post(
            reverse("staff:letter_correct", args=[letter.pk]), FORM | {"申請日": "", "reason": "理由です"}
        )
        assert ("申請日を入れてください" in page.text, "理由です" in page.text) == (True, True)
