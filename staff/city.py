"""The city itself: what the portal calls it, how it looks, and how it writes years."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from records.events import record
from records.telling import overwrite

_at_hand: ContextVar[list[City] | None] = ContextVar("city_at_hand", default=None)


class City(models.Model):
    """The one city whose portal this is."""

    IS_THE_CITY_S_OWN: ClassVar = True  # its address and telephone are no person's: the trail tells them

    class Years(models.TextChoices):
        ERA = "era", "元号(令和7年)"
        WESTERN = "western", "西暦(2025年)"

    class Accent(models.TextChoices):
        """Families of the design tokens' scale (static/css/tokens.css); each was measured against white."""

        BLUE = "blue", "青"
        GREEN = "green", "緑"
        CYAN = "cyan", "青緑"
        PURPLE = "purple", "紫"
        RED = "red", "赤"

    SAID: ClassVar = {"describe": "市のきほんの設定を直した"}

    name = models.CharField("市の名前", max_length=40)
    furigana = models.CharField("ふりがな", max_length=60)
    prefecture = models.CharField("都道府県", max_length=10)
    address = models.CharField("所在地", max_length=120)
    phone = models.CharField("電話", max_length=20)
    portal_name = models.CharField("ポータルの名前", max_length=40, default="協働ポータル")
    hours = models.CharField("窓口の時間", max_length=60, default="平日 8時30分〜17時15分")
    tie_years = models.PositiveSmallIntegerField(
        "役員をやめた職員が外れる年数",
        default=3,
        help_text="団体の役員をやめてからこの年数のあいだ、その職員は団体の審査と決裁に加わりません。",
    )
    answer_days = models.PositiveSmallIntegerField(
        "声と要望に答えるまでの日数",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="受けた日から数えて、市が答えるまでの開庁日の数。1件ごとに変えられます。",
    )
    liaisons_public = models.BooleanField(
        "担当職員の名簿を公開する",
        default=False,
        help_text="地域担当職員の名前と所属を、サインインしないで見られるページに載せます。",
    )
    liaisons_enter = models.BooleanField(
        "地域担当職員も代わりに入力できる",
        default=False,
        help_text="団体から紙・ファクス・窓口で届いた書類を、地域担当職員も入力できるようにします。",
    )
    mayor = models.ForeignKey(
        "staff.Post", on_delete=models.PROTECT, verbose_name="長の職", related_name="+", null=True
    )
    years = models.CharField(
        "年の書きかた",
        max_length=10,
        choices=Years,
        default=Years.ERA,
        help_text="画面と、これから出す通知書の年です。日付を入れるときは、どちらでも読みます。",
    )
    accent = models.CharField("色", max_length=10, choices=Accent, default=Accent.BLUE)
    mark = models.CharField("市章の印", max_length=16, blank=True, editable=False)  # of the picture in ``Logo``

    class Meta:
        verbose_name = verbose_name_plural = "市"
        constraints = [models.CheckConstraint(name="a_portal_serves_one_city", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.pk = 1
        if kept := _at_hand.get():
            kept.clear()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @classmethod
    def current(cls) -> City:
        """The city's row; an unsaved sample before the city has been set up. Inside of ``city_at_hand`` asked once."""
        kept = _at_hand.get()
        if kept:
            return kept[0]
        found = cls.objects.select_related("mayor").first() or cls(name="見本市", prefecture="見本県")
        if kept is not None:
            kept.append(found)
        return found

    @transaction.atomic
    def describe(self, *, by: User, **values: Any) -> None:
        """What the portal says of the city, and how it looks; letters that are out keep what they said."""
        if changes := overwrite(self, values):
            self.save()
            record(self, "city.describe", by=by, changes=changes)


@contextmanager
def city_at_hand() -> Iterator[None]:
    """Around a page: its head, its dates and its rules ask for the city in one query."""
    token = _at_hand.set([])
    try:
        yield
    finally:
        _at_hand.reset(token)
