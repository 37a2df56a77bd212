"""All that the page of one derecognition shows, for whoever of the city reads it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from organizations.derecognition.case import Derecognition
from organizations.rules import may_derecognise
from records.cases import NotNow
from records.era import era_date
from records.events import Event
from records.letters import Letter, preview
from records.pieces import Fact, Tag, steps
from records.stands import stand
from staff.routes import office_of, route_for

Status = Derecognition.Status
TAGS: dict[str, Tag] = {
    Status.PREPARED: Tag("取消しの準備", "way"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.REVOKED: Tag("取消し", "over"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
YOURS = Tag("あなたの番です", "now")
AT = {Status.PREPARED: 0, Status.PROPOSED: 1, Status.REVOKED: 3, Status.DROPPED: 0}


def derecognition_context(case: Derecognition, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    approval, may = stand(case, user=user, on=today), bool(may_derecognise(user, case))
    prepares = may and case.can("propose")
    mine = prepares or bool(approval and approval.may_act and case.status == Status.PROPOSED)
    return {
        "case": case,
        "organization": case.organization,
        "tag": YOURS if mine else TAGS[Status(case.status)],
        "steps": steps("準備", "決裁", "取消通知", at=AT[Status(case.status)], stopped=case.status == Status.DROPPED),
        "facts": facts_of(case),
        "files": case.papers(),
        "approval": approval,
        "prepares": prepares,
        "letter": Letter.objects.about(case).first(),
        "events": list(Event.objects.about(case)),
        **draft_of(case, user),
    }


def facts_of(case: Derecognition) -> list[Fact]:
    return [
        Fact("理由", case.get_grounds_display()),
        Fact("くわしい理由", case.reason),
        Fact("根拠の条項", case.article),
        Fact("効力が生じる日", era_date(case.effective_on)),
        *(Fact(label, value) for label, value in case.said().items()),
        Fact("準備した人", str(case.begun_by)),
    ]


def draft_of(case: Derecognition, user: User) -> dict[str, Any]:
    """Before the decision: the letter as it would be issued today, and the posts that it will go to."""
    if case.status not in Derecognition.OPEN:
        return {"draft": None, "way": None}
    today, draft, way = timezone.localdate(), None, None
    try:
        draft = preview(case.letter(on=today), on=today)
    except ValidationError:
        draft = None
    try:
        way = route_for(case.approval_kind, amount=None, on=today, department=office_of(user, on=today))
    except NotNow:
        way = None
    return {"draft": draft, "way": way}
