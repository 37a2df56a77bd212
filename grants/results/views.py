"""成果: photos are put to each project while the report is written; what is shown everybody reads."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, fetch, reads, writes
from accounts.limits import limited
from grants.report_rows import ReportProject
from grants.reports import Report
from grants.results.photos import BEGINNING, MOST, add, drop, photos_of, purpose_of
from grants.results.showing import ResultShowing, hide, show
from grants.rules import may_write
from grants.views.reporting import visible
from records.attachments import Attachment
from records.forms import Form, RowField, attempt
from records.forms.photos import PhotosField
from records.pictures import picture
from records.pressing import pressed

KNOCKS = 120  # a minute: a page of results has many photos
ROWS_PER_PAGE = 30


class PhotosForm(Form):
    project = RowField(ReportProject.objects.none(), label="事業")
    photos = PhotosField(label="写真", most=MOST)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = report.projects.all()  # type: ignore[attr-defined]


@writes
def photos(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    if not found.is_open:
        return redirect(found)
    form = PhotosForm(request.POST or None, request.FILES or None, report=found)
    if form.is_valid() and attempt(form, partial(add, found, by=request.user), **form.cleaned_data):
        messages.success(request, f"写真を{len(form.cleaned_data['photos'])}枚入れました。")
        return redirect("grants:result_photos", pk)
    return render(request, "grants/results/photos.html", {"report": found, "form": form, "rows": rows_of(found)})


def rows_of(report: Report) -> list[tuple[Any, list[Attachment]]]:
    """Each project with its photos."""
    kept = photos_of(report)
    return [(project, kept.get(purpose_of(project), [])) for project in report.projects.all()]


def of_result(report: Report) -> Any:
    return Attachment.objects.about(report).filter(purpose__startswith=BEGINNING)


@reads
def photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    return picture(request, fetch(of_result(visible(request, pk)), by=request.user, pk=key))


@writes
def drop_photo(request: Request, pk: int, key: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    kept = fetch(of_result(found), by=request.user, pk=key)
    to = reverse("grants:result_photos", args=[pk])
    return pressed(request, partial(drop, found, kept, by=request.user), "写真を外しました。", to=to)


@writes
def show_results(request: Request, pk: int) -> HttpResponseBase:
    found, today = visible(request, pk, may_write), timezone.localdate()
    done = "成果を公開しました。だれでも読めます。"
    return pressed(request, partial(show, found, by=request.user, on=today), done, to=found)


@writes
def hide_results(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_write)
    return pressed(request, partial(hide, found, by=request.user), "成果の公開をやめました。", to=found)


@login_not_required
@limited("results", per_minute=KNOCKS)
@reads
def public_list(request: HttpRequest) -> HttpResponseBase:
    """What organizations show of their years, the newest first."""
    shown = ResultShowing.objects.select_related("report__grant__organization", "report__grant__scheme")
    page = Paginator(shown, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "grants/results/list.html", {"page": page})


def shown_report(pk: int) -> Report:
    reports = Report._base_manager.filter(showing__isnull=False)
    return get_object_or_404(reports.select_related("grant__organization", "grant__scheme", "showing"), pk=pk)


@login_not_required
@limited("results", per_minute=KNOCKS)
@reads
def public(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = shown_report(pk)
    return render(request, "grants/results/public.html", {"report": found, "rows": rows_of(found)})


@login_not_required
@limited("results", per_minute=KNOCKS)
@reads
def public_photo(request: HttpRequest, pk: int, key: int) -> HttpResponseBase:
    return picture(request, get_object_or_404(of_result(shown_report(pk)), pk=key))
