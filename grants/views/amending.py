"""What the section does with a change: 補正, 承知 of a light one, 起案."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, writes
from grants.change import Change
from grants.forms.amending import AmendingPage, ChangeCorrectionPage
from grants.rules import may_judge_change
from grants.views.changing import visible
from records.pressing import pressed
from records.rowpages import rows_page


@writes
def correct(request: Request, pk: int) -> HttpResponseBase:
    """補正を求める."""
    change = visible(request, pk, may_judge_change)
    if not change.can("ask_correction"):
        messages.info(request, "今は補正を求められません。申請の今の状態を確かめてください。")
        return redirect(change)
    return rows_page(
        request,
        lambda data: ChangeCorrectionPage(change, data, on=timezone.localdate()),
        template="grants/change_correct.html",
        done="団体に補正をお願いしました。メールでも知らせました。",
        to=change,
        context={"change": change, "grant": change.grant},
    )


@writes
def note(request: Request, pk: int) -> HttpResponseBase:
    """承知."""
    change = visible(request, pk, may_judge_change)
    done = "届出を承知しました。新しい年度計画に替わりました。"
    return pressed(request, lambda: change.note(by=request.user), done, to=change)


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    change = visible(request, pk, may_judge_change)
    if not change.can("propose"):
        messages.info(request, Change.NOT_NOW["propose"])
        return redirect(change)
    return rows_page(
        request,
        lambda data: AmendingPage(change, data, drafter=request.user, on=timezone.localdate()),
        template="grants/change_propose.html",
        done="起案しました。決裁の道すじに回りました。",
        to=change,
        context={"change": change, "grant": change.grant, "budget": change.grant.scheme.budget()},
    )
