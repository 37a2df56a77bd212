"""予算の執行状況 and 補正予算: pages of the city."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, recorded, writes
from grants.appropriations.booking import supplement
from grants.appropriations.execution import Execution, executions, table, total
from grants.appropriations.forms import SupplementForm
from grants.rules import may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from records.events import record
from records.fiscal import FiscalYear
from records.forms import attempt
from records.sheets.files import WAYS

OFFERED = ("xlsx", "utf-8-sig")


def of_year(request: Request) -> tuple[FiscalYear, list[FiscalYear], list[tuple[Scheme, Execution]]]:
    """The year asked for (else this one, or the newest with a scheme), all years, and the year's schemes."""
    ask(may_see_inside, request.user, None)
    today = timezone.localdate()
    schemes = Scheme.objects.visible_to(request.user, on=today)
    years = sorted(set(schemes.values_list("fiscal_year", flat=True)), reverse=True)
    known, this = {str(year.number): year for year in years}, FiscalYear.of(today)
    year = known.get(request.GET.get("year", ""), this if this in years or not years else years[0])
    return year, years, executions(schemes.filter(fiscal_year=year))


@reads
def budgets(request: Request) -> HttpResponseBase:
    """All schemes of a year."""
    year, years, found = of_year(request)
    context = {
        "year": year,
        "years": years,
        "found": found,
        "total": total(execution for _, execution in found),
        "now": timezone.now(),
        "ways": [(WAYS[key].label, f"year={year.number}&way={key}") for key in OFFERED],
    }
    return render(request, "grants/budgets.html", context)


@recorded
def budgets_sheet(request: Request) -> HttpResponseBase:
    year, _, found = of_year(request)
    key = request.GET.get("way", "")
    if key not in OFFERED:
        raise Http404
    way, sheet = WAYS[key], table(found, f"予算の執行状況_{year}")
    facts = {"comment": f"{sheet.title} {len(sheet)}行 {way.label}", "sheet": sheet.title, "rows": len(sheet)}
    request.afterwards.append(partial(record, request.user, "sheet.export", by=request.user, **facts))
    name = quote(f"{sheet.title}_{timezone.localtime():%Y%m%d_%H%M}.{way.extension}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(way.write(sheet), content_type=way.media_type, headers=headers)


@reads
def budget(request: Request, pk: int) -> HttpResponseBase:
    """One scheme: what became of its money, and the lines of its budget."""
    seen = Scheme.objects.visible_to(request.user, on=timezone.localdate())
    scheme = fetch(seen, by=request.user, may=may_see_inside, pk=pk)
    ((_, execution),) = executions(seen.filter(pk=pk))
    context = {
        "scheme": scheme,
        "execution": execution,
        "lines": list(scheme.appropriations.select_related("recorded_by")),
        "now": timezone.now(),
        "manages": scheme.status == Scheme.Status.ADOPTED and bool(may_manage_schemes(request.user, scheme)),
    }
    return render(request, "grants/budget.html", context)


@writes
def appropriate(request: Request, pk: int) -> HttpResponseBase:
    """補正予算."""
    today = timezone.localdate()
    seen = Scheme.objects.visible_to(request.user, on=today)
    scheme = fetch(seen, by=request.user, may=may_manage_schemes, pk=pk)
    form = SupplementForm(request.POST or None, on=today)
    if form.is_valid() and attempt(form, supplement, scheme=scheme, by=request.user, **form.facts):
        messages.success(request, "補正予算を記録しました。")
        return redirect(reverse("grants:budget", args=[pk]))
    scheme.refresh_from_db()
    return render(request, "grants/appropriation.html", {"form": form, "scheme": scheme, "budget": scheme.budget()})
