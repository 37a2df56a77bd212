"""The pages of keeping and disposal: the city's periods, the lists, one list with its approval."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from records.events import Event
from records.fiscal import FiscalYear
from records.forms import CheckField, Form, LongTextField, attempt
from records.pressing import pressed
from records.retention.lists import Disposal, DisposalItem
from records.retention.rule import RetentionRule
from records.retention.rules import may_approve, may_prepare, may_see_lists

ROWS = 100


class KeepForm(Form):
    kept_because = LongTextField(label="残す理由", max_length=300, rows=3, help_text="例 監査で使っているため。")


class ApproveForm(Form):
    sure = CheckField(label="一覧の中身を確かめました。消した情報は、元に戻せないことを知っています。")


class SendBackForm(Form):
    comment = LongTextField(label="差し戻す理由", max_length=500, rows=3)


@reads
def index(request: Request) -> HttpResponse:
    ask(may_see_lists, request.user, None)
    today = timezone.localdate()
    context = {
        "rules": RetentionRule.objects.order_by("years", "code"),
        "disposals": Disposal.objects.visible_to(request.user, on=today).select_related("prepared_by", "decided_by"),
        "year": FiscalYear.of(today),
        "may_prepare": may_prepare(request.user, None),
        "may_edit": request.user.runs_settings(on=today),
    }
    return render(request, "records/retention/index.html", context)


@writes
def prepare(request: Request) -> HttpResponseBase:
    ask(may_prepare, request.user, None)
    today = timezone.localdate()
    return pressed(
        request,
        lambda: Disposal.prepare(FiscalYear.of(today), by=request.user, on=today),
        "廃棄予定を作りました。ほかの人の承認を待っています。",
        to="retention:index",
    )


def seen(request: Request, pk: int, may: Rule | None = None) -> Disposal:
    lists = Disposal.objects.visible_to(request.user, on=timezone.localdate()).select_related("prepared_by")
    found: Disposal = fetch(lists, by=request.user, may=may, pk=pk)
    return found


@reads
def detail(request: Request, pk: int) -> HttpResponse:
    disposal = seen(request, pk)
    page = Paginator(disposal.items.all(), ROWS).get_page(request.GET.get("page"))
    context = {
        "disposal": disposal,
        "page": page,
        "groups": [(name, list(items)) for name, items in groupby(page.object_list, key=lambda item: item.kind_name)],
        "kept": disposal.items.exclude(kept_because="").count(),
        "may_keep": may_prepare(request.user, None),
        "may_approve": may_approve(request.user, disposal),
        "events": Event.objects.about(disposal),
    }
    return render(request, "records/retention/list.html", context)


@writes
def keep(request: Request, pk: int) -> HttpResponseBase:
    item = fetch(DisposalItem.objects.select_related("disposal"), by=request.user, pk=pk)
    disposal = seen(request, item.disposal_id, may_prepare)
    form = KeepForm(request.POST or None)
    if form.is_valid() and attempt(
        form, lambda: disposal.keep(item, by=request.user, reason=form.cleaned_data["kept_because"])
    ):
        messages.success(request, f"「{item.label}」を残すことにしました。")
        return redirect(disposal)
    return render(request, "records/retention/keep.html", {"disposal": disposal, "item": item, "form": form})


@writes
def approve(request: Request, pk: int) -> HttpResponseBase:
    disposal = seen(request, pk, may_approve)
    form = ApproveForm(request.POST or None)
    if form.is_valid() and attempt(form, disposal.approve, by=request.user):
        messages.success(request, f"{disposal}を承認し、個人の情報を消しました。")
        return redirect(disposal)
    count = disposal.items.filter(kept_because="").count()
    context = {"disposal": disposal, "form": form, "count": count, "approving": True}
    return render(request, "records/retention/decide.html", context)


@writes
def send_back(request: Request, pk: int) -> HttpResponseBase:
    disposal = seen(request, pk, may_approve)
    form = SendBackForm(request.POST or None)
    if form.is_valid() and attempt(form, disposal.send_back, by=request.user, **form.cleaned_data):
        messages.success(request, f"{disposal}を差し戻しました。")
        return redirect(disposal)
    context = {"disposal": disposal, "form": form, "count": 0, "approving": False}
    return render(request, "records/retention/decide.html", context)
