"""Pages on which one organization asks another."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from organizations.models import Organization
from plans.network.question import AT_WORK, NetworkQuestion
from plans.network.rules import (
    may_answer_question,
    may_ask_for,
    may_enter_network,
    may_wish,
    may_withdraw_question,
)
from plans.network.sharing import SharedPlan
from records.events import Event
from records.forms import CheckField, Form, LongTextField, RowField, attempt
from records.pressing import pressed

ROWS = 30
SHARES = "答えがあったら、ほかの団体の人にも見せてよい"


class AskForm(Form):
    asker = RowField(label="たずねる団体", queryset=None, empty_label=None)
    text = LongTextField(
        label="質問", max_length=2000, rows=5, help_text="名前の分かる人のことは、書かないでください。"
    )
    shares = CheckField(label=SHARES, required=False)

    def __init__(self, *args: Any, own: list[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["asker"].queryset = Organization.objects.filter(pk__in=[body.pk for body in own])
        if len(own) == 1:
            del fields["asker"]


class AnswerForm(Form):
    text = LongTextField(label="答え", max_length=4000, rows=6)
    shares = CheckField(label="ほかの団体の人にも見せてよい", required=False)


def others(request: Request) -> Any:
    """Organizations that can be asked: at work, and not the reader's own."""
    own = [role.organization_id for role in request.user.roles_on(timezone.localdate())]
    return Organization.objects.filter(status__in=AT_WORK).exclude(pk__in=own)


@reads
def questions(request: Request) -> HttpResponse:
    ask(may_enter_network, request.user, None)
    seen = NetworkQuestion.objects.visible_to(request.user, on=timezone.localdate()).for_lists()
    page = Paginator(seen, ROWS).get_page(request.GET.get("page"))
    return render(request, "plans/network/questions.html", {"page": page})


@writes
def new(request: Request, organization: int) -> HttpResponseBase:
    """``?plan=``: the plan that was read when the question came up."""
    ask(may_enter_network, request.user, None)
    asked = fetch(others(request), by=request.user, pk=organization)
    own = request.user.writes_for(timezone.localdate())
    if not own:
        ask(may_ask_for, request.user, asked)
    form, about = AskForm(request.POST or None, own=own), about_of(request, asked)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        asker = facts.pop("asker", own[0])

        def send() -> None:
            form.made = NetworkQuestion.ask(asker, asked, by=request.user, about=about, **facts)  # type: ignore[attr-defined]

        if attempt(form, send):
            messages.success(request, f"{asked}に質問を送りました。答えがあると、メールが届きます。")
            return redirect(form.made)  # type: ignore[attr-defined]
    return render(request, "plans/network/ask.html", {"form": form, "asked": asked, "about": about})


def about_of(request: Request, asked: Organization) -> str:
    key = request.GET.get("plan", "")
    if not key.isdecimal() or len(key) > 9:
        return ""
    seen = SharedPlan.objects.visible_to(request.user, on=timezone.localdate()).filter(organization=asked, pk=int(key))
    return "".join(str(shared) for shared in seen)


def visible(request: Request, pk: int, may: Rule | None = None) -> NetworkQuestion:
    seen = NetworkQuestion.objects.visible_to(request.user, on=timezone.localdate())
    found = seen.select_related("asker", "asked", "asked_by", "answered_by")
    return fetch(found, by=request.user, may=may, pk=pk)


@reads
def question(request: Request, pk: int) -> HttpResponse:
    return render(request, "plans/network/question.html", page_of(request, visible(request, pk)))


def page_of(request: Request, found: NetworkQuestion, form: AnswerForm | None = None) -> dict[str, Any]:
    may_answer = bool(may_answer_question(request.user, found))
    today = timezone.localdate()
    sides = [(found.asker, found.asker_shares), (found.asked, found.asked_shares)]
    own = [(body, shares) for body, shares in sides if request.user.acts_for(body, on=today)]
    inside = own or request.user.in_section(on=today) or request.user.audits(on=today)
    return {
        "question": found,
        "form": (form or AnswerForm()) if may_answer and found.can("answer") else None,
        "withdraws": bool(may_withdraw_question(request.user, found)) and found.can("withdraw"),
        "own": own if found.status == "answered" else [],
        "events": Event.objects.about(found) if inside else [],
    }


@writes
def answer(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_answer_question)
    form = AnswerForm(request.POST or None)
    if request.method != "POST":
        return redirect(found)
    if form.is_valid() and attempt(form, found.answer, by=request.user, **form.cleaned_data):
        messages.success(request, f"{found.asker}に答えを送りました。")
        return redirect(found)
    return render(request, "plans/network/question.html", page_of(request, found, form))


@writes
def withdraw(request: Request, pk: int) -> HttpResponseBase:
    found = visible(request, pk, may_withdraw_question)
    return pressed(request, partial(found.withdraw, by=request.user), "質問を取り下げました。", to=found)


@writes
def wish(request: Request, pk: int) -> HttpResponseBase:
    """One side lets the others read it, or no more."""
    found = visible(request, pk, may_wish)
    shares = "show" in request.POST
    key, today = request.POST.get("show", request.POST.get("hide", "")), timezone.localdate()
    sides = [body for body in (found.asker, found.asked) if request.user.acts_for(body, on=today)]
    side = next((body for body in sides if str(body.pk) == key), sides[0])
    done = "両方の団体がよければ、ほかの団体の人も読めます。" if shares else "ほかの団体には見せません。"
    return pressed(request, partial(found.wish, side, by=request.user, shares=shares), done, to=found)
