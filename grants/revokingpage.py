"""All that the page of one revocation shows, for whoever of the city reads it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from grants.revoking import Revocation
from grants.rules import may_revoke
from records.cases import NotNow
from records.events import Event
from records.letters import Letter, preview
from records.pieces import Fact, Figure, Tag, steps
from records.stands import stand
from records.templatetags.japanese import yen
from staff.routes import office_of, route_for

Status = Revocation.Status
TAGS: dict[str, Tag] = {
    Status.PREPARED: Tag("取消しの準備", "way"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.REVOKED: Tag("取消し", "over"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
YOURS = Tag("あなたの番です", "now")
AT = {Status.PREPARED: 0, Status.PROPOSED: 1, Status.REVOKED: 3, Status.DROPPED: 0}


def revocation_context(case: Revocation, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    approval, may = stand(case, user=user, on=today), bool(may_revoke(user, case))
    prepares = may and case.can("propose")
    mine = prepares or bool(approval and approval.may_act and case.status == Status.PROPOSED)
    dropped = case.status == Status.DROPPED
    return {
        "case": case,
        "grant": case.grant,
        "tag": YOURS if mine else TAGS[Status(case.status)],
        "figures": figures_of(case),
        "steps": steps("準備", "決裁", "取消通知", at=AT[Status(case.status)], stopped=dropped),
        "facts": facts_of(case),
        "files": case.papers(),
        "approval": approval,
        "prepares": prepares,
        "letter": Letter.objects.about(case).first(),
        "events": list(Event.objects.about(case)),
        **draft_of(case, user),
    }


def figures_of(case: Revocation) -> list[Figure]:
    note = "決定の前" if case.amount_before is None else "取消しの前"
    return [
        Figure("今の交付決定額" if case.amount_before is None else "取消し前の額", yen(case.before), note),
        Figure("取り消す額", yen(case.taken), case.get_scope_display()),
        Figure("取消し後の額", yen(case.after), "返還を求める" if case.asks_back else "返還を求めない"),
    ]


def facts_of(case: Revocation) -> list[Fact]:
    return [
        Fact("取消しの範囲", case.get_scope_display()),
        Fact("理由", case.get_grounds_display()),
        Fact("くわしい理由", case.reason),
        Fact("根拠の条項", case.article),
        Fact("準備した人", str(case.begun_by)),
    ]


def draft_of(case: Revocation, user: User) -> dict[str, Any]:
    """Before the decision: the letter as it would be issued today, and the posts that it will go to."""
    if case.status not in (Status.PREPARED, Status.PROPOSED):
        return {"draft": None, "way": None}
    today, draft, way = timezone.localdate(), None, None
    try:
        draft = preview(case.letter(on=today), on=today)
    except ValidationError:
        draft = None
    try:
        way = route_for(case.approval_kind, amount=case.taken, on=today, department=office_of(user, on=today))
    except NotNow:
        way = None
    return {"draft": draft, "way": way}
