"""起案のページ and 決裁箱."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, recorded, writes
from records.approvals import Kind, Proposal
from records.approvals.doing import DOING, must_wait
from records.approvals.together import Together
from records.events import record
from records.kessai.box import SEE, Box, choose, seen_at
from records.kessai.cases import visible_urls, with_cases
from records.kessai.forms import DEEDS, DeedForm
from records.kessai.lines import Draft
from records.kessai.page import ProposalPage
from records.kessai.rules import may_open_box, may_reassign, may_steer

STEERING = {"pull_back": may_steer, "withdraw": may_steer, "amend": may_steer, "reassign": may_reassign}


def visible(request: Request, pk: int) -> Proposal:
    found = Proposal.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(found.select_related("drafted_by"), by=request.user, pk=pk)


@recorded
def proposal(request: Request, pk: int) -> HttpResponseBase:
    """All of it; that somebody has read it before acting goes on record, once."""
    shown = visible(request, pk)
    page = ProposalPage(shown, request.user, timezone.localdate(), wanted=request.GET.get("page"))
    step = page.stand.open_step
    if page.stand.may_act and step and step.opened_at:
        before = seen_at([pk], request.user).get(pk)
        if before is None or before < step.opened_at:
            request.afterwards.append(lambda: record(shown, SEE, by=request.user))
    return render(request, "records/proposal.html", {"page": page, "proposal": shown})


@reads
def letter(request: Request, pk: int, number: int) -> HttpResponseBase:
    """通知書の案 of one of the cases, with the way to the others; ``copy`` in the address: its next letter."""
    shown, today = visible(request, pk), timezone.localdate()
    items = with_cases(shown.items.order_by("pk")[number - 1 : number] if number else ())
    if not items:
        raise Http404
    draft, wanted = Draft.of(items[0], on=today), request.GET.get("copy", "")
    copy = int(wanted) if wanted.isdecimal() and len(wanted) < 3 and int(wanted) < len(draft.letters) else 0
    context = {
        "proposal": shown,
        "item": items[0],
        "number": number,
        "count": shown.items.count(),
        "draft": draft,
        "letter": draft.letters[copy] if draft.letters else None,
        "copies": range(len(draft.letters)) if len(draft.letters) > 1 else (),
        "copy": copy,
    }
    return render(request, "records/proposal_letter.html", context)


@writes
def act(request: Request, pk: int, deed: str) -> HttpResponseBase:
    """One act; what it refuses comes back on the proposal's page, with all that was typed."""
    shown, todo = visible(request, pk), DEEDS[deed]
    if deed in STEERING:
        ask(STEERING[deed], request.user, shown)
    if request.method != "POST":
        return redirect("records:proposal", pk)
    page = ProposalPage(shown, request.user, timezone.localdate())
    name = todo.shown or deed
    form = todo.form(request.POST, page=page, auto_id=f"{name}_%s")
    if form.is_valid() and (to := done(request, shown, deed, form)):
        return redirect(to)
    shown.refresh_from_db()
    again = ProposalPage(shown, request.user, page.on, typed={name: form})
    if name not in again.forms:  # a button alone, or a form that is not there any more
        for sentence in dict.fromkeys(str(mistake) for mistake in form.mistakes):
            messages.error(request, sentence)
        return redirect("records:proposal", pk)
    return render(request, "records/proposal.html", {"page": again, "proposal": shown})


def done(request: Request, shown: Proposal, name: str, form: DeedForm) -> Any:
    """Where to go when the act is done, or is being done behind the page; nothing if it was refused."""
    said = form.cleaned_data
    try:
        with transaction.atomic():
            if must_wait(shown, name):
                return Together.leave(shown, name, by=request.user, said=said)
            made = DOING[name](shown, request.user, said)
    except ValidationError as refusal:
        silent = DEEDS[name].wants_words and not said["comment"].strip()
        form.add_error("comment" if silent else None, refusal)
        return None
    messages.add_message(request, messages.WARNING if made.kind == Kind.VOID else messages.SUCCESS, made.said)
    return onward(request, shown, on=timezone.localdate())


def onward(request: Request, shown: Proposal, *, on: date) -> Any:
    """Back to where the button stood: the case's own page, the box, or the proposal's page if it can still be seen."""
    back = request.POST.get("back", "")
    if back == "case":
        items = with_cases(shown.items.order_by("pk")[:1])
        if url := next(iter(visible_urls(items, request.user, on=on).values()), ""):
            return url
    seen = Proposal.objects.visible_to(request.user, on=on).filter(pk=shown.pk).exists()
    return reverse("records:proposal", args=[shown.pk]) if seen and back != "box" else reverse("records:box")


@writes
def box(request: Request) -> HttpResponseBase:
    """What waits for me; its button approves all that is ticked, one by one behind the page."""
    ask(may_open_box, request.user, None)
    today = timezone.localdate()
    if request.method != "POST":
        return render(request, "records/box.html", {"box": Box(request.user, request.GET, on=today), "today": today})
    chosen = choose(request.POST.getlist("tick"), by=request.user, on=today)
    for subject, why in chosen.refused:
        messages.error(request, f"「{subject}」は承認していません。{why}")
    if not chosen.pairs:
        messages.warning(request, "承認する案件に、印をつけてください。")
        return redirect("records:box")
    return redirect(Together.approve(chosen.pairs, by=request.user))
