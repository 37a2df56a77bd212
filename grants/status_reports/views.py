"""状況報告: the organization writes and sends it, the section asks for it, reads it, gives it back."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from grants.rules import may_write
from grants.status_reports.forms import AskForm, SendBackForm, StatusPage
from grants.status_reports.listing import StatusList
from grants.status_reports.page import confirm_page, status_page
from grants.status_reports.papers import StatusReport
from grants.status_reports.requests import StatusRequest
from grants.status_reports.rules import may_ask_for_status, may_judge_status, may_list_status
from grants.views.case import visible as grant_visible
from organizations.rules import may_submit
from organizations.views.asking import asked_instead
from plans.desk import Desk
from records.drafts import find
from records.forms import attempt
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> StatusReport:
    reports = StatusReport.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(reports.select_related("grant__organization", "grant__scheme"), by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int, day: str) -> HttpResponseBase:
    grant, as_of, today = grant_visible(request, pk, may_write), day_of(day), timezone.localdate()

    def act() -> str:
        made = StatusReport.begin(grant, by=request.user, as_of=as_of, on=today)
        return reverse("grants:status_edit", args=[made.pk])

    return pressed(request, act, "状況報告を作りました。事業は、年度計画から写してあります。", to=grant)


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise Http404 from problem


@reads
def report(request: Request, pk: int) -> HttpResponseBase:
    return render(request, "grants/status/report.html", status_page(request, visible(request, pk)))


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if not found.is_open:
        messages.info(request, StatusReport.NOT_NOW["submit"])
        return redirect(found)
    here, onward = (reverse(f"grants:status_{page}", args=[pk]) for page in ("edit", "confirm"))
    template, extra = "grants/status/edit.html", {"report": found}
    return Desk(request, found, StatusPage, template=template, here=here, onward=onward, extra=extra).answer()  # type: ignore[arg-type]


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_write), timezone.localdate()
    if not found.is_open:
        return redirect(found)
    if find(found.draft_key):
        messages.warning(request, "まだ保存していないところがあります。「保存して次へ」を、もう一度押してください。")
        return redirect("grants:status_edit", pk)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, found, what=f"{found}を出す")
    if request.method == "POST":
        ask(may_submit, request.user, found.organization)
        here = reverse("grants:status_confirm", args=[pk])
        done = "状況報告を出しました。市が確かめます。"
        return pressed(request, lambda: found.submit(by=request.user, on=today), done, to=found, otherwise=here)
    return render(request, "grants/status/confirm.html", confirm_page(request, found))


@writes
def accept(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_judge_status)
    return pressed(request, lambda: found.accept(by=request.user), "状況報告を確認しました。", to=found)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_judge_status)
    if request.method != "POST":
        return redirect(found)
    form = SendBackForm(request.POST)
    if form.is_valid() and attempt(form, found.send_back, by=request.user, **form.cleaned_data):
        messages.success(request, "団体に直しをお願いしました。メールでも知らせました。")
        return redirect(found)
    return render(request, "grants/status/report.html", {**status_page(request, found), "back_form": form})


@writes
def ask_for(request: Request, pk: int) -> HttpResponseBase:
    """状況報告を求める, of one organization."""
    grant, today = grant_visible(request, pk, may_ask_for_status), timezone.localdate()
    form = AskForm(request.POST or None, grant=grant, on=today)
    if form.is_valid() and attempt(
        form, StatusRequest.ask, grant=grant, by=request.user, on=today, **form.cleaned_data
    ):
        messages.success(request, "団体に状況報告を求めました。メールでも知らせました。")
        return redirect(grant)
    return render(request, "grants/status/ask.html", {"grant": grant, "form": form})


@writes
def take_back(request: Request, pk: int) -> HttpResponseBase:
    asked = fetch(StatusRequest.objects.select_related("grant"), by=request.user, pk=pk)
    grant = grant_visible(request, asked.grant_id, may_ask_for_status)
    done = "状況報告の求めを取りやめました。"
    return pressed(request, lambda: asked.take_back(by=request.user), done, to=grant)


@reads
def reports(request: Request) -> HttpResponseBase:
    ask(may_list_status, request.user, None)
    found = StatusList(request.GET.dict(), request.user, on=timezone.localdate())
    return render(request, "grants/status/list.html", {"list": found})
