"""講座: for everybody, without signing in; apply, and with the code look or cancel."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.limits import limited
from organizations.courses.course import Course
from organizations.courses.forms import ApplyForm
from organizations.courses.learners import Learner
from organizations.courses.page import course_page, tag_of
from organizations.meetings.views.finding import reader
from organizations.meetings.views.public import KNOCKS
from records.codes import as_code
from records.forms import attempt
from records.pressing import pressed

ROWS, SENDINGS = 30, 10


@login_not_required
@limited("courses", per_minute=KNOCKS)
@reads
def courses(request: Request) -> HttpResponse:
    today = timezone.localdate()
    found = Course.objects.visible_to(request.user, on=today).with_hosts().order_by("-apply_until", "-pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    user = reader(request)
    bodies = [role.organization for role in user.roles_on(today)] if user else []
    rows = [(each, tag_of(each, on=today)) for each in page]
    return render(request, "organizations/courses/list.html", {"page": page, "rows": rows, "bodies": bodies})


def course_for(request: Request, pk: int) -> Course:
    return get_object_or_404(Course.objects.visible_to(request.user, on=timezone.localdate()).with_hosts(), pk=pk)


@login_not_required
@limited("courses", per_minute=KNOCKS)
@reads
def course(request: Request, pk: int) -> HttpResponse:
    context = course_page(course_for(request, pk), reader(request), on=timezone.localdate())
    return render(request, "organizations/courses/detail.html", context)


@login_not_required
@limited("course-apply", per_minute=SENDINGS)
@writes
def apply(request: Request, pk: int) -> HttpResponseBase:
    found, today = course_for(request, pk), timezone.localdate()
    if request.method != "POST" and found.closed_because(on=today):
        return redirect(found)
    form = ApplyForm(request.POST or None)
    made: list[Learner] = []

    def act(**person: Any) -> None:
        made.append(Learner.apply(found, on=today, **person))

    if form.is_valid():
        if form.is_machine:
            return redirect(found)
        if attempt(form, act, **form.person):
            return redirect("courses:mine", made[0].code_said)
    return render(request, "organizations/courses/apply.html", {"course": found, "form": form})


def bearing(code: str) -> Learner:
    """404 for a code that is nobody's."""
    related = Learner.objects.select_related("course__organization", "course__area", "course__theme")
    found: Learner | None = related.filter(code=as_code(code) or "-").first()
    if found is None:
        raise Http404
    return found


@login_not_required
@limited("course-mine", per_minute=KNOCKS)
@reads
def mine(request: Request, code: str) -> HttpResponse:
    """控え: the place, and what came of it."""
    learner = bearing(code)
    context = course_page(learner.course, None, on=timezone.localdate())
    return render(request, "organizations/courses/mine.html", {**context, "learner": learner})


@login_not_required
@limited("course-code", per_minute=SENDINGS)
@writes
def give_up(request: Request, code: str) -> HttpResponseBase:
    learner = bearing(code)
    done = "申し込みを取り消しました。席は、待っている人に回ります。"
    return pressed(request, partial(learner.give_up), done, to=reverse("courses:mine", args=[learner.code_said]))
