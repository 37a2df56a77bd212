"""Who came, by group and age band: those ticked off the list of sign-ups, and those counted at the door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.db import models, transaction
from django.db.models import F

from accounts.models import User
from organizations.meetings.signups import AgeBand, Signup
from records.cases import NotNow
from records.events import record

if TYPE_CHECKING:
    from organizations.meetings.meeting import Meeting

Cell = tuple[str, str]  # group, age band


class Headcount(models.Model):
    """Those of one group and age band who came without signing up."""

    meeting = models.ForeignKey(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="headcounts", verbose_name="会議"
    )
    group = models.CharField("所属", max_length=30)
    age_band = models.CharField("年代", max_length=8, choices=AgeBand.choices)
    people = models.PositiveIntegerField("人数", default=0)

    objects: ClassVar[models.Manager[Headcount]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "その場で数えた人数"
        ordering = ["meeting", "group", "age_band"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "group", "age_band"], name="one_headcount_per_meeting_group_and_age_band"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.get_age_band_display()} {self.people}人"


@transaction.atomic
def count(meeting: Meeting, *, by: User, group: str, age_band: str, people: int) -> None:
    """So many more at the door; fewer takes back what was counted wrong."""
    meeting.lock()
    meeting.refuse_counting()
    if group not in meeting.kind.groups or age_band not in AgeBand.values:
        raise NotNow("所属と年代を、一覧の中から選んでください。")
    row, _made = Headcount.objects.select_for_update().get_or_create(meeting=meeting, group=group, age_band=age_band)
    if row.people + people < 0:
        raise NotNow(f"{group}の{AgeBand(age_band).label}は、まだ数えていません。")
    Headcount.objects.filter(pk=row.pk).update(people=F("people") + people)
    label = f"{group} {AgeBand(age_band).label}"
    record(
        meeting, "meeting.count", by=by, before={label: f"{row.people}人"}, after={label: f"{row.people + people}人"}
    )


@dataclass(frozen=True)
class Attendance:
    """A table: a row for each group, a column for each age band that anybody is in."""

    cells: Mapping[Cell, int]
    groups: list[str]

    @property
    def total(self) -> int:
        return sum(self.cells.values())

    @property
    def bands(self) -> list[AgeBand]:
        there = {band for (_, band), people in self.cells.items() if people}
        return [band for band in AgeBand if band.value in there]

    @property
    def rows(self) -> list[tuple[str, list[int], int]]:
        """Group, people by band, people together; groups of which nobody came are left out."""
        found = []
        for group in self.groups:
            people = [self.cells.get((group, band.value), 0) for band in self.bands]
            if sum(people):
                found.append((group, people, sum(people)))
        return found

    @property
    def sums(self) -> list[int]:
        return [sum(self.cells.get((group, band.value), 0) for group in self.groups) for band in self.bands]


def attendance(meeting: Meeting) -> Attendance:
    """Two queries."""
    cells: Counter[Cell] = Counter()
    for row in Headcount.objects.filter(meeting=meeting, people__gt=0):
        cells[row.group, row.age_band] += row.people
    came = Signup.objects.filter(meeting=meeting, came_at__isnull=False).order_by()
    for group, band, people in came.values_list("group", "age_band").annotate(people=models.Count("pk")):
        cells[group, band] += people
    known = list(meeting.kind.groups)
    return Attendance(cells, known + sorted({group for group, _ in cells} - set(known)))
