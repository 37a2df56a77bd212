"""How an organization of the demonstration comes to be: from the first talks to the city's decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model

from accounts.models import User
from config.demo.city import Hall, account
from config.demo.clock import Story
from config.demo.plans import ask_people, write_future_plan
from organizations.criteria import CRITERIA
from organizations.models import Area, Bylaws, BylawsClause, Officer, Organization, Recognition
from organizations.papers import Paper
from records.approvals import Proposal
from records.attachments import Attachment, attach
from records.corrections import Ask
from records.fiscal import FiscalYear
from records.letters import Letter
from records.letters.render import renderer
from records.reviews import Verdict, Word
from staff.routes import route_for

ASKED = "kumano"  # whose people were asked by a questionnaire
ARTICLES = {kind: f"第{number}条" for number, kind in enumerate(BylawsClause.Kind.values, start=1)}
CONDITIONS = (
    "規約、役員又は区域が変わったときは、遅滞なく届け出ること。\n毎年度、総会の後に事業と会計の報告を公表すること。"
)
NO_PLAN = "将来計画に、区域の住民の話合いの経過が示されていないため(認可要綱第3条第4号)。"


@dataclass(eq=False)
class Life:
    """One body on its way, with who acts for it."""

    facts: dict[str, Any]
    hall: Hall
    areas: list[Area]
    body: Organization = field(init=False)
    president: User = field(init=False)

    @property
    def district(self) -> str:
        return str(self.facts["district"][0])


@cache
def sample_pdf(title: str) -> bytes:
    """A paper that says what it stands for, and that it is a sample."""
    return renderer().pdf(f"<h1>{title}</h1><p>これは見本です。</p>", title=title).content


def paper(case: Model, purpose: str, *, by: User) -> Attachment:
    file = SimpleUploadedFile(f"{purpose}.pdf", sample_pdf(purpose), content_type="application/pdf")
    return attach(case, file, purpose=purpose, by=by)


def begin(life: Life, first: date) -> Story[None]:
    """機運づくり: it is put on record that an area has begun to talk."""
    officer = life.hall.people["officer"]
    yield first
    life.body = Organization.register(
        by=officer,
        name=life.facts["name"],
        furigana=life.facts["furigana"],
        areas=life.areas,
        predecessor=life.facts.get("predecessor", ""),
    )
    for kind, key in ((Officer.Kind.PRESIDENT, "president"), (Officer.Kind.TREASURER, "treasurer")):
        name, furigana = life.facts[key]
        user = account(f"{key}.{life.facts['key']}", name, furigana)
        life.body.appoint(
            by=officer, kind=kind, name=name, furigana=furigana, starts_on=first, email=user.email,
            address=f"新見市{life.areas[0]}1番地", phone="0867-00-5678",
        )  # fmt: skip
        if kind == Officer.Kind.PRESIDENT:
            life.president = user


def prepare(life: Life, day: date) -> Story[None]:
    on = yield day
    paper(life.body, Paper.MEMBERS, by=life.president)
    life.body.prepare(
        by=life.president,
        on=on,
        name=life.body.name,
        furigana=life.body.furigana,
        areas=life.areas,
        activities="地区の説明会、アンケート、ワークショップを開き、将来計画の案をつくります。",
    )


def plan(life: Life, day: date, *, adopted_on: date | None) -> Story[None]:
    """The future plan, laid before the city, mended and (unless ``adopted_on`` is None) adopted."""
    manager = life.hall.people["officer"]
    on = yield day
    life.body.plan(by=life.president)
    first = FiscalYear.of(adopted_on or on)
    draft = write_future_plan(life.body, first, by=life.president, on=on, district=life.district)
    if life.facts["key"] == ASKED:
        ask_people(draft, by=life.president, on=on)
    yield day + timedelta(days=20)
    draft.ask_opinion(by=life.president)
    if adopted_on is None:
        return
    yield day + timedelta(days=34)
    draft.give_opinion({None: "取組2は福祉課の送迎の仕組みと合わせて進められます。相談してください。"}, by=manager)
    on = yield adopted_on
    draft.adopt(by=life.president, on=on)


def found(life: Life, day: date) -> Story[None]:
    on = yield day
    name, furigana = "監田 見", "かんだ けん"
    life.body.appoint(by=life.president, kind=Officer.Kind.AUDITOR, name=name, furigana=furigana, starts_on=on)
    paper(life.body, Paper.MINUTES, by=life.president)
    life.body.found(
        by=life.president,
        on=on,
        name=life.body.name,
        furigana=life.body.furigana,
        office_address=f"新見市{life.areas[0]}1番地(見本集会所)",
        phone="0867-00-5678",
    )
    text = paper(life.body, Paper.BYLAWS, by=life.president)
    Bylaws.adopt(life.body, by=life.president, resolved_on=on, paper=text, clauses=ARTICLES)


def apply(life: Life, day: date, *, send: bool = True) -> Story[Recognition]:
    on = yield day
    case = Recognition.begin(life.body, by=life.president, on=on)
    paper(case, Paper.PROJECTS, by=life.president)
    if send:
        submit(life, case, on)
    return case


def submit(life: Life, case: Recognition, on: date) -> None:
    case.submit(
        by=life.president,
        on=on,
        purpose=f"{life.district}の住民が力を合わせ、地域の課題を解決し、だれもが安心して暮らせる地域をつくること。",
        households=sum(row[2] for row in life.facts["oaza"]),
        member_bodies=9,
        contact_name=life.president.name,
        contact_phone="0867-00-5678",
    )


def ask_correction(life: Life, case: Recognition, day: date, *, due_on: date) -> Story[None]:
    yield day
    asks: list[Ask] = [
        {"field": "purpose", "label": "目的", "comment": "規約の目的の条と同じ言葉にしてください。"},
        {"field": "projects", "label": "事業計画書・予算書", "comment": "2枚目がありません。"},
    ]
    case.ask_correction(asks, by=life.hall.people["officer"], due_on=due_on)


def propose(life: Life, case: Recognition, day: date, *, effective_on: date | None) -> Story[Proposal]:
    """Review by every criterion and 起案; without a day of effect the proposal is to refuse."""
    officer = life.hall.people["officer"]
    outcome = Recognition.Outcome.RECOGNISE if effective_on else Recognition.Outcome.REFUSE
    on = yield day
    case.review([word_of(criterion, fit=effective_on is not None) for criterion in CRITERIA], by=officer)
    rule, stops = route_for("organizations.recognition", amount=None, on=on)
    return case.propose(
        by=officer,
        outcome=outcome,
        reason="審査の結果により、次のとおり決定してよろしいか伺います。",
        rule_name=rule.name,
        route=stops,
        effective_on=effective_on,
        grounds="" if effective_on else NO_PLAN,
        conditions=CONDITIONS if effective_on else "",
    )


def word_of(criterion: Any, *, fit: bool) -> Word:
    if fit or criterion.code != "plan":
        return Word(criterion.code, criterion.label, Verdict.FIT)
    return Word(criterion.code, criterion.label, Verdict.UNFIT, "話合いの経過が示されていません。")


def approve(life: Life, proposal: Proposal, first: date, *, until: str = "") -> Story[None]:
    """Each post of the route approves, a day apart, up to (and without) the post named; the last one decides."""
    day = first
    while (step := proposal.current()) and step.post != life.hall.posts.get(until):
        yield day
        proposal.approve(by=life.hall.holder(step.post), step=step.pk)
        proposal.refresh_from_db()
        day += timedelta(days=1)


def recognise(life: Life, *, founded_on: date) -> Story[None]:
    """The whole way to 認可, which takes effect 25 days after the founding."""
    yield from begin(life, founded_on - timedelta(days=500))
    yield from prepare(life, founded_on - timedelta(days=400))
    yield from plan(life, founded_on - timedelta(days=200), adopted_on=founded_on)
    yield from found(life, founded_on)
    case = yield from apply(life, founded_on + timedelta(days=5))
    proposal = yield from propose(
        life, case, founded_on + timedelta(days=12), effective_on=founded_on + timedelta(days=25)
    )
    yield from approve(life, proposal, founded_on + timedelta(days=15))
    yield from take_plan(life, founded_on + timedelta(days=19))
    read_letters(life)
    life.body.refresh_from_db()


def take_plan(life: Life, day: date) -> Story[None]:
    """受理 of the future plan, as the city's rule says: 係長 and 課長."""
    on = yield day
    for adopted in list(life.body.future_plans.all()):
        rule, stops = route_for(adopted.approval_kind, amount=None, on=on)
        reason = "総会で決まった計画を確かめました。受理してよろしいか伺います。"
        proposal = adopted.propose(by=life.hall.people["officer"], reason=reason, rule_name=rule.name, route=stops)
        yield from approve(life, proposal, day + timedelta(days=1))


def read_letters(life: Life) -> None:
    """The president opens what has come."""
    for letter in Letter.objects.filter(organization=life.body):
        letter.read(by=life.president)
