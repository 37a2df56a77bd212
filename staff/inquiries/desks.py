"""Whose desk an inquiry lies on: a department with all that is above and below it in the tree of the city's offices."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from staff.offices import Department, Duty


def parents() -> dict[int, int | None]:
    return dict(Department.objects.values_list("pk", "parent"))


def upwards(key: int, above: dict[int, int | None]) -> set[int]:
    """The department and those above it."""
    found: set[int] = set()
    here: int | None = key
    while here is not None and here not in found:
        found.add(here)
        here = above.get(here)
    return found


def downwards(key: int, above: dict[int, int | None]) -> set[int]:
    """The department and those below it."""
    return {each for each in above if key in upwards(each, above)}


def desks_of(user: User, *, on: date) -> set[int]:
    """The departments for which somebody answers: the own, those above (a 課's letters are for its 係 too), and those
    below."""
    own = {duty.post.department_id for duty in user.duties_on(on)}
    return {*user.remembered("desks", on, lambda: list(_around(own)))}


def _around(own: set[int]) -> set[int]:
    above = parents() if own else {}
    return {near for key in own for near in upwards(key, above) | downwards(key, above)}


def people_of(department: Department, *, on: date) -> list[User]:
    """Who is told by mail: those who hold a post in the department or below it."""
    below = downwards(department.pk, parents())
    holders = Duty.objects.held(on=on).filter(post__department__in=below).values("user")
    return list(User.objects.filter(is_active=True, pk__in=holders).order_by("pk"))
