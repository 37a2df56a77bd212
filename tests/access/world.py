"""One city with everybody in it and a case of every kind, built by the verbs, once for all questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import User
from grants.models import Allotment, AllotmentBasis, Inspection, PlannedDunning, Reserve, StatusRequest
from grants.reserves import booking
from grants.results import photos as results
from grants.results.showing import show
from organizations.models import (
    Area,
    AreaFigure,
    Dissolution,
    Guidance,
    Hearing,
    Intake,
    Kind,
    Lineage,
    MemberBody,
    Officer,
    Organization,
    Section,
    Tie,
)
from organizations.papers import Paper
from plans.models import FuturePlan, PlanReview, YearlyPlan
from plans.surveys.slips import draw
from records.approvals import Proposal
from records.attachments import receive
from records.codes import of_place
from records.letters import Letter
from records.letters.correcting import LetterCorrection
from records.letters.kinds import Addressee
from records.letters.posting.layouts import SheetLayout
from records.letters.posting.posting import Posting
from records.letters.register import PaperNumber
from records.letters.render import Pdf, Renderer
from records.letters.setting import LetterSetting
from records.mail import Mail
from records.retention.lists import Disposal
from staff.models import (
    Absence,
    DecisionRule,
    Department,
    Duty,
    Nomination,
    Post,
    Rollover,
    Substitute,
)
from staff.routes import route_for
from tests import cast
from tests.access import gatherings, learning, together, writings
from tests.access.known import World
from tests.access.roles import ROLES
from tests.grants import build as grants
from tests.grants import checking, handing_on, later
from tests.grants.build import APRIL
from tests.organizations import build as bodies
from tests.organizations import ending as ending_bodies
from tests.organizations import losing, rechanging
from tests.plans import build as plans
from tests.plans.surveys import survey, survey_draft


@contextmanager
def noon_of_that_monday() -> Iterator[None]:
    """The day on which the tests play; and letters are printed by nobody."""
    noon = datetime.combine(cast.MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    blank = Pdf(bodies.pdf().read(), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: noon)
        patch.setattr(Renderer, "pdf", lambda *_args, **_kwargs: blank)
        yield


def build() -> World:
    world = World(cast.city_hall(), cast.land())
    city_people(world)
    for number, role in enumerate(role for role in ROLES if role.code in Officer.Kind.values):
        world.people[role.code] = cast.person(f"北野 {number}", role.code)
    world.people["neighbour"] = cast.person("南野 九子", "kuko")
    south = cast.organization("南の会", world.land.south_oaza)
    cast.officer(south, world.people["neighbour"])
    young_bodies(world)
    schemes(world)
    working_bodies(world)
    told_beforehand(world)
    world.cases |= {"area": world.land.north, "south": south, "invitation": "x", "uid": "1", "key": "x"}
    together.ground(world)
    together.halls(world)
    committees(world)
    together.city_plans(world)
    together.joint_projects(world)
    intakes(world)
    together.inquiries(world)
    together.cards(world)
    learning.courses(world)
    learning.activities(world)
    world.cases |= gatherings.of(world.cases["north"], world.people["president"])
    writings.of(world)
    writings.between(world)
    world.cases["mail"] = Mail.objects.order_by("pk").first()
    world.people = {code: User.objects.get(pk=person.pk) for code, person in world.people.items()}  # remember nothing
    return world


def city_people(world: World) -> None:
    hall = world.hall
    office = Department.objects.create(name="会計課", starts_on=cast.LONG_AGO)
    audit = Department.objects.create(name="監査委員事務局", starts_on=cast.LONG_AGO)
    for code, department, name in (("accounting", office, "出納員"), ("city_auditor", audit, "監査書記")):
        sees = {"reach": Post.Reach.ALL, "audits": code == "city_auditor", "pays": code == "accounting"}
        post = Post.objects.create(department=department, name=name, title=name, **sees)
        world.people[code] = cast.person(f"市の {name}", code)
        Duty.objects.create(user=world.people[code], post=post, starts_on=cast.LONG_AGO)
    other = cast.person("税務 六月", "other-liaison")
    Duty.objects.create(user=other, post=hall.posts["clerk"], starts_on=cast.LONG_AGO)
    world.cases["liaison"] = cast.assign_liaison(hall.liaison, world.land.north)
    cast.assign_liaison(other, world.land.south)
    offices(world)
    administrator = cast.person("設定 十郎", "administrator")
    Duty.keep_settings(administrator, on=cast.LONG_AGO)
    world.people |= {
        "liaison": hall.liaison, "other_liaison": other, "employee": hall.stranger, "section": hall.drafter,
        "chief": hall.chief, "director": hall.director, "administrator": administrator,
        "committee": cast.person("学識 十一子", "committee"),
    }  # fmt: skip


def offices(world: World) -> None:
    """What the office keeps under 担当の設定."""
    hall, today = world.hall, cast.MONDAY
    until: Any = {"starts_on": today, "ends_on": today, "on": today}
    stand_in: Any = {"post": hall.posts["director"], "deputy": hall.posts["manager"], "order": 1}
    facts: dict[str, Any] = {"area": world.land.north, "role": "deputy", "starts_on": today, "ends_on": None}
    way: Any = {"rule_name": "部長専決", "route": list(DecisionRule.objects.all()[0].stops.all())}
    world.cases["nomination"] = Nomination.nominate(
        by=hall.drafter, user=hall.stranger, phone="", note="", reason="増員のため。", **facts, **way
    )
    world.cases |= {
        "rollover": Rollover.of(plans.YEAR.next, by=hall.drafter, on=today), "next_year": plans.YEAR.next.number,
        "department": hall.section, "post": hall.posts["drafter"], "rule": DecisionRule.objects.first(),
        "absence": Absence.register(by=hall.chief, user=hall.stranger, reason="出張", **until),
        "substitute": Substitute.appoint(by=hall.chief, **stand_in, **until),
    }  # fmt: skip


def body(world: World, name: str, **columns: Any) -> Organization:
    """In 北地区, with the own people in all their roles."""
    made = cast.organization(name, oaza(world, name))
    Organization.objects.filter(pk=made.pk).update(**columns)
    made.refresh_from_db()
    for kind in Officer.Kind.values:
        if kind in world.people:
            world.cases["officer"] = cast.officer(made, world.people[kind], kind)
    return made


def oaza(world: World, name: str) -> Area:
    """One for each: recognised areas do not overlap."""
    code, kind = f"9{Area.objects.count()}", Area.Kind.OAZA
    made = Area.objects.create(kind=kind, code=code, name=f"{name}の大字", furigana="おおあざ", parent=world.land.north)
    for indicator in (world.land.households, world.land.population):
        AreaFigure.objects.create(area=made, indicator=indicator, as_of=APRIL, value=500)
    return made


def old_papers(world: World) -> dict[str, Any]:
    """A list of what is to be disposed of, and somebody who holds nothing any more."""
    made = Disposal.objects.create(fiscal_year=plans.YEAR, prepared_by=world.hall.drafter)
    item = made.items.create(kind="records.draft", key=2020, label="令和2年度の書きかけ", completed=2020)
    return {"disposal": made, "disposal_item": item, "left": cast.person("退職 十二子", "left")}


def young_bodies(world: World) -> None:
    """On their way to recognition: one at each step."""
    president = world.people["president"]
    seed, preparing = body(world, "話し合い中の会"), body(world, "準備中の会", status="preparing")
    planning = body(world, "計画中の会", status="planning")
    reviewed = plans.future_draft(preparing, president)
    reviewed.ask_opinion(by=president)
    world.cases |= {
        "seed": seed, "preparing": preparing, "planning": planning, "future_review": reviewed,
        "future_draft": (future := plans.future_draft(planning, president)),
        "survey_draft": survey_draft(future, president),
    }  # fmt: skip
    young = body(world, "申請を書く会")
    draft = bodies.application(young, president)
    asking = body(world, "審査を待つ会")
    sent = bodies.submitted(asking, president)
    world.cases |= {
        "young": young, "recognition_draft": draft, "young_bylaws": young.bylaws.get(), "asking": asking,
        "recognition_sent": sent, "yearly_draft": plans.yearly_draft(young, president),
        "yearly_sent": plans.yearly_plan(asking, president),
        "paper": receive(young, bodies.pdf("区域.pdf"), purpose=Paper.MAP, by=president),
    }  # fmt: skip


def schemes(world: World) -> None:
    drafter = world.hall.drafter
    world.cases |= {
        "scheme": grants.scheme(drafter, regrants=True),
        "scheme_draft": grants.scheme_draft(drafter, programme="other", name="もう1つの交付金"),
        "year": plans.YEAR.number,
    }


def working_bodies(world: World) -> None:
    """Recognised, each with a grant in another state."""
    president, hall, money = world.people["president"], world.hall, world.cases["scheme"]
    north = bodies.recognised(body(world, "北の会"), president, hall)
    draft = grants.draft(north, money, president)
    file = receive(draft, bodies.pdf("見積書.pdf"), purpose="見積書", by=president)
    sent = grants.submitted(body(world, "審査中の会"), money, president)
    proposed = grants.proposed(grants.submitted(body(world, "決裁中の会"), money, president), hall)
    ready = grants.recognised(body(world, "これから申請する会"), president)
    decided_bodies(world)
    grants.plan(ready, president)
    revocation = losing.prepared(ready, hall)
    world.cases |= {"derecognition": revocation, "derecognition_file": revocation.papers()[0]}
    letter = Letter.objects.order_by("pk")[0]
    changed_bodies(world)
    made_of(north, world)
    lives(world, north, *(world.cases[name].organization for name in ("rechange_draft", "rechange_sent")))
    working_money(world)
    world.cases["letter_correction"] = sent_back_correction(letter, hall)
    in_force = LetterSetting.objects.in_force("grants.decision", "", on=cast.MONDAY)
    world.cases["wording"] = LetterSetting.begin("grants.decision", "", by=hall.drafter, on=cast.MONDAY, like=in_force)
    posting = Posting.begin([letter], by=hall.drafter)
    posting.make()
    number = PaperNumber.reserve(symbol="市協", subject="見本の通知", by=hall.drafter, on=cast.MONDAY)
    world.cases |= {
        "north": north, "ready": ready, "bylaws": north.bylaws.get(), "grant_draft": draft, "grant_file": file,
        "grant_sent": sent, "grant_proposed": proposed, "proposal": Proposal.objects.about(proposed).get(),
        "recognition_decided": north.recognitions.get(), "future_adopted": FuturePlan.objects.get(organization=north),
        "yearly_of_grant": YearlyPlan.objects.get(organization=north), "letter": letter, "letter_code": letter.code,
        "number": number, "posting": posting, "layout": SheetLayout.objects.all()[0], **old_papers(world),
        "reserve": reserve_of(north, president), **asked_of(north, president),
        "review": reviewed(north, president),
        "case_code": of_place(ContentType.objects.get_for_model(sent).pk, sent.pk),
    }  # fmt: skip


def lives(world: World, asked: Organization, ending: Organization, ended: Organization) -> None:
    """Guidance that waits for its answer, a dissolution that is written, one that was sent."""
    president, drafter = world.people["president"], world.hall.drafter
    facts: Any = {"kind": "advice", "way": "word", "given_on": cast.MONDAY, "told_to": "会長", "matter": "総会を開く。"}
    guidance = Guidance.give(asked, by=drafter, on=cast.MONDAY, due_on=cast.MONDAY, **facts)
    written = Guidance.prepare(asked, by=drafter, on=cast.MONDAY, kind="recommend", matter="総会を開く。", due_on=None)
    world.cases |= {
        "guidance": guidance, "guidance_written": written, "dissolution_draft": Dissolution.begin(ending, by=president),
        "dissolution_sent": ending_bodies.reported(ended, president), "notice_of": asked.recognitions.get(),
        "public_notice": ending_bodies.noticed(ended, drafter),
    }  # fmt: skip


def made_of(body: Organization, world: World) -> None:
    """What a body is made of, and where it came from; its kind is the city's own."""
    president, drafter = world.people["president"], world.hall.drafter
    facts: Any = {"organization": body, "by": president, "starts_on": cast.MONDAY}
    section = Section.add(name="福祉部会", purpose="", **facts)
    line = Lineage.tie(world.cases["seed"], body, by=drafter, manner="converted", on=cast.MONDAY)
    world.cases |= {
        "kind": Kind.add(by=drafter, code="ward", name="行政区", matters=[]), "section": section, "lineage": line,
        "member": MemberBody.add(name="北自治会", **facts),
    }  # fmt: skip


