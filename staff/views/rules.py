"""専決規程: read by every employee, written by the section, a fiscal year at a time."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, ask, fetch, reads, writes
from records.events import Event
from records.fiscal import FiscalYear
from records.pressing import pressed
from records.rowpages import rows_page
from staff.decision_rules import DecisionRule
from staff.forms.rules import RulePage
from staff.rulebook import Rulebook
from staff.rules import may_read_office, may_write_rules
from staff.views.liaisons import chosen_year


def page_of(year: FiscalYear) -> str:
    return f"{reverse('staff:rules')}?year={year.number}"


def visible(request: Request, pk: int) -> DecisionRule:
    found = DecisionRule.objects.visible_to(request.user, on=timezone.localdate())
    return fetch(found.select_related("department"), by=request.user, may=may_write_rules, pk=pk)


@reads
def rules(request: Request) -> HttpResponseBase:
    ask(may_read_office, request.user, None)
    today = timezone.localdate()
    rulebook = Rulebook(chosen_year(request.GET, FiscalYear.of(today)), on=today)
    writes_rules = bool(may_write_rules(request.user, None)) and rulebook.is_open
    context = {
        "rulebook": rulebook,
        "editable": writes_rules and (rulebook.is_own or not rulebook.rules),
        "copies": writes_rules and bool(rulebook.rules) and not rulebook.is_own,
    }
    return render(request, "staff/rules.html", context)


@writes
def copy(request: Request) -> HttpResponseBase:
    """The rules in force become the asked year's own."""
    ask(may_write_rules, request.user, None)
    today = timezone.localdate()
    year = chosen_year(request.POST, FiscalYear.of(today))
    done = f"{year}の規程をつくりました。変わったところを直してください。"
    return pressed(
        request,
        lambda: DecisionRule.copy_year(year, by=request.user, on=today) and page_of(year),
        done,
        to=page_of(year),
    )


@writes
def new(request: Request) -> HttpResponseBase:
    ask(may_write_rules, request.user, None)
    today = timezone.localdate()
    year = chosen_year(request.GET, FiscalYear.of(today))
    kind = request.GET.get("kind", "")
    return rows_page(
        request,
        lambda data: RulePage(None, data, year=year, on=today, kind=kind),
        template="staff/rule.html",
        done="道すじを足しました。",
        to=page_of(year),
        context={"year": year, "back": page_of(year), "rule": None},
    )


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    today, rule = timezone.localdate(), visible(request, pk)
    return rows_page(
        request,
        lambda data: RulePage(rule, data, year=rule.fiscal_year, on=today),
        template="staff/rule.html",
        done="道すじを直しました。もう回っている起案は、はじめの道すじのまま進みます。",
        to=page_of(rule.fiscal_year),
        context={
            "year": rule.fiscal_year,
            "back": page_of(rule.fiscal_year),
            "rule": rule,
            "events": Event.objects.about(rule),
        },
    )


@writes
def remove(request: Request, pk: int) -> HttpResponseBase:
    rule = visible(request, pk)
    back = page_of(rule.fiscal_year)
    if request.method != "POST":
        return render(request, "staff/rule_remove.html", {"rule": rule, "back": back})
    today = timezone.localdate()
    return pressed(request, lambda: rule.abolish(by=request.user, on=today), "道すじを消しました。", to=back)
