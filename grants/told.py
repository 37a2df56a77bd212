"""What the city has told an organization about a grant: the decision's letter, and those of what came later."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from grants.cases import Grant
from grants.change import Change
from grants.dues.dunning import Dunning
from grants.equipment.disposals import ItemDisposal
from grants.refunds import Refund
from grants.reports import Report
from grants.revoking import Revocation
from records.letters import Letter
from records.letters.letter import LetterQuerySet

DECIDING = (Change, Revocation)  # cases that change what stands of a decided grant
# cases about a decided grant, each with its ``grant`` and its letters
LATER = (*DECIDING, Report, Refund, Dunning, ItemDisposal)
AMOUNTS = (
    "grants.decision",
    "grants.refusal",
    "grants.changed",
    "grants.approved",
    "grants.revocation",
)  # kinds that say what stands


def later_cases(grants: Any) -> list[tuple[int, dict[int, int]]]:
    """Per kind of later case: its content type, and the grant of each case."""
    return [
        (
            ContentType.objects.get_for_model(kind).pk,
            dict(kind._default_manager.filter(grant__in=grants).values_list("pk", "grant_id")),
        )
        for kind in LATER
    ]


def letters_of(grant: Grant) -> LetterQuerySet:
    """All letters about a grant and what came of it, newest first."""
    about = Q(case_type=ContentType.objects.get_for_model(Grant), case_id=grant.pk)
    for kind, cases in later_cases([grant.pk]):
        about |= Q(case_type=kind, case_id__in=cases)
    found: LetterQuerySet = Letter.objects.filter(about).order_by("-issued_on", "-pk")
    return found


def in_force() -> LetterQuerySet:
    """Letters that say what stands of grants, and in whose place no later one stands."""
    replaced = Letter.objects.filter(corrects=OuterRef("pk"))
    changed = Letter.objects.filter(
        changes__case_type=OuterRef("case_type"), changes__case_id=OuterRef("case_id"), changes__kind=OuterRef("kind")
    )
    found: LetterQuerySet = Letter.objects.filter(~Exists(replaced), ~Exists(changed), kind__in=AMOUNTS)
    return found


def in_force_by_grant(grants: Collection[int]) -> dict[int, Letter]:
    """For each grant the letter that says what stands of it."""
    own = ContentType.objects.get_for_model(Grant).pk
    grant_of = {(own, pk): pk for pk in grants}
    about = Q(case_type=own, case_id__in=grants)
    for kind, cases in later_cases(grants):
        about |= Q(case_type=kind, case_id__in=cases)
        grant_of |= {(kind, case): grant for case, grant in cases.items()}
    letters = in_force().filter(about).defer("html", "snapshot")
    return {grant_of[letter.case_type_id, letter.case_id]: letter for letter in letters}


def grants_of(letters: LetterQuerySet) -> list[int]:
    """The grants that some letters are about."""
    found = set(letters.filter(case_type=ContentType.objects.get_for_model(Grant)).values_list("case_id", flat=True))
    for kind in LATER:
        cases = letters.filter(case_type=ContentType.objects.get_for_model(kind)).values("case_id")
        found |= set(kind._default_manager.filter(pk__in=cases).values_list("grant_id", flat=True))
    return list(found)


def decided_later(grant: Grant) -> list[Any]:
    """The cases that changed what stands of a grant, in the order in which they were decided."""
    found = [
        case for kind in DECIDING for case in kind._default_manager.filter(grant=grant, amount_after__isnull=False)
    ]
    return sorted(found, key=lambda case: case.decided_at)
