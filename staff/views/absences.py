"""不在と代決: who is away, and who then decides."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.forms import attempt
from records.pressing import pressed
from staff.absences import Absence, Substitute
from staff.forms.absences import AbsenceForm, SubstituteForm
from staff.rules import may_read_office, may_write_absence, may_write_substitute

PAGE = "staff:absences"


@reads
def absences(request: Request) -> HttpResponse:
    ask(may_read_office, request.user, None)
    today, user = timezone.localdate(), request.user
    away = Absence.objects.visible_to(user, on=today).still_to_come(on=today).select_related("user", "registered_by")
    lent = Substitute.objects.visible_to(user, on=today).still_to_come(on=today).select_related("post", "deputy")
    page = {
        "absences": [(absence, bool(may_write_absence(user, absence))) for absence in away],
        "substitutes": [(substitute, bool(may_write_substitute(user, substitute))) for substitute in lent],
        "today": today,
    }
    return render(request, "staff/absences.html", page)


@writes
def register(request: Request) -> HttpResponseBase:
    ask(may_read_office, request.user, None)
    today, user = timezone.localdate(), request.user
    only = None if user.in_section(on=today) else user
    form = AbsenceForm(request.POST or None, initial={"starts_on": today, "user": user.pk}, on=today, only=only)
    if form.is_valid() and attempt(form, Absence.register, by=user, on=today, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['user']}さんの不在を登録しました。")
        return redirect(PAGE)
    return render(request, "staff/absence_new.html", {"form": form})


@writes
def come_back(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    visible = Absence.objects.visible_to(request.user, on=today).select_related("user")
    absence = fetch(visible, by=request.user, may=may_write_absence, pk=pk)
    done = f"{absence.user}さんの不在を終えました。今日から、本人が決裁します。"
    return pressed(request, lambda: absence.come_back(by=request.user, on=today), done, to=reverse(PAGE))


@writes
def appoint(request: Request) -> HttpResponseBase:
    ask(may_read_office, request.user, None)
    today, user = timezone.localdate(), request.user
    own = None if user.in_section(on=today) else [duty.post_id for duty in user.duties_on(today)]
    form = SubstituteForm(request.POST or None, initial={"starts_on": today, "order": 1}, on=today, only=own)
    if form.is_valid() and attempt(form, Substitute.appoint, by=user, on=today, **form.cleaned_data):
        messages.success(request, f"{form.cleaned_data['post']}の代わりを決めました。")
        return redirect(PAGE)
    return render(request, "staff/substitute_new.html", {"form": form})


@writes
def release(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    visible = Substitute.objects.visible_to(request.user, on=today).select_related("post", "deputy")
    substitute = fetch(visible, by=request.user, may=may_write_substitute, pk=pk)
    done = f"{substitute.post}の代わりから、{substitute.deputy}を外しました。"
    return pressed(request, lambda: substitute.release(by=request.user, on=today), done, to=reverse(PAGE))
