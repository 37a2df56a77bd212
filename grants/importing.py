"""A rule book comes into the portal: a scheme in preparation, with its formula, its rows and its conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from accounts.models import User
from grants.formula.about import ABOUT
from grants.formula.book import Book
from grants.formula.component import Component
from grants.formula.fields import Sum
from grants.formula.simple import Integrated, Named
from grants.formula.writing import rule_document
from grants.schemes import Scheme
from organizations.models import Organization
from records.cases import NotNow
from records.fiscal import FiscalYear

NOT_KEPT = ("city", "source")  # of a book: where it comes from
OPTIONAL = ("takes_late", "decides_within", "papers")


@transaction.atomic
def import_book(book: Book, *, by: User) -> Scheme:
    """Raises NotNow with all that the portal needs and the book lacks, or what it names and the portal has not."""
    keys = {organization.name: organization for organization in Organization.objects.all()}
    told = [f"「{ABOUT[name].label}」({name})を書いてください。" for name in ABOUT if lacks(book, name)]
    unknown = sorted({name for part in book.rule.all_components() for name in named_by(part)} - keys.keys())
    told += [f"「{name}」という団体が、このポータルにありません。" for name in unknown]
    if told:
        raise NotNow(told)
    scheme = Scheme.begin(by=by, **columns(book))
    listed = [row for part in book.rule.all_components() if isinstance(part, Integrated) for row in part.listed]
    rows = [
        {"organization": keys[row.organization], "name": row.name, "amount": int(row.amount), "basis": row.basis}
        for row in listed
    ]
    components = tuple(part.mapped(lambda each: at_home(each, keys)) for part in book.rule.components)
    scheme.formulate(rule_document(replace(book.rule, components=components)), by=by)
    scheme.rewrite("subsidies", rows, by=by)
    scheme.rewrite("conditions", [{"text": text} for text in book.conditions], by=by)
    scheme.rewrite("criteria", [{"text": text, "evidence": evidence} for text, evidence in book.criteria], by=by)
    return scheme


def lacks(book: Book, name: str) -> bool:
    return name not in (*NOT_KEPT, *OPTIONAL) and name not in book.about


def named_by(part: Component) -> list[str]:
    rows = part.sums if isinstance(part, Named) else part.listed if isinstance(part, Integrated) else ()
    return [row.organization for row in rows]


def at_home(part: Component, keys: Mapping[str, Organization]) -> Component:
    """Organizations by their keys here; the older subsidies become rows of the scheme."""
    if isinstance(part, Integrated):
        return replace(part, listed=())
    if isinstance(part, Named):
        sums = (Sum(row.organization, row.amount, row.note, str(keys[row.organization].pk)) for row in part.sums)
        return replace(part, sums=tuple(sums))
    return part


def columns(book: Book) -> dict[str, Any]:
    total = book.rule.total
    told = {name: each for name, each in book.about.items() if name not in NOT_KEPT}
    return {
        **told,
        "fiscal_year": FiscalYear(book.rule.fiscal_year),
        "appropriation": int(told["appropriation"]),
        "rounding_unit": int(total.round.unit),
        "rounding_mode": total.round.mode,
        "cap": None if total.cap is None else int(total.cap),
    }
