"""再交付: the association types what a group brings, decides, pays, confirms; the city reads."""

from __future__ import annotations

from functools import partial
from types import MethodType
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, recorded, writes
from grants.regrants.cases import ReGrant
from grants.regrants.forms import BY_CODE, ApplicationForm, Doing
from grants.regrants.page import regrant_page, table_of
from grants.regrants.rules import may_keep_regrant
from grants.rules import may_write
from grants.views.case import visible as grant_visible
from records.events import record
from records.forms import attempt
from records.pressing import pressed
from records.sheets.files import WAYS


def visible(request: Request, pk: int, may: Rule | None = None) -> ReGrant:
    cases = ReGrant.objects.visible_to(request.user, on=timezone.localdate())
    related = cases.select_related("grant__organization", "grant__scheme", "grant__yearly_plan", "decided_by")
    return fetch(related, by=request.user, may=may, pk=pk)


@writes
def new(request: Request, pk: int) -> HttpResponseBase:
    grant, today = grant_visible(request, pk, may_write), timezone.localdate()
    form, made = ApplicationForm(request.POST or None, grant=grant, on=today), []

    def act(**facts: Any) -> None:
        made.append(ReGrant.begin(grant, by=request.user, on=today, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, "申請を入力しました。中身を確かめて、受け付けてください。")
        return redirect(made[0])
    return render(request, "grants/regrants/new.html", {"grant": grant, "form": form})


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    case, today = visible(request, pk, may_keep_regrant), timezone.localdate()
    if not case.is_open:
        messages.info(request, "この申請は、もう受け付けています。")
        return redirect(case)
    form = ApplicationForm(request.POST or None, grant=case.grant, on=today, case=case)
    if form.is_valid() and attempt(form, case.write, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "申請の内容を直しました。")
        return redirect(case)
    return render(request, "grants/regrants/edit.html", {"case": case, "grant": case.grant, "form": form})


@reads
def regrant(request: Request, pk: int) -> HttpResponseBase:
    return render(request, "grants/regrants/regrant.html", regrant_page(visible(request, pk), request.user))


@reads
def paper(request: Request, pk: int) -> HttpResponseBase:
    """The association's own decision for the group, to be printed; no letter of the city's."""
    case = visible(request, pk)
    if case.decided_on is None:
        raise Http404
    president = case.organization.president(on=case.decided_on)
    return render(request, "grants/regrants/paper.html", {"case": case, "grant": case.grant, "president": president})


@writes
def step(request: Request, pk: int, code: str) -> HttpResponseBase:
    """One verb: a button where nothing is to be typed, else its form."""
    if code not in BY_CODE:
        raise Http404
    doing = BY_CODE[code]
    case = visible(request, pk)
    ask(doing.may, request.user, case)
    if code == "submit":
        return pressed(request, lambda: case.submit(by=request.user), doing.done, to=case)
    if not case.can(doing.verb):
        messages.info(request, f"今は「{case.get_status_display()}」なので、この操作はできません。")
        return redirect(case)
    return typed(request, case, doing)


def typed(request: Request, case: ReGrant, doing: Doing) -> HttpResponseBase:
    today = timezone.localdate()
    form = doing.form(request.POST or None, request.FILES or None, case=case, on=today)
    extra = {"on": today} if form.dated else {}
    act = MethodType(doing.act, case)
    if form.sent_by(request.user) and attempt(form, act, by=request.user, **extra, **form.facts):
        messages.success(request, doing.done)
        return redirect(case)
    context = {"case": case, "grant": case.grant, "form": form, "doing": doing}
    return render(request, "grants/regrants/step.html", context)


@recorded
def sheet(request: Request, pk: int) -> HttpResponseBase:
    grant = grant_visible(request, pk)
    if not grant.scheme.regrants or grant.amount_decided is None:
        raise Http404
    way, table = WAYS["xlsx"], table_of(grant, request.user)
    facts = {"comment": f"{table.title} {len(table)}件 {way.label}", "sheet": table.title, "rows": len(table)}
    request.afterwards.append(partial(record, grant, "sheet.export", by=request.user, **facts))
    name = quote(f"{table.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(table), content_type=way.media_type, headers=headers)
