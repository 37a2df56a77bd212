"""What an organization does to change a grant: begin, write, confirm and send, take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from grants.cases import Grant
from grants.change import Change
from grants.changepage import change_context, confirm_context, edit_context
from grants.forms.changing import ChangeForm, KindForm
from grants.rules import may_write, may_write_change
from grants.views.case import visible as visible_grant
from organizations.rules import may_submit
from organizations.views.asking import asked_instead, sending
from records.attachments import Attachment
from records.drafts import autosaved, bound_data, drop, is_autosave
from records.forms import attempt
from records.pressing import pressed


def visible(request: Request, pk: int, may: Rule | None = None) -> Change:
    seen = Change.objects.visible_to(request.user, on=timezone.localdate())
    related = seen.select_related("grant__organization", "grant__scheme", "plan", "plan_before")
    return fetch(related, by=request.user, may=may, pk=pk)


@writes
def begin(request: Request, pk: int) -> HttpResponseBase:
    """変更, 中止 or 廃止: from the grant's page; goes on with the one that is open."""
    grant = visible_grant(request, pk, may_write)
    if standing := grant.changes.open().first():
        return redirect(standing)
    if not grant.can("change"):
        messages.info(request, Grant.NOT_NOW["change"])
        return redirect(grant)
    form = KindForm(request.POST or None)

    def act(kind: str) -> None:
        Change.begin(grant, kind, by=request.user, on=timezone.localdate())

    if form.is_valid() and attempt(form, act, kind=form.cleaned_data["kind"]):
        messages.success(request, "申請書を作りました。次に、変えるところを書きます。")
        return redirect("grants:edit_change", grant.changes.open().get().pk)
    return render(request, "grants/change_begin.html", {"grant": grant, "form": form})


@reads
def detail(request: Request, pk: int) -> HttpResponseBase:
    change = visible(request, pk)
    return render(request, "grants/change.html", change_context(change, request.user))


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    change = visible(request, pk, may_write_change)
    if not change.is_open:
        return redirect(change)
    key = f"change:{change.pk}"
    if is_autosave(request):
        return autosaved(request, key, by=request.user)
    data, draft = bound_data(request, key)
    form = ChangeForm(data, request.FILES or None, change=change)
    if request.method != "POST":
        form = form.unjudged() if draft else form
    elif form.is_valid() and attempt(form, form.save, change=change, by=request.user):
        drop(key)
        return redirect("grants:change" if "later" in request.POST else "grants:confirm_change", change.pk)
    return render(request, "grants/change_edit.html", edit_context(change, form, draft))


@writes
def confirm(request: Request, pk: int) -> HttpResponseBase:
    """All of it once more, what is still missing, and whether a notice is enough, before it is sent."""
    change = visible(request, pk, may_write_change)
    if not change.is_open:
        return redirect(change)
    if request.method == "POST" and "ask" in request.POST:
        return asked_instead(request, change, what=f"{change}の申請を出す")
    if request.method == "POST":
        ask(may_submit, request.user, change.organization)
        try:
            change.submit(by=request.user, on=timezone.localdate())
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            what = "届出" if change.is_light else "申請"
            messages.success(request, f"{what}を受け付けました。収受第{change.receipt_number}号です。")
            return redirect(change)
    return render(request, "grants/change_confirm.html", {**confirm_context(change), **sending(request, change)})


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    change = visible(request, pk, may_write_change)
    reason = request.POST.get("reason", "").strip()[:500]

    def act() -> Any:
        change.withdraw(by=request.user, reason=reason)

    return pressed(
        request, act, "申請を取り下げました。交付金は、前の決定のままです。", to=change.grant, otherwise=change
    )


@writes
def put_away(request: Request, pk: int, paper: int) -> HttpResponseBase:
    change = visible(request, pk, may_write_change)
    file = fetch(Attachment.objects.about(change), by=request.user, pk=paper)
    page = reverse("grants:edit_change", args=[pk])
    return pressed(request, lambda: change.put_away(file, by=request.user), f"「{file}」を外しました。", to=page)
