"""制度と予算: the city's schemes, their money, and the rows of which they are made."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, Rule, ask, fetch, reads, writes
from grants.estimates import estimates
from grants.forms.schemes import SHEETS, BasicsForm, SchemeRowsPage
from grants.formula.rule import read_back
from grants.formulas import read
from grants.rulebooks.showing import TAGS, rows_context, tag_of
from grants.rules import may_manage_schemes, may_see_inside
from grants.schemes import Scheme
from grants.summary import of_scheme, terms_of
from records.events import Event
from records.fiscal import FiscalYear
from records.pressing import pressed
from records.rowpages import rows_page
from records.stands import stand

HEADINGS = {
    "subsidies": ("統合した補助金", "団体ごとに、この交付金にまとめた市の補助金を入れます。"),
    "figures": (
        "団体ごとの数",
        "区域で数えていない数(月数、合併した年度、距離など)や、区域の数とちがう数を、団体ごとに入れます。",
    ),
    "counted": (
        "この制度で数えるもの",
        "市の指標のほかに使う数です。式を入れると、ほかの数から計算します。例 65歳以上 ÷ 人口 × 100",
    ),
    "pools": (
        "原資",
        "団体で分け合う額です。項目の名前を「先に引く項目」に入れると、その額を引いた残りを分けます。",
    ),
    "conditions": (
        "交付の条件",
        "交付決定通知書に、この順に載ります。起案のときに、申請ごとに直せます。",
    ),
    "questions": (
        "申請のときの質問",
        "「選ぶ」の答えと「表」の列は1行に1つ、「数」には単位を入れます。条件が「1=はい」の質問は、質問1の答えが「はい」のときだけ聞きます。",
    ),
    "criteria": ("審査の基準", "審査表に、この順に並びます。"),
}


def visible(request: Request, pk: int, may: Rule = may_manage_schemes) -> Scheme:
    return fetch(Scheme.objects.visible_to(request.user, on=timezone.localdate()), by=request.user, may=may, pk=pk)


@reads
def schemes(request: Request) -> HttpResponseBase:
    ask(may_see_inside, request.user, None)
    today = timezone.localdate()
    found = Scheme.objects.visible_to(request.user, on=today).with_budgets()
    told = [(each, TAGS[Scheme.Status(each.status)], budget) for each, budget in found]
    years = [(year, list(some)) for year, some in groupby(told, key=lambda row: row[0].fiscal_year)]
    manages = bool(may_manage_schemes(request.user, None))
    return render(request, "grants/schemes.html", {"years": years, "manages": manages})


@reads
def scheme(request: Request, pk: int) -> HttpResponseBase:
    money = visible(request, pk, may_see_inside)
    manages = bool(may_manage_schemes(request.user, money))
    found = estimates(money)
    rule, _ = read(money, money.formula)
    approval = stand(money, user=request.user, on=timezone.localdate())
    context = {
        "approval": approval,
        "tag": tag_of(money, approval),
        "scheme": money,
        "budget": money.budget(),
        "used": money.is_used(),
        "manages": manages,
        "editable": manages and money.can("revise"),
        "facts": of_scheme(money),
        "terms": terms_of(money),
        "told": read_back(rule),
        "total": rule.total.sentence(),
        **rows_context(money, rule),
        "estimates": found,
        "estimated": sum(estimate.sheet.amount for estimate in found if estimate.sheet),
        "gaps": money.gaps() if money.can("propose") else [],
        "events": Event.objects.about(money),
    }
    return render(request, "grants/scheme.html", context)


@writes
def new(request: Request) -> HttpResponseBase:
    """A new scheme; ``like`` in the address names an earlier one whose rows it begins with."""
    ask(may_manage_schemes, request.user, None)
    like = Scheme.objects.filter(pk=number(request.GET.get("like", ""))).first()
    form = BasicsForm(request.POST or None, instance=Scheme(), initial=as_last_year(like))
    if request.method == "POST" and form.is_valid():
        try:
            made = Scheme.begin(by=request.user, like=like, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "制度をつくりました。次に、算定の項目を確かめてください。")
            return redirect(made)
    return render(request, "grants/scheme_form.html", {"form": form, "like": like})


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def as_last_year(like: Scheme | None) -> dict[str, Any]:
    """All that an earlier scheme says, with every date a year later."""
    if like is None:
        return {"fiscal_year": FiscalYear.of(timezone.localdate())}
    values = {name: getattr(like, name) for name in BasicsForm.Meta.fields}
    for name in ("base_date", "opens_on", "deadline", "completion_by", "report_due"):
        values[name] = a_year_later(values[name])
    values["status_dates"] = [a_year_later(day) for day in values["status_dates"]]
    return {**values, "appropriated_on": None, "fiscal_year": like.fiscal_year.next}


def a_year_later(day: date) -> date:
    """29 February becomes 28 February."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@writes
def edit(request: Request, pk: int) -> HttpResponseBase:
    money = visible(request, pk)
    form = BasicsForm(request.POST or None, instance=money)
    if request.method == "POST" and form.is_valid():
        try:
            money.revise(by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "制度を直しました。")
            return redirect(money)
    return render(request, "grants/scheme_form.html", {"form": form, "scheme": money})


@writes
def rows(request: Request, pk: int, kind: str) -> HttpResponseBase:
    money = visible(request, pk)
    if kind not in SHEETS:
        raise Http404
    if not money.can("revise"):
        messages.info(request, Scheme.NOT_NOW["revise"])
        return redirect(money)
    return rows_page(
        request,
        lambda data: SchemeRowsPage(money, kind, data),
        template="grants/scheme_rows.html",
        done="保存しました。",
        to=money,
        context={"scheme": money, **dict(zip(("heading", "lead"), HEADINGS[kind], strict=True))},
    )


@writes
def reopen(request: Request, pk: int) -> HttpResponseBase:
    money = visible(request, pk)
    return pressed(request, lambda: money.reopen(by=request.user), "準備中に戻しました。", to=money)
