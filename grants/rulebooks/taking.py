"""A rule book comes into the portal: looked at first, then a scheme in preparation, new or in an old one's place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from grants.formula.about import ABOUT
from grants.formula.book import Book
from grants.formula.component import Component
from grants.formula.expressions import Impossible
from grants.formula.fields import Sum
from grants.formula.files import LineFault, NotAFile, Places, decoded, read_file
from grants.formula.reading import Fault
from grants.formula.simple import Integrated, Named
from grants.formula.writing import rule_document
from grants.rulebooks.stationery import faults_of_papers, take_forms, take_letters
from grants.rulebooks.versions import Line, line_differences
from grants.rulebooks.writing import rule_book
from grants.schemes import Scheme
from organizations.models import Organization
from plans.budget import BudgetCategory, Kind
from records.cases import NotNow, rehearsed
from records.fiscal import FiscalYear

NOT_KEPT = ("city", "source")  # of a book: where it comes from
NEEDED = (
    "name", "programme", "fiscal_year", "rule_name", "guideline_name", "article", "purpose", "eligible", "base_date",
    "opens_on", "deadline", "completion_by", "report_due", "payment_method", "appropriation",
)  # fmt: skip
IN_TOTAL = {"rounding_unit": "round", "rounding_mode": "round", "cap": "cap"}


def read_here(content: bytes) -> Book:
    """Raises NotAFile with the lines of everything that is wrong, in the file or for this portal."""
    book = read_file(content)
    if faults := list(faults_here(book)):
        places = Places(decoded(content))
        raise NotAFile([LineFault(places.line(fault.path), fault.sentence) for fault in faults])
    return book


def faults_here(book: Book) -> Iterator[Fault]:
    """What the portal needs and the book lacks, and what the book names and the portal has not."""
    missing = [name for name in ABOUT if name in NEEDED and name not in book.about]
    yield from (Fault(("scheme",), f"「{ABOUT[name].label}」({name})を書いてください。") for name in missing)
    known = set(Organization.objects.values_list("name", flat=True))
    unknown = sorted({name for part in book.rule.all_components() for name in named_by(part)} - known)
    yield from (Fault((), f"「{name}」という団体が、このポータルにありません。") for name in unknown)
    categories = set(BudgetCategory.objects.filter(kind=Kind.EXPENSE).values_list("name", flat=True))
    strange = [name for name in book.about.get("expense_categories", ()) if name not in categories]
    told = "、".join(sorted(categories))
    path = ("scheme", "expense_categories")
    yield from (Fault(path, f"「{name}」という支出の科目がありません。あるもの: {told}") for name in strange)
    if book.rule.total.round.unit.denominator != 1:
        yield Fault(("total", "round"), f"「{label_of('rounding_unit')}」: 1円以上の整数にしてください。")
    yield from faults_of_papers(book.forms, book.letters)
    if not missing:
        yield from faults_of_columns(book)


def faults_of_columns(book: Book) -> Iterator[Fault]:
    """What the scheme's own columns do not take, with the word that the book has for them."""
    try:
        Scheme(**columns(book)).full_clean(exclude=["formula"], validate_unique=False, validate_constraints=False)
    except ValidationError as wrong:
        for name, sentences in wrong.message_dict.items():
            path = ("total", IN_TOTAL[name]) if name in IN_TOTAL else ("scheme", name)
            told = [offered(name)] if offered(name) else sentences
            yield from (Fault(path, f"「{label_of(name)}」: {sentence}") for sentence in told)


def offered(name: str) -> str:
    """Where one of few words must stand: which."""
    choices = getattr(column(name), "base_field", column(name)).choices
    return f"次から選んでください: {'、'.join(f'{value}({label})' for value, label in choices)}" if choices else ""


def label_of(name: str) -> str:
    """What book and pages call a column."""
    return ABOUT[name].label if name in ABOUT else str(column(name).verbose_name)


def column(name: str) -> Any:
    return Scheme._meta.get_field(name)


@transaction.atomic
def import_book(book: Book, *, by: User) -> Scheme:
    """A new scheme; NotNow with all that the book lacks, and what it names and the portal has not."""
    refuse(book)
    scheme = Scheme.begin(by=by, **columns(book))
    fill(scheme, book, by=by)
    return scheme


@transaction.atomic
def put_in_place(scheme: Scheme, book: Book, *, by: User) -> None:
    """All that a scheme in preparation says becomes what the book says; rows that no book carries stay."""
    refuse(book)
    scheme.revise(by=by, **columns(book))
    fill(scheme, book, by=by)


def refuse(book: Book) -> None:
    if told := [fault.sentence for fault in faults_here(book)]:
        raise NotNow(told)


def fill(scheme: Scheme, book: Book, *, by: User) -> None:
    keys = {organization.name: organization for organization in Organization.objects.all()}
    listed = [row for part in book.rule.all_components() if isinstance(part, Integrated) for row in part.listed]
    subsidies = [
        {"organization": keys[row.organization], "name": row.name, "amount": int(row.amount), "basis": row.basis}
        for row in listed
    ]
    components = tuple(part.mapped(lambda each: at_home(each, keys)) for part in book.rule.components)
    scheme.formulate(rule_document(replace(book.rule, components=components)), by=by)
    scheme.rewrite("subsidies", subsidies, by=by)
    scheme.rewrite("conditions", [{"text": text} for text in book.conditions], by=by)
    scheme.rewrite("criteria", [{"text": text, "evidence": evidence} for text, evidence in book.criteria], by=by)
    scheme.rewrite("questions", [question.row for question in book.questions], by=by)
    take_forms(scheme.programme, book.forms, by=by)
    take_letters(scheme.programme, book.letters, by=by, on=timezone.localdate())


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
    """What the book says, or else what a new scheme begins with."""
    total = book.rule.total
    usual = {name: column(name).get_default() for name in ABOUT if name not in (*NOT_KEPT, *NEEDED)}
    told = {name: each for name, each in book.about.items() if name not in NOT_KEPT}
    return {
        **usual,
        **told,
        "fiscal_year": FiscalYear(book.rule.fiscal_year),
        "appropriation": int(told["appropriation"]),
        "rounding_unit": int(total.round.unit),
        "rounding_mode": total.round.mode,
        "cap": None if total.cap is None else int(total.cap),
    }


@dataclass(frozen=True)
class Look:
    """What a rule book would make of the portal, shown before anything is kept."""

    book: Book
    scheme: Scheme  # as it would be; taken back
    facts: dict[str, str]
    lines: list[Line]  # what would change in the scheme whose place it takes
    gaps: list[str]


def look(book: Book, scheme: Scheme | None, *, by: User) -> Look:
    """Everything is done as it would be, then taken back; whatever refuses, refuses."""
    before = standing(scheme) if scheme else ""
    found: list[Look] = []
    with rehearsed():
        made = Scheme.objects.get(pk=scheme.pk) if scheme else import_book(book, by=by)
        if scheme:
            put_in_place(made, book, by=by)
        lines = line_differences(before, rule_book(made)) if before else []
        found.append(Look(book, made, made.decided_facts(), lines, made.gaps()))
    return found[0]


def standing(scheme: Scheme) -> str:
    """What it says now; nothing where it cannot be calculated yet."""
    try:
        return rule_book(scheme)
    except Impossible:
        return ""
