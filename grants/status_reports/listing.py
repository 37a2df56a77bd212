"""状況報告の一覧: of a fiscal year, what has come and what is still to come, the late ones first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.core.paginator import Page, Paginator

from accounts.models import User
from grants.cases import Grant
from grants.schemes import Scheme
from grants.status_reports.calls import calls_by_grant
from grants.status_reports.page import COMING, DUE, LATE, TAGS
from grants.status_reports.papers import StatusReport
from records.fiscal import FiscalYear
from records.pieces import Tag
from records.templatetags.japanese import month_day

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    grant: Grant
    as_of: date
    due_on: date
    tag: Tag
    url: str
    note: str = ""

    @property
    def key(self) -> tuple[bool, date, str]:
        return self.tag is not LATE, self.due_on, self.grant.organization.furigana


class StatusList:
    """What one address shows; a filter that makes no sense is as none."""

    def __init__(self, asked: Mapping[str, str], user: User, *, on: date) -> None:
        self.asked, self.user, self.on = asked, user, on

    @cached_property
    def years(self) -> list[FiscalYear]:
        return list(Scheme.objects.adopted().order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())

    @cached_property
    def year(self) -> FiscalYear:
        known, this = {str(year.number): year for year in self.years}, FiscalYear.of(self.on)
        newest = self.years[0] if self.years else this
        return known.get(self.asked.get("year", ""), this if this in self.years else newest)

    @cached_property
    def rows(self) -> list[Row]:
        """Every grant of the year costs the same few queries."""
        seen = Grant.objects.visible_to(self.user, on=self.on).filter(scheme__fiscal_year=self.year)
        grants = list(seen.standing().select_related("organization", "scheme"))
        known = {grant.pk: grant for grant in grants}
        reports = StatusReport.objects.visible_to(self.user, on=self.on).exclude(received_at=None)
        rows = [self._of_report(report, known[report.grant_id]) for report in reports.filter(grant__in=known)]
        begun = StatusReport.objects.filter(grant__in=known, received_at=None)
        rows += [self._waiting(known[each.grant_id], each.as_of, each.due_on) for each in begun]
        for calls in calls_by_grant(grants).values():
            rows += [self._waiting(call.grant, call.as_of, call.due_on) for call in calls]
        return sorted(rows, key=lambda row: row.key)

    @cached_property
    def page(self) -> Page[Row]:
        return Paginator(self.rows, PER_PAGE).get_page(self.asked.get("page"))

    @property
    def late(self) -> int:
        return sum(row.tag is LATE for row in self.rows)

    def _of_report(self, report: StatusReport, grant: Grant) -> Row:
        note = "・".join(filter(None, [f"{month_day(report.received_at)}に提出", report.get_outlook_display()]))
        return Row(
            grant,
            report.as_of,
            report.due_on,
            TAGS[StatusReport.Status(report.status)],
            report.get_absolute_url(),
            note,
        )

    def _waiting(self, grant: Grant, as_of: date, due_on: date) -> Row:
        tag = LATE if self.on > due_on else DUE if self.on >= as_of else COMING
        return Row(grant, as_of, due_on, tag, grant.get_absolute_url())