def changed_bodies(world: World) -> None:
    """What was recognised is to change: one writes, one has sent it."""
    president, hall = world.people["president"], world.hall
    writing, sent = (bodies.recognised(body(world, name), president, hall) for name in ("改める会", "改めた会"))
    world.cases |= {
        "rechange_draft": rechanging.draft(writing, president),
        "rechange_sent": rechanging.submitted(
            sent, president, matters=["name"], new_name="新しい会", new_furigana="かい"
        ),
    }


def asked_of(body: Organization, by: User) -> dict[str, Any]:
    """A questionnaire that is open to everybody."""
    made = survey(FuturePlan.objects.get(organization=body), by)
    draw(made, 2, by=by)
    return {"survey": made, "survey_code": made.code}


def reviewed(body: Organization, by: User) -> PlanReview:
    """A mid-term review that is being written."""
    return PlanReview.begin(FuturePlan.objects.get(organization=body), by=by, on=cast.MONDAY)


def reserve_of(body: Organization, by: User) -> Reserve:
    years = {"from_year": plans.YEAR, "to_year": plans.YEAR}
    return booking.plan(body, by=by, purpose="集会所の屋根", target=300_000, adopted_on=None, **years)


def working_money(world: World) -> None:
    """What comes after a decision: a grant that can be asked for, a request that is written, one that waits."""
    president, hall, money = world.people["president"], world.hall, world.cases["scheme"]
    names = {
        "grant_granted": "決まった会", "grant_asking": "請求を書く会", "grant_asked": "請求した会",
        "grant_reporting": "報告を書く会", "grant_reported": "報告した会",
    }  # fmt: skip
    for code, name in names.items():
        world.cases[code] = grants.granted(body(world, name), money, president, hall, 100_000)
    world.cases |= {
        "payment_draft": grants.payment_draft(world.cases["grant_asking"], president),
        "payment_sent": grants.requested(world.cases["grant_asked"], president),
    }
    for code in ("grant_reporting", "grant_reported"):
        grants.paid(world.cases[code], president, hall)
    draft = grants.report_draft(world.cases["grant_reporting"], president, 90_000)
    sent = grants.reported(world.cases["grant_reported"], president, 90_000)
    world.cases |= {"report_draft": draft, "report_sent": sent, "receipt_number": 1}
    for name, report in (("result_photo", draft), ("result_shown", sent)):
        purpose = results.purpose_of(report.projects.all()[0])
        world.cases[name] = receive(report, grants.photo("夏まつり.png"), purpose=purpose, by=world.people["president"])
    show(sent, by=world.people["president"], on=cast.MONDAY)
    world.cases |= {"chain_receipt": sent.expenses.all()[0], "chain_project": sent.yearly_plan.projects.all()[0]}
    world.cases["chain_measure"] = sent.yearly_plan.future_plan.measures.all()[0]
    money_at_the_bank(world)
    settling_money(world)
    looked_at(world)


