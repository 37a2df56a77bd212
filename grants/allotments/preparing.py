"""Calculates for everybody at once what can be told; whoever lacks a figure is named with it, and gets nothing yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from grants.allotments.allotment import Allotment, AllotmentBasis
from grants.cases import Grant
from grants.estimates import Estimate, costs_of, estimates
from grants.figures import bodies_of
from grants.formula.calculating import Sheet, calculate
from grants.formula.expressions import Impossible
from grants.formula.keeping import inputs_as_json, lines_as_json
from grants.formulas import rule_of
from grants.schemes import Scheme
from records.cases import NotNow
from records.events import record
from records.templatetags.japanese import yen

OPEN = Allotment.Status.PREPARED


@dataclass(frozen=True)
class Prepared:
    count: int
    total: int
    lacking: int


@transaction.atomic
def prepare(scheme: Scheme, *, by: User, on: date) -> Prepared:
    """A draft for each organization that may apply and has not; drafts of before are calculated anew."""
    scheme.lock()
    if scheme.status != Scheme.Status.ADOPTED:
        raise NotNow("内示は、制度が決定してからします。先に制度の決裁を受けてください。")
    if on > scheme.deadline:
        raise NotNow("申請の期限を過ぎているので、内示はできません。")
    try:
        rule = rule_of(scheme)
    except Impossible as problem:
        raise NotNow(list(problem.sentences)) from problem
    organizations = list(scheme.bodies())
    bodies = tuple(bodies_of(organizations, scheme, rule, costs=costs_of(scheme, organizations)).values())
    found = calculate(rule, bodies)
    settled = out_of_reach(scheme)
    wanted = {int(key): sheet for key, sheet in found.sheets.items() if int(key) not in settled}
    if not wanted:
        raise NotNow("内示できる団体がありません。下の「まだ算定できない団体」を確かめてください。")
    first = next(iter(wanted.values()))
    basis = AllotmentBasis.objects.create(scheme=scheme, inputs=inputs_as_json(rule, bodies, first), made_by=by)
    keep(scheme, wanted, basis)
    made = Prepared(len(wanted), sum(sheet.amount for sheet in wanted.values()), len(found.gaps))
    record(scheme, "scheme.calculate_allotments", by=by, comment=f"{made.count}団体、計{yen(made.total)}")
    return made


def keep(scheme: Scheme, sheets: dict[int, Sheet], basis: AllotmentBasis) -> None:
    standing = {each.organization_id: each for each in scheme.allotments.filter(status=OPEN)}
    scheme.allotments.filter(status=OPEN).exclude(organization__in=sheets).delete()  # nothing of it was ever told
    for key, sheet in sheets.items():
        if key in standing:
            vars(standing[key]).update(values_of(sheet, basis))
    columns = ["basis", "lines", "notes", "total", "amount"]
    Allotment.objects.bulk_update([each for key, each in standing.items() if key in sheets], columns, batch_size=500)
    Allotment.objects.bulk_create(
        Allotment(scheme=scheme, organization_id=key, **values_of(sheet, basis))
        for key, sheet in sheets.items()
        if key not in standing
    )


def values_of(sheet: Sheet, basis: AllotmentBasis) -> dict[str, Any]:
    told = {"lines": lines_as_json(sheet), "notes": list(sheet.notes), "total": int(sheet.total)}
    return {"basis_id": basis.pk, "amount": sheet.amount, **told}


def out_of_reach(scheme: Scheme) -> set[int]:
    """Organizations whose 内示 is excluded, on its way or told; and those that have applied already."""
    allotted = scheme.allotments.exclude(status=OPEN).values_list("organization", flat=True)
    applied = Grant.objects.filter(scheme=scheme).live().exclude(received_at=None)
    return {*allotted, *applied.values_list("organization", flat=True)}


def lacking(scheme: Scheme) -> list[Estimate]:
    """Who may apply and cannot be calculated, with the sentences that say what is missing."""
    known = set(scheme.allotments.values_list("organization", flat=True))
    if not scheme.bodies().exclude(pk__in=known).exists():
        return []
    return [each for each in estimates(scheme) if each.sheet is None and each.organization.pk not in known]
