"""The pages that stop an account and lift the stop; that somebody looked for people is on record."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, recorded, writes
from accounts.models import User
from records.events import Event, record
from records.forms import Form, LongTextField, TextField, attempt
from records.parting import may_part
from records.stopping import found, holds_something, lift, may_stop, standing, stop

ROWS = 50


class Search(Form):
    q = TextField(label="氏名・ふりがな・メールアドレスでさがす", required=False, max_length=60)

    @property
    def words(self) -> list[str]:
        self.full_clean()
        return (self.cleaned_data.get("q") or "").split()


class ReasonForm(Form):
    reason = LongTextField(
        label="理由", max_length=300, rows=3, help_text="例 電話をなくしたと、本人から連絡があった。"
    )


@recorded
def accounts(request: Request) -> HttpResponse:
    """Those that are stopped, and whoever is looked for."""
    ask(may_part, request.user, request.user)
    search = Search(request.GET)
    page = Paginator(found(search.words), ROWS).get_page(request.GET.get("page"))
    if search.words:
        comment = f"アカウント {' '.join(search.words)}"
        request.afterwards.append(partial(record, request.user, "register.look", by=request.user, comment=comment))
    return render(request, "records/parting/accounts.html", {"page": page, "form": search, "searched": search.words})


def person_for(request: Request, pk: int) -> User:
    ask(may_part, request.user, request.user)
    return fetch(standing(), by=request.user, may=may_stop, pk=pk)


@writes
def stopping(request: Request, pk: int) -> HttpResponseBase:
    person = person_for(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, stop, person=person, by=request.user, **form.cleaned_data):
        messages.success(request, f"{person.name}さんのアカウントを止めました。開いていた画面も終わらせました。")
        return redirect("people:accounts")
    return answer(request, person, form, stops=True)


@writes
def lifting(request: Request, pk: int) -> HttpResponseBase:
    person = person_for(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt(form, lift, person=person, by=request.user, **form.cleaned_data):
        messages.success(request, f"{person.name}さんのアカウントを戻しました。前と同じ方法でサインインできます。")
        return redirect("people:accounts")
    return answer(request, person, form, stops=False)


def answer(request: Request, person: User, form: Form, *, stops: bool) -> HttpResponse:
    told = Event.objects.about(person).filter(verb__in=["user.stop", "user.lift"])
    held = holds_something(person, on=timezone.localdate())
    context = {"person": person, "form": form, "stops": stops, "events": told, "held": held}
    return render(request, "records/parting/stop.html", context)
