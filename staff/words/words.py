"""Short lists that a city writes itself; a row that is not used any more stays where it was used."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models, transaction

from accounts.models import User
from records.cases import NotNow
from records.codes import drawn_by_lot
from records.events import record
from records.telling import made, overwrite


class WordQuerySet(models.QuerySet[Any]):
    def in_use(self, *, besides: Any = None) -> Self:
        """Those that can be chosen; ``besides``: the key of the one that stands there already."""
        return self.filter(models.Q(is_used=True) | models.Q(pk=besides))


def own_code() -> str:
    """Of a row that the city wrote; the usual rows have theirs from the portal."""
    return drawn_by_lot()[:8].lower()


class Word(models.Model):
    """One row of such a list. ``code`` never changes: settings and files may name it."""

    USUAL: ClassVar[tuple[tuple[str, str], ...]] = ()
    MARKED: ClassVar[str] = ""  # a further column, true of the usual rows in ``OF_MARK``
    OF_MARK: ClassVar[frozenset[str]] = frozenset()

    code = models.CharField("記号", max_length=20, unique=True, default=own_code, editable=False)
    name = models.CharField("名前", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    is_used = models.BooleanField(
        "使う", default=True, help_text="外すと、これからは選べません。前に選んだものは残ります。"
    )

    objects: ClassVar[models.Manager[Any]] = WordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def meant(cls, row: Self | str) -> Self:
        """The row that a verb was given, or the one of a code: as the city's files and the usual rows name it."""
        if isinstance(row, str):
            return cls.objects.get(code=row)  # type: ignore[return-value]  # the plugin forgets whose manager it is
        return row

    @classmethod
    def usual(cls) -> list[Self]:
        mark = {cls.MARKED: True} if cls.MARKED else {}
        return [
            cls(code=code, name=name, order=order, **(mark if code in cls.OF_MARK else {}))
            for order, (code, name) in enumerate(cls.USUAL, start=1)
        ]

    @classmethod
    @transaction.atomic
    def add(cls, *, by: User, **facts: Any) -> Self:
        cls._refuse_twice(facts["name"], 0)
        row = cls(**facts)
        row.save()
        record(row, "register.add", by=by, changes=made(row))
        return row

    @transaction.atomic
    def change(self, *, by: User, **facts: Any) -> None:
        self._refuse_twice(facts["name"], self.pk)
        if changes := overwrite(self, facts):
            self.save()
            record(self, "register.change", by=by, changes=changes)

    @classmethod
    def _refuse_twice(cls, name: str, but: int) -> None:
        if cls.objects.filter(name=name).exclude(pk=but).exists():
            raise NotNow({"name": "同じ名前が、もうあります。"})


class Theme(Word):
    """分野, by which needs and offers find each other."""

    USUAL: ClassVar = (
        ("watch", "見守り・支え合い"),
        ("move", "買い物・移動"),
        ("children", "子ども・学び"),
        ("safety", "防災・防犯"),
        ("green", "草刈り・環境"),
        ("culture", "行事・文化"),
        ("digital", "パソコン・広報"),
        ("place", "場所・道具"),
        ("other", "そのほか"),
    )

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = "つなぐ分野"


class LiaisonRole(Word):
    """区分 of a 地域担当職員; a roster lists a team in their order."""

    USUAL: ClassVar = (
        ("leader", "リーダー"),
        ("subleader", "サブリーダー"),
        ("main", "主担当"),
        ("deputy", "副担当"),
        ("disaster", "防災担当"),
        ("health", "保健担当"),
    )
    MARKED, OF_MARK = "leads", frozenset({"leader", "main"})

    leads = models.BooleanField(
        "地区を代表する", default=False, help_text="この区分の人がだれもいない地区は、「欠員」と出ます。"
    )

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = "担当職員の区分"


class PartnerKind(Word):
    """種類 of the partners from outside the city hall."""

    USUAL: ClassVar = (
        ("welfare", "地域福祉コーディネーター"),
        ("life", "生活支援コーディネーター"),
        ("settlement", "集落支援員"),
        ("adviser", "中間支援アドバイザー"),
        ("school", "大学・学校の地域連携担当"),
    )
    MARKED, OF_MARK = "is_school", frozenset({"school"})

    is_school = models.BooleanField("大学・学校の人", default=False, help_text="学校の「学生の活動」を書けます。")

    class Meta(Word.Meta):
        verbose_name = verbose_name_plural = "支え手の種類"


LISTS: dict[str, type[Word]] = {"liaison-roles": LiaisonRole, "partner-kinds": PartnerKind, "themes": Theme}


def write_usual_words(**_signal: object) -> None:
    """After the tables were made, once; from then on the lists are the city's."""
    for kind in LISTS.values():
        if not kind.objects.exists():
            kind.objects.bulk_create(kind.usual())
