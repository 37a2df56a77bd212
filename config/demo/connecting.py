"""つなぐ: needs and offers that a coordinator brings together, and a course whose graduates are asked to help."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from config.demo.city import Hall, account
from config.demo.clock import Story
from organizations.courses.learners import attend
from organizations.meetings.kinds import MeetingKind
from organizations.meetings.meeting import Meeting
from organizations.models import Area, Course, Learner, Organization
from records.anybody import anybody
from staff.models import Card, Introduction, Partner, Theme

MORNING, HOURS = time(10), timedelta(hours=2)
LESSON = "講座"


def people(facts: dict[str, Any], areas: dict[str, Area], hall: Hall, today: date) -> list[Story[None]]:
    """One need of four is done and thanked for, one waits for two answers, and the newest waits to be looked at."""
    by = account("coordinator", *facts["coordinator"]["name"])
    made: dict[str, Card] = {}
    pairs = (brought_together(pair, made, by, today) for pair in facts["introductions"])
    return [cards(facts, made, by, areas, hall=hall, today=today), *pairs]


def cards(
    facts: dict[str, Any], made: dict[str, Card], by: User, areas: dict[str, Area], *, hall: Hall, today: date
) -> Story[None]:
    """What people ask and offer, looked at by the coordinator; the newest not yet."""
    day = yield today - timedelta(days=45)
    support: dict[str, Any] = {"kind": "welfare", "affiliation": "社会福祉協議会", "phone": "042-000-1300"}
    for code in facts["coordinator"]["areas"]:
        Partner.appoint(by=hall.people["officer"], user=by, area=areas[code], starts_on=day, **support)
    for each in facts["cards"]:
        day = yield today - timedelta(days=each["days"])
        made[each["key"]] = receive(each, areas, on=day)
        if each["days"] > 1:
            made[each["key"]].publish(by=by, title=each["title"], words=each["text"])


def receive(facts: dict[str, Any], areas: dict[str, Area], *, on: date) -> Card:
    told = {name: facts[name] for name in ("side", "title", "text", "giver", "time_told", "name")}
    where = areas[facts["area"]] if "area" in facts else None
    contact: dict[str, Any] = {"phone": "042-000-0000", "theme": Theme.objects.get(code=facts["theme"])}
    return Card.receive(by=anybody(), on=on, area=where, until=on + timedelta(days=90), **contact, **told)


def brought_together(pair: dict[str, Any], made: dict[str, Card], by: User, today: date) -> Story[None]:
    day = yield today - timedelta(days=pair["days"])
    met = Introduction.introduce(made[pair["need"]], made[pair["offer"]], by=by, on=day, note=pair["note"])
    if "thanks" not in pair:
        return
    yield day + timedelta(days=2)
    for side in ("need", "offer"):
        met.say_yes(by=by, side=side, how="電話")
    day = yield day + timedelta(days=10)
    met.finish(by=by, on=day)
    met.thank(by=anybody(), text=pair["thanks"], may_publish=True)
    met.publish_thanks(by=by, words=pair["thanks"])


def course(facts: dict[str, Any], body: Organization, by: User, today: date) -> Story[None]:
    """Two mornings, people who came, and the next year's course that takes applications."""
    kind, _made = MeetingKind.objects.get_or_create(
        name=LESSON, defaults={"host": MeetingKind.Host.EITHER, "is_open": True, "city_helps": True, "order": 9}
    )
    day = yield today - timedelta(days=60)
    held = planned(facts, body, by, [day + timedelta(days=20), day + timedelta(days=27)], kind=kind, on=day)
    learners = [Learner.apply(held, on=day, **person) for person in facts["learners"]]
    day = yield day + timedelta(days=28)
    lessons = held.sessions()
    attend(held, by=by, came={(each.pk, lesson.pk) for each in learners[:-1] for lesson in lessons})
    held.finish(by=by, on=day)
    day = yield today - timedelta(days=5)
    planned({**facts, "title": f"{facts['title']}(次の回)"}, body, by, [today + timedelta(days=40)], kind=kind, on=day)


def planned(
    facts: dict[str, Any], body: Organization, by: User, days: list[date], *, kind: MeetingKind, on: date
) -> Course:
    told = {name: facts[name] for name in ("title", "about", "for_whom", "place")}
    theme = Theme.objects.get(code=facts["theme"])
    until = days[0] - timedelta(days=3)
    made = Course.plan(
        by=by, host=body, theme=theme, apply_until=until, needed=len(days), capacity=facts["capacity"], **told
    )
    lessons = []
    for number, day in enumerate(days, start=1):
        begins = datetime.combine(day, MORNING, tzinfo=timezone.get_default_timezone())
        where: dict[str, Any] = {"place": facts["place"], "organization": body, "contact": "none"}
        when: dict[str, Any] = {"starts_at": begins, "ends_at": begins + HOURS, "takes_signups": False}
        title = f"{facts['title']} 第{number}回"
        lesson = Meeting.plan(kind, by=by, at=timezone.now(), title=title, **where, **when)
        lesson.announce(by=by, on=on)
        lessons.append(lesson)
    made.set_sessions(by=by, meetings=lessons)
    made.announce(by=by)
    return made
