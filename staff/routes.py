"""Which way a case must go: the city's rule, read on the day of the proposal."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accounts.models import User
from records.cases import NotNow
from records.fiscal import FiscalYear
from staff.decision_rules import DecisionRule, RuleStop
from staff.offices import Department


def route_for(
    case_kind: str, *, amount: int | None, on: date, department: Department | None = None
) -> tuple[DecisionRule, list[RuleStop]]:
    """The rule of the day for a kind of case, an amount in yen (None: no amount) and the department that drafts.

    The nearest department up the tree that has a fitting rule wins, then the lowest limit. NotNow if the city has none.
    """
    fitting = Q(below=None) if amount is None else Q(below=None) | Q(below__gt=amount)
    rules = DecisionRule.objects.in_force(FiscalYear.of(on)).filter(fitting, case_kind=case_kind)
    nearest = {pk: distance for distance, pk in enumerate(upwards(department))}
    open_to_it = [rule for rule in rules if rule.department_id is None or rule.department_id in nearest]
    if not open_to_it:
        raise NotNow("この案件の決裁の道すじが、まだ決まっていません。「担当の設定」の「専決規程」に入れてください。")
    rule = min(
        open_to_it,
        key=lambda rule: (
            nearest.get(rule.department_id or 0, len(nearest)),
            rule.below is None,
            rule.below or 0,
        ),
    )
    return rule, list(rule.stops_in_order())


def upwards(department: Department | None) -> list[int]:
    """The department and those above it, the nearest first."""
    found = []
    while department:
        found.append(department.pk)
        department = department.parent
    return found


def office_of(user: User, *, on: date) -> Department | None:
    """From which department somebody drafts: of several posts, the one in a section in charge of collaboration."""
    own = [duty.post.department for duty in user.duties_on(on)]
    return next((office for office in own if office.is_section), own[0] if own else None)
