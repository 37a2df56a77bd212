"""A need and an offer find each other, and neither learns who the other is before both have said yes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.retention.kinds import HOLDINGS
from staff.matching.counting import counts
from staff.matching.suggesting import suggestions
from staff.matching.words import refuse_personal
from staff.models import Card, Introduction, Theme
from tests.cast import MONDAY, Hall, Land
from tests.staff.matching import UNTIL, again, card, introduction, published
from tests.staff.test_inquiries import coordinator, that_monday

pytestmark = pytest.mark.django_db
__all__ = ["coordinator", "that_monday"]
LATER = UNTIL + timedelta(days=1)


@pytest.fixture
def posted(django_capture_on_commit_callbacks: Any) -> Any:
    """What is written in it goes out at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class TestReceive:
    def test_nobody_but_coordinators_reads_it(self, hall: Hall, land: Land, coordinator: User, kuko: User):
        made = card(land)
        seen = {
            user: Card.objects.visible_to(user, on=MONDAY).filter(pk=made.pk).exists()
            for user in (hall.drafter, coordinator, hall.stranger, kuko)
        }
        assert seen == {hall.drafter: True, coordinator: True, hall.stranger: False, kuko: False}
        assert not Card.objects.published(on=MONDAY).exists()

    def test_the_trail_never_tells_from_whom(self, land: Land):
        made = card(land)
        told = str(Event.objects.about(made)[0].facts)
        assert [word in told for word in ("北野", "9999", "example.jp", made.code)] == [False] * 4

    def test_needs_a_way_to_reach_the_person_and_a_day_to_come(self, land: Land):
        with pytest.raises(NotNow, match="どちらか"):
            card(land, phone="", email="")
        with pytest.raises(NotNow, match="今日か、それより後"):
            card(land, until=MONDAY - timedelta(days=1))
        assert not Card.objects.exists()


class TestPublish:
    def test_everybody_reads_the_coordinator_s_words_until_its_day(self, hall: Hall, land: Land, posted: Any):
        with posted():
            made = published(hall, land)
        assert [Card.objects.published(on=day).filter(pk=made.pk).exists() for day in (UNTIL, LATER)] == [True, False]
        assert made.is_stale(on=LATER)
        assert "載せました" in mail.outbox[0].subject

    @pytest.mark.parametrize(
        "words",
        ["北野花の庭", "電話は0867−00−9999です", "０９０-1234-5678", "a@example.jp まで", "https://x.example", " "],
    )
    def test_not_with_what_tells_who_it_is(self, hall: Hall, land: Land, words: str):
        made = card(land)
        with pytest.raises(NotNow) as refused:
            made.publish(by=hall.drafter, title="草刈り", words=words)
        assert list(refused.value.message_dict) == ["words"]
        assert again(made).status == "received"

    @given(st.text(alphabet="庭草を刈る人3人10月0時半", min_size=1, max_size=40).filter(str.strip))
    def test_plain_words_and_small_numbers_pass(self, words: str):
        refuse_personal("words", words, name="北野 花")


