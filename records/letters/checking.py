"""Anybody may ask whether the city wrote a letter: by the code at its foot, without signing in.

The answer names no person and no organization: who holds the paper compares number, date and amount with it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from accounts.models import User
from records.codes import as_code, grouped
from records.forms import Form, TextField
from records.letters.letter import Letter

KNOCKS = 30  # a minute
MAN = 10_000  # 万
BANDS = [limit * MAN for limit in (10, 50, 100, 500, 1000, 5000, 10_000)]


def band(amount: int | None) -> str:
    """100万円以上500万円未満; empty for a letter that decides no amount."""
    if amount is None:
        return ""
    if amount < BANDS[0]:
        return f"{in_words(BANDS[0])}未満"
    for low, high in pairwise(BANDS):
        if amount < high:
            return f"{in_words(low)}以上{in_words(high)}未満"
    return f"{in_words(BANDS[-1])}以上"


def in_words(amount: int) -> str:
    return f"{amount // (MAN * MAN)}億円" if amount >= MAN * MAN else f"{amount // MAN:,}万円"


class CodeForm(Form):
    code = TextField(label="コード", max_length=40, help_text="通知書のいちばん下にあります。例 7K3D-9QXA-2MPT")

    def clean_code(self) -> str:
        if code := as_code(self.cleaned_data["code"]):
            return code
        raise ValidationError("コードは、英字と数字の12文字です。通知書のとおりに入れてください。")


@login_not_required
@limited("verify", per_minute=KNOCKS)
@reads
def ask(request: Request) -> HttpResponseBase:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verify:letter", grouped(form.cleaned_data["code"]))
    return render(request, "records/letters/verify.html", {"form": form})


@login_not_required
@limited("verify", per_minute=KNOCKS)
@reads
def answer(request: Request, code: str) -> HttpResponse:
    """Where the square on the paper leads."""
    letter = Letter.objects.bearing(as_code(code))
    if letter is None:
        context = {"code": code[:40], "form": CodeForm()}
        return render(request, "records/letters/unknown.html", context, status=404)
    return render(request, "records/letters/verified.html", told(letter) | {"page": page_for(request.user, letter)})


def told(letter: Letter) -> dict[str, Any]:
    """What everybody may know of a letter."""
    later = letter.correction()
    return {
        "letter": letter,
        "band": band(letter.amount),
        "later": later,
        "same_again": later is not None and later.is_reissue,
        "changed_by": letter.changed_by(),
        "lapsed": letter.lapsed(),
    }


def page_for(user: Any, letter: Letter) -> str:
    """The letter's own page, for somebody who has signed in and may see it."""
    if not isinstance(user, User):
        return ""
    seen = Letter.objects.visible_to(user, on=timezone.localdate()).filter(pk=letter.pk)
    return letter.get_absolute_url() if seen.exists() else ""
