"""The demonstration city's last years, played by the verbs that people use, in the order in which they happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from config.demo import bodies, grants
from config.demo.bodies import Life
from config.demo.city import FACTS, Hall, build_hall, build_land
from config.demo.clock import Clock
from config.demo.wording import print_seals
from grants.models import Scheme
from records.fiscal import FiscalYear
from staff.models import LiaisonAssignment

Say = Callable[[str], None]


def play(today: date, say: Say) -> Hall:
    """Builds the whole city; ``say`` is told what is being done. Within one transaction of the caller."""
    this, clock = FiscalYear.of(today), Clock(today)
    say("市の組織、職員、区域をつくっています。")
    hall, land = build_hall(), build_land(this)
    lives = [Life(facts, hall, clock, land[facts["key"]]) for facts in FACTS["bodies"]]
    print_seals()
    assign_liaisons(lives, this)
    recognised = [life for life in lives if life.facts["stage"] == "active"]
    for life in recognised:
        say(f"{life.facts['name']}の歩みをつくっています。")
        clock.rewind()
        recognise(life, this, today)
    schemes = open_schemes(this, recognised, hall, clock, today)
    for life in recognised:
        say(f"{life.facts['name']}の交付金をつくっています。")
        clock.rewind()
        live_through(life, schemes, this, today)
    for life in lives:
        if life not in recognised:
            say(f"{life.facts['name']}の歩みをつくっています。")
            clock.rewind()
            on_the_way(life, today)
    return hall


def assign_liaisons(lives: list[Life], this: FiscalYear) -> None:
    """主担当 everywhere but in the last district, which is vacant; 副担当 in every second one."""
    first = this.previous.previous.start
    for number, life in enumerate(lives[:-1]):
        people, district = life.hall.people, life.areas[0].parent
        for role, key in (("main", "liaison"), ("deputy", "deputy"))[: 1 + (number + 1) % 2]:
            with life.clock.on(first) as on:
                LiaisonAssignment.assign(
                    by=people["officer"], user=people[key], area=district, role=role, starts_on=on, phone="0867-00-1250"
                )
        life.clock.rewind()


def recognise(life: Life, this: FiscalYear, today: date) -> None:
    since = FiscalYear(this.number + life.facts["since"])
    usual = date(since.number, 4, 20)
    bodies.recognise(life, founded_on=min(usual, today - timedelta(days=40)))


def open_schemes(
    this: FiscalYear, lives: list[Life], hall: Hall, clock: Clock, today: date
) -> dict[FiscalYear, Scheme]:
    """The lump sum of three years and this year's trial grant. This year's deadline is still to come."""
    schemes: dict[FiscalYear, Scheme] = {}
    latest: Scheme | None = None
    clock.rewind()
    for year in (this.previous.previous, this.previous, this):
        deadline = (
            date(year.number, 7, 31)
            if year != this
            else min(max(date(year.number, 5, 31), today + timedelta(24)), year.end)
        )
        members = [life.body for life in lives if this.number + life.facts["since"] <= year.number]
        with clock.on(year.start):
            latest = grants.open_lump_sum(year, members, deadline=deadline, like=latest, by=hall.people["officer"])
        schemes[year] = latest
    with clock.on(this.start):
        grants.open_trial(this, deadline=deadline, by=hall.people["officer"])
    return schemes


def live_through(life: Life, schemes: dict[FiscalYear, Scheme], this: FiscalYear, today: date) -> None:
    for year, scheme in schemes.items():
        if year.number >= this.number + life.facts["since"] and year != this:
            grants.whole_year(life, scheme, date(year.number, 6, 8))
    grants.this_year(life, schemes[this], life.facts["this_year"], today)


def on_the_way(life: Life, today: date) -> None:
    """Bodies that are not recognised: each stops where its stage says."""
    stage = life.facts["stage"]
    founded_on = today - timedelta(days=320 if stage == "refused" else 45)
    bodies.begin(life, founded_on - timedelta(days=300))
    if stage == "awareness":
        return
    bodies.prepare(life, founded_on - timedelta(days=200))
    if stage == "preparing":
        return
    bodies.plan(life, founded_on - timedelta(days=120), adopted_on=None if stage == "planning" else founded_on)
    if stage == "planning":
        return
    bodies.found(life, founded_on)
    case = bodies.apply(life, founded_on + timedelta(days=15), send=stage != "draft")
    if stage == "returned":
        with life.clock.on(today - timedelta(days=4)):
            case.ask_correction(
                [
                    {"field": "purpose", "label": "目的", "comment": "規約の目的の条と同じ言葉にしてください。"},
                    {"field": "projects", "label": "事業計画書・予算書", "comment": "2枚目がありません。"},
                ],
                by=life.hall.people["officer"],
                due_on=today + timedelta(days=10),
            )
    if stage in ("proposed:manager", "refused"):
        effective = None if stage == "refused" else today + timedelta(days=14)
        proposal = bodies.propose(life, case, founded_on + timedelta(days=30), effective_on=effective)
        bodies.approve(life, proposal, founded_on + timedelta(days=33), until="manager" if effective else "")
