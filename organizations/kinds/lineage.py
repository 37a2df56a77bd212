"""系譜: which body became, joined or split off from which, and from when."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction
from django.db.models import F, Q

from accounts.models import User
from organizations.bodies import Organization
from records.cases import spoken
from records.events import record
from records.telling import gone, made


class Lineage(models.Model):
    """``former`` went into ``later``: as one of several (合併), as a whole (移行), or a part of it (分割)."""

    class Manner(models.TextChoices):
        CONVERTED = "converted", "移行"
        MERGED = "merged", "合併"
        SPLIT = "split", "分割"

    former = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="successions", verbose_name="前の団体"
    )
    later = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="origins", verbose_name="後の団体")
    manner = models.CharField("どうなったか", max_length=10, choices=Manner.choices)
    on = models.DateField("その日")

    class Meta:
        verbose_name = verbose_name_plural = "団体の系譜"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["former", "later"],
                name="one_line_between_two_bodies",
                violation_error_message="この2つの団体のつながりは、もう入っています。",
            ),
            models.CheckConstraint(
                name="no_body_descends_from_itself",
                condition=~Q(former=F("later")),
                violation_error_message="別の団体を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.later}({self.get_manner_display()})"

    @classmethod
    @transaction.atomic
    def tie(cls, former: Organization, later: Organization, *, by: User, manner: str, on: date) -> Lineage:
        """The registers of both tell of it."""
        line = cls(former=former, later=later, manner=manner, on=on)
        with spoken(cls):
            line.save()
        for body in (former, later):
            record(body, "organization.tie_lineage", by=by, changes=made(line), comment=str(line), on=on)
        return line

    @transaction.atomic
    def untie(self, *, by: User) -> None:
        """It was put down by mistake."""
        for body in (self.former, self.later):
            record(body, "organization.untie_lineage", by=by, changes=gone(self), comment=str(self))
        self.delete()