class TestWithdraw:
    def test_leaves_the_page(self, hall: Hall, land: Land):
        made = published(hall, land)
        made.withdraw(by=hall.drafter)
        assert (made.status, made.ended_on) == ("withdrawn", MONDAY)

    def test_not_while_somebody_was_introduced(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        for verb in (again(met.need).withdraw, again(met.offer).refuse):
            with pytest.raises(NotNow, match="返事を待っています"):
                verb(by=hall.drafter, comment="やめた")

    def test_may_be_asked_for_again(self, hall: Hall, land: Land):
        made = published(hall, land)
        made.withdraw(by=hall.drafter)
        made.reopen(by=hall.drafter, until=LATER)
        assert (made.status, made.until, made.ended_on) == ("open", LATER, None)


class TestIntroduce:
    def test_asks_both_and_names_neither(self, hall: Hall, land: Land, posted: Any):
        with posted():
            introduction(hall, land)
        asked = [each for each in mail.outbox if "紹介が来ています" in each.subject]
        assert {each.to[0] for each in asked} == {"need@example.jp", "offer@example.jp"}
        by_address = {each.to[0]: each.body for each in asked}
        assert "南野" not in by_address["need@example.jp"]
        assert "9999" not in by_address["offer@example.jp"]

    def test_one_at_a_time(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        other = published(hall, land, "offer")
        with pytest.raises(ValidationError, match="ほかの紹介"):
            Introduction.introduce(met.need, other, by=hall.drafter, on=MONDAY)
        assert Introduction.objects.count() == 1

    def test_not_what_is_over_or_of_the_same_side(self, hall: Hall, land: Land):
        need, offer = published(hall, land), published(hall, land, "offer")
        for pair, day in (((need, offer), LATER), ((offer, need), MONDAY), ((need, card(land, "offer")), MONDAY)):
            with pytest.raises(NotNow, match="紹介できません"):
                Introduction.introduce(*pair, by=hall.drafter, on=day)


class TestSayYes:
    def test_both_learn_who_the_other_is_when_both_have_said_it(self, hall: Hall, land: Land, posted: Any):
        met = introduction(hall, land)
        with posted():
            met.say_yes(by=hall.drafter, side="need", how="電話")
        assert (met.status, met.shows_contacts) == ("proposed", False)
        assert not mail.outbox
        with posted():
            met.say_yes(by=hall.drafter, side="offer", how="電話")
        assert (met.status, met.shows_contacts, met.agreed_on) == ("agreed", True, MONDAY)
        bodies = {each.to[0]: each.body for each in mail.outbox if "成立しました" in each.subject}
        assert "0867-00-8888" in bodies["need@example.jp"]
        assert "0867-00-9999" in bodies["offer@example.jp"]
        assert {again(each).status for each in met.cards} == {"matched"}

    def test_twice_by_the_same_side_is_once(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        for _ in range(2):
            met.say_yes(by=hall.drafter, side="need")
        assert met.status == "proposed"

    @pytest.mark.parametrize("status", ["agreed", "done", "thanked", "failed"])
    def test_is_refused_in_any_other_state(self, hall: Hall, land: Land, status: str):
        with pytest.raises(NotNow):
            introduction(hall, land, status).say_yes(by=hall.drafter, side="need")

    def test_the_database_knows_it_too(self, hall: Hall, land: Land):
        met = introduction(hall, land)
        with pytest.raises(IntegrityError), transaction.atomic():
            Introduction.objects.filter(pk=met.pk).update(status="agreed")


class TestFail:
    @pytest.mark.parametrize("status", ["proposed", "agreed"])
    def test_both_are_asked_for_again(self, hall: Hall, land: Land, status: str):
        met = introduction(hall, land, status)
        met.fail(by=hall.drafter, reason="日が合わなかった")
        assert {again(each).status for each in met.cards} == {"open"}
        assert not met.shows_contacts

    @pytest.mark.parametrize("status", ["done", "thanked", "failed"])
    def test_is_refused_in_any_other_state(self, hall: Hall, land: Land, status: str):
        with pytest.raises(NotNow):
            introduction(hall, land, status).fail(by=hall.drafter, reason="遅い")


class TestFinishAndThank:
    def test_the_day_comes_after_it_was_agreed(self, hall: Hall, land: Land):
        met = introduction(hall, land, "agreed")
        with pytest.raises(NotNow, match="成立した日"):
            met.finish(by=hall.drafter, on=MONDAY - timedelta(days=1))
        met.finish(by=hall.drafter, on=MONDAY)
        assert {again(each).status for each in met.cards} == {"done"}

    def test_thanks_go_to_the_other_side_and_not_into_the_trail(self, hall: Hall, land: Land, posted: Any):
        with posted():
            met = introduction(hall, land, "thanked")
        assert "助かりました" in mail.outbox[-1].body
        assert mail.outbox[-1].to == ["offer@example.jp"]
        assert "南野" not in str(list(Event.objects.about(met).values_list("facts", flat=True)))

    def test_are_published_without_a_name_and_only_where_they_may_be(self, hall: Hall, land: Land):
        met = introduction(hall, land, "thanked")
        with pytest.raises(NotNow, match="名前が入っています"):
            met.publish_thanks(by=hall.drafter, words="南野力さん、ありがとう。")
        met.publish_thanks(by=hall.drafter, words="助かりました。")
        assert Introduction.objects.thanked().get() == met
        Introduction.objects.filter(pk=met.pk).update(thanks_open=False, thanks_words="")
        with pytest.raises(ValidationError, match="載せてよいと言われていない"):
            again(met).publish_thanks(by=hall.drafter, words="助かりました。")


class TestSuggestions:
    def test_who_answered_first_then_theme_and_area(self, hall: Hall, land: Land):
        need = published(hall, land)
        other = Theme.objects.get(code="move")
        far = published(hall, land, "offer", theme=other, area=land.south)
        near = published(hall, land, "offer")
        anywhere = published(hall, land, "offer", theme=other, area=None)
        called = published(hall, land, "offer", theme=other, area=land.south, answers=need)
        assert [row.card for row in suggestions(need, hall.drafter, on=MONDAY)] == [called, near, anywhere, far]

    def test_a_partner_reaches_the_own_areas_and_the_whole_city_s(self, hall: Hall, land: Land, coordinator: User):
        need, far = published(hall, land), published(hall, land, "offer", area=land.south)
        anywhere = published(hall, land, "offer", area=None)
        found = [row.card for row in suggestions(need, coordinator, on=MONDAY)]
        assert (anywhere in found, far in found) == (True, False)

    def test_not_those_who_met_before(self, hall: Hall, land: Land):
        met = introduction(hall, land, "failed")
        assert suggestions(again(met.need), hall.drafter, on=MONDAY) == []


def test_the_year_is_counted_by_area(hall: Hall, land: Land):
    introduction(hall, land, "thanked")
    lines = {line.area: line.counts for line in counts(FiscalYear.of(MONDAY))}
    assert lines["北地区"] == lines["合計"] == (1, 1, 1, 1, 1, 1, 0)
    assert set(lines["南地区"]) == {0}


def test_names_and_contacts_leave_when_their_year_is_over(hall: Hall, land: Land):
    met = introduction(hall, land, "thanked")
    holding: Any = HOLDINGS["staff.card"]
    year = FiscalYear.of(MONDAY)
    assert list(holding.documents(until=year.previous, at=year.next)) == []
    for document in holding.documents(until=year, at=year.next.next):
        holding.erase(document.key)
    assert {(again(each).email, again(each).phone) for each in met.cards} == {("", "")}
