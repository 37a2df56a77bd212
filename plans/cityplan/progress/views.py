"""進捗状況: the section asks and compiles, departments write, their heads approve; all read what is published."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.access import Request, Rule, fetch, reads, writes
from accounts.limits import limited
from accounts.reader import shows_pdf
from plans.cityplan.progress.forms import AskForm, DueForm, ReportForm, SummaryForm
from plans.cityplan.progress.page import compiled, context_of
from plans.cityplan.progress.reports import ActionReport
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.progress.rules import may_approve_report, may_write_report
from plans.cityplan.rules import may_keep_plan
from plans.cityplan.sessions.session import opinions_on
from plans.cityplan.views import KNOCKS
from plans.cityplan.views import visible as visible_plan
from plans.surveys.outcome import cited_in
from plans.surveys.survey import Survey
from records.codes import grouped, of_place
from records.events import Event
from records.forms import attempt
from records.letters import fonts
from records.letters.views import as_pdf
from records.pressing import pressed
from records.sheets.files import XLSX
from staff.models import City


def visible(request: Request, pk: int, may: Rule | None = None) -> ProgressRound:
    seen = ProgressRound.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(seen.select_related("plan", "asked_by"), by=request.user, may=may, pk=pk)


def visible_report(request: Request, pk: int, may: Rule | None = None) -> ActionReport:
    seen = ActionReport.objects.visible_to(request.user, on=timezone.localdate())
    related = seen.select_related("round__plan", "action__measure", "department__parent__parent", "submitted_by")
    return fetch(related, by=request.user, may=may, pk=pk)


@writes
def ask_progress(request: Request, pk: int) -> HttpResponseBase:
    """照会: from all departments at once."""
    plan, today = visible_plan(request, pk, may_keep_plan), timezone.localdate()
    form = AskForm(request.POST or None, plan=plan)
    made: list[ProgressRound] = []

    def act(**facts: Any) -> None:
        made.append(ProgressRound.ask(plan, by=request.user, on=today, **facts))

    if form.is_valid() and attempt(form, act, **form.cleaned_data):
        messages.success(request, f"担当課に照会しました。取組は{made[0].reports.count()}件です。")
        return redirect(made[0])
    return render(
        request,
        "plans/cityplan/progress/form.html",
        {"form": form, "plan": plan, "title": "進みぐあいを照会する", "back": plan},
    )


@reads
def progress(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk)
    today = timezone.localdate()
    inside = request.user.is_city(on=today) or bool(request.user.seats_on(today))
    page = {
        **context_of(found),
        "opinions": opinions_on(found, published=not inside),
        "surveys": cited_in(found),
        "keeps": bool(may_keep_plan(request.user, found)),
        "is_city": request.user.is_city(on=today),
        "today": today,
        "events": list(Event.objects.about(found)) if request.user.is_city(on=today) else [],
    }
    return render(request, "plans/cityplan/progress/detail.html", page)


@reads
@shows_pdf
def paper(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk)
    return as_pdf(drawn(found), f"{found}.pdf")


def drawn(found: ProgressRound) -> bytes:
    from records.letters.render import renderer  # a heavy library

    html = render_to_string(
        "plans/cityplan/progress/paper.html",
        {**context_of(found), "city": City.current(), "opinions": opinions_on(found, published=True)},
    )
    return renderer().pdf(fonts.mark(html), title=str(found), style="wide").content


@reads
def sheet(request: Request, pk: int) -> HttpResponse:
    found = visible(request, pk)
    headers = {"Content-Disposition": content_disposition_header(True, f"{found}.xlsx")}
    return HttpResponse(compiled(found).xlsx(), content_type=XLSX, headers=headers)


@writes
def postpone(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_keep_plan), timezone.localdate()
    form = DueForm(request.POST or None, initial={"due_on": found.due_on})
    if form.is_valid() and attempt(form, found.postpone, by=request.user, on=today, **form.cleaned_data):
        messages.success(request, "期限を変えました。")
        return redirect(found)
    return render(
        request,
        "plans/cityplan/progress/form.html",
        {"form": form, "plan": found.plan, "title": "期限を変える", "back": found},
    )


@writes
def compile_round(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    form = SummaryForm(request.POST or None, initial={"summary": found.summary})
    if form.is_valid() and attempt(form, found.compile, by=request.user, **form.cleaned_data):
        messages.success(request, "とりまとめました。市民の推進委員会の委員が読めます。")
        return redirect(found)
    return render(
        request,
        "plans/cityplan/progress/form.html",
        {"form": form, "plan": found.plan, "title": "とりまとめる", "back": found},
    )


@writes
def reopen_round(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_keep_plan)
    return pressed(request, lambda: found.reopen(by=request.user), "とりまとめを開き直しました。", to=found)


@writes
def publish_round(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_keep_plan), timezone.localdate()
    return pressed(request, lambda: found.publish(by=request.user, on=today), "公表しました。", to=found)


@reads
def report(request: Request, pk: int) -> HttpResponseBase:
    found = visible_report(request, pk)
    user = request.user
    page = {
        "report": found,
        "files": found.papers(),
        "surveys": Survey.objects.visible_to(user, on=timezone.localdate()).filter(action=found.action_id),
        "cited": {link.case_id for link in found.links.filter(case_type=ContentType.objects.get_for_model(Survey))},
        "links": [(link, code_of(link.case_type_id, link.case_id)) for link in found.links.all()],
        "results": [result.told for result in found.results.select_related("indicator")],
        "writes": bool(may_write_report(user, found)) and found.is_open,
        "approval": may_approve_report(user, found) if found.status == "submitted" else None,
        "keeps": bool(may_keep_plan(user, found)),
        "events": list(Event.objects.about(found)),
    }
    return render(request, "plans/cityplan/progress/report.html", page)


def code_of(kind: int, key: int) -> str:
    return grouped(of_place(kind, key))


@writes
def write(request: Request, pk: int) -> HttpResponseBase:
    found = visible_report(request, pk, may_write_report)
    form = ReportForm(request.POST or None, request.FILES or None, report=found, reader=request.user)
    if form.is_valid() and attempt(form, partial(keep, found, form), by=request.user):
        if request.POST.get("then") != "submit":
            messages.success(request, "保存しました。")
            return redirect(found)
        if attempt(form, found.submit, by=request.user):
            messages.success(request, "課長に承認を頼みました。")
            return redirect(found)
    page = {"form": form, "report": found, "files": found.papers(), "links": found.links.all()}
    return render(request, "plans/cityplan/progress/write.html", page)


def keep(found: ActionReport, form: ReportForm, *, by: Any) -> None:
    found.write(by=by, results=form.results, **form.texts)
    if file := form.cleaned_data.get("paper"):
        found.receive(file, by=by)
    if case := form.cleaned_data.get("code"):
        found.link(case, by=by)


@writes
def unlink(request: Request, pk: int, link: int) -> HttpResponseBase:
    found = visible_report(request, pk, may_write_report)
    row = get_object_or_404(found.links.all(), pk=link)
    return pressed(request, lambda: found.unlink(row, by=request.user), f"「{row}」を外しました。", to=found)


@writes
def approve(request: Request, pk: int) -> HttpResponseBase:
    found = visible_report(request, pk, may_approve_report)
    return pressed(request, lambda: found.approve(by=request.user), "承認しました。", to=found)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    found = visible_report(request, pk, may_approve_report)
    comment = request.POST.get("comment", "")[:500]
    return pressed(
        request, lambda: found.send_back(by=request.user, comment=comment), "書いた人に返しました。", to=found
    )


@writes
def reopen(request: Request, pk: int) -> HttpResponseBase:
    found = visible_report(request, pk, may_keep_plan)
    comment = request.POST.get("comment", "")[:500]
    return pressed(request, lambda: found.reopen(by=request.user, comment=comment), "もう一度照会しました。", to=found)


@login_not_required
@limited("cityplan", per_minute=KNOCKS)
@reads
def public_progress(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(ProgressRound.objects.published().select_related("plan"), pk=pk)
    page = {**context_of(found), "opinions": opinions_on(found, published=True), "surveys": cited_in(found)}
    return render(request, "plans/cityplan/progress/public.html", page)
