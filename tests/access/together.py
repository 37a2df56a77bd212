"""What the city and its communities do together: places, questions and answers, the city's plan, joint projects."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organizations.models import (
    AreaSystem,
    Booking,
    BoundaryFile,
    Facility,
    Overlap,
)
from organizations.places import geojson, lineage
from plans.models import CommitteeSession, JointProject, Viewpoint
from plans.surveys.outcome import publish
from staff.models import (
    Card,
    Committee,
    Inquiry,
    Introduction,
    LiaisonReport,
    Partner,
    Theme,
)
from tests import cast
from tests.access.known import World
from tests.cityplan import build as city
from tests.evaluations import build as joint
from tests.organizations import build as bodies
from tests.organizations import ground as drawn
from tests.plans import surveys


def ground(world: World) -> None:
    """Boundaries that wait to be taken in, a division of the city beside its tree, and a relation by hand."""
    drafter = world.hall.drafter
    schools = AreaSystem.define(by=drafter, code="school", name="小学校区")
    raw = drawn.collection([drawn.feature(drawn.cell(0, 0), N="北小学校区")])
    facts: Any = {"system": schools, "starts_on": cast.MONDAY, "name": "a.geojson", "raw": raw}
    world.cases |= {
        "system": schools,
        "system_code": "school",
        "boundary_file": BoundaryFile.receive(by=drafter, features=geojson.read(raw), **facts),
    }
    inner = lineage.begin(schools, lineage.NewArea("s1", "北小学校区"), by=drafter, on=None)
    Overlap.relate(inner=inner, outer=world.land.north, extent="whole", by=drafter)
    world.cases["overlap"] = Overlap.objects.get()


def halls(world: World) -> None:
    """A facility that 北の会 runs, and a room that the neighbour asked for."""
    drafter, day = world.hall.drafter, cast.MONDAY + timedelta(days=8)
    facts: Any = {"address": "見本市北1", "operation": "designated", "starts_on": cast.LONG_AGO}
    place = Facility.enter(
        by=drafter, name="北地区センター", kind="center", area=world.land.north, manager=world.cases["north"], **facts
    )
    room = place.set_room(None, by=drafter, name="会議室", capacity=20)
    place.equip(None, by=drafter, name="長机", count=12, note="")
    place.close(by=drafter, starts_on=cast.MONDAY, ends_on=cast.MONDAY, reason="工事")
    told: Any = {"name": "南野 九子", "phone": "0867-00-9999", "purpose": "体操", "headcount": 8, "now": timezone.now()}
    booking = Booking.ask(room, by=world.people["neighbour"], day=day, starts=time(10), ends=time(12), **told)
    world.cases |= {
        "facility": place, "room": room, "equipment": place.equipment.get(), "closing": place.closings.get(),
        "booking": booking, "booking_code": booking.code,
    }  # fmt: skip


def inquiries(world: World) -> None:
    """Brought in by the liaison of 北地区, and answered by the liaison's own office."""
    hall: Any = world.hall
    facts: Any = {"on": cast.MONDAY, "channel": "report", "area": world.land.north, "reported_by": hall.liaison}
    for name in ("inquiry", "inquiry_public"):
        case = Inquiry.receive(by=hall.liaison, text="街灯が切れています。", **facts)
        case.route(by=hall.drafter, department=hall.posts["clerk"].department, due_on=cast.MONDAY)
        world.cases[name] = case
    visits(world)
    supporter: Any = {"user": cast.person("社協 十二子", "partner"), "area": world.land.north, "kind": "welfare"}
    world.people["partner"] = supporter["user"]
    world.cases["supporter"] = Partner.appoint(by=hall.drafter, starts_on=cast.LONG_AGO, **supporter)
    case.answer(by=hall.stranger, text="なおします。")
    case.tell(by=hall.liaison, on=cast.MONDAY, how="電話")
    case.publish(by=hall.drafter, question="街灯が切れている。", answer="なおします。")


