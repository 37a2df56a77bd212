"""What is to be done about inquiries: rows of both home pages."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from records.tasks import Task, rests_without
from staff.inquiries.deeds import BY_NAME
from staff.inquiries.inquiries import Inquiry

KIND = "声と要望"
NEXT = {"received": "route", "routed": "answer", "answered": "tell"}  # whose turn it is: whoever may do this
ACTIONS = {"route": "回す", "answer": "答える", "tell": "伝える"}


@rests_without(Inquiry.objects.filter(status__in=NEXT))
def for_city(user: User, *, on: date) -> list[Task]:
    """The section routes, the desk answers, and whoever is near tells; the section sees all of them."""
    tasks = (of_inquiry(inquiry, user) for inquiry in waiting(user, on=on))
    return [task for task in tasks if task.mine or user.in_section(on=on)]


@rests_without(Inquiry.objects.filter(status__in=NEXT))
def for_partner(user: User, *, on: date) -> list[Task]:
    """What was passed to somebody from outside, on the page of 今やること."""
    if not user.partnerships_on(on):
        return []
    tasks = (of_inquiry(inquiry, user) for inquiry in waiting(user, on=on))
    return [task for task in tasks if task.mine]


def waiting(user: User, *, on: date) -> list[Inquiry]:
    """Those that somebody must act on; an answer that nobody asked to hear is not among them."""
    seen = Inquiry.objects.visible_to(user, on=on).filter(status__in=NEXT)
    found = seen.select_related("area", "department", "partner", "reported_by")
    return [inquiry for inquiry in found if inquiry.status != "answered" or inquiry.owes_word]


def of_inquiry(inquiry: Inquiry, user: User) -> Task:
    deed = BY_NAME[NEXT[inquiry.status]]
    mine = bool(deed.may(user, inquiry))
    holders = {"route": "協働の担当", "answer": inquiry.desk, "tell": str(inquiry.reported_by or "協働の担当")}
    return Task(
        inquiry.subject,
        inquiry.get_absolute_url(),
        str(inquiry.area or ""),
        inquiry.due_on if inquiry.status != "answered" else None,
        action=ACTIONS[deed.name] if mine else "",
        kind=KIND,
        stage=inquiry.get_status_display(),
        holder=holders[deed.name],
        since=inquiry.answered_on if inquiry.status == "answered" else inquiry.received_on,
        mine=mine,
    )
