"""The facilities themselves, with their rooms, equipment and the days on which they are closed."""

from __future__ import annotations

from datetime import date, time
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from organizations.areas import Area
from records.cases import spoken
from records.events import record
from records.telling import made, overwrite
from records.terms import Dated, DatedQuerySet, ends_after_start

WEEKDAYS = ((0, "月"), (1, "火"), (2, "水"), (3, "木"), (4, "金"), (5, "土"), (6, "日"))


class FacilityQuerySet(DatedQuerySet["Facility"]):
    def public(self) -> FacilityQuerySet:
        """What a facility is, when it is open and when its rooms are taken is for everybody."""
        return self

    def listed(self) -> FacilityQuerySet:
        return self.select_related("area", "manager").order_by("area__order", "name")


class Facility(Dated):
    class Kind(models.TextChoices):
        CENTER = "center", "コミュニティセンター"
        HALL = "hall", "公民館"
        ASSEMBLY = "assembly", "集会所"
        SCHOOL = "school", "学校・旧校舎"
        WELFARE = "welfare", "福祉施設"
        OTHER = "other", "そのほか"

    class Operation(models.TextChoices):
        DESIGNATED = "designated", "指定管理"
        DIRECT = "direct", "市の直営"
        LENT = "lent", "市から借りている"
        OWN = "own", "団体の建物"

    IS_THE_CITY_S_OWN = True
    SAID: ClassVar = {
        "enter": "施設を登録した",
        "revise": "施設を直した",
        "room": "部屋を加えた、直した",
        "equip": "設備を加えた、直した",
        "close": "休みの日を決めた",
        "reopen": "休みの日をやめた",
    }

    name = models.CharField("名前", max_length=60, unique=True)
    kind = models.CharField("種類", max_length=10, choices=Kind.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="facilities", verbose_name="区域")
    address = models.CharField("所在地", max_length=120)
    phone = models.CharField("電話", max_length=20, blank=True)
    operation = models.CharField("運営のしかた", max_length=10, choices=Operation.choices)
    manager = models.ForeignKey(
        "organizations.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name="運営する団体",
    )
    opens_at = models.TimeField("開く時刻", default=time(9))
    closes_at = models.TimeField("閉まる時刻", default=time(21))
    closed_weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=WEEKDAYS), default=list, blank=True, verbose_name="休みの曜日"
    )
    takes_bookings = models.BooleanField("部屋の申し込みを受ける", default=True)
    days_ahead = models.PositiveSmallIntegerField(
        "何日先まで申し込めるか", default=90, validators=[MinValueValidator(1), MaxValueValidator(400)]
    )
    about = models.TextField("利用の案内", max_length=1000, blank=True)

    objects: ClassVar[models.Manager[Facility]] = FacilityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "拠点施設"
        ordering = ["name"]
        constraints = [
            ends_after_start("a_facility_ends_after_it_started"),
            models.CheckConstraint(
                name="a_facility_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="閉まる時刻を、開く時刻より後にしてください。",
            ),
            models.CheckConstraint(
                name="a_designated_manager_is_an_organization",
                condition=~Q(operation="designated") | Q(manager__isnull=False),
                violation_error_message="指定管理のときは、運営する団体を選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("facilities:detail", args=[self.pk])

    @property
    def bookings_url(self) -> str:
        return reverse("facilities:bookings", args=[self.pk])

    @classmethod
    @transaction.atomic
    def enter(cls, *, by: User, **columns: Any) -> Facility:
        with spoken(cls):
            facility = cls.objects.create(**columns)
        record(facility, "facility.enter", by=by, changes=made(facility))
        return facility

    @transaction.atomic
    def revise(self, *, by: User, **columns: Any) -> None:
        changes = overwrite(self, columns)
        with spoken(Facility):
            self.save()
        record(self, "facility.revise", by=by, changes=changes)

    @transaction.atomic
    def set_room(self, room: Room | None, *, by: User, **columns: Any) -> Room:
        """A new room, or what is now said of one."""
        room = room or Room(facility=self)
        changes = overwrite(room, columns)
        with spoken(Room):
            room.save()
        record(self, "facility.room", by=by, changes=changes, comment=room.name)
        return room

    @transaction.atomic
    def equip(self, thing: Equipment | None, *, by: User, **columns: Any) -> None:
        thing = thing or Equipment(facility=self)
        changes = overwrite(thing, columns)
        thing.save()
        record(self, "facility.equip", by=by, changes=changes, comment=thing.name)

    @transaction.atomic
    def close(self, *, by: User, starts_on: date, ends_on: date, reason: str) -> None:
        """Closed from day to day; bookings that stand there must be called off first."""
        from organizations.facilities.bookings import refuse_if_booked

        refuse_if_booked(self, starts_on, ends_on)
        with spoken(Closing):
            closing = Closing.objects.create(facility=self, starts_on=starts_on, ends_on=ends_on, reason=reason)
        record(self, "facility.close", by=by, changes=made(closing))

    @transaction.atomic
    def reopen(self, closing: Closing, *, by: User) -> None:
        record(self, "facility.reopen", by=by, comment=str(closing))
        closing.delete()

    @property
    def closed_on_words(self) -> str:
        return "・".join(word for number, word in WEEKDAYS if number in self.closed_weekdays) or "なし"


class Room(models.Model):
    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="rooms", verbose_name="施設")
    name = models.CharField("部屋の名前", max_length=40)
    capacity = models.PositiveSmallIntegerField("定員", validators=[MinValueValidator(1)])
    fee = models.PositiveIntegerField("使用料(1時間)", default=0, help_text="0円は無料です。")
    note = models.CharField("備考", max_length=200, blank=True, help_text="例 畳、調理台4つ、土足禁止")
    in_use = models.BooleanField("申し込みを受ける", default=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects: ClassVar[models.Manager[Room]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "部屋"
        ordering = ["facility", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["facility", "name"],
                name="rooms_of_a_facility_have_different_names",
                violation_error_message="その名前の部屋は、もうあります。",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="equipment", verbose_name="施設")
    name = models.CharField("設備の名前", max_length=60, help_text="例 プロジェクター、長机、AED、放送設備")
    count = models.PositiveSmallIntegerField("数", default=1)
    note = models.CharField("備考", max_length=200, blank=True)

    objects: ClassVar[models.Manager[Equipment]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "設備"
        ordering = ["facility", "name"]

    def __str__(self) -> str:
        return self.name


class Closing(models.Model):
    """Closed for some days: 年末年始, 工事, an election."""

    facility = models.ForeignKey(Facility, on_delete=models.CASCADE, related_name="closings", verbose_name="施設")
    starts_on = models.DateField("休みのはじめの日")
    ends_on = models.DateField("休みの終わりの日")
    reason = models.CharField("理由", max_length=100, help_text="例 年末年始、工事、選挙の投票所")

    objects: ClassVar[models.Manager[Closing]] = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = "休みの日"
        ordering = ["facility", "starts_on"]
        constraints = [ends_after_start("a_closing_ends_after_it_started")]

    def __str__(self) -> str:
        return self.reason
