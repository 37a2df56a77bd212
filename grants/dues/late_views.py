"""期限を過ぎたもの: everyone who is late, in one list; the section ticks and presses once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, ask, writes
from accounts.models import User
from grants.dues.dues import Due, dues, running
from grants.dues.ordering import dun_or_propose
from grants.dues.pages import LateRow, late_rows
from grants.rules import may_dun, may_see_inside
from organizations.models import Organization

MOST = 300


@writes
def late(request: Request) -> HttpResponseBase:
    """Reading is for the city; of the organizations that the reader sees."""
    ask(may_see_inside, request.user, None)
    today = timezone.localdate()
    found = overdue(request.user, on=today)
    rows = late_rows(found[:MOST], request.user, on=today)
    duns = bool(may_dun(request.user, None))
    ticked: set[str] = set()
    if request.method == "POST":
        ask(may_dun, request.user, None)
        ticked = set(request.POST.getlist("case"))
        if press(request, [row for row in rows if row.key in ticked and not row.problem], on=today):
            return redirect("grants:late")
    context = {"rows": rows, "more": len(found) > MOST, "duns": duns, "ticked": ticked, "today": today}
    return render(request, "grants/dues/late.html", context)


def overdue(user: User, *, on: date) -> list[Due]:
    bodies = Organization.objects.visible_to(user, on=on)
    return [due for due in dues(running(), on=on, bodies=bodies) if due.days_late(on=on)]


def press(request: Request, rows: Sequence[LateRow], *, on: date) -> bool:
    try:
        some, on_paper = [row.due for row in rows], "on_paper" in request.POST
        made, proposals = dun_or_propose(some, by=request.user, on=on, on_paper=on_paper)
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.error(request, sentence)
        return False
    mails = sum(each.told for each in made)
    if made:
        messages.success(
            request, f"{len(made)}件を督促しました。メールを{mails}通出しました。書面は「通知書」から印刷できます。"
        )
    for proposal in proposals:
        messages.success(request, f"「{proposal}」を起案しました。決裁が済むと、督促状とメールが出ます。")
    return True
