"""What the page of one refund shows, for the city and for the organization."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from grants.closing import accounting_of, is_late
from grants.dues.charges import charge
from grants.dues.dunning import Dunning
from grants.dues.forms import WaiveForm
from grants.dues.ordering import PlannedDunning
from grants.forms.confirming import CollectForm
from grants.refunds import Refund
from grants.rules import may_book, may_examine_refund
from grants.showing import by_when
from records.cases import NotNow
from records.era import era_date
from records.events import Event
from records.letters import Letter, preview
from records.pieces import Fact, Figure, Tag, steps
from records.stands import stand
from records.templatetags.japanese import month_day, yen
from records.workdays import workdays
from staff.routes import office_of, route_for

Status = Refund.Status
TAGS: dict[str, Tag] = {
    Status.PREPARED: Tag("準備", "way"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.ORDERED: Tag("返還待ち", "back"),
    Status.CLOSED: Tag("返還済み", "good"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
LATE, YOURS = Tag("期限を過ぎています", "late"), Tag("あなたの番です", "now")
AT = {Status.PREPARED: 0, Status.PROPOSED: 1, Status.ORDERED: 3, Status.CLOSED: 4, Status.DROPPED: 0}


def refund_context(case: Refund, user: User, **forms: Any) -> dict[str, Any]:
    today = timezone.localdate()
    inside = user.is_city(on=today)
    approval = stand(case, user=user, on=today) if inside else None
    prepares = inside and case.can("propose") and bool(may_examine_refund(user, case))
    books = case.can("collect") and bool(may_book(user, case))
    owing = charge(case, on=today)
    planned = PlannedDunning.objects.open().filter(refund=case).first() if inside else None
    waives = bool(owing.due) and inside and case.can("collect") and bool(may_examine_refund(user, case))
    mine = prepares or bool(approval and approval.may_act and case.status == Status.PROPOSED)
    events = Event.objects.about(case)
    return {
        "case": case,
        "grant": case.grant,
        "inside": inside,
        "tag": YOURS if mine else tag_of(case, on=today),
        "figures": figures_of(case, on=today),
        "steps": steps("準備", "決裁", "返還命令", "返還", at=AT[Status(case.status)]),
        "facts": facts_of(case),
        "charge": owing,
        "dunnings": list(Dunning.objects.about(case).select_related("made_by")),
        "planned": stand(planned, user=user, on=today) if planned else None,
        "waiving": WaiveForm(None, due=owing.due) if waives else None,
        "receipts": list(case.receipts.select_related("recorded_by")),
        "approval": approval,
        "prepares": prepares,
        "form": CollectForm(None, refund=case, on=today) if books else None,
        "letter": Letter.objects.about(case).first(),
        "events": list(events if inside else events.exclude(verb__startswith="proposal.")),
        **draft_of(case, user, inside=inside),
        **forms,
    }


def tag_of(case: Refund, *, on: date) -> Tag:
    late = case.status == Status.ORDERED and workdays().next_workday(case.due_on) < on
    return LATE if late else TAGS[case.status]


def figures_of(case: Refund, *, on: date) -> list[Figure]:
    figures = [Figure("返還を命ずる額", yen(case.amount))]
    if case.decided_at:
        figures.append(Figure("残り", yen(case.balance), f"返った額 {yen(case.amount - case.balance)}"))
    open_ = case.status not in (Status.CLOSED, Status.DROPPED)
    ending = workdays().ending(case.due_on)
    figures.append(by_when("返還の期限", ending, on=on) if open_ else Figure("返還の期限", month_day(ending.day)))
    return figures


def facts_of(case: Refund) -> list[Fact]:
    grant = case.grant
    return [
        Fact("交付した額", yen(grant.paid())),
        Fact("確定した額", yen(grant.amount_confirmed) if grant.amount_confirmed is not None else "まだ"),
        Fact("理由", case.grounds),
        Fact("根拠の条項", case.article),
        Fact("返還の期限", era_date(case.due_on)),
        Fact("会計の扱い", booking_of(case)),
    ]


def booking_of(case: Refund) -> str:
    """As which money it comes back, by its due date; late payment makes it another year's income."""
    year = case.grant.scheme.fiscal_year
    told = f"期限までに返ると、{accounting_of(year, case.due_on)}"
    return told if is_late(year, case.due_on) else f"{told}({era_date(year.closes)}より後は、返った年度の歳入)"


def draft_of(case: Refund, user: User, *, inside: bool) -> dict[str, Any]:
    """Before the decision: the letter as it would be issued today, and the posts that it will go to."""
    if not inside or case.status not in (Status.PREPARED, Status.PROPOSED):
        return {"draft": None, "way": None}
    today, draft, way = timezone.localdate(), None, None
    try:
        draft = preview(case.letter(on=today), on=today)
    except ValidationError:
        draft = None
    try:
        way = route_for(case.approval_kind, amount=case.amount, on=today, department=office_of(user, on=today))
    except NotNow:
        way = None
    return {"draft": draft, "way": way}
