"""The page of one grant, its calculation sheet for the printer, and the letter before it is issued."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, fetch, reads
from accounts.models import User
from grants.cases import Grant
from grants.forms.review import ReviewForm
from grants.rules import may_examine, may_see_inside, may_write
from grants.showing import TAGS, YOURS, corrections_of, figures_of, history_of, holder_of, way_of
from grants.summary import sent
from records.letters import Letter, preview
from records.stands import stand


def visible(request: Request, pk: int, may: Rule | None = None) -> Grant:
    grants = Grant.objects.visible_to(request.user, on=timezone.localdate())
    related = grants.select_related("organization", "scheme", "yearly_plan__future_plan")
    return fetch(related, by=request.user, may=may, pk=pk)


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    grant = visible(request, pk)
    return render(request, "grants/detail.html", case_context(grant, request.user))


def case_context(grant: Grant, user: User, *, review: ReviewForm | None = None) -> dict[str, Any]:
    """All that the page shows; ``review`` is the form as it was typed, when it comes back with mistakes."""
    today = timezone.localdate()
    inside, writes, examines = user.is_city(on=today), may_write(user, grant), may_examine(user, grant)
    approval = stand(grant, user=user, on=today) if inside else None
    holder = holder_of(grant, approval, examines=bool(examines), writes=bool(writes))
    corrections = corrections_of(grant)
    return {
        "grant": grant,
        "inside": inside,
        "writes": bool(writes) and grant.is_open,
        "may_withdraw": bool(writes) and grant.can("withdraw"),
        "examines": bool(examines) and grant.can("review"),
        "approval": approval,
        "tag": YOURS if holder.mine else TAGS[Grant.Status(grant.status)],
        "figures": figures_of(grant, holder, on=today),
        "facts": sent(grant),
        "steps": way_of(grant, approval, len(corrections)),
        "sheet": grant.sheets.first(),
        "review": (review or ReviewForm(grant=grant)) if inside and grant.received_at else None,
        "corrections": corrections,
        "asked": [correction for correction in corrections if correction.mended_at is None],
        "plan_asked": grant.yearly_plan.is_open,
        "files": grant.papers(),
        "letter": Letter.objects.about(grant).first(),
        "events": history_of(grant, inside=inside),
        "budget": grant.scheme.budget() if inside else None,
        "today": today,
    }


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
    if issued := Letter.objects.about(grant).first():
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
    draft = preview(grant.letter(on=timezone.localdate()), on=timezone.localdate())
    response = HttpResponse(draft.pdf().content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="an.pdf"'
    return response
