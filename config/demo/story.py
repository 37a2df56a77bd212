"""The demonstration city's last years, played by the verbs that people use, in the order in which they happened."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta

from accounts.models import User
from config.demo import (
    bank,
    behalf,
    bodies,
    cityplan,
    committee,
    field,
    gatherings,
    grants,
    kinds,
    later,
    ledgers,
    library,
    lookback,
)
from config.demo.bodies import Life
from config.demo.city import FACTS, Hall, build_hall, build_land
from config.demo.clock import Story, play, workday
from config.demo.ground import draw_map
from config.demo.halls import open_halls
from config.demo.plans import write_patterns
from config.demo.wording import draft_wording, print_seals
from grants.appropriations.booking import supplement
from grants.models import Draw, Scheme
from organizations.models import Organization
from plans.models import PlanDeadline
from records.fiscal import FiscalYear
from records.letters.register import PaperNumber
from staff.handover.carrying import hand_over
from staff.handover.moves import Move
from staff.handover.picture import Picture
from staff.models import Absence, DecisionRule, LiaisonAssignment
from staff.nominations import prepare_year

CHANGED, REVOKED = "kumano", "karamatsu"
REVIEWING = "karamatsu"  # this is the middle year of its plan
Say = Callable[[str], None]


@dataclasses.dataclass
class Schemes:
    """What the city has opened so far."""

    lump_sum: dict[FiscalYear, Scheme] = dataclasses.field(default_factory=dict)
    trial: list[Scheme] = dataclasses.field(default_factory=list)


def build(today: date, say: Say) -> None:
    """The whole city, in the caller's transaction; ``say`` is told what is being done."""
    this = FiscalYear.of(today)
    say("市の組織、職員、区域をつくっています。")
    hall, land = build_hall(), build_land(this)
    print_seals()
    write_patterns()
    lives = [Life(facts, hall, land[facts["key"]]) for facts in FACTS["bodies"]]
    schemes = Schemes()
    say(f"{len(lives)}の団体の歩みと、3年度の交付金をつくっています。1分ほどかかります。")
    stories = [city(lives, schemes, hall, this, today)]
    stories += [field.visits(lives[0], hall, today)]
    stories += [draw_inspections(schemes, hall, year) for year in (this.previous.previous, this.previous)]
    stories += [
        recognised(life, schemes, this, today) if life.facts["stage"] == "active" else on_the_way(life, schemes, today)
        for life in lives
    ]
    stories += [gatherings.meet(next(life for life in lives if life.facts["stage"] == "active"), today)]
    members = [life for life in lives if life.facts["stage"] == "active"]
    stories += [library.tell(hall, members, today), library.share_plans(members, today)]
    play(stories, today)
    officer = hall.people["officer"]
    draw_map(land, by=officer, on=this.previous.previous.start)
    open_halls(list(Organization.objects.active().order_by("pk")), by=officer, today=today)


def city(lives: list[Life], schemes: Schemes, hall: Hall, this: FiscalYear, today: date) -> Story[None]:
    """What the city does of itself: liaisons, and the schemes of each year. This year's deadline is still to come."""
    officer = hall.people["officer"]
    members = [life for life in lives if life.facts["stage"] == "active"]
    latest: Scheme | None = None
    for year in (this.previous.previous, this.previous, this):
        yield year.start
        DecisionRule.copy_year(year, by=officer, on=year.start)
        if latest is None:
            bank.open_account(lives)
            assign_liaisons(lives, by=hall, on=year.start, until=this.end)
        number_papers(year, by=officer)
        deadline = date(year.number, 7, 31)
        if year == this:
            deadline = min(workday(max(date(year.number, 5, 31), today + timedelta(days=24))), year.end)
            schemes.trial.append((yield from grants.open_trial(year, deadline=deadline, hall=hall)))
        PlanDeadline.objects.create(fiscal_year=year, due_on=deadline)
        funded = [life.body for life in members if this.number + life.facts["since"] <= year.number]
        latest = yield from grants.open_lump_sum(year, funded, deadline=deadline, like=latest, hall=hall)
        schemes.lump_sum[year] = latest
        if year == this.previous:
            yield from told_and_supplemented(latest, hall)
    yield today
    absent, until = hall.people["budget"], today + timedelta(days=3)
    Absence.register(by=absent, user=absent, starts_on=today, ends_on=until, reason="出張", on=today)
    behalf.type_in(members[0], today)
    behalf.let_the_president_send(members[-1])
    committee.found(hall, today)
    cityplan.build(hall, members[0].body, today)
    draft_wording(today, by=officer)
    prepare_spring(hall, this.next.start, today)
    prepare_year(this.next, by=officer)  # the liaisons go on, if the posts agree: to be proposed together


def draw_inspections(schemes: Schemes, hall: Hall, year: FiscalYear) -> Story[None]:
    """When the year's reports are there."""
    yield date(year.number + 1, 4, 11)
    scheme = schemes.lump_sum[year]
    Draw.of(scheme, by=hall.people["officer"], words="立会人の選んだ数 27", percent=10, minimum=2)


