"""What the section does with an application: 審査, 補正, 起案."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, writes
from grants.casepage import case_context
from grants.cases import Grant
from grants.evidence import Seen
from grants.forms.correction import CorrectionPage
from grants.forms.proposal import ProposalPage
from grants.forms.review import ReviewForm, ReviewSheet
from grants.rules import may_examine
from grants.together import Grants
from grants.views.case import visible
from records.rowpages import rows_page
from staff.joint import joint_page


@writes
def review(request: Request, pk: int) -> HttpResponseBase:
    """審査表, which stands on the case's own page."""
    grant = visible(request, pk, may_examine)
    if request.method != "POST":
        return redirect(grant)
    form = ReviewForm(ReviewSheet(Seen(grant)), request.POST)
    if form.is_valid():
        try:
            grant.review(form.verdicts, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "審査の結果を保存しました。")
            return redirect(grant)
    return render(request, "grants/detail.html", case_context(grant, request.user, form=form))


@writes
def correct(request: Request, pk: int) -> HttpResponseBase:
    """補正を求める."""
    grant = visible(request, pk, may_examine)
    if not grant.can("ask_correction"):
        messages.info(request, "今は補正を求められません。申請の今の状態を確かめてください。")
        return redirect(grant)
    return rows_page(
        request,
        lambda data: CorrectionPage(grant, data, on=timezone.localdate()),
        template="grants/correct.html",
        done="団体に補正をお願いしました。メールでも知らせました。",
        to=grant,
        context={"grant": grant},
    )


@writes
def propose(request: Request, pk: int) -> HttpResponseBase:
    """起案."""
    grant = visible(request, pk, may_examine)
    if not grant.can("propose"):
        messages.info(request, Grant.NOT_NOW["propose"])
        return redirect(grant)
    return rows_page(
        request,
        lambda data: ProposalPage(grant, data, drafter=request.user, on=timezone.localdate()),
        template="grants/propose.html",
        done="起案しました。決裁の道すじに回りました。",
        to=grant,
        context={"grant": grant, "budget": grant.scheme.budget()},
    )


@writes
def together(request: Request) -> HttpResponseBase:
    """起案 of several applications, those that were ticked in the register or all that wait."""
    return joint_page(request, Grants, crumb=("交付金", reverse("grants:list")))
