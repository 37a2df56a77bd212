"""Progress: of a decision about many cases, and of many proposals approved with one press."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.approvals import Item, Proposal
from records.approvals.carrying import try_again
from records.approvals.doing import BEHIND
from records.approvals.together import Tick, Together
from records.approvals.way import AGREEING
from records.batches.progress import Progress
from records.batches.rules import may_follow, may_mend
from records.forms import Form, LongTextField
from records.forms.attempt import attempt
from records.kessai.cases import with_cases
from records.pressing import pressed

ROWS = 50


class DropForm(Form):
    reason = LongTextField(label="見送る理由", max_length=1000, rows=3)


def seen(request: Request, pk: int, **more: Any) -> Proposal:
    visible = Proposal.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(visible, by=request.user, pk=pk, **more)


@reads
def proposal(request: Request, pk: int) -> HttpResponseBase:
    """How far a decision about many cases is; a decision about one has nothing to follow."""
    found = seen(request, pk)
    progress = Progress.of(found.items.all())
    if found.status != Proposal.Status.DECIDED:
        return redirect(address(found))
    failed = found.items.filter(outcome=Item.Outcome.FAILED).order_by("pk")
    page = Paginator(failed, ROWS).get_page(request.GET.get("page"))
    context = {
        "proposal": found,
        "proposal_url": address(found),
        "progress": progress,
        "failed": page,
        "items": with_cases(page),
        "may_mend": may_mend(request.user, found),
    }
    return render(request, "records/batches/proposal.html", context)


def address(found: Proposal) -> str:
    return reverse("records:proposal", args=[found.pk])


@writes
def again(request: Request, pk: int) -> HttpResponseBase:
    """Once more, everything that could not be done."""
    found = seen(request, pk, may=may_mend)
    done = "できなかった案件を、もう一度します。ようすは、このページに出ます。"
    return pressed(request, partial(try_again, found, by=request.user), done, to=reverse("batches:proposal", args=[pk]))


@writes
def drop(request: Request, pk: int, item: int) -> HttpResponseBase:
    """見送り of one case, with the reason; it opens for work again."""
    found = seen(request, pk, may=may_mend)
    failed = get_object_or_404(found.items.filter(outcome=Item.Outcome.FAILED), pk=item)
    form = DropForm(request.POST or None)
    if form.is_valid() and attempt(form, partial(found.drop_item, item), by=request.user, **form.cleaned_data):
        return redirect("batches:proposal", pk)
    return render(request, "records/batches/drop.html", {"proposal": found, "item": failed, "form": form})


@reads
def together(request: Request, pk: int) -> HttpResponseBase:
    """What became of the proposals that were approved with one press, or of one act on very many cases."""
    found = get_object_or_404(Together, pk=pk)
    ask(may_follow, request.user, found)
    if single := found.single:
        return one_act(request, found, single)
    failed = found.ticks.filter(outcome=Tick.Outcome.FAILED).order_by("pk").select_related("proposal")
    page = Paginator(failed, ROWS).get_page(request.GET.get("page"))
    rows = [(tick, address(tick.proposal)) for tick in page]
    context = {"together": found, "progress": Progress.of(found.ticks.all()), "failed": page, "rows": rows}
    return render(request, "records/batches/together.html", context)


def one_act(request: Request, found: Together, tick: Tick) -> HttpResponseBase:
    proposal = tick.proposal
    context = {
        "together": found,
        "tick": tick,
        "proposal_url": address(proposal),
        "count": proposal.items.count(),
        "progress": Progress.of(found.ticks.all()),
        "kind": BEHIND[tick.deed],
        "agrees": BEHIND[tick.deed] in AGREEING,
        "is_decided": proposal.status == Proposal.Status.DECIDED,
    }
    return render(request, "records/batches/act.html", context)
