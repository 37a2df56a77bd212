"""What is done to several grants at once."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from grants.cases import Grant
from grants.together import Together
from records.approvals import Proposal
from records.cases import NotNow
from records.letters import preview
from records.templatetags.japanese import yen


@transaction.atomic
def propose_together(group: Together, *, by: User, grounds: str, on: date) -> Proposal:
    """One 起案 to grant each what it has applied for; NotNow, naming each that cannot be, and nothing has happened."""
    grants = group.ready
    if not grants:
        raise NotNow("起案できる申請がありません。審査を終えた申請を選んでください。")
    rule, stops = group.route
    if refusals := [sentence for grant in grants for sentence in meant(grant, by=by, grounds=grounds, on=on)]:
        raise NotNow(refusals)
    if group.budget_gap:
        raise NotNow(group.budget_gap)
    subject = f"{grants[0].scheme}の交付決定について({len(grants)}団体、計{yen(group.total)})"[:200]
    largest = max(grant.amount_applied for grant in grants)
    return Proposal.draft(
        grants, by=by, subject=subject, reason=grounds, rule_name=rule.name, route=stops, amount=largest
    )


def meant(grant: Grant, *, by: User, grounds: str, on: date) -> list[str]:
    """Writes down what is meant for one of them; the sentences that keep it from being done, each with its name."""
    conditions = [condition.text for condition in grant.scheme.conditions.all()]
    outcome, amount = Grant.Outcome.GRANT, grant.amount_applied
    try:
        grant.intend(by=by, outcome=outcome, amount=amount, grounds=grounds, conditions=conditions)
        problems = [problem for letter in grant.decision_letters(on=on) for problem in preview(letter, on=on).obstacles]
    except ValidationError as refusal:
        problems = refusal.messages
    return [f"{grant.organization}:{problem}" for problem in problems]
