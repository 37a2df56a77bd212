"""The city's kinds of bodies, one that became another, what a body is made of, and what the city said about it."""

from __future__ import annotations

from datetime import date, timedelta

from config.demo.bodies import Life
from config.demo.city import Hall
from organizations.life.gazette import drafted, waiting
from organizations.models import Guidance, Kind, Lineage, MemberBody, Organization, PublicNotice, Seat, Section

SINCE = timedelta(days=900)
MEMBERS = (("見本自治会", "自治会", 120), ("見本老人クラブ", "老人会", None), ("見本消防団第1分団", "消防団", None))
ADVICE = "役員の任期の途中で会計が代わったときは、帳簿を2人で確かめて引き継いでください。"
SECTIONS = (("福祉部会", "見守りと通院の送迎"), ("産業部会", "特産品と空き家"))


def show(life: Life, hall: Hall, today: date) -> None:
    officer, day = hall.people["officer"], today - SINCE
    kinds = {kind.code: kind for kind in Kind.lay_down(by=officer)}
    former = Organization.register(
        by=officer, name=f"{life.district}振興会", furigana="みほんしんこうかい", areas=life.areas,
        kind=kinds["predecessor"],
    )  # fmt: skip
    helper = Organization.register(
        by=officer, name="見本まちづくり支援センター", furigana="みほんまちづくりしえんせんたー", areas=[],
        kind=kinds["intermediary"],
    )  # fmt: skip
    for body in (former, helper):
        body.begin_work(by=officer, on=day)
    Lineage.tie(former, life.body, by=officer, manner=Lineage.Manner.CONVERTED, on=life.body.founded_on or day)
    for name, sort, households in MEMBERS:
        facts = {"name": name, "sort": sort, "households": households, "starts_on": day}
        MemberBody.add(organization=life.body, by=life.president, **facts)
    for name, purpose in SECTIONS:
        section = Section.add(organization=life.body, by=life.president, name=name, purpose=purpose, starts_on=day)
        Seat.add(
            section=section, organization=life.body, by=life.president, role="head", name="見本 部会長", starts_on=day
        )
    for case in waiting(life.body):
        PublicNotice.publish(case, by=officer, on=today, **drafted(case))
    Guidance.give(
        life.body, by=officer, on=today, kind="advice", way="word", given_on=today - timedelta(days=3), told_to="会長",
        matter=ADVICE, due_on=today + timedelta(days=20),
    )  # fmt: skip
