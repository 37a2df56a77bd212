"""What the page of a grant shows of where it stands: key figures, the way, who has it, what the reader can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from grants.cases import Grant
from plans.models import YearlyPlan
from records.corrections import Correction
from records.events import Event
from records.pieces import Figure, Step, Tag
from records.stands import Stand
from records.templatetags.japanese import days_left, local_day, month_day, yen
from records.workdays import Ending, Workdays, workdays

SETTLING = ("confirm", "settle")
LATER = (
    "ask_status",
    "spare_status",
    "ask_change",
    "change",
    "suspend",
    "abolish",
    "reduce",
    "revoke",
    "give_up",
    *SETTLING,
)  # after the decision
TOLD = ("begin", "submit", "ask_correction", "grant", "refuse", "withdraw", *LATER)  # what the applicant reads

Status = Grant.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("審査", "way"),
    Status.RETURNED: Tag("補正のお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.GRANTED: Tag("交付決定", "good"),
    Status.REFUSED: Tag("不交付決定", "over"),
    Status.WITHDRAWN: Tag("取り下げ", "over"),
    Status.SUSPENDED: Tag("中止", "back"),
    Status.ABOLISHED: Tag("廃止", "over"),
    Status.REVOKED: Tag("取消し", "over"),
    Status.GIVEN_UP: Tag("決定後の取り下げ", "over"),
    Status.CONFIRMED: Tag("額の確定", "good"),
    Status.SETTLED: Tag("精算済み", "good"),
}
OPEN = (Status.SUBMITTED, Status.RETURNED, Status.PROPOSED)
YOURS = Tag("あなたの番です", "now")


@dataclass(frozen=True)
class Holder:
    """いま持っている人: who must act, and since when."""

    name: str
    note: str = ""
    mine: bool = False


def holder_of(grant: Grant, approval: Stand | None, *, examines: bool, writes: bool) -> Holder:
    if grant.status == Status.PROPOSED and approval and approval.open_step:
        names = next((names for step, names in approval.stops if step == approval.open_step), [])
        post = str(approval.open_step.post)
        note = f"{post}・{month_day(approval.since)}から" if names else f"{month_day(approval.since)}から"
        return Holder("、".join(names) or post, note, approval.may_act)
    if grant.status == Status.SUBMITTED and grant.submitted_at:
        return Holder("協働の担当", f"{month_day(grant.submitted_at)}から", examines)
    if grant.is_open:
        return Holder(grant.organization.name, "", writes)
    return Holder("–", grant.get_status_display())


def decision_due(grant: Grant, calendar: Workdays) -> date | None:
    """決定の目安: so many days after the application was received, and a day on which the hall is open."""
    if grant.received_at is None:
        return None
    return calendar.after(local_day(grant.received_at), grant.scheme.decides_within).day


def figures_of(grant: Grant, holder: Holder, *, on: date) -> list[Figure]:
    figures = [applied(grant)]
    if grant.amount_decided is not None:
        figures.append(granted(grant))
    if grant.amount_confirmed is not None:
        figures.append(Figure("確定額", yen(grant.amount_confirmed), kept_of(grant)))
    if grant.received_at:
        late = "・期限の後" if grant.is_late else ""
        figures.append(Figure("収受", month_day(grant.received_at), f"収受第{grant.receipt_number}号{late}"))
    else:
        figures.append(by_when("申請の期限", workdays().ending(grant.scheme.deadline), on=on))
    if grant.status in (Status.SUBMITTED, Status.PROPOSED) and (due := decision_due(grant, workdays())):
        figures.append(Figure("決定の目安", month_day(due), days_left(due, on)))
    if grant.status in (*OPEN, Status.DRAFT):
        figures.append(Figure("いま持っている人", holder.name, holder.note))
    return figures


def by_when(label: str, ending: Ending, *, on: date) -> Figure:
    """A deadline with the days that are left, and why it is another day than the one that was written."""
    hint = f"・{ending.hint}" if ending.is_moved else ""
    return Figure(label, month_day(ending.day), f"{days_left(ending.day, on)}{hint}")


def kept_of(grant: Grant) -> str:
    """What of the surplus stays with the organization, and as what."""
    kept = {"繰り越す額": grant.amount_carried, "積み立てる額": grant.amount_reserved}
    kept["次の年度に差し引く額"] = grant.amount_offset
    return "、".join(f"{name} {yen(amount)}" for name, amount in kept.items() if amount)


def granted(grant: Grant) -> Figure:
    """What stands of the decision, and what it was where that has changed."""
    decided = f"{month_day(grant.decided_at)}に決定"
    if not grant.is_altered:
        return Figure("交付決定額", yen(grant.amount_decided), decided)
    return Figure("今の交付決定額", yen(grant.amount_current), f"はじめは{yen(grant.amount_decided)}({decided})")


def applied(grant: Grant) -> Figure:
    """The amount, and how it stands to what was calculated."""
    if grant.amount_calculated is None:
        return Figure("申請額", yen(grant.amount_applied), "年度計画の「うち交付金」の合計")
    less = grant.amount_calculated - grant.amount_applied
    note = "算定額と同じ" if not less else f"算定額より{yen(less)}少ない"
    return Figure("申請額", yen(grant.amount_applied), note)


def way_of(grant: Grant, approval: Stand | None, corrections: int) -> list[Step]:
    """提出 → 審査 → 決裁 → 決定通知; a return for correction is where the review stands still."""
    at = {Status.DRAFT: 0, Status.SUBMITTED: 1, Status.RETURNED: 1, Status.PROPOSED: 2, Status.WITHDRAWN: 0}
    here = at.get(Status(grant.status), 4)
    mended = f"補正{corrections}か所" if corrections else ""
    drafted = local_day(approval.proposal.drafted_at) if approval and here >= 2 else None
    decided = local_day(grant.decided_at) if grant.decided_at else None
    sent = local_day(grant.submitted_at) if grant.submitted_at and here else None
    refused = "不交付" if grant.status == Status.REFUSED else ""
    stations = [
        ("提出", "取り下げ" if grant.status == Status.WITHDRAWN else "", sent),
        ("審査", "補正を待っています" if grant.status == Status.RETURNED else mended, drafted),
        ("決裁", "", decided),
        ("決定通知", refused, decided),
    ]
    stopped = grant.status in (Status.RETURNED, Status.WITHDRAWN)
    return [
        Step(label, "done" if n < here else ("stop" if stopped else "now") if n == here else "todo", note, day)
        for n, (label, note, day) in enumerate(stations)
    ]


def corrections_of(grant: Grant) -> list[Correction]:
    """Requests on the application and on the rows of its plan, in the order asked."""
    versions = YearlyPlan.objects.of(grant.organization, grant.scheme.fiscal_year).values("pk")
    of_plan = Correction.objects.filter(case_type=ContentType.objects.get_for_model(YearlyPlan), case_id__in=versions)
    asked = Correction.objects.about(grant) | of_plan
    return list(asked.select_related("asked_by", "mended_by").order_by("asked_at", "pk"))


def history_of(grant: Grant, *, inside: bool) -> list[Event]:
    """All of it for the city; for the applicant without what the city wrote for itself."""
    events = Event.objects.about(grant)
    if not inside:
        verbs = [f"grant.{verb}" for verb in TOLD]
        events = events.filter(Q(verb__in=verbs) | Q(verb="letter.issued"))
    return list(events)
