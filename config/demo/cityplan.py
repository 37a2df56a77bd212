"""協働推進計画 of the demonstration city: Shinjo's goals and actions in this city's years, and one year's progress."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from accounts.models import User
from config.demo.city import FACTS, Hall, account
from organizations.models import Organization
from plans.cityplan.document import ActionEntry, IndicatorEntry, PlanDocument, from_toml
from plans.evaluations import judging
from plans.models import CityPlan, CommitteeSession, JointProject, ProgressRound
from records.approvals import Proposal
from records.fiscal import FiscalYear
from staff.models import Committee
from staff.routes import office_of, route_for

PLANS = Path(__file__).with_name("cityplans")
OFFICES = ("総合政策課", "税務課")


def shinjo() -> PlanDocument:
    return from_toml((PLANS / "shinjo.toml").read_bytes())


def of_this_city(year: FiscalYear) -> PlanDocument:
    """The same actions, shifted so that the term is under way, with departments and an indicator of this city."""
    model, first = shinjo(), year.number - 2
    shift, offices = first - model.from_year.number, cycle(OFFICES)
    name = FACTS["city"]["name"]
    goals = tuple(
        replace(
            goal,
            measures=tuple(
                replace(measure, actions=tuple(moved(action, shift, next(offices)) for action in measure.actions))
                for measure in goal.measures
            ),
        )
        for goal in model.goals
    )
    note = "見本です。目標・方策・取組は、新庄市協働推進計画(平成27〜31年度)をもとにしています。"
    vision = "地域でつくる地域の未来 みんなでつくる市の未来"
    years = {"from_year": FiscalYear(first), "to_year": FiscalYear(first + 4)}
    return PlanDocument(f"{name}協働推進計画(見本)", **years, vision=vision, source=note, goals=goals)


def moved(action: ActionEntry, shift: int, office: str) -> ActionEntry:
    schedule = {year + shift: stage for year, stage in action.schedule.items()}
    shown = (IndicatorEntry("話し合いを開いた地区", "地区", None, None),) if action.number == 4 else ()
    return replace(action, schedule=schedule, offices=(office,), indicators=shown)


def build(hall: Hall, body: Organization, today: date) -> None:
    """Drafted, checked, adopted by the posts, published; last year's progress asked, three reports of it written."""
    officer, year = hall.people["officer"], FiscalYear.of(today)
    plan = adopt(of_this_city(year), hall, today)
    found(hall, today)
    call(hall, today)
    asked = ProgressRound.ask(plan, year.previous, by=officer, due_on=today + timedelta(days=12), on=today)
    report(asked, hall)
    evaluate(hall, body, today)


def build_past(hall: Hall, on: date) -> None:
    """The same plan in force on a day, with its committees, and nothing reported yet."""
    adopt(shinjo(), hall, on)
    found(hall, on)
    call(hall, on)


def adopt(document: PlanDocument, hall: Hall, today: date) -> CityPlan:
    """Drafted, checked, adopted by the posts, published."""
    plan = draft(document, hall)
    adopt_draft(plan, hall, today)
    plan.publish(by=hall.people["officer"], on=today)
    return plan


def draft(document: PlanDocument, hall: Hall) -> CityPlan:
    officer, chief = hall.people["officer"], hall.people["chief"]
    plan = CityPlan.begin(by=officer, **{name: getattr(document, name) for name in CityPlan.TEXTS})
    plan.fill(document, by=officer, origin="shinjo.toml")
    plan.confirm(by=chief)
    return plan


def adopt_draft(plan: CityPlan, hall: Hall, today: date) -> None:
    officer = hall.people["officer"]
    rule, stops = route_for(CityPlan.approval_kind, amount=None, on=today, department=office_of(officer, on=today))
    reason = "この計画を決定してよろしいか、伺います。"
    proposal = plan.propose(by=officer, reason=reason, rule_name=rule.name, route=stops)
    approve(proposal, hall)
    plan.refresh_from_db()


