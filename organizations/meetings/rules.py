"""Who may do what with meetings; what is possible now is the verbs' own guard."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.areas import Area
from organizations.bodies import Organization
from organizations.meetings.meeting import Meeting

READERS = "この会議のお知らせと記録を書くのは、開く団体の役員と、会議を手伝う市の担当です。"


def may_hold_for(user: User, host: Organization | Area) -> Answer:
    """Plans a meeting: an organization's writing roles for it; for an area the section and the area's liaisons."""
    today = timezone.localdate()
    if isinstance(host, Organization):
        if user.acts_for(host, on=today) or helps(user, host):
            return YES
        return No("会議を用意するのは、その団体の役員と、団体を手伝う市の担当です。")
    if user.in_section(on=today) or host.pk in near(user):
        return YES
    return No("区域の会議を用意するのは、協働の担当の係と、その区域の地域担当職員です。")


def may_keep(user: User, meeting: Meeting) -> Answer:
    """Announces, counts, writes the minutes: whoever holds it; the city's people too, where the kind says so."""
    today = timezone.localdate()
    if meeting.organization is None:
        return may_hold_for(user, meeting.host)
    if user.acts_for(meeting.organization, on=today):
        return YES
    return YES if meeting.kind.city_helps and helps(user, meeting.organization) else No(READERS)


def may_check_minutes(user: User, meeting: Meeting) -> Answer:
    """署名: whoever keeps the meeting, but not who wrote the minutes."""
    if not (keeps := may_keep(user, meeting)):
        return keeps
    minutes: Any = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.written_by_id == user.pk:
        return No("議事録は、書いた人とは別の人が確かめます。ほかの役員か、担当の人に頼んでください。")
    return YES


def may_read_inside(user: User, meeting: Meeting) -> Answer:
    """Minutes before they are published, papers that are not for everybody: the organization's people and the city."""
    today = timezone.localdate()
    inside = any(role.organization_id == meeting.organization_id for role in user.roles_on(today))
    if inside or user.is_city(on=today):
        return YES
    return No("公開する前の議事録と資料は、会議を開く団体と市だけが見られます。")


def helps(user: User, organization: Organization) -> bool:
    """The section, and the liaisons of the organization's areas."""
    if user.in_section(on=timezone.localdate()):
        return True
    return not near(user).isdisjoint(area.pk for area in organization.areas.all())


def near(user: User) -> set[int]:
    """The areas of a liaison, and those in them."""
    today = timezone.localdate()

    def load() -> list[int]:
        pairs = user.liaisons.held(on=today).values_list("area_id", "area__children__pk")
        return [key for pair in pairs for key in pair if key]

    return set(user.remembered("near", today, load))
