"""期限: an organization's own in one list, and for the section those of a scheme with all that was said about them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, reads, writes
from grants.dues.charges import charge, waive
from grants.dues.forms import DuesForm, WaiveForm
from grants.dues.outbox import mails_about
from grants.dues.pages import facts_of, own_rows, rows_of
from grants.dues.setting import arrange, settings_of
from grants.refundpage import refund_context
from grants.rules import may_examine_refund, may_manage_schemes
from grants.views.refunding import visible as visible_refund
from grants.views.schemes import visible
from records.forms import attempt
from records.jobs.rules import may_see_work

PER_PAGE = 50


@reads
def own(request: Request) -> HttpResponseBase:
    """Of the reader's organizations, those for whom somebody types too; made to be printed."""
    today = timezone.localdate()
    bodies = [*request.user.writes_for(today), *(role.organization for role in request.user.roles_on(today))]
    return render(request, "grants/dues/own.html", {"rows": own_rows(bodies, on=today), "today": today})


@reads
def of_scheme(request: Request, pk: int) -> HttpResponseBase:
    """What is due when, and who was reminded."""
    scheme, today = visible(request, pk, may_manage_schemes), timezone.localdate()
    rows = rows_of([scheme], on=today)
    context = {
        "scheme": scheme,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "late": sum(1 for row in rows if row.days_late),
        "facts": facts_of(settings_of([scheme])[scheme.pk]),
        "failed": mails_about(scheme).filter(sent_at=None).exclude(failure="").count(),
    }
    return render(request, "grants/dues/scheme.html", context)


@reads
def outbox(request: Request, pk: int) -> HttpResponseBase:
    """What went out about a scheme to whom, and what did not; texts are for their readers."""
    scheme = visible(request, pk, may_manage_schemes)
    page = Paginator(mails_about(scheme), PER_PAGE).get_page(request.GET.get("page"))
    sees_work = bool(may_see_work(request.user, None))
    return render(request, "grants/dues/outbox.html", {"scheme": scheme, "page": page, "sees_work": sees_work})


@writes
def waive_surcharge(request: Request, pk: int) -> HttpResponseBase:
    """減免, from the refund's page."""
    case, today = visible_refund(request, pk, may_examine_refund), timezone.localdate()
    if request.method != "POST" or not case.can("collect"):
        return redirect(case)
    form = WaiveForm(request.POST, due=charge(case, on=today).due)
    if form.is_valid() and attempt(form, waive, refund=case, by=request.user, **form.cleaned_data):
        messages.success(request, "延滞金・加算金の減免を記録しました。")
        return redirect(case)
    return render(request, "grants/refund.html", refund_context(case, request.user, waiving=form))


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    scheme = visible(request, pk, may_manage_schemes)
    form = DuesForm(request.POST or None, setting=settings_of([scheme])[scheme.pk])
    if form.is_valid() and attempt(form, arrange, scheme=scheme, by=request.user, **form.cleaned_data):
        messages.success(request, "期限とお知らせの決まりを保存しました。")
        return redirect("grants:scheme_dues", scheme.pk)
    return render(request, "grants/dues/edit.html", {"scheme": scheme, "form": form})
