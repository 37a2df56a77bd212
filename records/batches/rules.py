"""Who may help a batch along."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from records.approvals import Proposal


def may_mend(user: User, proposal: Proposal) -> Answer:
    """Whoever drafted it, and the section that looks after it."""
    if user.pk == proposal.drafted_by_id or user.in_section(on=timezone.localdate()):
        return YES
    return No("できなかった案件をもう一度するのは、起案した人か、協働の担当の係です。")


def may_follow(user: User, together: object) -> Answer:
    if getattr(together, "by_id", None) == user.pk:
        return YES
    return No("まとめて承認したようすを見るのは、承認した人です。")
