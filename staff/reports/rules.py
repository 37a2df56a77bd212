"""Who may, about reports."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from staff.inquiries.desks import desks_of
from staff.liaisons import districts
from staff.partners.partners import areas_of
from staff.reports.reports import LiaisonReport


def may_read_reports(user: User, _: object) -> Answer:
    """Which of them is then a matter of ``visible_to``."""
    today = timezone.localdate()
    if user.is_city(on=today) or user.partnerships_on(today):
        return YES
    return No("地域の報告は、市の職員と地域の支え手のためのページです。")


def may_write_report(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if areas_of(user, on=today) or (user.in_section(on=today) and not user.audits(on=today)):
        return YES
    return No("地域の報告を書くのは、地域担当職員、地域の支え手、協働の担当の係です。")


def may_edit(user: User, report: LiaisonReport) -> Answer:
    return YES if user.pk == report.author_id else No("報告を直すのは、書いた人だけです。")


def may_confirm(user: User, report: LiaisonReport) -> Answer:
    """The section, and in the author's own office whoever sits higher."""
    today = timezone.localdate()
    if user.pk == report.author_id:
        return No("自分の報告を、自分で確認することはできません。")
    if user.in_section(on=today) or (report.office_id in desks_of(user, on=today) and higher(user, report.author)):
        return YES
    return No("報告を確認するのは、協働の担当の係と、書いた人の上司です。")


def higher(user: User, author: User) -> bool:
    today = timezone.localdate()
    ranks = [[duty.post.rank for duty in person.duties_on(today)] for person in (user, author)]
    return bool(ranks[0]) and (not ranks[1] or min(ranks[0]) < min(ranks[1]))


def may_see_inside(user: User, _: LiaisonReport) -> Answer:
    """市の中だけのメモ."""
    return YES if user.is_city(on=timezone.localdate()) else No("市の職員だけが見ます。")


def areas_to_report(user: User) -> Any:
    """The districts about which somebody may write."""
    today = timezone.localdate()
    if user.in_section(on=today):
        return districts()
    return districts().filter(pk__in=areas_of(user, on=today))