def looked_at(world: World) -> None:
    """What the city looks at besides the amounts."""
    president, drafter = world.people["president"], world.hall.drafter
    for code in ("grant_granted", "grant_asking", "grant_asked"):
        why: Any = {"as_of": cast.MONDAY, "due_on": cast.MONDAY, "reason": "見に行くため。", "on": cast.MONDAY}
        world.cases["status_request"] = StatusRequest.ask(world.cases[code], by=drafter, **why)
    item, other = (checking.item(world.cases[code], president) for code in ("grant_asking", "grant_asked"))
    world.cases |= {
        "item": checking.item(world.cases["grant_granted"], president),
        "disposal_draft": checking.disposal_draft(item, president),
        "disposal_sent": checking.disposal_sent(other, president),
    }
    first = world.cases["grant_granted"]
    world.cases |= {
        "regrant_draft": handing_on.begun(first, president),
        "regrant_applied": handing_on.applied(first, president),
        "regrant_decided": handing_on.decided(first, president, world.people["secretary"], 50_000),
        "deed": "decide",
    }
    chosen, planned = (world.cases[code] for code in ("grant_granted", "grant_asking"))
    (case,) = Inspection.choose([planned], by=drafter, why="見本")
    world.cases |= {
        "inspection_chosen": Inspection.choose([chosen], by=drafter, why="見本")[0],
        "inspection_planned": checking.planned(case, world.hall, team=[world.hall.chief]),
        "day": cast.MONDAY.isoformat(),
        "status_draft": checking.status_draft(world.cases["grant_asking"], president, cast.MONDAY),
        "status_sent": checking.status_sent(world.cases["grant_asked"], president, cast.MONDAY),
    }


