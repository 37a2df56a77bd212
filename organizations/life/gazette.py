"""告示: the city makes public that a body was recognised, changed, lost its recognition or was dissolved."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.bodies import Organization
from organizations.derecognition.case import Derecognition
from organizations.life.dissolution import Dissolution
from organizations.rechange.case import Rechange
from organizations.recognition import Recognition
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import AppendOnlyQuerySet, append_only_triggers, record
from records.fiscal import FiscalYear, FiscalYearField
from records.numbers import take_number
from staff.models import City
from staff.offices import letterhead

SERIES = "告示"
STATES: dict[type[Any], tuple[str, ...]] = {  # of what a notice may tell, and in which states
    Recognition: ("recognised", "lapsed"),
    Rechange: ("approved",),
    Derecognition: ("revoked",),
    Dissolution: ("accepted", "closed"),
}


class PublicNotice(models.Model):
    """One for each decision; it is never changed, a later notice says what is different."""

    fiscal_year = FiscalYearField("年度", editable=False)
    number = models.PositiveIntegerField("番号", editable=False)
    noticed_on = models.DateField("告示した日", editable=False)
    title = models.CharField("件名", max_length=200)
    text = models.TextField("本文", max_length=4000)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="public_notices")
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("告示した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[PublicNotice]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "告示"
        triggers = append_only_triggers()
        ordering = ["-fiscal_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["fiscal_year", "number"], name="one_public_notice_per_number"),
            models.UniqueConstraint(
                fields=["case_type", "case_id"],
                name="one_public_notice_per_decision",
                violation_error_message="このことは、もう告示してあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.pk])

    @property
    def printed_number(self) -> str:
        return f"告示第{self.number}号"

    @property
    def lines(self) -> list[str]:
        """The text as it is printed, a paragraph each."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    @property
    def signer(self) -> str:
        """「見本市長　見本 一郎」: who held the office on its day; only the office where the register does not say."""
        try:
            head = letterhead(on=self.noticed_on)
        except NotNow:
            return f"{City.current().name}長"
        return f"{head.title}　{head.name}"

    @classmethod
    @transaction.atomic
    def publish(cls, case: Any, *, by: User, on: date, title: str, text: str) -> PublicNotice:
        if case.status not in STATES.get(type(case), ()):
            raise NotNow("告示できるのは、決定がすんだことだけです。")
        year = FiscalYear.of(on)
        number = take_number(SERIES, year)
        with spoken(cls):
            notice = cls.objects.create(
                fiscal_year=year, number=number, noticed_on=on, title=title, text=text,
                organization=case.organization, case=case, made_by=by,
            )  # fmt: skip
        record(case.organization, "organization.give_notice", by=by, comment=str(notice), on=on)
        return notice


def waiting(organization: Organization) -> list[Any]:
    """Decisions about a body that could be made public and are not yet."""
    told = set(PublicNotice.objects.filter(organization=organization).values_list("case_type", "case_id"))
    found = []
    for model, states in STATES.items():
        kind = ContentType.objects.get_for_model(model).pk
        rows = model._base_manager.filter(organization=organization, status__in=states).order_by("pk")
        found += [case for case in rows if (kind, case.pk) not in told]
    return found


def drafted(case: Any) -> dict[str, str]:
    """件名 and 本文 as they usually are, for the officer to look over: nothing that is private."""
    body: Organization = case.organization
    word, name = body.terms.word or "認可", f"名称 {body.name}"
    if isinstance(case, Recognition):
        day, areas = case.effective_on, "、".join(map(str, case.areas.all()))
        what, lines = f"{body.terms}の{word}", [name, f"区域 {areas}", f"事務所 {case.office_address}"]
    elif isinstance(case, Rechange):
        day, what = case.effective_on, f"{body.terms}の{word}事項の変更"
        lines = [name, *(f"{row['label']} {row['before'] or '(なし)'}から{row['after']}へ" for row in case.differences)]
    elif isinstance(case, Derecognition):
        day, what, lines = (
            case.effective_on,
            f"{body.terms}の{word}の取消し",
            [name, f"理由 {case.get_grounds_display()}"],
        )
    else:
        day, what, lines = case.dissolved_on, f"{body.terms}の解散", [name]
    label = "解散した日" if isinstance(case, Dissolution) else "効力が生じる日"
    since = f"{label} {era_date(day)}" if day else ""
    return {"title": what, "text": "\n".join([f"{what}について、次のとおり告示する。", *lines, since]).strip()}
