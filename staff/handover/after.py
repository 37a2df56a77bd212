"""What a prepared handover comes to: who goes where, on which days, and which accounts lose their last duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from staff.handover.picture import Picture
from staff.offices import Department, Duty, Post


@dataclass(frozen=True)
class Change:
    """Somebody's posts on the eve and on the day, as prepared."""

    user: User
    before: list[Duty]
    after: list[Duty]


def changes_of(picture: Picture) -> list[Change]:
    """Of those who hold a post of the department on the eve or on the day, where the two days differ."""
    own = {post.pk for post in picture.posts}
    duties = (*picture.before.values(), *picture.prepared.values())
    people = {duty.user_id: duty.user for duty in duties if duty.post_id in own}
    found = []
    for key, user in people.items():
        before, after = (
            [duty for duty in held.values() if duty.user_id == key] for held in (picture.before, picture.prepared)
        )
        if {duty.post_id for duty in before} != {duty.post_id for duty in after}:
            found.append(Change(user, before, after))
    return found


def handed_posts(picture: Picture) -> list[Post]:
    """The department's posts whose holders of the eve are not all there on the day."""
    left = {duty.post_id for seat, duty in picture.before.items() if seat not in picture.prepared}
    return [post for post in picture.posts if post.pk in left]


def prepared_days(today: date) -> list[tuple[Department, date]]:
    """Days to come on which duties begin, or before which they end, with the departments of their posts."""
    coming = Duty.objects.filter(Q(starts_on__gt=today) | Q(ends_on__gte=today)).select_related(
        "post__department__parent__parent__parent"
    )
    days = {(duty.post.department, day_of(duty, today)) for duty in coming}
    return sorted(days, key=lambda pair: (pair[1], pair[0].order, pair[0].pk))


def day_of(duty: Duty, today: date) -> date:
    """The first day on which something is otherwise."""
    if duty.starts_on > today or duty.ends_on is None:
        return duty.starts_on
    return duty.ends_on + timedelta(days=1)


def accounts_without_duty(picture: Picture) -> QuerySet[User]:
    """Of those who hold a post of the department on the eve: whoever holds no post and no role on the day or later."""
    later = Q(ends_on=None) | Q(ends_on__gte=picture.on)
    duties = Duty.objects.filter(later, user=OuterRef("pk"))
    role: Any = User._meta.get_field("roles").related_model
    roles = role._default_manager.filter(later, user=OuterRef("pk"))
    people = [duty.user_id for duty in picture.sitting]
    return User.objects.filter(~Exists(duties), ~Exists(roles), pk__in=people, is_active=True)