def told_beforehand(world: World) -> None:
    """A scheme of its own that tells amounts: one told, one prepared, one excluded."""
    drafter = world.hall.drafter
    scheme = grants.scheme(drafter, programme="told", name="内示をする交付金")
    basis = AllotmentBasis.objects.create(scheme=scheme, inputs={}, made_by=drafter)
    facts: Any = {"scheme": scheme, "basis": basis, "lines": [], "total": 100_000, "amount": 100_000}
    world.cases["scheme_allotting"] = scheme
    for code, key in (("told", "north"), ("prepared", "grant_sent"), ("excluded", "grant_granted")):
        case = world.cases[key]
        case = Allotment.objects.create(organization=getattr(case, "organization", case), **facts)
        world.cases[f"allotment_{code}"] = case
    world.cases["allotment_excluded"].exclude(by=drafter, reason="解散の予定")
    told = world.cases["allotment_told"]
    rule, route = route_for(Allotment.approval_kind, amount=100_000, on=cast.MONDAY)
    told.intend(by=drafter)
    Proposal.draft([told], by=drafter, subject="内示", reason="伺い", rule_name=rule.name, route=route, amount=100_000)
    grants.approve(told, world.hall.chief, world.hall.manager, world.hall.director)


def money_at_the_bank(world: World) -> None:
    """A payment that stands in a file."""
    made = grants.granted(
        body(world, "振込を待つ会"), world.cases["scheme"], world.people["president"], world.hall, 90_000
    )
    payment = grants.requested(made, world.people["president"])
    case = world.cases["transfer"] = grants.transfer([payment], world.hall)
    world.cases |= {"transfer_line": case.lines.get(), "bank_code": "0123", "branch_code": "001"}


