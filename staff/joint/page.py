"""The one page of まとめて起案, whatever the kind."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask
from records.approvals import Proposal
from records.forms import attempt
from records.letters import Preview
from staff.joint.forms import JointForm
from staff.joint.group import Group, keys
from staff.rules import may_propose_together


def joint_page(request: Request, kind: type[Group], *, crumb: tuple[str, str]) -> HttpResponseBase:
    """Shows what can go together, and each letter (「案」) as it would print; then puts all of it on its way.

    ``crumb``: the list from which one comes, by its name and address. Whether a case is the person's to propose is
    asked one by one.
    """
    ask(may_propose_together, request.user, None)
    is_sent = request.method == "POST"
    group = kind(request.user, request.POST if is_sent else request.GET, on=timezone.localdate())
    form = kind.FORM(request.POST if is_sent else None, initial=group.first_words())
    looked = None
    if is_sent and form.is_valid():
        made: list[Proposal] = []
        if "look" in request.POST:
            looked = look(form, group, request.POST["look"])
        elif attempt(form, lambda: made.append(group.propose(**form.cleaned_data))):
            messages.success(request, f"{len(group.chosen)}件をまとめて起案しました。決裁の道すじに回りました。")
            return redirect("records:proposal", made[0].pk)
    context = {"group": group, "form": form, "looked": looked, "crumb": crumb}
    return render(request, kind.TEMPLATE, context)


def look(form: JointForm, group: Group, wanted: str) -> tuple[str, list[Preview]] | None:
    try:
        return group.look(next(iter(keys([wanted])), 0), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
