"""The button with which the section sends 受付通知書 or 補正依頼書, for the pages of an application and of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from grants.cases import Grant
from grants.letters.notices import notice_of
from grants.reports import Report
from records.letters import Letter
from records.letters.kinds import kind_name


def notice_context(paper: Grant | Report, *, may: bool, letters: Iterable[Letter] | None = None) -> dict[str, Any]:
    letter = notice_of(paper, on=timezone.localdate(), letters=letters) if may else None
    page = "grants:notice" if isinstance(paper, Grant) else "grants:report_notice"
    return {"notice": kind_name(letter.kind) if letter else "", "notice_url": reverse(page, args=[paper.pk])}
