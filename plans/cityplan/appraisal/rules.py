"""Who may, about the appraisal of the city's plan: departments judge their own actions, the section does the rest."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from plans.cityplan.appraisal.appraisal import ActionAppraisal
from plans.cityplan.progress.rules import works_in


def may_appraise(user: User, sheet: ActionAppraisal) -> Answer:
    today = timezone.localdate()
    if works_in(user, sheet.department, on=today) or user.in_section(on=today):
        return YES
    return No(f"この取組の自己評価を書くのは、{sheet.department}の職員です。")
