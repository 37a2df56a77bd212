"""Who may read the whole trail."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User


def may_export(user: User, _: object) -> Answer:
    """A case with all its papers: the auditors and the section, for a case that they see."""
    today = timezone.localdate()
    if user.audits(on=today) or user.in_section(on=today):
        return YES
    return No("案件のひとまとめを書き出せるのは、監査委員の事務局と協働の担当の係です。")


def may_read_trail(user: User, _: object) -> Answer:
    """The auditors, and those who keep the register: it names every person and every address."""
    today = timezone.localdate()
    if user.audits(on=today) or user.runs_settings(on=today):
        return YES
    return No(
        "記録の全体を見られるのは、監査委員の事務局と設定の管理者だけです。案件の動きは、その案件のページに出ています。"
    )
