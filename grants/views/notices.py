"""受付通知書 and 補正依頼書, one button on the page of the paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone

from accounts.access import Request, writes
from grants.letters.notices import send_notice
from grants.rules import may_examine, may_examine_report, may_judge_change
from grants.views import case, changing, reporting
from records.pressing import pressed


@writes
def of_grant(request: Request, pk: int) -> HttpResponseBase:
    return sent(request, case.visible(request, pk, may_examine))


@writes
def of_change(request: Request, pk: int) -> HttpResponseBase:
    return sent(request, changing.visible(request, pk, may_judge_change))


@writes
def of_report(request: Request, pk: int) -> HttpResponseBase:
    return sent(request, reporting.visible(request, pk, may_examine_report))


def sent(request: Request, paper: Any) -> HttpResponseBase:
    def send() -> Any:
        return send_notice(paper, by=request.user, on=timezone.localdate())

    return pressed(request, send, "通知書を出しました。団体にもメールで知らせました。", to=paper)
