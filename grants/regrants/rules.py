"""Who may, about re-grants: they are the association's own; the city only reads them."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from grants.regrants.cases import ReGrant
from grants.rules import may_apply
from organizations.models import Officer


def may_keep_regrant(user: User, case: ReGrant) -> Answer:
    """Types for the group, pays, writes the report down: every officer who writes."""
    return may_apply(user, case.organization)


def may_judge_regrant(user: User, case: ReGrant) -> Answer:
    """Decides and confirms: the president; another officer where the president typed it. Nobody their own typing."""
    today = timezone.localdate()
    if not user.speaks_for(case.organization, on=today):
        return No("再交付を決めるのは、その団体の会長です。")
    typed_by = typist(case)
    if typed_by == user.pk:
        return No("あなたが入力したので、決めるのは、ほかの役員です。画面を見てもらってください。")
    if is_president(user, case) or presides(typed_by, case):
        return YES
    return No("再交付を決めるのは、会長です。会長が入力したものだけ、ほかの役員が決められます。")


def typist(case: ReGrant) -> int | None:
    return case.reported_by_id or case.typed_by_id


def is_president(user: User, case: ReGrant) -> bool:
    roles = user.roles_on(timezone.localdate())
    return any(role.organization_id == case.organization.pk and role.kind == Officer.Kind.PRESIDENT for role in roles)


def presides(typed_by: int | None, case: ReGrant) -> bool:
    president = case.organization.president(on=timezone.localdate())
    return president is not None and president.user_id == typed_by
