"""Who acts for a post on a day: its holders, or, while none of them is there, the first deputy who is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery

from accounts.models import User
from records.era import era_date
from staff.absences import Absence, Substitute
from staff.offices import Duty, Post, Standing


@dataclass(frozen=True)
class Person:
    """Somebody who holds a post, and whether and until when the person is away on the day."""

    user: User
    is_away: bool = False
    back_after: date | None = None

    @property
    def is_there(self) -> bool:
        return not self.is_away and self.user.is_active

    @property
    def until(self) -> str:
        """「12月1日まで不在」."""
        if not self.is_away:
            return "" if self.user.is_active else "サインインを止めてあります"
        return f"{era_date(self.back_after)}まで不在" if self.back_after else "不在"


@dataclass(frozen=True)
class Cover:
    """A post on a day, with everybody who might act for it."""

    post: Post
    holders: list[Person] = field(default_factory=list)
    deputies: list[tuple[Post, list[Person]]] = field(default_factory=list)  # by their order

    @property
    def deputy(self) -> Post | None:
        """The post that acts in place of this one today."""
        if any(person.is_there for person in self.holders):
            return None
        return next((post for post, people in self.deputies if any(person.is_there for person in people)), None)

    @property
    def acting(self) -> list[User]:
        """Those whose turn it is when it is the post's turn."""
        people = next((people for post, people in self.deputies if post == self.deputy), self.holders)
        return [person.user for person in people if person.is_there]

    @property
    def names(self) -> list[str]:
        """Who has it when it is the post's turn; while nobody can act, who is away."""
        if not self.acting:
            return [f"{person.user}({person.until})" for person in self.holders]
        if self.deputy is None:
            return [str(user) for user in self.acting]
        return [f"{user}({self.deputy}・代決)" for user in self.acting]

    def standing(self, user: User) -> Standing | None:
        """A holder may always act, away or not; the first deputy who is there while no holder is."""
        if any(person.user == user for person in self.holders):
            return Standing(self.post)
        return Standing(self.deputy, self.post) if self.deputy and user in self.acting else None

    @property
    def obstacle(self) -> str:
        """Why nobody can act for the post, and how to mend it; empty while somebody can."""
        if self.acting:
            return ""
        mend = "「担当の設定」の「不在と代決」で、代わる職を決めてください。"
        if not self.holders:
            why = f"{self.post}に、いま就いている人がいません。"
            mend = "「設定」の「職への配置」に入れるか、" + mend
        else:
            names = "、".join(f"{person.user}さん({person.until})" for person in self.holders)
            why = f"{self.post}の{names}が、いません。"
        if self.deputies:
            why += f"代わりの{'、'.join(str(post) for post, _ in self.deputies)}の人もいません。"
        return why + mend


def covers(posts: Iterable[Post], *, on: date) -> dict[int, Cover]:
    """By the posts' keys; two queries, however many posts."""
    asked = {post.pk: post for post in posts}
    deputies: dict[int, list[Post]] = defaultdict(list)
    substitutes = Substitute.objects.held(on=on).filter(post__in=asked).select_related("deputy__department")
    for substitute in substitutes.order_by("order", "pk"):
        deputies[substitute.post_id].append(substitute.deputy)
    people = people_of({*asked, *(post.pk for some in deputies.values() for post in some)}, on=on)
    return {
        pk: Cover(post, people[pk], [(deputy, people[deputy.pk]) for deputy in deputies[pk]])
        for pk, post in asked.items()
    }


def people_of(posts: Collection[int], *, on: date) -> dict[int, list[Person]]:
    """Who holds each post on the day, by name."""
    away = Absence.objects.held(on=on).filter(user=OuterRef("user"))
    last = away.order_by(F("ends_on").desc(nulls_first=True)).values("ends_on")[:1]
    duties = Duty.objects.held(on=on).filter(post__in=posts).annotate(is_away=Exists(away), back_after=Subquery(last))
    found: dict[int, list[Person]] = defaultdict(list)
    for duty in duties.select_related("user").order_by("user__name", "pk"):
        found[duty.post_id].append(Person(duty.user, duty.is_away, duty.back_after))
    return found


def acted_by(user: User, *, on: date) -> dict[int, Standing]:
    """For which posts somebody may act on a day, and in which standing."""
    own = {duty.post_id: duty.post for duty in user.duties_on(on)}
    lent = Substitute.objects.held(on=on).filter(deputy__in=own).exclude(post__in=own).select_related("post")
    asked = {substitute.post_id: substitute.post for substitute in lent}
    found = {pk: Standing(post) for pk, post in own.items()}
    for pk, cover in covers(asked.values(), on=on).items() if asked else ():
        if standing := cover.standing(user):
            found[pk] = standing
    return found
