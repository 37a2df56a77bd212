"""Who may, about the yearly progress of the city's plan."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from plans.cityplan.progress.reports import ActionReport
from staff.models import Department, Post
from staff.routes import upwards


def works_in(user: User, department: Department, *, on: date) -> bool:
    """Holds a post in the department or below it."""
    duties = user.duties_on(on)
    return any(department.pk in upwards(duty.post.department) for duty in duties) and not user.audits(on=on)


def head_of(department: Department) -> Post | None:
    """課長: the post with the highest rank in the department itself, else in the one above it."""
    place: Department | None = department
    while place is not None:
        if post := Post.objects.filter(department=place, audits=False).order_by("rank", "pk").first():
            return post
        place = place.parent
    return None


def may_write_report(user: User, report: ActionReport) -> Answer:
    today = timezone.localdate()
    if works_in(user, report.department, on=today) or user.in_section(on=today):
        return YES
    return No(f"この取組の報告を書くのは、{report.department}の職員です。")


def may_approve_report(user: User, report: ActionReport) -> Answer:
    """The department's head, or who stands in; but never who wrote it."""
    today = timezone.localdate()
    if report.submitted_by_id == user.pk:
        return No("報告を書いた人は、承認できません。ほかの人に頼んでください。")
    head = head_of(report.department)
    if head and head.standing(user, on=today):
        return YES
    return No(f"承認するのは、{head or report.department}です。")
