"""除斥: the ties that employees have to organizations, declared and ended on record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from organizations.forms.ties import EndTieForm, TieForm
from organizations.rules import may_declare_tie, may_end_tie
from organizations.ties import Tie
from records.forms import attempt


@reads
def ties(request: Request) -> HttpResponse:
    """One's own; the section sees everybody's."""
    ask(may_declare_tie, request.user, None)
    today = timezone.localdate()
    held = Tie.objects.visible_to(request.user, on=today).not_over(on=today)
    context = {"ties": held.select_related("user", "organization"), "today": today}
    return render(request, "organizations/ties.html", context)


@writes
def declare(request: Request) -> HttpResponse:
    ask(may_declare_tie, request.user, None)
    today = timezone.localdate()
    form = TieForm(
        request.POST or None,
        reader=request.user,
        registers=request.user.in_section(on=today),
        on=today,
        initial={"starts_on": today, "user": request.user.pk, "organization": request.GET.get("organization")},
    )
    if form.is_valid() and attempt(form, Tie.declare, by=request.user, **form.facts):
        messages.success(request, "記録しました。この団体の審査・起案・承認・決裁からは外れます。")
        return redirect("organizations:ties")
    return render(request, "organizations/tie_new.html", {"form": form})


@writes
def end(request: Request, pk: int) -> HttpResponse:
    today = timezone.localdate()
    visible = Tie.objects.visible_to(request.user, on=today).select_related("user", "organization")
    tie = fetch(visible, by=request.user, may=may_end_tie, pk=pk)
    form = EndTieForm(request.POST or None, initial={"on": today})
    if form.is_valid() and attempt(form, tie.end, by=request.user, **form.cleaned_data):
        messages.success(request, "関係が終わったことを記録しました。")
        return redirect("organizations:ties")
    return render(request, "organizations/tie_end.html", {"form": form, "tie": tie})
