"""The pages of those who hold a course."""

from __future__ import annotations

from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, fetch, recorded, writes
from organizations.areas import Area
from organizations.bodies import Organization
from organizations.courses.course import Course
from organizations.courses.forms import CancelForm, CourseForm, FinishForm, SessionsForm
from organizations.courses.learners import Learner
from organizations.courses.learners import attend as attend_all
from organizations.courses.page import people_page
from organizations.courses.rules import may_keep_course
from organizations.meetings.rules import may_hold_for
from records.events import record
from records.forms import attempt
from records.letters import fonts
from records.letters.views import as_pdf
from records.pressing import pressed
from staff.models import City


def host_named(request: Request) -> Organization | Area:
    """For whom the address asks: ``?organization=`` or ``?area=``."""
    today = timezone.localdate()
    for name, model in (("organization", Organization), ("area", Area)):
        key = request.GET.get(name, "")
        if key.isdecimal() and len(key) < 10:
            rows: Any = model._default_manager
            return fetch(rows.visible_to(request.user, on=today), by=request.user, may=may_hold_for, pk=int(key))  # type: ignore[no-any-return]
    raise Http404


def own(request: Request, pk: int, may: Rule = may_keep_course) -> Course:
    seen = Course.objects.visible_to(request.user, on=timezone.localdate()).with_hosts()
    return fetch(seen, by=request.user, may=may, pk=pk)


@writes
def new(request: Request) -> HttpResponseBase:
    host, form = host_named(request), CourseForm(request.POST or None, on=timezone.localdate())
    made: list[Course] = []

    def act(**facts: Any) -> None:
        made.append(Course.plan(by=request.user, host=host, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "講座を用意しました。次に、講座の回を選びます。")
        return redirect("courses:sessions", made[0].pk)
    return form_page(request, form, "講座を用意する", host=host)


def form_page(request: Request, form: Any, title: str, *, course: Course | None = None, **context: Any) -> HttpResponse:
    """The page with one form; ``course`` is what it is about, where it is there already."""
    shown = {"button": "保存する", "danger": False, "unreached": 0, "lacks_meetings": "", **context}
    shown |= {"form": form, "title": title, "course": course, "host": course.host if course else context["host"]}
    return render(request, "organizations/courses/form.html", shown)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    course = own(request, pk)
    form = CourseForm(request.POST or None, on=timezone.localdate(), course=course)
    if form.is_valid() and attempt(form, course.revise, by=request.user, **form.cleaned_data):
        messages.success(request, "講座の案内を直しました。")
        return redirect(course)
    return form_page(request, form, "講座の案内を直す", course=course)


@writes
def sessions(request: Request, pk: int) -> HttpResponseBase:
    """Which meetings are its sessions."""
    course = own(request, pk)
    form = SessionsForm(request.POST or None, course=course)
    if form.is_valid() and attempt(form, course.set_sessions, by=request.user, **form.cleaned_data):
        messages.success(request, "講座の回を決めました。")
        return redirect(course)
    asked = f"organization={course.organization_id}" if course.organization_id else f"area={course.area_id}"
    return form_page(request, form, "講座の回を選ぶ", course=course, lacks_meetings="" if form.has_meetings else asked)


@writes
def announce(request: Request, pk: int) -> HttpResponseBase:
    course = own(request, pk)
    return pressed(request, partial(course.announce, by=request.user), "講座を知らせました。", to=course)


@writes
def cancel(request: Request, pk: int) -> HttpResponseBase:
    course = own(request, pk)
    form = CancelForm(request.POST or None)
    if form.is_valid() and attempt(form, course.cancel, by=request.user, **form.cleaned_data):
        messages.success(request, "講座を中止にしました。メールのある人には知らせました。")
        return redirect(course)
    unreached = Learner.objects.filter(course=course, email="").live().count()
    shown: dict[str, Any] = {"button": "中止にする", "danger": True, "unreached": unreached}
    return form_page(request, form, "講座を中止にする", course=course, **shown)


@recorded
def people(request: Request, pk: int) -> HttpResponse:
    """受講者と出席; that somebody looked at the names goes on record."""
    course = own(request, pk)
    request.afterwards.append(partial(record, course, "course.look", by=request.user))
    form = FinishForm(on=timezone.localdate())
    return render(request, "organizations/courses/people.html", {**people_page(course), "form": form})


@writes
def attend(request: Request, pk: int) -> HttpResponseBase:
    """The table of ticks: one name for each, learner and meeting."""
    course = own(request, pk)
    came = [pair for text in request.POST.getlist("came") if (pair := pair_in(text))]
    act = partial(attend_all, course, by=request.user, came=came)
    return pressed(request, act, "出席を書きました。", to=reverse("courses:people", args=[course.pk]))


def pair_in(text: str) -> tuple[int, int] | None:
    """Learner and meeting, as the name of a tick says them."""
    learner, _bar, meeting = text.partition("-")
    known = all(part.isdecimal() and len(part) < 10 for part in (learner, meeting))
    return (int(learner), int(meeting)) if known else None


@writes
def finish(request: Request, pk: int) -> HttpResponseBase:
    course = own(request, pk)
    form = FinishForm(request.POST or None, on=timezone.localdate())
    if form.is_valid() and attempt(form, course.finish, by=request.user, **form.cleaned_data):
        messages.success(request, "修了する人を決めました。修了証を印刷できます。")
        return redirect("courses:people", course.pk)
    return render(request, "organizations/courses/people.html", {**people_page(course), "form": form})


@recorded
@csp_update({"object-src": [SELF]})  # type: ignore[arg-type]  # the browser's own reader
def certificates(request: Request, pk: int) -> HttpResponse:
    """修了証, a page for each; a paper of thanks, which decides nothing."""
    from records.letters.render import renderer  # a heavy library

    course = own(request, pk)
    graduates = list(Learner.objects.filter(course=course).graduates())
    if not graduates:
        raise Http404
    context = {"course": course, "graduates": graduates, "city": City.current()}
    html = render_to_string("organizations/courses/certificates.html", context)
    request.afterwards.append(partial(record, course, "course.print_certificates", by=request.user))
    file = renderer().pdf(fonts.mark(html), title=f"修了証 {course}", style="certificate")
    return as_pdf(file.content, f"修了証 {course}.pdf")
