"""春の引継ぎ of the city hall: dated duties move in one go, all or nothing, as often as one likes until the day."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.mail import Mail
from staff.handover.carrying import STALE, NewPerson, hand_over
from staff.handover.moves import Move, seats_after
from staff.handover.picture import Picture
from staff.models import Department, Duty
from tests import cast
from tests.cast import Hall

TODAY = timezone.localdate()
DAY = FiscalYear.of(TODAY).next.start
EVE = DAY - timedelta(days=1)
Give = Callable[..., list[Duty]]


@pytest.fixture
def bureau(hall: Hall) -> Department:
    return Department.objects.get(name="総務部")


@pytest.fixture
def give(hall: Hall, bureau: Department) -> Give:
    """Hands over the whole 総務部 by rows of (who, leaves, takes), as 起案 花子 does it."""

    def handed(*rows: tuple[User | NewPerson, str | None, str | None], on: date = DAY, **agreed: bool) -> list[Duty]:
        post = {None: None} | {key: post.pk for key, post in hall.posts.items()}
        moves = [
            Move(f"row-{n}", who if isinstance(who, NewPerson) else who.pk, post[leaves], post[takes], **agreed)
            for n, (who, leaves, takes) in enumerate(rows)
        ]
        seen = Picture(bureau, on).fingerprint
        return hand_over(bureau, moves, by=hall.drafter, on=on, seen=seen, today=TODAY)

    return handed


def holders(hall: Hall, post: str, on: date) -> list[str]:
    return hall.posts[post].holders(on=on)


class TestHandOver:
    def test_moves_three_people_in_one_go(self, hall: Hall, give: Give) -> None:
        give((hall.drafter, "drafter", "chief"), (hall.chief, "chief", "manager"), (hall.manager, "manager", "drafter"))
        before = {post: holders(hall, post, EVE) for post in ("drafter", "chief", "manager")}
        after = {post: holders(hall, post, DAY) for post in ("drafter", "chief", "manager")}
        assert before == {"drafter": ["起案 花子"], "chief": ["回議 二郎"], "manager": ["合議 三子"]}
        assert after == {"drafter": ["合議 三子"], "chief": ["起案 花子"], "manager": ["回議 二郎"]}

    def test_leaves_an_event_for_each_end_and_each_beginning(self, hall: Hall, give: Give) -> None:
        give((hall.chief, "chief", None), (hall.drafter, "drafter", "chief"), may_be_vacant=True)
        told = {(event.case, event.said, event.facts["comment"][:6]) for event in Event.objects.all()}
        assert told == {
            (hall.chief, "職を離れることにした", "協働推進係長"),
            (hall.drafter, "職を離れることにした", "協働推進係員"),
            (hall.drafter, "職につけた", "協働推進係長"),
        }
        assert {event.actor for event in Event.objects.all()} == {hall.drafter}

    def test_does_nothing_the_second_time(self, hall: Hall, give: Give) -> None:
        rows = ((hall.drafter, "drafter", "chief"), (hall.chief, "chief", "drafter"))
        give(*rows)
        duties, events = list(Duty.objects.values()), Event.objects.count()
        assert give(*rows) == []
        assert (list(Duty.objects.values()), Event.objects.count()) == (duties, events)

    def test_may_be_amended_until_the_day(self, hall: Hall, give: Give) -> None:
        give((hall.drafter, "drafter", "chief"), (hall.chief, "chief", "drafter"))
        give((hall.drafter, "drafter", "drafter"), (hall.chief, "chief", None), may_be_vacant=True)
        assert holders(hall, "drafter", DAY) == ["起案 花子"]
        assert holders(hall, "chief", DAY) == []
        give((hall.drafter, "drafter", "drafter"), (hall.chief, "chief", "chief"))
        assert Duty.objects.get(user=hall.chief).ends_on is None
        assert Duty.objects.count() == 7

    def test_brings_somebody_from_elsewhere_and_back(self, hall: Hall, give: Give, bureau: Department) -> None:
        newcomer = Picture(bureau, DAY).arrival(hall.liaison.pk, hall.posts["drafter"].pk, keeps=False)
        hand_over(bureau, newcomer, by=hall.drafter, on=DAY, seen=Picture(bureau, DAY).fingerprint, today=TODAY)
        assert holders(hall, "clerk", DAY) == ["財政 六助"]
        assert holders(hall, "drafter", DAY) == ["起案 花子", "税務 五月"]
        give()
        assert set(holders(hall, "clerk", DAY)) == {"財政 六助", "税務 五月"}
        assert holders(hall, "drafter", DAY) == ["起案 花子"]

    def test_invites_whoever_is_new(self, hall: Hall, give: Give) -> None:
        new = NewPerson("新人 一郎", "しんじん いちろう", "shinjin@example.jp")
        (duty,) = give((hall.drafter, "drafter", None), (new, None, "drafter"))
        mail = Mail.objects.get()
        assert (duty.user.email, duty.starts_on, mail.to_user) == ("shinjin@example.jp", DAY, duty.user)
        assert "総務部 総合政策課 協働推進係 の 主任 として" in mail.body

    def test_is_refused_on_a_stale_page(self, hall: Hall, give: Give, bureau: Department) -> None:
        seen = Picture(bureau, DAY).fingerprint
        give((hall.drafter, "drafter", "chief"), (hall.chief, "chief", "drafter"))
        with pytest.raises(NotNow, match=STALE):
            hand_over(bureau, [], by=hall.drafter, on=DAY, seen=seen, today=TODAY)

    @pytest.mark.parametrize(
        ("rows", "sentence"),
        [
            ([("chief", "chief", None)], "協働推進係長につく人がいません"),
            ([("drafter", None, "chief")], "協働推進係長と協働推進係員の両方につくことになります"),
            ([("chief", None, "chief")], "協働推進係長に、もう入っています"),
        ],
    )
    def test_tells_each_mistake_at_its_row(
        self, hall: Hall, give: Give, rows: list[tuple[str, str, str]], sentence: str
    ) -> None:
        with pytest.raises(NotNow) as refusal:
            give(*((getattr(hall, who), leaves, takes) for who, leaves, takes in rows))
        assert sentence in refusal.value.message_dict["row-0"][0]
        assert not Event.objects.exists()

    def test_leaves_nothing_behind_when_one_row_fails(self, hall: Hall, give: Give) -> None:
        later = Duty.objects.create(user=hall.manager, post=hall.posts["chief"], starts_on=DAY + timedelta(days=30))
        with pytest.raises(NotNow, match="すでに同じ職"):
            give(
                (hall.chief, "chief", "drafter"),
                (hall.manager, "manager", "chief"),
                may_be_vacant=True,
                may_hold_both=True,
            )
        assert set(Duty.objects.filter(starts_on__gt=cast.LONG_AGO)) == {later}
        assert not Event.objects.exists()

    def test_does_not_undo_what_has_begun(self, hall: Hall, give: Give) -> None:
        give((hall.drafter, "drafter", "chief"), (hall.chief, "chief", "drafter"), on=TODAY)
        with pytest.raises(NotNow, match="次の引継ぎで動かしてください"):
            give((hall.drafter, "drafter", "drafter"), (hall.chief, "chief", "chief"), on=TODAY)

    def test_a_prepared_plan_read_back_changes_nothing(self, hall: Hall, give: Give, bureau: Department) -> None:
        give(
            (hall.drafter, "drafter", "chief"),
            (hall.chief, "chief", "manager"),
            (hall.manager, "manager", None),
            may_be_vacant=True,
        )
        picture = Picture(bureau, DAY)
        assert picture.seats_prepared == set(picture.prepared)
        assert seats_after(picture.seats, picture.planned) == set(picture.prepared)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(("drafter", "chief", "manager", "director")), st.randoms())
def test_any_permutation_of_posts_leaves_no_gap_and_no_overlap(hall: Hall, give: Give, posts, random) -> None:
    keys = ("drafter", "chief", "manager", "director")
    rows = [(getattr(hall, who), who, takes) for who, takes in zip(keys, posts, strict=True)]
    undo = transaction.savepoint()
    give(*random.sample(rows, len(rows)))
    for key, post in zip(keys, posts, strict=True):
        for day in (TODAY, EVE):
            assert holders(hall, key, day) == [getattr(hall, key).name]
        for day in (DAY, DAY + timedelta(days=400)):
            assert holders(hall, post, day) == [getattr(hall, key).name]
    transaction.savepoint_rollback(undo)


def test_the_same_post_twice_at_once_is_refused_by_the_database(hall: Hall) -> None:
    duty = Duty(user=hall.chief, post=hall.posts["chief"], starts_on=DAY)
    with pytest.raises(ValidationError, match="すでに同じ職"):
        duty.full_clean()
