"""訂正 of a letter: drafted by the section, decided by the posts that the city's rule names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, writes
from accounts.models import User
from records.cases import NotNow
from records.forms import attempt
from records.letters.again_views import CorrectForm, again, draft
from records.letters.correcting import LetterCorrection
from records.letters.letter import Letter
from records.letters.setting import LetterSetting
from staff.routes import office_of, route_for


@writes
def correct(request: Request, pk: int) -> HttpResponseBase:
    """Shows the corrected letter first (案を見る); then puts it on its way."""
    letter, today = again(request, pk), timezone.localdate()
    if LetterCorrection.objects.under_way().filter(letter=letter).exists():
        messages.info(request, "この通知書の訂正は、もう決裁に回っています。")
        return redirect(letter)
    newest = LetterSetting.objects.in_force(letter.kind, letter.setting.programme, on=today)
    form = CorrectForm(request.POST or None, letter=letter, wording=newest, initial=written_before(letter))
    look = "look" in request.POST
    if form.is_valid() and not look and attempt(form, lambda: put_forward(form, by=request.user, on=today)):
        messages.success(request, "訂正を起案しました。決裁が終わると、番号が付いて団体に届きます。")
        return redirect(letter)
    context = {"letter": letter, "form": form, "shown": draft(form) if look else None}
    return render(request, "staff/letter_correct.html", {**context, **way(request.user, on=today)})


def put_forward(form: CorrectForm, *, by: User, on: date) -> LetterCorrection:
    rule, stops = route_for(LetterCorrection.approval_kind, amount=None, on=on, department=office_of(by, on=on))
    facts = {**form.mended, "reason": form.cleaned_data["reason"], "rule_name": rule.name, "route": stops}
    return LetterCorrection.propose(form.letter, by=by, on=on, **facts)


def way(user: User, *, on: date) -> dict[str, Any]:
    """The way that it will go, or why there is none."""
    try:
        rule, stops = route_for(LetterCorrection.approval_kind, amount=None, on=on, department=office_of(user, on=on))
    except NotNow as refusal:
        return {"rule": "", "stops": [], "no_route": refusal.messages[0]}
    return {"rule": rule.name, "stops": stops, "no_route": ""}


def written_before(letter: Letter) -> dict[str, str]:
    """Of a draft that was sent back: nothing is typed twice."""
    case = LetterCorrection.objects.filter(letter=letter).first()
    return {**case.addressee, **case.values, "reason": case.reason} if case else {}
