"""抽出: one draw of a scheme, kept as it was. Who wants another one makes another row, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.inspections.drawing import draw, fingerprint, size
from grants.schemes import Scheme
from records.cases import NotNow, spoken
from records.codes import grouped, of_place
from records.events import AppendOnlyQuerySet, append_only_triggers, record
from records.trail.chain import TrailLink

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from grants.inspections.cases import Inspection


class Draw(models.Model):
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="draws", verbose_name="制度")
    number = models.PositiveSmallIntegerField("回")
    seed = models.CharField("抽出のことば", max_length=200)
    percent = models.PositiveSmallIntegerField("割合(%)")
    minimum = models.PositiveSmallIntegerField("少なくとも")
    population: Any = ArrayField(models.CharField(max_length=14), verbose_name="母集団の番号")
    population_sha256 = models.CharField("母集団の照合の値", max_length=64)
    drawn: Any = ArrayField(models.CharField(max_length=14), verbose_name="抽出した番号")
    reason = models.CharField("もう一度抽出した理由", max_length=200, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="抽出した人"
    )
    drawn_at = models.DateTimeField("抽出した日時", default=timezone.now)

    objects: ClassVar[models.Manager[Draw]] = AppendOnlyQuerySet.as_manager()

    if TYPE_CHECKING:
        inspections: RelatedManager[Inspection]

    class Meta:
        verbose_name = verbose_name_plural = "検査の抽出"
        ordering = ["scheme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="draws_of_a_scheme_are_numbered_once"),
            models.CheckConstraint(
                name="a_second_draw_says_why",
                condition=Q(number=1) | ~Q(reason=""),
                violation_error_message="この制度は、もう抽出しています。もう一度抽出する理由を入れてください。",
            ),
            models.CheckConstraint(
                name="a_draw_takes_at_most_all", condition=Q(percent__range=(0, 100), minimum__gte=0)
            ),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.scheme} 第{self.number}回の抽出"

    @property
    def can_be_repeated(self) -> bool:
        """Drawn again from what is on record, the same cases come out."""
        again = draw(self.seed, self.population, size(len(self.population), percent=self.percent, minimum=self.minimum))
        return again == list(self.drawn) and fingerprint(self.population) == self.population_sha256

    @classmethod
    @transaction.atomic
    def of(cls, scheme: Scheme, *, by: User, words: str, percent: int, minimum: int, reason: str = "") -> Draw:
        """Draws among the grants that are still to be confirmed.

        The newest value of the trail goes into the seed, so that nobody tries words until the draw suits them.
        """
        from grants.inspections.cases import Inspection  # which knows its draw

        scheme.lock()
        codes = codes_of(population_of(scheme))
        if not codes:
            raise NotNow("抽出できる交付金がありません。交付が決まってから、額が確定するまでのものを抽出します。")
        head, earlier = TrailLink.head(), cls.objects.filter(scheme=scheme).count()
        seed = f"{words.strip()} {head.digest[:16]}" if head else words.strip()
        picked = draw(seed, codes, size(len(codes), percent=percent, minimum=minimum))
        if not picked:
            raise NotNow({"percent": "1件も抽出されません。割合か、少なくとも何件かを入れてください。"})
        with spoken(cls):
            made = cls.objects.create(
                scheme=scheme, number=earlier + 1, seed=seed, percent=percent, minimum=minimum, reason=reason.strip(),
                population=sorted(codes), population_sha256=fingerprint(codes), drawn=picked, drawn_by=by,
            )  # fmt: skip
        comment = f"第{made.number}回 {len(codes)}件から{len(picked)}件 {made.reason}".strip()
        record(scheme, "scheme.draw_inspections", by=by, comment=comment, seed=seed)
        Inspection.choose([codes[code] for code in picked], by=by, draw=made)
        return made


def population_of(scheme: Scheme) -> list[Grant]:
    return list(scheme.grants.filter(status__in=Grant.STANDING).select_related("organization", "scheme"))


def codes_of(grants: list[Grant]) -> dict[str, Grant]:
    """Each case by the code that stands on its papers."""
    kind = ContentType.objects.get_for_model(Grant).pk
    return {grouped(of_place(kind, grant.pk)): grant for grant in grants}
