"""A file with boundaries: received, looked at beside the city's areas, then taken whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.areas import Area
from organizations.places.geojson import Feature
from organizations.places.systems import AreaSystem, systems
from records.cases import Case, NotNow
from records.events import record


class BoundaryFileQuerySet(models.QuerySet["BoundaryFile"]):
    def visible_to(self, user: User, *, on: date) -> BoundaryFileQuerySet:
        """The city's own work until it is on the map."""
        return self if user.is_city(on=on) else self.none()


class BoundaryFile(Case):
    """``content`` is kept only until it was taken or dropped: then each area has its own part of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "確かめています"
        TAKEN = "taken", "取り込みました"
        DROPPED = "dropped", "取りやめました"

    IS_THE_CITY_S_OWN = True
    MOVES = {"take_in": ({Status.DRAFT}, Status.TAKEN), "drop": ({Status.DRAFT}, Status.DROPPED)}
    SAID = {"receive": "境のファイルを読み込んだ", "take_in": "境を地図に入れた", "drop": "境の取り込みをやめた"}

    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.DRAFT)
    system_code = models.CharField("分け方のコード", max_length=20)
    starts_on = models.DateField("いつからの境か")
    name = models.CharField("ファイルの名前", max_length=200)
    source = models.CharField("出典", max_length=200, blank=True)
    digest = models.CharField("SHA-256", max_length=64)
    figures = models.PositiveIntegerField("図形の数", validators=[MinValueValidator(1)])
    content = models.JSONField("内容", default=list, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="読み込んだ人"
    )
    received_at = models.DateTimeField("読み込んだ日時", default=timezone.now)

    objects: ClassVar[models.Manager[BoundaryFile]] = BoundaryFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "境のファイル"
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:boundary_file", args=[self.pk])

    @property
    def system(self) -> AreaSystem:
        return next(row for row in systems() if row.code == self.system_code)

    @property
    def features(self) -> list[Feature]:
        return [Feature(number, properties, polygons) for number, properties, polygons in self.content]

    @classmethod
    @transaction.atomic
    def receive(
        cls,
        *,
        by: User,
        system: AreaSystem,
        starts_on: date,
        name: str,
        raw: bytes,
        features: Iterable[Feature],
        source: str = "",
    ) -> BoundaryFile:
        """Keeps what ``geojson.read`` gave, to be looked at; nothing of the map changes yet."""
        content = [(each.number, dict(each.properties), each.polygons) for each in features]
        facts = {"system_code": system.code, "starts_on": starts_on, "name": name[-200:], "source": source}
        digest = hashlib.sha256(raw).hexdigest()
        file = cls.objects.create(content=content, figures=len(content), digest=digest, received_by=by, **facts)
        record(file, "boundaryfile.receive", by=by, name=name, digest=digest, figures=len(content))
        return file

    @transaction.atomic
    def take_in(self, *, by: User, chosen: Mapping[int, Area | str]) -> int:
        """``chosen``: for each figure that is to be taken its area, or the name under which one is made of it.

        All of them or, with a sentence for each fault, none. Gives how many areas now have this boundary.
        """
        from organizations.places.surveying import survey

        self.take("take_in", by=by, taken=len(chosen))
        if not chosen:
            raise NotNow("取り込む図形がありません。区域を選ぶか、新しい区域にしてください。")
        count = survey(self, chosen, by=by)
        self.content = []
        self.save()
        return count

    @transaction.atomic
    def drop(self, *, by: User) -> None:
        self.take("drop", by=by)
        self.content = []
        self.save()
