"""The chain over all events, and the anchors by which it is held to a day and to paper."""

from __future__ import annotations

from datetime import date, time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from records.cases import NotNow
from records.events import AppendOnlyQuerySet, Event, append_only_triggers
from records.jobs import daily
from records.trail.linking import only_from_its_event


class TrailLink(models.Model):
    """One event's place in the chain. The database writes it when the event's transaction commits; nobody else can."""

    position = models.PositiveBigIntegerField("位置", primary_key=True)  # 1, 2, 3 … without a gap
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="link", verbose_name="できごと")
    form = models.PositiveSmallIntegerField("照合の版")
    linked_at = models.DateTimeField("つないだ日時")
    previous = models.CharField("前の照合の値", max_length=64)
    digest = models.CharField("照合の値(SHA-256)", max_length=64)

    objects: ClassVar[models.Manager[TrailLink]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "記録の鎖"
        ordering = ["-position"]
        triggers = [*append_only_triggers(), only_from_its_event()]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:8]}"

    @classmethod
    def head(cls) -> TrailLink | None:
        """The newest link; None before anything happened."""
        return cls.objects.order_by("-position").first()


class TrailAnchor(models.Model):
    """錨: where the chain ended on a day. On paper, in a safe, it proves everything before it."""

    day = models.DateField("日", unique=True)
    position = models.PositiveBigIntegerField("位置")
    digest = models.CharField("照合の値(SHA-256)", max_length=64)
    events = models.PositiveBigIntegerField("できごとの数")
    made_at = models.DateTimeField("とめた日時", db_default=Now(), editable=False)

    objects: ClassVar[models.Manager[TrailAnchor]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "記録の錨"
        ordering = ["-day"]
        constraints = [
            models.CheckConstraint(
                name="an_anchor_holds_a_chain_without_gaps", condition=Q(events=models.F("position"))
            ),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.day} {self.position}"


def anchor(*, on: date) -> TrailAnchor | None:
    """Holds the chain's head to a day, once; None before anything happened."""
    found: TrailAnchor | None = TrailAnchor.objects.filter(day=on).first()
    if found:
        return found
    head = TrailLink.head()
    if head is None:
        return None
    values = {"position": head.position, "digest": head.digest, "events": TrailLink.objects.count()}
    if values["events"] != head.position:
        raise NotNow("記録の鎖に、欠けている行があります。manage.py verify_trail で、どこかを確かめてください。")
    made: TrailAnchor
    made, _ = TrailAnchor.objects.get_or_create(day=on, defaults=values)
    return made


@daily("records.anchor_trail", "記録の錨をとめる", at=time(0, 10))
def anchor_daily(on: date) -> None:
    anchor(on=on)
