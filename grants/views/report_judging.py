"""実績報告, the city's half: judged, sent back, confirmed."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from accounts.models import User
from grants.forms.confirming import ConfirmPage
from grants.forms.review import ReviewForm, ReviewSheet
from grants.report_page import figures_of, report_context
from grants.report_places import places_of
from grants.report_review import ReportSeen
from grants.report_review import review as judge_report
from grants.reports import Report
from grants.rules import may_examine_report
from grants.views.reporting import visible
from plans.forms.correction import DueForm, ask_sheet, asks_of
from records.forms import Form, Sheet, attempt
from records.reviews import Finding, Verdict
from records.rowpages import rows_page


@writes
def review(request: Request, pk: int) -> HttpResponseBase:
    """確認の表, which stands on the report's own page."""
    report = visible(request, pk, may_examine_report)
    if request.method != "POST":
        return redirect(report)
    form = ReviewForm(ReviewSheet(ReportSeen(report)), request.POST)
    if form.is_valid() and attempt(form, judge_report, report=report, verdicts=form.verdicts, by=request.user):
        messages.success(request, "確認の結果を保存しました。")
        return redirect(report)
    return render(request, "grants/report.html", report_context(report, request.user, form=form))


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """額の確定の起案."""
    report = visible(request, pk, may_examine_report)
    if not report.can("propose"):
        messages.info(request, "今は起案できません。実績報告の今の状態を確かめてください。")
        return redirect(report)
    return rows_page(
        request,
        lambda data: ConfirmPage(report, data, drafter=request.user, on=timezone.localdate()),
        template="grants/report_propose.html",
        done="起案しました。決裁の道すじに回りました。",
        to=report,
        context={"report": report, "figures": figures_of(report, on=timezone.localdate())},
    )


class CorrectionPage:
    def __init__(self, report: Report, data: QueryDict | None, *, on: date) -> None:
        self.report, self.places = report, places_of(report)
        found = Finding.objects.about(report).filter(verdict=Verdict.MEND).order_by("pk")
        first = [{"place": "", "comment": finding.comment} for finding in found]
        self.sheet = ask_sheet(self.places)(data, prefix="asks", initial=first)
        self.due = DueForm(data, on=on)

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.sheet, self.due]

    def save(self, *, by: User) -> None:
        asks = asks_of(self.sheet, self.places)
        self.report.ask_correction(asks, by=by, due_on=self.due.cleaned_data["due_on"])

    def refuse(self, problem: ValidationError) -> None:
        self.due.add_error(None, problem)


@writes
def correct(request: Request, pk: int) -> HttpResponseBase:
    """補正を求める."""
    report = visible(request, pk, may_examine_report)
    if not report.can("ask_correction"):
        messages.info(request, "今は補正を求められません。実績報告の今の状態を確かめてください。")
        return redirect(report)
    return rows_page(
        request,
        lambda data: CorrectionPage(report, data, on=timezone.localdate()),
        template="grants/report_correct.html",
        done="団体に補正をお願いしました。メールでも知らせました。",
        to=report,
        context={"report": report},
    )
