"""When a worker worked: from this the staff see since when nothing has been done, and an officer how often it died."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar

from django.db import connection, models
from django.utils import timezone

from records.jobs.queueing import daily

KEPT_JOBS = timedelta(days=30)
KEPT_RUNS = timedelta(days=400)


class WorkerRunQuerySet(models.QuerySet["WorkerRun"]):
    def last_sign(self) -> datetime | None:
        """When a worker was last seen alive; None if there never was one."""
        return self.aggregate(last=models.Max("seen_at"))["last"]  # type: ignore[no-any-return]


class WorkerRun(models.Model):
    """The life of one worker. ``ended_at`` stays empty when it was killed; then it lived until about ``seen_at``."""

    began_at = models.DateTimeField("始めた日時", default=timezone.now, editable=False)
    seen_at = models.DateTimeField("最後に動いていた日時", default=timezone.now, editable=False)
    ended_at = models.DateTimeField("止めた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[WorkerRun]] = WorkerRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "裏の作業が動いた時間"
        ordering = ["-began_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M} - {self.seen_at:%Y-%m-%d %H:%M}"

    @classmethod
    def begin(cls) -> WorkerRun:
        return cls.objects.create()

    def seen(self) -> None:
        WorkerRun.objects.filter(pk=self.pk).update(seen_at=timezone.now())

    def end(self) -> None:
        now = timezone.now()
        WorkerRun.objects.filter(pk=self.pk).update(seen_at=now, ended_at=now)


@daily("records.tidy_jobs", "済んだ作業の控えを片づける", at=time(3, 30))
def tidy(*, on: date) -> None:
    """What was done long ago leaves the queue; what failed stays until somebody has looked at it."""
    before = timezone.make_aware(datetime.combine(on, time())) - KEPT_JOBS
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS"
            " (SELECT FROM procrastinate_events WHERE job_id = procrastinate_jobs.id AND at > %s)",
            [before],
        )
    WorkerRun.objects.filter(seen_at__lt=before - KEPT_RUNS + KEPT_JOBS).delete()