def evaluate(hall: Hall, body: Organization, today: date) -> None:
    """The tax office and an organization have judged last year's lectures, and differ in one thing."""
    clerk, president = hall.people["liaison"], body.contacts(on=today)[0]
    year = FiscalYear.of(today).previous
    indicators = [{"name": "開いた集落", "target": "10か所"}, {"name": "参加した人", "target": "150人"}]
    project = JointProject.begin(
        by=clerk,
        department=hall.posts["tax"].department,
        organizations=[body],
        indicators=indicators,
        title="集落でひらく税の出前講座",
        fiscal_year=year,
        starts_on=year.start + timedelta(days=60),
        purpose="税のことを身近な場所で学び、相談できるようにする。",
        goal="10か所の集落で講座を開き、相談につなげる。",
        beneficiaries="参加した人へのアンケート",
    )
    sides = list(zip(project.parties.select_related("organization"), (clerk, president), strict=True))
    for party, by in sides:
        project.agree_goals(party, by=by, on=year.start + timedelta(days=30))
    project.open(by=clerk, on=today)
    results = {each.pk: value for each, value in zip(project.indicators.all(), ("9か所", "164人"), strict=True)}
    judging.note_results(project, by=clerk, results=results)
    for (party, by), points in zip(sides, ((4, 4, 4, 3, 4, 4), (2, 4, 3, 3, 5, 4)), strict=True):
        party.project = project
        reasons = SAID[party.is_city]
        rows = zip(project.items.all(), points, reasons, strict=True)
        scores = {item.pk: (point, reason) for item, point, reason in rows}
        judging.score(project, party, by=by, overall="来年度も続けたい。", scores=scores)
        judging.send(project, party, by=by, on=today)


SAID = {  # by whether the city says it
    True: (
        "毎月の打合せで役割を分けた。",
        "集落の集まりに合わせたので、人が来た。",
        "9か所で開いた。",
        "少人数の形がよかった。",
        "アンケートの8割が満足だった。",
        "会場費がかからなかった。",
    ),
    False: (
        "日程の変更が急で、準備の時間が足りなかった。",
        "職員が来ると、相談しやすい。",
        "1か所は雪で開けなかった。",
        "夜の会があるとよい。",
        "「また来てほしい」という声が多い。",
        "お金はほとんどかかっていない。",
    ),
}


def approve(proposal: Proposal, hall: Hall) -> None:
    while step := proposal.current():
        proposal.approve(by=hall.holder(step.post), step=step.pk)


def found(hall: Hall, today: date) -> None:
    """The citizens' committee of five, with two members; the committee of staff."""
    officer = hall.people["officer"]
    citizens = Committee.found(
        by=officer, name="市民協働推進委員会", purpose="計画の策定、進捗管理、協働の評価を行う", kind="citizens", most=5
    )
    for key, name, furigana, kind, background in FACTS["committee_members"][:2]:
        who = {"email": seated(key, name, furigana).email, "name": name, "furigana": furigana}
        citizens.appoint(by=officer, **who, kind=kind, background=background, starts_on=FiscalYear.of(today).start)
    staff = Committee.found(
        by=officer, name="職員協働推進委員会", purpose="関係する部署で、協働事業の推進を図る", kind="staff"
    )
    for key, kind, post in (("manager", "chair", "manager"), ("liaison", "member", "tax")):
        since = FiscalYear.of(today).start
        office = hall.posts[post].department.name
        staff.call_in(hall.people[key], by=officer, kind=kind, background=office, starts_on=since)


def seated(key: str, name: str, furigana: str) -> User:
    """Whoever sits on another committee of the demonstration already, or somebody new with an account to try."""
    return User.objects.filter(email=f"{key}@kyodo.example").first() or account(key, name, furigana)


def call(hall: Hall, today: date) -> None:
    """The citizens' committee meets in three weeks."""
    officer, citizens = hall.people["officer"], Committee.objects.get(kind="citizens")
    CommitteeSession.call(
        citizens,
        by=officer,
        held_on=today + timedelta(days=20),
        on=today,
        place="市役所3階 会議室",
        agenda="昨年度の進捗状況について\n協働事業の評価について",
        round=None,
    )


def report(asked: ProgressRound, hall: Hall) -> None:
    """One approved, one waiting for its head, one half-written; the rest is asked for."""
    first, second, third = asked.reports.filter(department__name="総合政策課")[:3]
    officer, manager = hall.people["officer"], hall.people["manager"]
    said = (
        "自治会の集まり14回に職員が出て、交流の場を支えました。",
        "公民館3館の整備を助成しました。",
        "見守りの輪を広げています。",
    )
    for each, done in zip((first, second, third), said, strict=True):
        texts = {"state": "on_track", "done": done, "issues": "若い世代の参加が少ない。", "next_step": "夜の会も開く。"}
        each.write(by=officer, results={indicator.pk: None for indicator in each.action.indicators.all()}, **texts)
    for each in (first, second):
        each.link(asked.plan, by=officer)
    first.submit(by=officer)
    first.approve(by=manager)
