"""All that the pages of one change show, for whoever reads them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from grants.change import Change
from grants.forms.changing import ChangeForm
from grants.noticing import notice_context
from grants.rules import may_judge_change, may_write_change
from grants.summary import strong
from records.corrections import Correction
from records.drafts import Draft
from records.era import era_date
from records.events import Event
from records.letters import Letter, preview
from records.pieces import Fact, Figure, Step, Tag, steps
from records.stands import stand
from records.templatetags.japanese import month_day, yen

Status = Change.Status
TAGS: dict[str, Tag] = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("審査", "way"),
    Status.RETURNED: Tag("補正のお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.APPROVED: Tag("承認", "good"),
    Status.REFUSED: Tag("不承認", "over"),
    Status.NOTED: Tag("届出を承知", "good"),
    Status.WITHDRAWN: Tag("取り下げ", "over"),
}
YOURS = Tag("あなたの番です", "now")
TOLD = ("begin", "submit", "ask_correction", "note", "approve", "refuse", "withdraw")  # what the applicant reads


def change_context(change: Change, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    inside, writes = user.is_city(on=today), bool(may_write_change(user, change))
    approval = stand(change, user=user, on=today) if inside else None
    judges = bool(may_judge_change(user, change)) and change.status == Status.SUBMITTED
    asks = corrections_of(change)
    mine = (
        (writes and change.is_open)
        or judges
        or (change.status == Status.PROPOSED and bool(approval and approval.may_act))
    )
    return {
        "change": change,
        "grant": change.grant,
        "inside": inside,
        "writes": writes and change.is_open,
        "judges": judges,
        "may_withdraw": writes and change.can("withdraw"),
        "approval": approval,
        "tag": YOURS if mine else TAGS[Status(change.status)],
        "figures": figures_of(change),
        "steps": way_of(change),
        "facts": facts_of(change),
        "differences": change.differences(),
        "light": change.is_light,
        "asked": [ask for ask in asks if ask.mended_at is None],
        "corrections": asks,
        "files": change.papers(),
        "letter": Letter.objects.about(change).decisions().first(),
        **notice_context(change, may=inside and bool(may_judge_change(user, change))),
        "draft": preview(change.letter(on=today), on=today) if inside and change.status == Status.PROPOSED else None,
        "events": history_of(change, inside=inside),
    }


def edit_context(change: Change, form: ChangeForm, draft: Draft | None) -> dict[str, Any]:
    asked = [ask for ask in corrections_of(change) if ask.mended_at is None]
    return {
        "change": change,
        "grant": change.grant,
        "form": form,
        "draft": draft,
        "differences": change.differences(),
        "asked": asked,
        "files": change.papers(),
        "steps": way_to_submit(change, 1),
    }


def confirm_context(change: Change) -> dict[str, Any]:
    today = timezone.localdate()
    places = {
        "paper": change.edit_url(),
        "plan": reverse("plans:yearly_edit", args=[change.plan_id]) if change.plan_id else change.edit_url(),
        "register": change.organization.get_absolute_url(),
    }
    return {
        "change": change,
        "grant": change.grant,
        "steps": way_to_submit(change, 2),
        "facts": facts_of(change),
        "gaps": [(gap.sentence, places.get(gap.place, "")) for gap in change.gaps(on=today)],
        "differences": change.differences(),
        "light": change.needs_only_notice(),
        "files": change.papers(),
    }


def way_to_submit(change: Change, at: int) -> list[Step]:
    first = "計画を直す" if change.follows_plan else "廃止"
    return steps(first, "申請書", "確認して提出", at=at)


def figures_of(change: Change) -> list[Figure]:
    decided = change.amount_after is not None
    figures = [Figure("前の交付決定額" if decided else "今の交付決定額", yen(change.before))]
    wanted = change.amount_now()
    note = "" if wanted is None else difference(wanted - change.before)
    figures.append(Figure("変更後の申請額", yen(wanted) or "–", note))
    if change.amount_after is not None:
        figures.append(
            Figure("変更後の決定額", yen(change.amount_after), difference(change.amount_after - change.before))
        )
    if change.received_at:
        figures.append(Figure("収受", month_day(change.received_at), f"収受第{change.receipt_number}号"))
    return figures


def difference(amount: int) -> str:
    if not amount:
        return "額は変わりません"
    return f"{yen(abs(amount))}{'増やす' if amount > 0 else '減らす'}"


def way_of(change: Change) -> list[Step]:
    stopped = change.status in (Status.RETURNED, Status.WITHDRAWN)
    at = {Status.DRAFT: 0, Status.WITHDRAWN: 0, Status.SUBMITTED: 1, Status.RETURNED: 1, Status.PROPOSED: 2}
    here = at.get(Status(change.status), 4)
    if change.is_light:
        return steps("届出", "市が確かめる", at=min(here, 2), stopped=stopped)
    return steps("申請", "審査", "決裁", "通知", at=here, stopped=stopped)


def facts_of(change: Change) -> list[Fact]:
    plan, wanted = change.plan, change.amount_now()
    facts = [
        Fact("団体名", change.applicant or change.organization.name),
        Fact("代表者", change.representative or str(change.organization.president(on=timezone.localdate()) or "")),
        Fact("交付決定", decision_of(change)),
        Fact("区分", change.get_kind_display()),
        Fact("理由", change.reason or "–"),
        Fact(
            "変更後の交付申請額",
            strong(yen(wanted) or "–", "" if wanted is None else difference(wanted - change.before)),
        ),
    ]
    if plan:
        version = f"第{change.plan_before.version}版から第{plan.version}版へ"
        facts.append(Fact("年度計画と予算", version, plan.get_absolute_url(), "見る"))
    if change.resolved_on:
        facts.append(Fact("総会や役員会で決めた日", era_date(change.resolved_on)))
    facts.append(Fact("連絡する人", f"{change.contact_name} {change.contact_phone}"))
    if change.grounds and change.decided_at:
        facts.append(Fact("市の理由", change.grounds))
    return facts


def decision_of(change: Change) -> str:
    """Date and number of the decision that is to be changed."""
    letter = change.grant.letter_of_decision()
    return f"{era_date(letter.issued_on)}付け {letter.document_number}" if letter else "–"


def corrections_of(change: Change) -> list[Correction]:
    asked = Correction.objects.about(change)
    if change.plan:
        asked |= Correction.objects.about(change.plan)
    return list(asked.select_related("asked_by", "mended_by").order_by("asked_at", "pk"))


def history_of(change: Change, *, inside: bool) -> list[Event]:
    """All of it for the city; for the applicant without what the city wrote for itself."""
    events = Event.objects.about(change)
    if not inside:
        events = events.filter(Q(verb__in=[f"change.{verb}" for verb in TOLD]) | Q(verb="letter.issued"))
    return list(events)
