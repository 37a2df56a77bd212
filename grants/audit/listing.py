"""The auditor's list: a year's schemes with their money, and every grant down to its letter; all agrees to the yen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import tablib
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.budget import Budget
from grants.cases import Grant, GrantQuerySet
from grants.schemes import Scheme
from grants.told import grants_of, in_force_by_grant
from organizations.behalf import typed_in
from records.fiscal import FiscalYear
from records.forms.text import without_control_characters
from records.letters.letter import Letter, of_number

PER_PAGE = 50
LARGEST = 2**63 - 1
HEADINGS = [
    "年度", "制度", "団体", "収受番号", "収受日", "申請額", "算定額", "決定額", "決定日", "今の決定額",
    "総会の議決日", "通知書の番号", "通知書の日付", "通知書の金額", "通知書の本文のSHA-256", "代理入力",
]  # fmt: skip


@dataclass(frozen=True)
class Account:
    """One scheme: its budget, and what the letters say about the same money."""

    scheme: Scheme
    budget: Budget
    grants: int
    letters: int
    told: int  # the sum of the amounts in the letters that are in force

    @property
    def agrees(self) -> bool:
        return self.budget.decided == self.told and self.grants == self.letters


@dataclass(frozen=True)
class Line:
    """One grant and the letter that tells of it."""

    grant: Grant
    letter: Letter | None
    typed_in: bool = False  # by the city, for the organization

    def cells(self) -> list[Any]:
        grant, plan, letter = self.grant, self.grant.yearly_plan, self.letter
        return [
            str(grant.scheme.fiscal_year), grant.scheme.name, grant.organization.name, grant.receipt_number,
            day(grant.received_at), grant.amount_applied, grant.amount_calculated, grant.amount_decided,
            day(grant.decided_at), grant.amount_current, plan.resolved_on, letter.document_number if letter else "",
            letter.issued_on if letter else "", letter.amount if letter else "", letter.html_sha256 if letter else "",
            "代理入力" if self.typed_in else "",
        ]  # fmt: skip


def day(moment: Any) -> date | str:
    return timezone.localdate(moment) if moment else ""


class AuditList:
    """What one address shows; a filter that makes no sense is as none."""

    def __init__(self, asked: Mapping[str, str], user: User, *, on: date) -> None:
        self.asked, self.user, self.on = asked, user, on
        self.words = without_control_characters(asked.get("q", "")).strip()[:100]

    @cached_property
    def years(self) -> list[FiscalYear]:
        return list(Scheme.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())

    @cached_property
    def year(self) -> FiscalYear:
        """The year asked for; else the current one, or the newest that has a scheme."""
        known, this = {str(year.number): year for year in self.years}, FiscalYear.of(self.on)
        newest = self.years[0] if self.years else this
        return known.get(self.asked.get("year", ""), this if this in self.years else newest)

    @cached_property
    def accounts(self) -> list[Account]:
        """By scheme: the decisions, and independently of them the letters, counted and summed."""
        schemes = Scheme.objects.visible_to(self.user, on=self.on).filter(fiscal_year=self.year)
        granted = Grant.objects.filter(scheme__fiscal_year=self.year).standing()
        scheme_of = dict(granted.order_by().values_list("pk", "scheme"))
        counted = Counter(scheme_of.values())
        told: dict[int, list[int]] = defaultdict(list)
        for grant, letter in in_force_by_grant(scheme_of).items():
            told[scheme_of[grant]].append(letter.amount or 0)
        return [
            Account(scheme, budget, counted[scheme.pk], len(told[scheme.pk]), sum(told[scheme.pk]))
            for scheme, budget in schemes.with_budgets()
        ]

    @cached_property
    def grants(self) -> GrantQuerySet:
        seen = Grant.objects.visible_to(self.user, on=self.on).filter(scheme__fiscal_year=self.year)
        related = seen.select_related("organization", "scheme", "yearly_plan")
        for word in self.words.split():
            related = related.filter(matching(word))
        return related.order_by("scheme__programme", "organization__furigana", "pk")

    @cached_property
    def page(self) -> Page[Grant]:
        return Paginator(self.grants, PER_PAGE).get_page(self.asked.get("page"))

    @cached_property
    def lines(self) -> list[Line]:
        return list(with_letters(self.page.object_list))

    def query(self, **more: str) -> str:
        return urlencode({"year": str(self.year.number), "q": self.words, **more})

    def table(self) -> tablib.Dataset:
        """All that the filter shows, for a spreadsheet."""
        table = tablib.Dataset(title=f"監査_{self.year}", headers=HEADINGS)
        for line in with_letters(self.grants):
            table.append(line.cells())
        return table


def matching(word: str) -> Q:
    """A word of the search: part of the organization's name, a letter's number, or an amount of money."""
    found = Q(organization__name__icontains=word) | Q(organization__furigana__icontains=word)
    if number := of_number(word):
        found |= Q(pk__in=grants_of(Letter.objects.filter(number)))
    amount = word.removesuffix("円").removeprefix("金").replace(",", "").replace("\uff0c", "")
    if amount.isdecimal() and int(amount) <= LARGEST:
        found |= Q(amount_applied=int(amount)) | Q(amount_decided=int(amount)) | Q(amount_current=int(amount))
    return found


def with_letters(grants: Iterable[Grant]) -> Iterable[Line]:
    """Each grant with its letter in force and whether it was typed in, in two more queries."""
    rows = list(grants)
    keys = [grant.pk for grant in rows]
    letters, typed = in_force_by_grant(keys), typed_in(Grant, keys)
    return [Line(grant, letters.get(grant.pk), grant.pk in typed) for grant in rows]