def cards(world: World) -> None:
    """A need that waits to be looked at, a published need and offer of 北地区, and their introduction."""
    hall, north = world.hall, world.land.north
    theme = Theme.objects.get(code="watch")
    facts: Any = {"theme": theme, "area": north, "text": "庭の草。", "name": "北野 花", "phone": "0867-00-1111"}
    facts |= {"on": cast.MONDAY, "until": cast.MONDAY + timedelta(days=60)}
    made = {side: Card.receive(by=hall.drafter, side=side, title="草刈り", **facts) for side in ("need", "offer")}
    for card in made.values():
        card.publish(by=hall.drafter, title="草刈り", words="庭の草。")
    world.cases |= {
        "card_new": Card.receive(by=hall.drafter, side="need", title="話し相手", **facts),
        "card_open": Card.receive(by=hall.drafter, side="need", title="窓ふき", **facts),
        "card_need": made["need"], "card_code": made["need"].code,
        "introduction": Introduction.introduce(made["need"], made["offer"], by=hall.drafter, on=cast.MONDAY),
    }  # fmt: skip
    world.cases["card_open"].publish(by=hall.drafter, title="窓ふき", words="高い窓。")
    world.cases["card_offer"] = Card.receive(by=hall.drafter, side="offer", title="掃除", **facts)
    world.cases["card_offer"].publish(by=hall.drafter, title="掃除", words="掃除ができます。")
    world.cases |= {"theme": theme, "word_list": "themes"}


def visits(world: World) -> None:
    """What the liaison of 北地区 reports, for partners from outside too."""
    by, said = world.hall.liaison, {"place": "北公民館", "meeting": "役員会", "content": "計画。", "is_shared": True}
    hours: Any = {"visited_on": cast.MONDAY, "starts_at": time(19), "ends_at": time(20), **said}
    for name in ("visit_draft", "visit_sent"):
        report = LiaisonReport.begin(by=by, area=world.land.north)
        report.write(by=by, voices=["買い物が遠い。"], **hours)
        report.add_photos([SimpleUploadedFile("会場.pdf", bodies.pdf().read())], by=by)
        world.cases |= {name: report, f"{name}_photo": report.photos()[0]}
    report.submit(by=by)


def city_plans(world: World) -> None:
    """One that is published, and the draft of another term."""
    asked = world.cases["progress"] = city.asked(world.hall)
    sent, waiting = asked.reports.all()
    city.written(sent, world.hall.drafter).submit(by=world.hall.drafter)
    city.written(waiting, world.hall.liaison).link(asked.plan, by=world.hall.liaison)
    world.cases |= {"city_plan": asked.plan, "progress_sent": sent, "progress_report": waiting}
    world.cases["progress_link"] = waiting.links.get()
    board = world.cases["citizens"] = cast.committee(world.people["committee"], name="市民協働推進委員会")
    Committee.objects.filter(pk=board.pk).update(kind="citizens", most=5)
    facts: Any = {"place": "市役所", "agenda": "進捗", "round": None, "held_on": cast.MONDAY, "on": cast.MONDAY}
    called = world.cases["session"] = CommitteeSession.call(board, by=world.hall.drafter, **facts)
    world.cases["session_opinion"] = called.speak(by=world.people["committee"], text="夜に。", action=None)
    appraised(world)
    questioned(world)
    world.cases["city_plan_draft"] = city.draft(world.hall, city.shinjo())


def appraised(world: World) -> None:
    """The plan's appraisal while departments write, and another that the committee reads."""
    by, plan = world.hall.drafter, world.cases["city_plan"]
    for name, kind in (("appraisal", "middle"), ("appraisal_heard", "end")):
        world.cases[name] = city.appraisal(plan, by, kind=kind)
    city.judged(world.cases["appraisal_heard"], by)
    world.cases["appraisal_heard"].lay_before(by=by, summary="進みました。")


def questioned(world: World) -> None:
    """What 税務課 has asked citizens for its action; and of which everybody reads the result."""
    by, action = world.hall.liaison, world.cases["progress_report"].action
    for name in ("city_survey", "city_survey_public"):
        world.cases[name] = surveys.closed(world.hall.posts["clerk"].department, by, action=action)
    publish(world.cases["city_survey_public"], by=by, on=cast.MONDAY, conclusion="夜の会を望む人が多い。")


def joint_projects(world: World) -> None:
    """Goals not agreed on yet; sheets being written; compared; published."""
    hall, north, president = world.hall, world.cases["north"], world.people["president"]
    world.cases["joint"] = joint.prepared(hall, north)
    world.cases["joint_open"] = joint.opened(hall, north, president, title="見守り")
    world.cases["joint_talk"] = joint.compared(hall, north, president, title="花いっぱい")
    done = world.cases["joint_done"] = joint.compared(hall, north, president, title="道の草刈り")
    JointProject.objects.filter(pk=done.pk).update(
        status="published", conclusion="続ける。", published_on=cast.MONDAY
    )  # what a committee has to say first is told elsewhere
    world.cases["viewpoint"] = Viewpoint.objects.all()[0]
