"""年度更新: the section chooses steps, rehearses them, then does them; however often, nothing comes twice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, reads, writes
from config.rollover.unfinished import unfinished
from config.rollover.wizard import Wizard
from records.events import Event
from records.fiscal import FiscalYear
from records.pressing import pressed
from staff.rollovers import Rollover, coming
from staff.rules import may_roll_over, may_see_rollover


@reads
def start(_: Request) -> HttpResponseBase:
    """The coming year."""
    return redirect("rollover", FiscalYear.of(timezone.localdate()).next.number)


@writes
def rollover(request: Request, year: int) -> HttpResponseBase:
    """What is there and what is not; 「ためす」 shows what would be made, 「実行する」 makes it."""
    ask(may_see_rollover, request.user, None)
    wizard = wizard_of(request, year)
    if request.method != "POST":
        return render(request, "rollover/wizard.html", context_of(wizard))
    ask(may_roll_over, request.user, None)
    chosen = [step.code for step in wizard.steps if step.code in request.POST.getlist("step")]
    try:
        return done(request, wizard, chosen) if "carry" in request.POST else tried(request, wizard, chosen)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return redirect("rollover", year)


def tried(request: Request, wizard: Wizard, chosen: list[str]) -> HttpResponseBase:
    outcome = wizard.rehearse(chosen)
    found = {"outcome": outcome, "parts": parts(wizard, outcome.lines), "chosen": chosen}
    return render(request, "rollover/rehearsal.html", {"wizard": wizard, **found})


def done(request: Request, wizard: Wizard, chosen: list[str]) -> HttpResponseBase:
    outcome = wizard.carry(chosen)
    for sentence in outcome.left:
        messages.warning(request, sentence)
    messages.success(request, f"{wizard.year}のために、{outcome.count}件を作りました。")
    return redirect("rollover", wizard.year.number)


@reads
def summary(request: Request, year: int) -> HttpResponseBase:
    """On paper: what is ready, and what the old year leaves open."""
    ask(may_see_rollover, request.user, None)
    return render(request, "rollover/summary.html", context_of(wizard_of(request, year)))


@writes
def close(request: Request, year: int) -> HttpResponseBase:
    ask(may_roll_over, request.user, None)
    wizard, today = wizard_of(request, year), timezone.localdate()

    def act() -> None:
        Rollover.of(wizard.year, by=request.user, on=today).close(by=request.user)

    return pressed(request, act, "年度更新を終わりにしました。", to=wizard.page)


@writes
def reopen(request: Request, year: int) -> HttpResponseBase:
    ask(may_roll_over, request.user, None)
    wizard, today = wizard_of(request, year), timezone.localdate()

    def act() -> None:
        Rollover.of(wizard.year, by=request.user, on=today).reopen(by=request.user)

    return pressed(request, act, "年度更新を、もう一度ひらきました。", to=wizard.page)


def wizard_of(request: Request, year: int) -> Wizard:
    """Of a year that can be made ready now, or one whose rollover is kept."""
    today = timezone.localdate()
    kept = Rollover.objects.visible_to(request.user, on=today).values_list("fiscal_year", flat=True)
    known = {each.number: each for each in (*coming(today), *kept)}
    if year not in known:
        raise Http404(year)
    return Wizard(known[year], request.user, on=today)


def context_of(wizard: Wizard) -> dict[str, Any]:
    case = Rollover.objects.visible_to(wizard.user, on=wizard.on).filter(fiscal_year=wizard.year).first()
    return {
        "wizard": wizard,
        "years": [year for year in coming(wizard.on) if year != wizard.year],
        "case": case,
        "is_done": bool(case and case.status == Rollover.Status.DONE),
        "carries": bool(may_roll_over(wizard.user, None)),
        "parts": parts(wizard, {step.code: step.seen for step in wizard.steps}),
        "heaps": unfinished(wizard.year.previous, wizard.user, on=wizard.on),
        "events": list(Event.objects.about(case)) if case else [],
        "today": wizard.on,
    }


def parts(wizard: Wizard, lines: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(step, lines[step.code]) for step in wizard.steps]
