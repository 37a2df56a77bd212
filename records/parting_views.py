"""退いた人: accounts that nobody needs any more, and the page that closes one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.forms import CheckField, Form, attempt
from records.parting import may_part, part, without_ties

ROWS = 50


class PartForm(Form):
    sure = CheckField(label="この人は退いています。アカウントを閉じると、元に戻せません。")


@reads
def people(request: Request) -> HttpResponse:
    ask(may_part, request.user, request.user)
    found = without_ties(on=timezone.localdate()).exclude(pk=request.user.pk)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return render(request, "records/parting/list.html", {"page": page})


@writes
def close(request: Request, pk: int) -> HttpResponseBase:
    today = timezone.localdate()
    ask(may_part, request.user, request.user)
    person = fetch(without_ties(on=today).exclude(pk=request.user.pk), by=request.user, pk=pk)
    form = PartForm(request.POST or None)
    if form.is_valid() and attempt(form, part, person=person, by=request.user, on=today):
        messages.success(request, f"{person.name}さんのアカウントを閉じました。")
        return redirect("people:left")
    return render(request, "records/parting/close.html", {"person": person, "form": form})
