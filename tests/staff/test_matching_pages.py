"""The pages: anybody's, the number's, and the coordinators'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from records.era import era_date
from staff.models import Card, Introduction, Theme
from tests.cast import MONDAY, Hall, Land
from tests.portal import PortalClient
from tests.staff.matching import UNTIL, again, card, introduction, published
from tests.staff.test_inquiries import coordinator, that_monday

pytestmark = pytest.mark.django_db
__all__ = ["coordinator", "that_monday"]
AsUser = Callable[[User], PortalClient]


def typed(land: Land, **otherwise: Any) -> dict[str, Any]:
    facts = {
        "side": "need", "title": "雪かき", "text": "玄関まで。", "theme": Theme.objects.get(code="green").pk,
        "area": land.north.pk, "until": era_date(UNTIL), "giver": "person", "name": "雪野 白", "phone": "0867-00-7777",
    }  # fmt: skip
    return {**facts, **otherwise}


class TestAnybody:
    def test_asks_without_an_account_and_gets_a_number(self, land: Land):
        browser = PortalClient()
        answer = browser.post(reverse("matching:new"), typed(land))
        made = Card.objects.get()
        assert answer["Location"] == reverse("matching:mine", args=[made.number])
        page = browser.get(answer["Location"])
        assert made.number in page.text
        assert "0867-00-7777" not in page.text

    def test_what_was_typed_stays_beside_the_sentence(self, land: Land):
        page = PortalClient().post(reverse("matching:new"), typed(land, phone=""))
        assert "どちらかを入れてください" in page.text
        assert "玄関まで。" in page.text

    def test_a_machine_leaves_nothing(self, land: Land):
        PortalClient().post(reverse("matching:new"), typed(land, website="x"))
        assert not Card.objects.exists()

    def test_reads_what_is_open_and_never_who(self, hall: Hall, land: Land):
        made, waiting = published(hall, land), card(land)
        browser = PortalClient()
        pages = [browser.get(reverse("matching:list")), browser.get(reverse("matching:card", args=[made.pk]))]
        assert [made.title in page.text and "北野" not in page.text for page in pages] == [True, True]
        assert browser.get(reverse("matching:card", args=[waiting.pk])).status_code == 404

    def test_answers_with_the_other_side_filled_in(self, hall: Hall, land: Land):
        need = published(hall, land)
        PortalClient().post(f"{reverse('matching:new')}?to={need.pk}", typed(land, side="offer"))
        assert Card.objects.get(side="offer").answers == need

    def test_a_body_s_own_are_on_its_page(self, land: Land, nanami: User, as_user: AsUser):
        body = nanami.roles.get().organization
        as_user(nanami).post(reverse("matching:new"), typed(land, organization=body.pk))
        assert Card.objects.get().organization == body
        assert "雪かき" in as_user(nanami).get(reverse("matching:list")).text

    def test_not_for_another_s_body(self, land: Land, nanami: User, kuko: User, as_user: AsUser):
        body = nanami.roles.get().organization
        page = as_user(kuko).post(reverse("matching:new"), typed(land, organization=body.pk))
        assert "一覧の中から" in page.text
        assert not Card.objects.exists()


class TestTheNumber:
    def test_says_yes_and_then_shows_the_other(self, hall: Hall, land: Land):
        met, browser = introduction(hall, land), PortalClient()
        mine = reverse("matching:mine", args=[met.need.number])
        assert "0867-00-8888" not in browser.get(mine).text
        for each in met.cards:
            browser.post(reverse("matching:answer", args=[each.number, "yes"]))
        assert "0867-00-8888" in browser.get(mine).text

    def test_says_no(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        PortalClient().post(reverse("matching:answer", args=[met.offer.number, "no"]))
        assert again(met).status == "failed"
        assert "成立しませんでした" in PortalClient().get(reverse("matching:mine", args=[met.need.number])).text

    def test_says_thanks(self, hall: Hall, land: Land):
        met = introduction(hall, land, "done")
        where = reverse("matching:thank", args=[met.need.number])
        assert "お礼の言葉を入れてください" in PortalClient().post(where, {"text": ""}).text
        PortalClient().post(where, {"text": "ありがとう。", "may_publish": "on"})
        assert "ありがとう。" in PortalClient().get(reverse("matching:mine", args=[met.offer.number])).text

    def test_the_offer_does_not_thank_and_nobody_guesses(self, hall: Hall, land: Land):
        met = introduction(hall, land, "done")
        codes = [
            PortalClient().post(reverse("matching:thank", args=[met.offer.number]), {"text": "x"}).status_code,
            PortalClient().get(reverse("matching:mine", args=["0000-0000-0000"])).status_code,
        ]
        assert codes == [404, 404]

    def test_is_found_again(self, land: Land):
        made = card(land)
        where = reverse("matching:find")
        assert PortalClient().get(where, {"code": made.number.lower()}).status_code == 302
        assert "見つかりません" in PortalClient().get(where, {"code": "1"}).text

    def test_opened_by_its_address_it_does_nothing(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        PortalClient().get(reverse("matching:answer", args=[met.need.number, "yes"]))
        assert again(met).need_said_on is None


class TestTheDesk:
    def test_leads_a_partner_from_outside_to_the_thanks(
        self, hall: Hall, land: Land, coordinator: User, as_user: AsUser
    ):
        need, offer = card(land), published(hall, land, "offer", name="南野 力")
        browser = as_user(coordinator)
        facts = {"title": "草刈り", "words": "庭の草。", "theme": need.theme_id, "area": land.north.pk}
        sent = {f"publish-{name}": value for name, value in (facts | {"until": era_date(UNTIL)}).items()}
        browser.post(reverse("connect:act", args=[need.pk, "publish"]), sent)
        assert "分野が同じ" in browser.get(need.get_absolute_url()).text
        browser.post(reverse("connect:introduce", args=[need.pk, offer.pk]), {"note": "近くです。"})
        met = Introduction.objects.get()
        for name, text in (("need_yes", "電話"), ("offer_yes", "電話")):
            browser.post(reverse("connect:follow", args=[met.pk, name]), {f"{name}-how": text})
        browser.post(reverse("connect:follow", args=[met.pk, "finish"]), {"finish-on": era_date(MONDAY)})
        browser.post(reverse("connect:follow", args=[met.pk, "thank"]), {"thank-text": "助かった。"})
        assert again(met).status == "thanked"

    def test_names_the_field(self, hall: Hall, land: Land, as_user: AsUser):
        need = card(land)
        facts = {"title": "草刈り", "words": "電話 0867-00-9999", "theme": need.theme_id, "until": era_date(UNTIL)}
        sent = {f"publish-{name}": value for name, value in facts.items()}
        page = as_user(hall.drafter).post(reverse("connect:act", args=[need.pk, "publish"]), sent)
        assert "電話番号が入っています" in page.text

    def test_hides_other_areas_from_the_outsider(
        self, hall: Hall, land: Land, coordinator: User, kuko: User, as_user: AsUser
    ):
        far = published(hall, land, area=land.south)
        where = [reverse("connect:desk"), far.get_absolute_url()]
        codes = {user: [as_user(user).get(each).status_code for each in where] for user in (coordinator, kuko)}
        assert codes == {coordinator: [200, 404], kuko: [403, 404]}

    def test_enters_for_somebody_who_called(self, hall: Hall, land: Land, as_user: AsUser):
        answer = as_user(hall.stranger).post(reverse("connect:enter"), typed(land, channel="phone"))
        made = Card.objects.get()
        assert (made.entered_by, made.channel) == (hall.stranger, "phone")
        assert answer["Location"] == reverse("connect:desk")

    def test_costs_the_same_for_thirty(
        self, hall: Hall, land: Land, as_user: AsUser, django_assert_max_num_queries: Any
    ):
        for _ in range(30):
            card(land)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(22):
            browser.get(reverse("connect:desk"))

    def test_what_came_is_a_task(self, hall: Hall, land: Land, coordinator: User, as_user: AsUser):
        card(land)
        assert ["庭の草刈り" in as_user(user).get("/").text for user in (hall.drafter, coordinator)] == [True, True]


class TestWords:
    def test_a_city_writes_its_own(self, hall: Hall, as_user: AsUser, kuko: User):
        browser = as_user(hall.drafter)
        facts = {"name": "雪かき", "order": 1, "is_used": "on"}
        browser.post(reverse("staff:word_new", args=["themes"]), facts)
        again_ = browser.post(reverse("staff:word_new", args=["themes"]), facts)
        assert "同じ名前が、もうあります" in again_.text
        row = Theme.objects.get(name="雪かき")
        browser.post(reverse("staff:word", args=["themes", row.pk]), {"name": "雪", "order": 1})
        assert row not in Theme.objects.in_use()
        assert as_user(kuko).get(reverse("staff:words")).status_code == 403
