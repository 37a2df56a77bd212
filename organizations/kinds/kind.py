"""団体の種類: what a city calls its bodies, which way they go, what they need, and what of them is public."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from organizations.changes import RECOGNISABLE, USUAL
from organizations.kinds.usual import KINDS
from records.cases import spoken
from records.events import record
from records.telling import made, overwrite

STANDARD = "rmo"  # what an organization is whose kind nobody has named
ORDER = ("awareness", "preparing", "planning", "founded", "active", "working")  # states, as they may follow
LEADS = {  # verb of an organization: the state to which it leads
    "prepare": "preparing",
    "plan": "planning",
    "found": "founded",
    "recognise": "active",
    "begin_work": "working",
}


def usual_matters() -> list[str]:
    return [matter.value for matter in USUAL]


class KindQuerySet(models.QuerySet["Kind"]):
    def visible_to(self, user: User, *, on: date) -> KindQuerySet:
        """The city's own settings."""
        return self if user.is_city(on=on) else self.none()

    def in_use(self) -> KindQuerySet:
        """Those of which new bodies may be registered."""
        return self.filter(is_retired=False)


class Kind(models.Model):
    """A row of the city's own. ``steps`` are the stations before the work begins; the last one is the recognition."""

    class Word(models.TextChoices):
        NINKA = "認可", "認可"
        NINTEI = "認定", "認定"
        TOROKU = "登録", "登録"
        SHITEI = "指定", "指定"

    class Step(models.TextChoices):
        AWARENESS = "awareness", "機運づくり"
        PREPARING = "preparing", "準備会"
        PLANNING = "planning", "将来計画"
        FOUNDED = "founded", "設立"

    class Part(models.TextChoices):
        AREAS = "areas", "活動の区域"
        REPRESENTATIVE = "representative", "代表者の氏名"
        OFFICERS = "officers", "役員の役職と氏名"
        OFFICE = "office", "事務所の所在地"
        PHONE = "phone", "電話"
        LEGAL_FORM = "legal_form", "法人格"
        MEMBERS = "members", "構成団体"
        SECTIONS = "sections", "部会"

    SAID: ClassVar = {"add": "団体の種類を加えた", "revise": "団体の種類を直した"}

    code = models.SlugField("コード", max_length=30, unique=True, help_text="英字。例 rmo")
    name = models.CharField("種類の名前", max_length=40, help_text="例 地域運営組織")
    order = models.PositiveSmallIntegerField("並び順", default=0)
    about = models.CharField("どんな団体か", max_length=200, blank=True)
    word = models.CharField("市が認めることの呼び名", max_length=10, choices=Word.choices, blank=True)
    steps: Any = ArrayField(
        models.CharField(max_length=12, choices=Step.choices), blank=True, default=list, verbose_name="それまでの段階"
    )
    needs_area = models.BooleanField("区域がいる", default=True)
    needs_plan = models.BooleanField("将来計画がいる", default=True)
    needs_bylaws = models.BooleanField("規約がいる", default=True)
    officers = models.PositiveSmallIntegerField("役員の人数(何人以上)", default=3)
    may_get_grants = models.BooleanField("交付金を申請できる", default=True)
    matters: Any = ArrayField(
        models.CharField(max_length=16, choices=[(each.value, each.label) for each in RECOGNISABLE]),
        blank=True,
        default=usual_matters,
        verbose_name="変えるときに市の認可がいること",
    )
    is_public = models.BooleanField("市民の名簿に載せる", default=True)
    public_parts: Any = ArrayField(
        models.CharField(max_length=16, choices=Part.choices), blank=True, default=list, verbose_name="公開すること"
    )
    is_retired = models.BooleanField("新しくは登録しない", default=False)

    objects: ClassVar[models.Manager[Kind]] = KindQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "団体の種類"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="no_two_kinds_bear_the_same_name",
                violation_error_message="この名前の種類は、もうあります。",
            ),
            models.CheckConstraint(
                name="only_what_is_recognised_asks_for_changes",
                condition=~Q(word="") | Q(matters=[]),
                violation_error_message="市が認めない種類では、「変えるときに市の認可がいること」を選べません。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:kind", args=[self.pk])

    @classmethod
    def standard(cls) -> Kind:
        """The kind of bodies that have none of their own: the city's row, or the usual one where it has none."""
        return cls.objects.filter(code=STANDARD).first() or cls(code=STANDARD, **KINDS[STANDARD])

    @classmethod
    @transaction.atomic
    def add(cls, *, by: User, **facts: Any) -> Kind:
        kind = cls(**facts)
        with spoken(cls):
            kind.save()
        record(kind, "kind.add", by=by, changes=made(kind))
        return kind

    @classmethod
    @transaction.atomic
    def lay_down(cls, *, by: User, codes: Collection[str] = tuple(KINDS)) -> list[Kind]:
        """Those of the usual kinds that the city does not have yet; asked for twice it makes nothing twice."""
        known = {each for pair in cls.objects.values_list("code", "name") for each in pair}
        wanted = {code: facts for code, facts in KINDS.items() if code in codes}
        return [
            cls.add(by=by, code=code, **facts) for code, facts in wanted.items() if not {code, facts["name"]} & known
        ]

    @transaction.atomic
    def revise(self, *, by: User, **facts: Any) -> None:
        """From now on; what was decided before stays decided."""
        if changes := overwrite(self, facts):
            with spoken(Kind):
                self.save()
            record(self, "kind.revise", by=by, changes=changes)

    @property
    def way(self) -> list[str]:
        """The states through which a body of this kind goes; the last one is its work."""
        return [*(step for step in self.Step.values if step in self.steps), "active" if self.word else "working"]

    @property
    def step_names(self) -> str:
        labels = [*(self.Step(state).label for state in self.way[:-1]), *([self.word] if self.word else []), "活動"]
        return " → ".join(labels)

    @property
    def needs(self) -> str:
        """いるもの, as one line says it."""
        wanted = {"区域": self.needs_area, "将来計画": self.needs_plan, "規約": self.needs_bylaws}
        named = [label for label, is_needed in wanted.items() if is_needed]
        return "、".join([*named, *([f"役員{self.officers}人以上"] if self.officers else [])]) or "なし"

    @property
    def part_names(self) -> str:
        return "、".join(self.Part(part).label for part in self.public_parts)

    def after(self, status: str) -> str:
        """The state that comes next; empty once a body is at work."""
        if status not in ORDER:
            return self.way[-1] if status == "revoked" and self.word else ""
        place = ORDER.index(status)
        return next((state for state in self.way if ORDER.index(state) > place), "") if place < 4 else ""

    def allows(self, verb: str, status: str) -> bool:
        """Whether a verb that leads on is the next one on this kind's way; of other verbs nothing is said here."""
        return verb not in LEADS or LEADS[verb] == self.after(status)
