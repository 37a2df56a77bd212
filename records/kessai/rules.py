"""Who may, on the pages of 決裁. Whether it is the time for it is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from records.approvals import Proposal


def may_open_box(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("決裁は、市の職員のためのページです。")


def may_reassign(user: User, proposal: Proposal) -> Answer:
    """The drafter, and the section in charge: somebody must be able to mend a way that has come to a stop."""
    if user.pk == proposal.drafted_by_id or user.in_section(on=timezone.localdate()):
        return YES
    return No("受け持つ職を変えるのは、起案した人と、協働の担当の係です。")


def may_steer(user: User, proposal: Proposal) -> Answer:
    if user.pk == proposal.drafted_by_id:
        return YES
    return No("起案を直したり、引き戻したり、取り下げたりするのは、起案した人です。")
