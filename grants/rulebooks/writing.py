"""A scheme as a rule book: what travels to another city, and what a version keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grants.formula.about import ABOUT
from grants.formula.book import Book
from grants.formula.component import Component
from grants.formula.fields import Listed, Sum
from grants.formula.simple import Integrated, Named
from grants.formula.writing import toml
from grants.rulebooks.stationery import forms_of, letters_of

if TYPE_CHECKING:
    from grants.schemes import Scheme


def rule_book(scheme: Scheme) -> str:
    """As docs/rulebook.md describes it: with the older subsidies, and organizations by their names alone."""
    forms, letters = forms_of(scheme.programme), letters_of(scheme.programme, on=timezone.localdate())
    return toml(replace(book_of(scheme), forms=forms, letters=letters))


def own_book(scheme: Scheme) -> str:
    """What the scheme says by itself, without the papers of its programme, which have officers of their own."""
    return toml(book_of(scheme))


def book_of(scheme: Scheme) -> Book:
    """Raises Impossible where the city has taken away what the formula asks for."""
    rule, rows = scheme.rule().used(), scheme.subsidies.select_related("organization")
    listed = tuple(Listed(row.organization.name, row.name, Fraction(row.amount), row.basis) for row in rows)

    def portable(part: Component) -> Component:
        if isinstance(part, Integrated):
            return replace(part, listed=listed)
        return (
            replace(part, sums=tuple(Sum(row.organization, row.amount, row.note) for row in part.sums))
            if isinstance(part, Named)
            else part
        )

    components = tuple(part.mapped(portable) for part in rule.components)
    conditions = tuple(row.text for row in scheme.conditions.all())
    criteria = tuple((row.text, row.evidence) for row in scheme.criteria.all())
    about, questions = about_scheme(scheme), tuple(question.plain for question in scheme.questions.all())
    return Book(replace(rule, components=components), about, conditions, criteria, questions=questions)


def about_scheme(scheme: Scheme) -> Mapping[str, Any]:
    values = {name: getattr(scheme, name, None) for name in ABOUT}
    values["fiscal_year"] = scheme.fiscal_year.number
    return {name: each for name, each in values.items() if each not in (None, "", [])}
