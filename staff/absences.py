"""不在と代決: who is away from when to when, and which post then acts in whose place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import User
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.mail import post as mail
from records.telling import gone, made, overwrite
from records.terms import Dated, DatedQuerySet, M_co, ends_after_start, term
from staff.offices import Post


class StandInQuerySet(DatedQuerySet[M_co]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The city's own business."""
        return self if user.is_city(on=on) else self.none()

    def still_to_come(self, *, on: date) -> Self:
        """In force on the day or later: what is over is the history's."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on))


class StandIn(Dated):
    """What both tables have in common: they are written for today or later, and end without rewriting what was."""

    class Meta:
        abstract = True

    def _begin(self, *, on: date) -> None:
        if self.starts_on < on:
            sentence = f"過ぎた日からにはできません。今日({era_date(on)})か、それより後の日にしてください。"
            raise NotNow({"starts_on": sentence})
        with spoken(type(self)):
            self.save()

    def _finish(self, verb: str, *, by: User, on: date, **facts: Any) -> None:
        """The day itself no longer counts; a row that never held is taken away."""
        if self.ends_on is not None and self.ends_on < on:
            raise NotNow(f"もう{era_date(self.ends_on)}で終わっています。")
        facts |= {"on": on, "planned": self.ends_on}
        if self.starts_on >= on:
            record(self, verb, by=by, changes=gone(self), **facts)
            self.delete()
            return
        record(self, verb, by=by, changes=overwrite(self, {"ends_on": on - timedelta(days=1)}), **facts)
        self.save(update_fields=["ends_on"])


class Absence(StandIn):
    """Somebody is away: 休暇, 出張. Whoever is meant to stand in may then decide (代決)."""

    SAID: ClassVar[Mapping[str, str]] = {"register": "不在を登録した", "come_back": "不在を終えた"}

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences", verbose_name="職員"
    )
    reason = models.CharField("理由", max_length=60, help_text="例 出張、休暇。ほかの職員にも見えます。")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登録した人"
    )

    objects: ClassVar[models.Manager[Absence]] = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不在"
        ordering = ["starts_on", "pk"]
        constraints = [
            ends_after_start("an_absence_ends_after_it_started"),
            ExclusionConstraint(
                name="nobody_is_away_twice_at_once",
                expressions=[("user", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この人の不在は、その期間にもう登録されています。先に今のものを終えてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {era_date(self.starts_on)}から"

    @classmethod
    @transaction.atomic
    def register(cls, *, by: User, user: User, starts_on: date, ends_on: date | None, reason: str, on: date) -> Absence:
        """From today or a later day. Somebody else than the person may do it; the person then reads it in a mail."""
        if not user.is_city(on=starts_on):
            raise NotNow({"user": f"{user}さんは、{era_date(starts_on)}には市の職についていません。"})
        absence = cls(user=user, starts_on=starts_on, ends_on=ends_on, reason=reason, registered_by=by)
        absence._begin(on=on)
        new = made(absence, but={"registered_by"})
        facts: dict[str, Any] = {"user": user, "starts_on": starts_on, "ends_on": ends_on, "comment": reason}
        record(absence, "absence.register", by=by, changes=new, **facts)
        if by != user:
            mail("staff/emails/absence", to=[user], absence=absence, by=by)
        return absence

    @transaction.atomic
    def come_back(self, *, by: User, on: date) -> None:
        """From this day on the person acts again; an absence that has not begun is taken back."""
        self.refresh_from_db(from_queryset=Absence.objects.select_for_update(no_key=True))
        self._finish("absence.come_back", by=by, on=on, user=self.user)


class Substitute(StandIn):
    """A post acts in another's place while everybody who holds that one is away, or while nobody holds it."""

    SAID: ClassVar[Mapping[str, str]] = {"appoint": "代わりに決裁する職を決めた", "release": "代わりの職をやめた"}

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="substitutes", verbose_name="職")
    deputy = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="stands_in_for", verbose_name="代わる職")
    order = models.PositiveSmallIntegerField(
        "順番", default=1, help_text="1の職の人もいないときは、2の職の人が代わります。"
    )

    objects: ClassVar[models.Manager[Substitute]] = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代決する職"
        ordering = ["post__rank", "post", "order", "starts_on"]
        constraints = [
            ends_after_start("a_substitute_ends_after_it_started"),
            models.CheckConstraint(
                name="nobody_stands_in_for_themselves",
                condition=~Q(post=F("deputy")),
                violation_error_message="ちがう職を選んでください。",
            ),
            ExclusionConstraint(
                name="a_post_has_one_substitute_of_each_order_at_a_time",
                expressions=[("post", RangeOperators.EQUAL), ("order", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="その職の同じ順番の代わりは、その期間にもう決まっています。順番を変えてください。",
            ),
            ExclusionConstraint(
                name="nobody_is_substitute_of_one_post_twice_at_once",
                expressions=[("post", RangeOperators.EQUAL), ("deputy", RangeOperators.EQUAL), (term(), "&&")],
                violation_error_message="この職は、その期間もう代わりに決まっています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} → {self.deputy}"

    @classmethod
    @transaction.atomic
    def appoint(
        cls, *, by: User, post: Post, deputy: Post, order: int, starts_on: date, ends_on: date | None, on: date
    ) -> Substitute:
        """From today or a later day: nobody becomes a deputy for what was done before."""
        substitute = cls(post=post, deputy=deputy, order=order, starts_on=starts_on, ends_on=ends_on)
        substitute._begin(on=on)
        facts: dict[str, Any] = {"post": post, "deputy": deputy, "order": order}
        facts |= {"changes": made(substitute), "starts_on": starts_on, "ends_on": ends_on}
        record(substitute, "substitute.appoint", by=by, **facts)
        return substitute

    @transaction.atomic
    def release(self, *, by: User, on: date) -> None:
        """From this day on the post no longer stands in."""
        self.refresh_from_db(from_queryset=Substitute.objects.select_for_update(no_key=True))
        self._finish("substitute.release", by=by, on=on, post=self.post, deputy=self.deputy)
