"""Word of each step of a re-grant, to the association's other officers: the group itself has no account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import User
from records.mail import post
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.regrants.cases import ReGrant

FOLDER = "grants/emails/regrant/officer"
SAID: Mapping[str, tuple[str, str]] = {  # what happened, and what comes next
    "submit": ("申請を受け付けました。", "会長が、再交付を決めます。"),
    "ask_correction": ("申請の直しを頼みました。", "グループに直してもらい、もう一度受け付けます。"),
    "grant": ("再交付を決めました。", "決定の紙を印刷して、グループに渡します。"),
    "refuse": ("再交付しないことを決めました。", ""),
    "withdraw": ("申請を取り下げました。", ""),
    "pay": ("支払いました。", "終わったら、グループの報告を入力します。"),
    "report": ("報告を入力しました。", "会長が、額を確定します。"),
    "confirm": ("額を確定しました。", ""),
    "collect": ("使わなかった分を返してもらいました。", ""),
}


def tell(case: ReGrant, verb: str, *, by: User) -> None:
    """Nothing for the one who did it, nor for what follows by itself."""
    if verb not in SAID:
        return
    said, after = SAID[verb]
    if verb == "confirm" and case.refund:
        after = f"使わなかった{yen(case.refund)}を、グループから返してもらいます。"
    people = [person for person in case.organization.contacts(on=timezone.localdate()) if person != by]
    post(FOLDER, to=people, about=case.grant, case=case, actor=by, said=said, next=after)
