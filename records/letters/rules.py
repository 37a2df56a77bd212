"""Who may do what with letters and their register; what is possible now is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from records.letters.letter import Letter
from records.letters.setting import LetterSetting


def may_see_register(user: User, _: object) -> Answer:
    """The section that keeps the register, and the posts that see every organization."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.reaches_all(on=today):
        return YES
    return No("文書番号簿を見るのは、協働の担当の係と、すべての団体を見る職の人です。")


def may_keep_register(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("番号を取ったり、欠番にしたりするのは、協働の担当の係です。")


def may_issue_again(user: User, letter: Letter) -> Answer:
    """The section, but nobody who holds a role in the organization to which the letter went."""
    today = timezone.localdate()
    if not user.in_section(on=today):
        return No("再発行と訂正は、協働の担当の係が行います。")
    return No("あなたはこの団体の役員なので、再発行と訂正はできません。") if letter.came_to(user, on=today) else YES


def may_see_wordings(user: User, _: object) -> Answer:
    """Who writes them, and the posts that see every letter."""
    if may_write_wording(user, None) or user.reaches_all(on=timezone.localdate()):
        return YES
    return No("通知書の文面を見るのは、協働の担当の係と、すべての団体を見る職の人です。")


def may_write_wording(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("通知書の文面を書くのは、協働の担当の係と、「設定を使える」の印がある職の人です。")


def may_adopt_wording(user: User, setting: LetterSetting) -> Answer:
    """Somebody else who may write wordings than who wrote the draft's last words."""
    if not (answer := may_write_wording(user, setting)):
        return answer
    if setting.written_by_id == user.pk:
        return No("自分が最後に直した文面は、自分では決められません。ほかの係員に頼んでください。")
    return YES
