"""Who may, on the city's side."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from staff.absences import Absence, Substitute
from staff.offices import Post
from staff.partners.partners import areas_of


def may_read_roster(user: User, _: object) -> Answer:
    """Every employee of the city; the communities see their own liaisons on their own pages."""
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("配置表は、市の職員のためのページです。担当の職員の名前と電話は、ホームに出ています。")


def may_assign_liaison(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("担当職員を決めるのは、協働の担当の係です。")


def may_read_office(user: User, _: object) -> Answer:
    """担当の設定: how the city's offices decide, and who is away."""
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("ここは、市の職員のためのページです。")


def may_write_rules(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("専決規程を直すのは、協働の担当の係です。")


def may_roll_over(user: User, _: object) -> Answer:
    """年度更新: rules, schemes and appointments are the section's own work anyway."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("年度更新をするのは、協働の担当の係です。")


def may_see_rollover(user: User, _: object) -> Answer:
    today = timezone.localdate()
    if user.in_section(on=today) or user.reaches_all(on=today):
        return YES
    return No("年度更新は、協働の担当の係のためのページです。")


def may_write_absence(user: User, absence: Absence) -> Answer:
    """One's own; the section for everybody, for somebody who fell ill does not sign in."""
    if absence.user_id == user.pk or user.in_section(on=timezone.localdate()):
        return YES
    return No("ほかの人の不在を登録したり終えたりするのは、協働の担当の係です。")


def may_write_substitute(user: User, substitute: Substitute) -> Answer:
    """Who holds the post says who stands in for it; the section for every post."""
    today = timezone.localdate()
    if user.in_section(on=today) or any(duty.post_id == substitute.post_id for duty in user.duties_on(today)):
        return YES
    return No("代わりに決裁する職を決めるのは、その職の人と、協働の担当の係です。")


def may_read_sheet(user: User, post: Post) -> Answer:
    """引継書: who holds the post; and who hands posts over, if that person sees the cases in it anyway."""
    today = timezone.localdate()
    if any(duty.post_id == post.pk for duty in user.duties_on(today)):
        return YES
    if user.runs_settings(on=today) and user.reaches_all(on=today):
        return YES
    return No("引継書は、その職についている人が開きます。")


def may_read_area_sheet(user: User, area: Any) -> Answer:
    """引継書 of an area: its liaisons, who hand it over and take it over, and the section."""
    today = timezone.localdate()
    if user.in_section(on=today) or (user.is_city(on=today) and area.pk in areas_of(user, on=today)):
        return YES
    return No("地区の引継書は、その地区の担当職員と、協働の担当の係が開きます。")


def may_hand_over(user: User, _: object) -> Answer:
    """Whose post keeps the register: who holds which post is a matter of 設定."""
    if user.runs_settings(on=timezone.localdate()):
        return YES
    return No("職の引継ぎを入れるのは、「設定を使える」の印がある職の人です。")


def may_propose_together(user: User, _: object) -> Answer:
    """Which of the cases is then asked one by one."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("起案をするのは、協働の担当の係です。")


def may_keep_committees(user: User, _: object) -> Answer:
    """Which committees there are and who sits on them: the section, and whoever keeps the register of posts."""
    today = timezone.localdate()
    if user.in_section(on=today) or user.runs_settings(on=today):
        return YES
    return No("委員会と委員を登録するのは、協働の担当の係と、「設定を使える」の印がある職の人です。")


def may_describe_city(user: User, _: object) -> Answer:
    """市のきほん: whoever keeps the settings."""
    if user.runs_settings(on=timezone.localdate()):
        return YES
    return No("市のきほんの設定を直すのは、「設定を使える」の印がある職の人です。")