def sent_back_correction(letter: Letter, hall: cast.Hall) -> LetterCorrection:
    """Of a slip of the pen, and given up again: the letter is as it was."""
    said: Any = {"values": {}, "wording": letter.setting, "reason": "宛先の字の誤り", "on": cast.MONDAY}
    said |= {"addressee": Addressee("北の会", "会長 北野 いち"), "rule_name": "部長専決"}
    way = list(DecisionRule.objects.all()[0].stops.all())
    case = LetterCorrection.propose(letter, by=hall.drafter, route=way, **said)
    Proposal.objects.about(case).get().withdraw(by=hall.drafter, reason="誤りではなかった。")
    return case


def decided_bodies(world: World) -> None:
    """With a grant that was decided, and what came of it since."""
    president, hall, money = world.people["president"], world.hall, world.cases["scheme"]
    revocation = later.prepared(grants.granted(body(world, "決定した会"), money, president, hall), hall)
    world.cases |= {"revocation": revocation, "evidence": revocation.papers()[0]}
    changed = grants.granted(body(world, "変更を書く会"), money, president, hall)
    draft = later.draft(changed, president)
    file = receive(draft, bodies.pdf("見積書.pdf"), purpose="変更の書類", by=president)
    sent = later.submitted(grants.granted(body(world, "変更を出した会"), money, president, hall), president)
    world.cases |= {"change_draft": draft, "change_sent": sent, "change_file": file}


def committees(world: World) -> None:
    """A member who has said that there is no tie to the one applicant, and nothing yet about the other's plan."""
    member, chair = world.people["committee"], cast.person("学識 十三子", "chair")
    board = cast.committee(chair, member)
    facts: Any = {"by": world.hall.drafter, "committee": board, "question": "どうか。", "due_on": cast.MONDAY}
    for name, case in (("hearing", "grant_sent"), ("hearing_new", "future_review")):
        world.cases[name] = Hearing.ask([world.cases[case]], on=cast.MONDAY, **facts)[0]
    world.cases["hearing"].voices.get(member__user=member).declare_free(by=member)
    world.cases |= {"board": board, "seat": board.members.get(user=member)}


def settling_money(world: World) -> None:
    """10,000 yen are to come back of each: nothing prepared yet, prepared, ordered."""
    president, hall, money = world.people["president"], world.hall, world.cases["scheme"]
    for code, name in (("grant_confirmed", "確定の会"), ("grant_owing", "返還準備の会"), ("grant_ordered", "返還の会")):
        made = world.cases[code] = grants.granted(body(world, name), money, president, hall, 100_000)
        grants.paid(made, president, hall)
        grants.confirmed(grants.reported(made, president, 90_000), hall)
        made.refresh_from_db()
    due_on = cast.MONDAY + timedelta(days=20)
    world.cases |= {
        "refund_prepared": grants.refund_prepared(world.cases["grant_owing"], hall, 10_000, due_on),
        "refund_ordered": grants.refund_ordered(world.cases["grant_ordered"], hall, 10_000),
    }
    world.cases["planned_dunning"] = PlannedDunning.objects.create(
        refund=world.cases["refund_ordered"], begun_by=hall.drafter
    )


def intakes(world: World) -> None:
    """Typed in by 課長, who is no column: one open, one that waits for its answer, one that was objected to."""
    typist, president = world.hall.manager, world.people["president"]
    for name, at in (("intake_open", "seed"), ("intake", "ready"), ("intake_objected", "north")):
        body = world.cases[at]
        facts: Any = {"matter": "other", "channel": "fax", "received_on": cast.MONDAY, "scan": bodies.pdf()}
        intake = world.cases[name] = Intake.begin(body, by=typist, **facts)
        if name != "intake_open":
            intake.cases.create(case=body)
            intake.send(by=typist)
    said: Any = {"kind": "resident", "starts_on": cast.MONDAY, "note": ""}
    world.cases["tie"] = Tie.declare(typist, world.cases["south"], by=typist, **said)
    world.cases["intake_objected"].object(by=president, objection="ちがう。")
