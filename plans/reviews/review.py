"""中間見直し: in the plan's middle, or when the body wishes, it says of each measure what shall become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from organizations.models import Meeting
from plans.future import FuturePlan
from plans.measures import Goal, Measure
from plans.progress import Track, progress
from plans.rows import Row
from records.cases import Case, NotNow, spoken
from records.events import record
from records.telling import changes, overwrite, told_rows


class ReviewQuerySet(models.QuerySet["PlanReview"]):
    def visible_to(self, user: User, *, on: date) -> ReviewQuerySet:
        """Its own people from the first word; whoever else sees the plan, once it has come to an end."""
        seen = self.filter(plan__in=FuturePlan.objects.visible_to(user, on=on).values("pk"))
        own = [body.pk for body in user.writes_for(on)] + [role.organization_id for role in user.roles_on(on)]
        return seen.filter(Q(plan__organization__in=own) | Q(status="closed"))

    def of_term(self, plan: FuturePlan) -> ReviewQuerySet:
        """All that were made in the plan's term, of whatever version."""
        return self.filter(plan__organization=plan.organization_id, plan__from_year=plan.from_year)

    def closed(self) -> ReviewQuerySet:
        return self.filter(status="closed")


class PlanReview(Case):
    class Status(models.TextChoices):
        OPEN = "open", "話し合い中"
        CLOSED = "closed", "まとめた"
        DROPPED = "dropped", "取りやめ"

    MOVES: ClassVar[Any] = {
        "write": ({Status.OPEN}, Status.OPEN),
        "close": ({Status.OPEN}, Status.CLOSED),
        "drop": ({Status.OPEN}, Status.DROPPED),
    }
    NOT_NOW: ClassVar[Any] = {"write": "この中間見直しは、もう終わっています。新しく始めてください。"}
    SAID: ClassVar[Mapping[str, str]] = {
        "begin": "中間見直しを始めました",
        "write": "中間見直しを書きました",
        "close": "中間見直しをまとめました",
        "drop": "中間見直しを取りやめました",
    }
    TEXTS: ClassVar[Sequence[str]] = ("talked", "summary")

    plan = models.ForeignKey(FuturePlan, on_delete=models.PROTECT, related_name="reviews", verbose_name="将来計画")
    status = models.CharField("状態", max_length=7, choices=Status.choices, default=Status.OPEN, editable=False)
    begun_on = models.DateField("始めた日")
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="始めた人"
    )
    meetings = models.ManyToManyField(Meeting, related_name="+", verbose_name="話し合った会議", blank=True)
    talked = models.TextField("話し合いのようす", max_length=2000, blank=True)
    summary = models.TextField("見直しのまとめ", max_length=2000, blank=True)
    closed_on = models.DateField("まとめた日", null=True, editable=False)
    leads_to = models.OneToOneField(
        FuturePlan, on_delete=models.PROTECT, null=True, related_name="comes_from", verbose_name="新しい版"
    )

    objects: ClassVar[models.Manager[PlanReview]] = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "将来計画の中間見直し"
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status="open"),
                name="one_open_review_per_future_plan",
                violation_error_message="中間見直しは、もう始まっています。その続きを書いてください。",
            ),
            models.CheckConstraint(
                name="a_review_is_closed_exactly_with_its_day",
                condition=Q(status="closed", closed_on__isnull=False) | ~Q(status="closed") & Q(closed_on=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}の中間見直し"

    def get_absolute_url(self) -> str:
        return reverse("plans:review", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"review-{self.pk}"

    @classmethod
    @transaction.atomic
    def begin(cls, plan: FuturePlan, *, by: User, on: date) -> PlanReview:
        """Of the plan in force, with a row for each of its measures."""
        plan.lock()
        if not plan.can("supersede"):
            raise NotNow("中間見直しは、総会で決めた計画から始めます。")
        with spoken(cls):
            review = cls.objects.create(plan=plan, begun_by=by, begun_on=on)
        measures = enumerate(plan.measures.select_related("goal"), start=1)
        ReviewItem.objects.bulk_create(
            ReviewItem(review=review, order=order, goal=measure.goal, measure=measure) for order, measure in measures
        )
        record(review, "planreview.begin", by=by, of=plan)
        return review

    @transaction.atomic
    def write(
        self, *, by: User, results: Mapping[int, Row], added: Sequence[Row], meetings: Sequence[Meeting], **texts: str
    ) -> None:
        """``results`` by the rows' keys; ``added`` are measures that the plan does not have. In as many goes as it
        takes: nothing is judged before ``close``."""
        self.lock()
        self.check_move("write")
        before = self.told()
        changed = overwrite(self, {name: texts[name].strip() for name in self.TEXTS})
        self.save()
        self.meetings.set(meetings)
        for item in self.items.exclude(measure=None):
            for name, value in results.get(item.pk, {}).items():
                setattr(item, name, value)
            with spoken(ReviewItem):
                item.save()
        self.items.filter(measure=None).delete()
        first = self.items.count() + 1
        with spoken(ReviewItem):
            ReviewItem.objects.bulk_create(
                ReviewItem(review=self, order=order, result=ReviewItem.Result.ADD, **row)
                for order, row in enumerate(added, start=first)
            )
        record(self, "planreview.write", by=by, changes=[*changed, *changes(before, self.told())])

    def told(self) -> Any:
        rows = told_rows(self.items.select_related("measure", "goal"), but={"review", "order"})
        return {**rows, "meetings": ("話し合った会議", "、".join(str(each) for each in self.meetings.all()))}

    def gaps(self) -> list[str]:
        """What keeps the review from its end, each a sentence that says how to mend it."""
        items = list(self.items.select_related("measure"))
        found = [f"「{item}」をどうするかを選んでください。" for item in items if not item.result]
        found += [f"「{item}」の理由を書いてください。" for item in items if item.result and not item.reason.strip()]
        change = ReviewItem.Result.CHANGE
        found += [f"「{item}」をどう変えるかを書いてください。" for item in items if item.lacks_words(change)]
        if not self.talked.strip() and not self.meetings.exists():
            found.append("話し合った会議を選ぶか、話し合いのようすを書いてください。")
        return found

    @transaction.atomic
    def close(self, *, by: User, on: date) -> None:
        """まとめる: what is to be otherwise becomes the next version, as a draft that the assembly then adopts."""
        from plans.reviews.leading import next_version  # it needs the rows below

        self.lock()
        if gaps := self.gaps():
            raise NotNow(gaps)
        items = list(self.items.exclude(measure=None).select_related("measure"))
        tracks = by_measure(self.plan, by, on=on)
        for item in items:
            item.progress = told_of(tracks.get(item.measure_id or 0))
        ReviewItem.objects.bulk_update(items, ["progress"])
        self.take("close", by=by, to={"closed_on": on})
        if self.items.exclude(result=ReviewItem.Result.KEEP).exists():
            self.leads_to = next_version(self, by=by)
        with spoken(PlanReview):
            self.save()

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.save()


class ReviewItem(models.Model):
    class Result(models.TextChoices):
        KEEP = "keep", "続ける"
        CHANGE = "change", "変える"
        STOP = "stop", "やめる"
        ADD = "add", "加える"

    review = models.ForeignKey(PlanReview, on_delete=models.CASCADE, related_name="items", verbose_name="中間見直し")
    order = models.PositiveSmallIntegerField("順番")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+", verbose_name="基本目標")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, related_name="reviewed", verbose_name="取組"
    )
    result = models.CharField("これから", max_length=6, choices=Result.choices, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    content = models.CharField("新しい取組の内容", max_length=200, blank=True)
    progress = models.TextField("進みぐあい", blank=True, editable=False)  # as it stood when the review was closed

    class Meta:
        verbose_name = verbose_name_plural = "中間見直しの取組"
        ordering = ["review", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "order"],
                name="one_item_per_line_of_a_review",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="what_is_added_is_no_measure_of_the_plan",
                condition=Q(measure=None, result="add") & ~Q(content="") | Q(measure__isnull=False) & ~Q(result="add"),
                violation_error_message="加える取組は、いちばん下の「加える取組」に、内容を書いてください。",
            ),
        ]

    def __str__(self) -> str:
        return str(self.measure) if self.measure else self.content

    def lacks_words(self, result: str) -> bool:
        return self.result == result and not self.content.strip()


def by_measure(plan: FuturePlan, reader: User, *, on: date) -> dict[int, Track]:
    return {track.measure.pk: track for track in progress(plan, reader, on=on).tracks}


def told_of(track: Track | None) -> str:
    """「実施 令和7年度 見守り:隊員20人」, a project a line."""
    if track is None:
        return ""
    lines = [f"{project.plan.fiscal_year} {project}" + (f":{said}" if said else "") for project, said in track.told]
    return "\n".join([track.state, *lines])