def told_and_supplemented(scheme: Scheme, hall: Hall) -> Story[None]:
    """A year in which amounts were told before the applications, and more money came in autumn."""
    year = scheme.fiscal_year.number
    yield from grants.allot(scheme, hall, date(year, 6, 2))  # the founded ones are recognised by then
    on, why = (yield date(year, 9, 26)), "新しく認可した団体に交付するため"
    supplement(scheme, by=hall.people["officer"], number=3, resolved_on=on, amount=1_200_000, reason=why)


def prepare_spring(hall: Hall, on: date, today: date) -> None:
    """The next 1 April as far as it is known: the two liaisons change places in their own offices."""
    liaison, deputy = hall.people["liaison"], hall.people["deputy"]
    moves = [
        Move("liaison", liaison.pk, hall.posts["tax"].pk, hall.posts["welfare"].pk),
        Move("deputy", deputy.pk, hall.posts["welfare"].pk, hall.posts["tax"].pk),
    ]
    office = hall.posts["tax"].department
    hand_over(office, moves, by=hall.people["chief"], on=on, seen=Picture(office, on).fingerprint, today=today)


def number_papers(year: FiscalYear, *, by: User) -> None:
    """Papers outside the portal take their numbers from the same register; one of them was never sent."""
    training = PaperNumber.reserve(
        symbol="市協", subject="協働のまちづくり研修会の開催について(通知)", addressee="各団体", by=by, on=year.start
    )
    training.send(by=by, sent_on=year.start)
    twice = PaperNumber.reserve(symbol="市協", subject="協働のまちづくり研修会の開催について", by=by, on=year.start)
    twice.cancel(by=by, reason="同じ文書に、2つ番号を取っていたため。")


def assign_liaisons(lives: list[Life], *, by: Hall, on: date, until: date) -> None:
    """主担当 everywhere but in the last district, which is vacant; 副担当 in every second one."""
    for number, life in enumerate(lives[:-1]):
        for role, key in (("main", "liaison"), ("deputy", "deputy"))[: 1 + (number + 1) % 2]:
            LiaisonAssignment.assign(
                by=by.people["officer"],
                user=by.people[key],
                area=life.areas[0].parent,
                role=role,
                starts_on=on,
                ends_on=until,
                phone="0867-00-1250" if key == "liaison" else "0867-00-1260",
            )


def recognised(life: Life, schemes: Schemes, this: FiscalYear, today: date) -> Story[None]:
    since = FiscalYear(this.number + life.facts["since"])
    yield from bodies.recognise(life, founded_on=min(date(since.number, 4, 20), today - timedelta(days=40)))
    for year in (this.previous.previous, this.previous):
        if year >= since:
            yield date(year.number, 6, 1)  # by then the year's scheme is there
            june, key, money = date(year.number, 6, 8), life.facts["key"], schemes.lump_sum[year]
            yield from ledgers.plan_to_save(life, year, date(year.number, 6, 2))
            yield from grants.whole_year(life, money, june, changed=(key, year) == (CHANGED, this.previous))
            if (key, year) == (REVOKED, this.previous):
                yield from later.part_revoked(life, money, date(year.number, 10, 5))
    yield max(this.start, today - timedelta(days=30))
    yield from grants.this_year(life, schemes.lump_sum[this], life.facts["this_year"], today)
    if life.facts["key"] == CHANGED:
        yield from later.ask_rechange(life, today)
        kinds.show(life, life.hall, today)
    if life.facts["key"] == REVIEWING:
        yield from lookback.look_back(life, max(this.start, today - timedelta(days=12)))
    if life.facts["this_year"] == "granted":
        yield from later.ask_change(life, schemes.lump_sum[this], today)
        yield from later.ask_to_part(life, today)
        yield from ledgers.hand_on(life, schemes.lump_sum[this], today)
        yield from later.ask_status(life, schemes.lump_sum[this], today)


def on_the_way(life: Life, schemes: Schemes, today: date) -> Story[None]:
    """Bodies that are not recognised: each stops where its stage says."""
    stage = life.facts["stage"]
    founded_on = today - timedelta(days=320 if stage == "refused" else 45)
    yield from bodies.begin(life, founded_on - timedelta(days=300))
    if stage == "awareness":
        return
    yield from bodies.prepare(life, founded_on - timedelta(days=200))
    if stage == "preparing":
        return
    adopted_on = None if stage == "planning" else founded_on
    yield from bodies.plan(life, founded_on - timedelta(days=120), adopted_on=adopted_on)
    if stage == "planning":
        return
    yield from bodies.found(life, founded_on)
    case = yield from bodies.apply(life, founded_on + timedelta(days=15), send=stage != "draft")
    if stage == "returned":
        yield from bodies.ask_correction(
            life, case, today - timedelta(days=4), due_on=workday(today + timedelta(days=10))
        )
    if stage in ("proposed:manager", "refused"):
        effective = None if stage == "refused" else today + timedelta(days=14)
        proposal = yield from bodies.propose(life, case, founded_on + timedelta(days=30), effective_on=effective)
        until = "manager" if effective else ""
        yield from bodies.approve(life, proposal, founded_on + timedelta(days=33), until=until)
    if stage == "draft":
        yield max(FiscalYear.of(today).start, today - timedelta(days=26))  # by then the trial grant is there
        yield from grants.try_out(life, schemes.trial[0], today - timedelta(days=25))
