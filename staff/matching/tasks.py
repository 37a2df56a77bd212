"""What is to be done about needs and offers: rows of both home pages."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from records.tasks import Task, rests_without
from staff.matching.cards import Card
from staff.matching.introductions import Introduction
from staff.matching.rules import may_coordinate, may_follow

KIND = "つなぐ"
PATIENCE = timedelta(days=7)  # from which on somebody is asked for an answer


@rests_without(Card.objects.filter(status="received"), Introduction.objects.live())
def for_city(user: User, *, on: date) -> list[Task]:
    """What came is looked at, who was introduced is asked again, and what was agreed is asked after past its day."""
    return [task for task in (*to_look_at(user, on), *to_follow(user, on)) if task.mine]


@rests_without(Card.objects.filter(status="received"), Introduction.objects.live())
def for_partner(user: User, *, on: date) -> list[Task]:
    """The same for partners from outside, on the page of 今やること."""
    return for_city(user, on=on) if user.partnerships_on(on) else []


def to_look_at(user: User, on: date) -> list[Task]:
    waiting = Card.objects.visible_to(user, on=on).filter(status="received").with_places()
    return [
        Task(
            f"{card.get_side_display()}: {card}",
            card.get_absolute_url(),
            str(card.area or ""),
            action="確かめる",
            kind=KIND,
            stage=card.get_status_display(),
            holder="コーディネーター",
            since=card.received_on,
            mine=bool(may_coordinate(user, card)),
        )
        for card in waiting
    ]


def to_follow(user: User, on: date) -> list[Task]:
    live = Introduction.objects.visible_to(user, on=on).live().with_cards()
    late = [
        (case, action)
        for case in live
        for action, holds in (
            ("返事を聞く", case.status == "proposed" and case.introduced_on + PATIENCE <= on),
            ("済んだか聞く", case.status == "agreed" and case.need.until < on),
        )
        if holds
    ]
    return [
        Task(
            str(case),
            case.get_absolute_url(),
            str(case.need.area or ""),
            action=action,
            kind=KIND,
            stage=case.get_status_display(),
            holder="コーディネーター",
            since=case.introduced_on,
            mine=bool(may_follow(user, case)),
        )
        for case, action in late
    ]
