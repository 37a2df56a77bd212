"""実績報告, the organization's half: write, receipts, papers, send."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from grants.forms.receipt import ReceiptForm, ReportPapersForm
from grants.forms.report import ReportPage
from grants.heaps.photos import waiting_photo
from grants.receipts import strike
from grants.report_page import confirm_context, receipts_context, report_context
from grants.reports import Report
from grants.rules import may_write
from grants.views.case import visible as grant_visible
from organizations.rules import may_submit
from organizations.views.asking import asked_instead, sending
from plans.desk import Desk
from records.drafts import find
from records.forms import attempt
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> Report:
    reports = Report.objects.visible_to(request.user, on=timezone.localdate())
    related = reports.select_related("grant__organization", "grant__scheme", "grant__yearly_plan", "yearly_plan")
    return fetch(related, by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    grant = grant_visible(request, pk, may_write)

    def act() -> str:
        return reverse("grants:report_edit", args=[Report.begin(grant, by=request.user).pk])

    return pressed(request, act, "実績報告を作りました。年度計画から写してあります。", to=grant)


@reads
def report(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    return render(request, "grants/report.html", report_context(found, request.user))


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if not found.is_open:
        messages.info(request, Report.NOT_NOW["submit"])
        return redirect(found)
    here, onward = (reverse(f"grants:{page}", args=[pk]) for page in ("report_edit", "report_receipts"))
    newer = found.grant.yearly_plan.newest().pk != found.yearly_plan_id
    extra = {"report": found, "newer": newer}
    desk = Desk(request, found, ReportPage, template="grants/report_edit.html", here=here, onward=onward, extra=extra)  # type: ignore[arg-type]
    return desk.answer()


@writes
def follow(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    to = reverse("grants:report_edit", args=[pk])
    return pressed(request, lambda: found.follow(by=request.user), "新しい年度計画に合わせました。", to=to)


@reads
def receipts(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    return render(request, "grants/receipts.html", receipts_context(found, request.user))


@writes
def receipt(request: Request, pk: int, number: int = 0) -> HttpResponseBase:
    """One receipt; ``number`` 0 is a new one."""
    found = visible(request, pk, may_write)
    if not found.is_open:
        return redirect("grants:report_receipts", pk)
    expense = get_object_or_404(found.expense_rows(), number=number) if number else None
    data, files = request.POST or None, request.FILES or None
    waiting = waiting_photo(found, request.GET.get("photo", ""))
    form = ReceiptForm(data, files, case=found, by=request.user, expense=expense, waiting=waiting)
    if form.sent_by(request.user) and attempt(form, form.save, by=request.user, **form.facts):
        messages.success(request, "領収書を入れました。")
        again = "more" in request.POST
        return redirect("grants:report_receipt_new" if again else "grants:report_receipts", pk)
    context = {"report": found, "expense": expense, "form": form, "waiting": waiting}
    return render(request, "grants/receipt.html", context)


@writes
def receipt_strike(request: Request, pk: int, number: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    expense = get_object_or_404(found.expense_rows(), number=number)
    to = reverse("grants:report_receipts", args=[pk])
    return pressed(request, lambda: strike(found, expense, by=request.user), f"{expense}を消しました。", to=to)


@writes
def papers(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if not found.is_open:
        return redirect(found)
    form = ReportPapersForm(request.POST or None, request.FILES or None, case=found)
    if request.method == "POST" and form.sent_by(request.user):
        return redirect("grants:report_confirm", pk)
    return render(request, "grants/report_papers.html", {"report": found, "form": form})


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_write), timezone.localdate()
    if not found.is_open:
        return redirect(found)
    if find(found.draft_key):
        messages.warning(request, "まだ保存していないところがあります。「保存して次へ」を、もう一度押してください。")
        return redirect("grants:report_edit", pk)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, found, what=f"{found}を出す")
    if request.method == "POST":
        ask(may_submit, request.user, found.organization)
        here = reverse("grants:report_confirm", args=[pk])
        done = "実績報告を出しました。市が確かめて、額を確定します。"
        return pressed(request, lambda: found.submit(by=request.user, on=today), done, to=found, otherwise=here)
    context = {**confirm_context(found, on=today), **sending(request, found)}
    return render(request, "grants/report_confirm.html", context)
