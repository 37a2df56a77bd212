"""What an inspection keeps from happening to the performance report of its grant."""

from __future__ import annotations

from accounts.models import User
from grants.cases import Grant
from grants.inspections.cases import Inspection
from records.cases import NotNow


def inspection_of(grant: Grant) -> Inspection | None:
    return Inspection.objects.live().filter(grant=grant).first()


def check_inspected(grant: Grant) -> None:
    """NotNow while an inspection is to be held, or its findings are to be put right."""
    case = inspection_of(grant)
    if case and case.status != Inspection.Status.DONE:
        raise NotNow(
            f"この交付金は検査の対象です(今は「{case.get_status_display()}」)。検査が済んでから、額を確定します。"
        )


def check_eyes(grant: Grant, user: User) -> None:
    """NotNow if the person inspects it: whoever inspects does not judge the report, too."""
    case = inspection_of(grant)
    if case and case.inspectors.filter(pk=user.pk).exists():
        raise NotNow(
            "あなたはこの交付金の検査員なので、実績報告の確認と起案はできません。係のほかの人に頼んでください。"
        )
