"""The page of one grant, its calculation sheet for the printer, and the letter before it is issued."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads
from grants.casepage import case_context
from grants.cases import Grant
from grants.rules import may_see_inside
from records.letters import Letter, preview


def visible(request: Request, pk: int, may: Rule | None = None) -> Grant:
    grants = Grant.objects.visible_to(request.user, on=timezone.localdate())
    related = grants.select_related("organization", "scheme", "scheme_version", "yearly_plan__future_plan")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    grant = visible(request, pk)
    return render(request, "grants/detail.html", case_context(grant, request.user))


@reads
def calculation(request: Request, pk: int) -> HttpResponseBase:
    """算定表 as a paper of its own."""
    grant = visible(request, pk)
    if (sheet := grant.sheets.first()) is None:
        raise Http404
    return render(request, "grants/calculation.html", {"grant": grant, "sheet": sheet})


@reads
def letter(request: Request, pk: int) -> HttpResponseBase:
    """通知書の案: what would be issued if the proposal were decided today; the letter itself, once it is."""
    grant = visible(request, pk, may_see_inside)
    if issued := Letter.objects.about(grant).decisions().first():
        return redirect(issued)
    if not grant.outcome:
        raise Http404
    try:
        draft = preview(grant.letter(on=timezone.localdate()), on=timezone.localdate())
    except ValidationError as refusal:
        return render(request, "grants/letter.html", {"grant": grant, "refusal": refusal})
    return render(request, "grants/letter.html", {"grant": grant, "draft": draft})


@reads
def letter_pdf(request: Request, pk: int) -> HttpResponseBase:
    grant = visible(request, pk, may_see_inside)
    if not grant.outcome:
        raise Http404
    try:
        draft = preview(grant.letter(on=timezone.localdate()), on=timezone.localdate())
    except ValidationError:
        return redirect("grants:letter", pk)  # which says why
    response = HttpResponse(draft.pdf().content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="an.pdf"'
    return response
