"""The reports' pages."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.attachments import Attachment
from records.events import Event
from records.forms import attempt
from records.pictures import picture
from records.pressing import pressed
from staff.inquiries.listing import tag_of
from staff.reports.forms import ConfirmForm, ReportForm
from staff.reports.listing import TAGS, Listing
from staff.reports.reports import PHOTO, LiaisonReport
from staff.reports.rules import may_confirm, may_edit, may_read_reports, may_see_inside, may_write_report


@reads
def reports(request: Request) -> HttpResponse:
    ask(may_read_reports, request.user, None)
    listing = Listing(request.GET, request.user, timezone.localdate())
    page = listing.page()
    may_write = may_write_report(request.user, None)
    context = {"list": listing, "page": page, "rows": listing.rows(page), "may_write": may_write}
    return render(request, "staff/reports/list.html", context)


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_write_report, request.user, None)
    return written(request, None)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    report = visible(request, pk, may_edit)
    if not report.can("write"):
        return redirect(report)
    return written(request, report)


def written(request: Request, report: LiaisonReport | None) -> HttpResponseBase:
    """What could be read is kept as a draft at once, whatever else is wrong; with 「出す」 it is sent."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ReportForm(data, files, user=request.user, on=timezone.localdate(), report=report)
    if request.method == "POST":
        right = form.is_valid()
        report = keep(form, report, request)
        if report and right and sent(request, form, report):
            return redirect("reports:list" if report.can("write") else report)
    context = {"form": form, "report": report, "photos": report.photos() if report else []}
    return render(request, "staff/reports/edit.html", context)


def keep(form: ReportForm, report: LiaisonReport | None, request: Request) -> LiaisonReport | None:
    """None while nobody knows about which area it is."""
    if report is None and (area := form.cleaned_data.get("area")):
        report = LiaisonReport.begin(by=request.user, area=area)
    if report is None:
        return None
    facts = form.facts
    if attempt(form, report.write, by=request.user, **facts):
        report.add_photos(form.cleaned_data.get("photos", []), by=request.user)
    return report


def sent(request: Request, form: ReportForm, report: LiaisonReport) -> bool:
    """Whether what the person pressed was done."""
    if form.errors:
        return False
    if "send" not in request.POST:
        messages.success(request, "下書きを保存しました。")
        return True
    if attempt(form, report.submit, by=request.user):
        messages.success(request, "報告を出しました。")
        return True
    return False


def visible(request: Request, pk: int, may: Rule | None = None) -> LiaisonReport:
    seen = LiaisonReport.objects.visible_to(request.user, on=timezone.localdate()).for_lists()
    return fetch(seen, by=request.user, may=may, pk=pk)


@reads
def report(request: Request, pk: int) -> HttpResponse:
    return render(request, "staff/reports/detail.html", page_of(visible(request, pk), request))


def page_of(found: LiaisonReport, request: Request, form: ConfirmForm | None = None) -> dict[str, Any]:
    today = timezone.localdate()
    lines = list(found.lines.select_related("inquiry__department", "inquiry__partner"))
    asked = [line.inquiry for line in lines if line.inquiry]
    sees_inside = may_see_inside(request.user, found)
    confirms = found.can("read") and may_confirm(request.user, found)
    return {
        "report": found,
        "tag": TAGS[LiaisonReport.Status(found.status)],
        "voices": [line for line in lines if line.kind == "voice"],
        "inquiries": [(inquiry, tag_of(inquiry, on=today)) for inquiry in asked],
        "photos": found.photos(),
        "inside": found.inside if sees_inside else "",
        "form": (form or ConfirmForm()) if confirms else None,
        "events": Event.objects.about(found) if sees_inside else [],  # the history tells the memo too
    }


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_confirm)
    if request.method != "POST":
        return redirect(found)
    form = ConfirmForm(request.POST)
    if form.is_valid() and attempt(form, found.read, by=request.user, **form.cleaned_data):
        messages.success(request, "報告を確認しました。")
        return redirect(found)
    return render(request, "staff/reports/detail.html", page_of(found, request, form))


@writes
def drop(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_edit)
    return pressed(request, partial(found.drop, by=request.user), "下書きをやめました。", to="reports:list")


def photo_of(request: Request, pk: int, key: int, may: Rule | None = None) -> tuple[LiaisonReport, Attachment]:
    found = visible(request, pk, may)
    photos = Attachment.objects.about(found).filter(purpose=PHOTO)
    return found, fetch(photos, by=request.user, pk=key)


@reads
def photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    """Shown on the report's page."""
    _report, kept = photo_of(request, pk, key)
    return picture(request, kept)


@writes
def remove_photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    found, kept = photo_of(request, pk, key, may_edit)
    return pressed(request, partial(found.remove_photo, kept, by=request.user), "写真を外しました。", to=found)
