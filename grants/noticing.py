"""The button with which the section sends 受付通知書 or 補正依頼書: of an application, of a change, of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from grants.cases import Grant
from grants.change import Change
from grants.letters.notices import Paper, notice_of
from grants.reports import Report
from records.letters import Letter
from records.letters.kinds import kind_name

PAGES: dict[type[Paper], str] = {
    Grant: "grants:notice",
    Change: "grants:change_notice",
    Report: "grants:report_notice",
}


def notice_context(paper: Paper, *, may: bool, letters: Iterable[Letter] | None = None) -> dict[str, Any]:
    letter = notice_of(paper, on=timezone.localdate(), letters=letters) if may else None
    return {
        "notice": kind_name(letter.kind) if letter else "",
        "notice_url": reverse(PAGES[type(paper)], args=[paper.pk]),
    }
