"""The city's register of grants: one fiscal year's, filtered by the address, oldest first; as fast at 10,000 rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant, GrantQuerySet
from grants.schemes import Scheme
from grants.showing import TAGS
from organizations.behalf import typed_in
from records.fiscal import FiscalYear
from records.forms.text import without_control_characters
from records.pieces import Tag
from records.stands import Stand, stands
from staff.rules import may_propose_together

PER_PAGE = 30
COLUMNS = (
    "status",
    "amount_applied",
    "amount_current",
    "received_at",
    "receipt_number",
    "organization__name",
    "scheme__name",
    "scheme__fiscal_year",
    "scheme__decides_within",
)
TABS = [status for status in Grant.Status if status != Grant.Status.DRAFT]
RARE = {Grant.Status.SUSPENDED, Grant.Status.ABOLISHED, Grant.Status.REVOKED, Grant.Status.GIVEN_UP}  # shown if any


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    query: str
    current: bool


@dataclass(frozen=True)
class Row:
    grant: Grant
    tag: Tag
    holder: str
    typed_in: bool  # by the city, for the organization


class Register:
    """What one address of the list shows; a filter that makes no sense is as none."""

    def __init__(self, asked: QueryDict, user: User, *, on: date) -> None:
        self.asked, self.user, self.on = asked, user, on
        self.words = without_control_characters(asked.get("q", "")).strip()[:100]
        self.wanted = asked.get("status", "")

    @cached_property
    def schemes(self) -> list[Scheme]:
        return list(Scheme.objects.adopted().only("name", "programme", "fiscal_year"))

    @cached_property
    def years(self) -> list[FiscalYear]:
        """With schemes, newest first."""
        return sorted({scheme.fiscal_year for scheme in self.schemes}, reverse=True)

    @cached_property
    def year(self) -> FiscalYear:
        asked = self.asked.get("year", "")
        newest = self.years[0] if self.years else FiscalYear.of(self.on)
        return next((year for year in self.years if str(year.number) == asked), newest)

    @cached_property
    def scheme(self) -> Scheme | None:
        asked = self.asked.get("programme", "")
        return next((scheme for scheme in self.of_year if scheme.programme == asked), None)

    @property
    def of_year(self) -> list[Scheme]:
        return [scheme for scheme in self.schemes if scheme.fiscal_year == self.year]

    @cached_property
    def found(self) -> GrantQuerySet:
        """All that the filters leave, whatever their status."""
        chosen = [self.scheme] if self.scheme else self.of_year
        seen = Grant.objects.visible_to(self.user, on=self.on).filter(scheme__in=chosen)
        return seen.exclude(received_at=None).named_like(self.words)

    @cached_property
    def counts(self) -> dict[str, int]:
        return dict(self.found.order_by().values_list("status").annotate(count=Count("pk")))

    @property
    def tabs(self) -> list[Tab]:
        everything = Tab("すべて", sum(self.counts.values()), self._query(status=""), self._tab() is None)
        shown = [status for status in TABS if status not in RARE or self.counts.get(status) or self._tab() == status]
        return [
            everything,
            *(
                Tab(status.label, self.counts.get(status, 0), self._query(status=status), self._tab() == status)
                for status in shown
            ),
        ]

    @cached_property
    def page(self) -> Page[Any]:
        status = self._tab()
        rows = self.found.filter(status=status) if status else self.found
        count = self.counts.get(status, 0) if status else sum(self.counts.values())
        related = rows.select_related("organization", "scheme").only(*COLUMNS).order_by("received_at", "pk")
        paginator = Paginator(related, PER_PAGE)
        paginator.count = count  # the tabs have counted already
        return paginator.get_page(self.asked.get("page"))

    @cached_property
    def rows(self) -> list[Row]:
        grants = list(self.page.object_list)
        proposed = [grant.pk for grant in grants if grant.status == Grant.Status.PROPOSED]
        ways = stands(Grant, proposed, user=self.user, on=self.on)
        typed = typed_in(Grant, [grant.pk for grant in grants])
        return [
            Row(grant, TAGS[Grant.Status(grant.status)], holder(grant, ways.get(grant.pk)), grant.pk in typed)
            for grant in grants
        ]

    @property
    def can_tick(self) -> bool:
        """Several that are under review can be proposed together."""
        return self._tab() == Grant.Status.SUBMITTED and bool(may_propose_together(self.user, None))

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self._tab() or self.scheme)

    def _tab(self) -> Grant.Status | None:
        return next((status for status in TABS if status == self.wanted), None)

    def _query(self, **changes: str) -> str:
        kept = {
            "year": str(self.year.number),
            "programme": self.scheme.programme if self.scheme else "",
            "q": self.words,
        }
        return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def holder(grant: Grant, stand: Stand | None) -> str:
    """持っている人, in a word; empty where nothing waits for anybody."""
    if stand:
        return stand.holder
    return {Grant.Status.SUBMITTED: "協働の担当", Grant.Status.RETURNED: "団体"}.get(Grant.Status(grant.status), "")
