"""Who may do what with organizations and their recognition; what is possible now is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.bodies import Organization
from organizations.recognition import Recognition

READ_ONLY = "あなたの役職は「閲覧」なので、見ることだけができます。会長か事務局長に頼んでください。"


def may_register(user: User, _: object) -> Answer:
    """The section, and every liaison: they hear first that an area has begun to talk."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.liaisons.held(on=today).exists():
        return YES
    return No("団体を登録するのは、協働の担当の係と地域担当職員です。")


def may_edit(user: User, organization: Organization) -> Answer:
    """The organization's writing roles; the section too, for those who bring paper to the counter."""
    today = timezone.localdate()
    if user.acts_for(organization, on=today) or user.in_section(on=today):
        return YES
    return No("団体の情報を書くのは、その団体の役員と協働の担当の係です。" if user.is_city(on=today) else READ_ONLY)


def may_hand_over_office(user: User, organization: Organization) -> Answer:
    """Who speaks or writes for the organization; the section for those who bring the list to the counter."""
    today = timezone.localdate()
    roles = [role for role in user.roles_on(today) if role.organization_id == organization.pk]
    if user.in_section(on=today) or any(role.kind in {"president", "secretary"} for role in roles):
        return YES
    return No("役員の引継ぎを入れるのは、会長か事務局長か、協働の担当の係です。")


def may_apply(user: User, organization: Organization) -> Answer:
    """Only the organization itself asks to be recognised."""
    today = timezone.localdate()
    if user.acts_for(organization, on=today):
        return YES
    return No("認可を申請するのは、その団体の役員です。" if user.is_city(on=today) else READ_ONLY)


def may_write_application(user: User, case: Recognition) -> Answer:
    return may_apply(user, case.organization)


def may_review(user: User, case: Recognition) -> Answer:
    """The section, but nobody who holds a role in the organization."""
    today = timezone.localdate()
    if not user.in_section(on=today):
        return No("審査と起案は、協働の担当の係が行います。")
    return No("あなたはこの団体の役員なので、審査と起案はできません。") if belongs(user, case.organization) else YES


def may_see_letter_draft(user: User, _: object) -> Answer:
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("通知書の案は、市の中だけのものです。決まると、通知書が届きます。")


def may_see_private(user: User, organization: Organization) -> Answer:
    """Addresses and telephone numbers of officers: the organization's own people and the section."""
    if belongs(user, organization) or user.in_section(on=timezone.localdate()):
        return YES
    return No("役員の住所と電話は、その団体と協働の担当の係だけが見られます。")


def belongs(user: User, organization: Organization) -> bool:
    return any(role.organization_id == organization.pk for role in user.roles_on(timezone.localdate()))
