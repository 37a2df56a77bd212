"""Who acts for a post on a day: the holder, or a deputy while no holder is there; and who may say so."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from staff.absences import Absence, Substitute
from staff.cover import covers
from staff.models import Duty, Post
from staff.offices import Standing
from tests.cast import LONG_AGO, MONDAY, Hall, person

TOMORROW, YESTERDAY = MONDAY + timedelta(days=1), MONDAY - timedelta(days=1)


def away(user: User, hall: Hall, since: date = MONDAY, until: date | None = None) -> Absence:
    return Absence.register(by=user, user=user, starts_on=since, ends_on=until, reason="出張", on=MONDAY)


def lend(hall: Hall, post: str, deputy: str, order: int = 1) -> Substitute:
    return Substitute.appoint(
        by=hall.drafter, post=hall.posts[post], deputy=hall.posts[deputy], order=order,
        starts_on=MONDAY, ends_on=None, on=MONDAY,
    )  # fmt: skip


def standings(hall: Hall, post: str, on: date = MONDAY) -> dict[str, Standing]:
    """By the name of the role: everybody who may act for a post."""
    people = {
        "director": hall.director, "manager": hall.manager, "chief": hall.chief,
        "drafter": hall.drafter, "stranger": hall.stranger,
    }  # fmt: skip
    found = {role: hall.posts[post].standing(user, on=on) for role, user in people.items()}
    return {role: standing for role, standing in found.items() if standing}


class TestStanding:
    def test_is_the_holders_alone(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        assert standings(hall, "director") == {"director": Standing(hall.posts["director"])}

    def test_passes_to_the_deputy_while_the_holder_is_away(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        away(hall.director, hall, until=TOMORROW)
        deputy = Standing(hall.posts["manager"], hall.posts["director"])
        assert standings(hall, "director") == {"director": Standing(hall.posts["director"]), "manager": deputy}
        after = MONDAY + timedelta(days=2)
        assert list(standings(hall, "director", on=after)) == ["director"]

    def test_passes_on_when_the_deputy_is_away_too(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        lend(hall, "director", "chief", order=2)
        for user in (hall.director, hall.manager):
            away(user, hall)
        assert list(standings(hall, "director")) == ["director", "chief"]

    def test_passes_to_nobody_when_all_deputies_are_away(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        for user in (hall.director, hall.manager):
            away(user, hall)
        assert list(standings(hall, "director")) == ["director"]

    def test_stays_while_one_of_two_holders_is_there(self, hall: Hall) -> None:
        second = person("決裁 五郎", "second")
        Duty.objects.create(user=second, post=hall.posts["director"], starts_on=LONG_AGO)
        lend(hall, "director", "manager")
        away(hall.director, hall)
        assert list(standings(hall, "director")) == ["director"]
        away(second, hall)
        assert list(standings(hall, "director")) == ["director", "manager"]

    def test_passes_to_the_deputy_while_nobody_holds_the_post(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        hall.director.duties.update(ends_on=YESTERDAY)
        assert list(standings(hall, "director")) == ["manager"]

    def test_passes_to_the_deputy_when_the_holder_can_no_longer_sign_in(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        User.objects.filter(pk=hall.director.pk).update(is_active=False)
        assert "manager" in standings(hall, "director")

    def test_is_what_the_inbox_asks(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        away(hall.director, hall)
        posts = {str(post) for post in Post.objects.acted_by(hall.manager, on=MONDAY)}
        assert posts == {"総合政策課長", "総務部長"}
        assert not Post.objects.acted_by(person("会長", "outside"), on=MONDAY).exists()


class TestObstacle:
    def test_is_none_while_somebody_can_act(self, hall: Hall) -> None:
        assert hall.posts["director"].obstacle(on=MONDAY) == ""

    def test_names_a_vacant_post(self, hall: Hall) -> None:
        hall.director.duties.update(ends_on=YESTERDAY)
        assert hall.posts["director"].obstacle(on=MONDAY) == (
            "総務部長に、いま就いている人がいません。「設定」の「職への配置」に入れるか、"
            "「担当の設定」の「不在と代決」で、代わる職を決めてください。"
        )

    def test_names_who_is_away_and_that_the_deputy_is_too(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        away(hall.director, hall, until=TOMORROW)
        away(hall.manager, hall)
        sentence = hall.posts["director"].obstacle(on=MONDAY)
        assert "決裁 四郎さん(令和7年5月13日まで不在)" in sentence
        assert "代わりの総合政策課長の人もいません。" in sentence


class TestRegister:
    def test_is_refused_for_a_past_day(self, hall: Hall) -> None:
        with pytest.raises(NotNow, match=r"過ぎた日からにはできません。今日.令和7年5月12日.か") as refusal:
            away(hall.chief, hall, since=YESTERDAY)
        assert list(refusal.value.message_dict) == ["starts_on"]
        assert not Absence.objects.exists()

    def test_is_refused_twice_for_the_same_days(self, hall: Hall) -> None:
        away(hall.chief, hall)
        with pytest.raises(ValidationError, match="もう登録されています"):
            away(hall.chief, hall, since=TOMORROW)

    def test_is_for_people_of_the_city(self, hall: Hall, nanami: User) -> None:
        with pytest.raises(NotNow, match="市の職についていません"):
            away(nanami, hall)

    def test_by_somebody_else_is_told_to_the_person(self, hall: Hall) -> None:
        absence = Absence.register(
            by=hall.drafter, user=hall.chief, starts_on=MONDAY, ends_on=TOMORROW, reason="休暇", on=MONDAY
        )
        mail = Mail.objects.get()
        assert (mail.to_user, "令和7年5月13日まで" in mail.body) == (hall.chief, True)
        event = Event.objects.about(absence).get()
        assert (event.verb, event.actor) == ("absence.register", hall.drafter)

    def test_by_oneself_sends_no_mail(self, hall: Hall) -> None:
        away(hall.chief, hall)
        assert not Mail.objects.exists()


class TestComeBack:
    def test_counts_from_the_day_itself(self, hall: Hall) -> None:
        lend(hall, "director", "manager")
        absence = away(hall.director, hall)
        absence.come_back(by=hall.director, on=TOMORROW)
        assert absence.ends_on == MONDAY
        assert list(standings(hall, "director", on=TOMORROW)) == ["director"]

    def test_takes_back_what_had_not_begun_and_keeps_it_in_the_trail(self, hall: Hall) -> None:
        absence = away(hall.director, hall, since=TOMORROW)
        key = absence.pk
        absence.come_back(by=hall.director, on=MONDAY)
        assert not Absence.objects.exists()
        assert {event.verb for event in Event.objects.filter(case_id=key, verb__startswith="absence")} == {
            "absence.register",
            "absence.come_back",
        }

    def test_is_refused_when_it_is_over(self, hall: Hall) -> None:
        absence = away(hall.director, hall, until=MONDAY)
        with pytest.raises(NotNow, match="もう令和7年5月12日で終わっています"):
            absence.come_back(by=hall.director, on=TOMORROW)


class TestAppoint:
    def test_is_refused_for_a_past_day(self, hall: Hall) -> None:
        with pytest.raises(NotNow, match="過ぎた日から"):
            Substitute.appoint(
                by=hall.drafter, post=hall.posts["director"], deputy=hall.posts["manager"], order=1,
                starts_on=YESTERDAY, ends_on=None, on=MONDAY,
            )  # fmt: skip
        assert not Substitute.objects.exists()

    @pytest.mark.parametrize(
        ("deputy", "order", "sentence"),
        [("director", 1, "ちがう職"), ("chief", 1, "同じ順番"), ("manager", 2, "もう代わりに決まっています")],
    )
    def test_is_refused_where_it_makes_no_sense(self, hall: Hall, deputy: str, order: int, sentence: str) -> None:
        lend(hall, "director", "manager")
        with pytest.raises(ValidationError, match=sentence):
            lend(hall, "director", deputy, order)
        assert Substitute.objects.count() == 1

    def test_ends_when_released_and_no_earlier(self, hall: Hall) -> None:
        substitute = lend(hall, "director", "manager")
        away(hall.director, hall)
        substitute.release(by=hall.director, on=TOMORROW)
        assert "manager" in standings(hall, "director")
        assert "manager" not in standings(hall, "director", on=TOMORROW)


def test_a_hundred_posts_cost_as_much_as_one(hall: Hall, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    everything = Post.Reach.ALL
    posts = Post.objects.bulk_create(
        Post(department=hall.section, name=f"第{n}課長", title="課長", reach=everything) for n in range(100)
    )
    Duty.objects.bulk_create(Duty(post=post, user=hall.chief, starts_on=LONG_AGO) for post in posts)
    with django_assert_num_queries(2):
        found = covers(posts, on=MONDAY)
    assert [cover.acting for cover in found.values()] == [[hall.chief]] * 100
