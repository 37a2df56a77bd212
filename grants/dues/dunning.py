"""督促: somebody is late, and the section asks for it in person and on paper: a row for each time.

A row never changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.dues.charges import charge
from grants.dues.dues import KINDS, Due
from grants.dues.reminding import about, key_of
from grants.refunds import Refund
from grants.schemes import Scheme
from organizations.models import Organization
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import AppendOnlyQuerySet, append_only_triggers, record
from records.letters import LetterModel, issue
from records.mail import post
from records.workdays import workdays
from staff.offices import whom_to_ask

TIME_TO_ANSWER = 10  # days of the calendar: 「督促状を発した日から起算して10日」 is what most rules give
FOLDER = "grants/emails/dunning/applicant"


class DunningQuerySet(AppendOnlyQuerySet):
    def visible_to(self, user: User, *, on: date) -> Any:
        """The organization that was asked, and the city's people who see it; nobody from a committee."""
        roles = [role.organization_id for role in user.roles_on(on)]
        own = Q(organization__in=[*roles, *(intake.organization_id for intake in user.intakes_on(on))])
        if user.is_city(on=on):
            own |= Q(organization__in=Organization.objects.visible_to(user, on=on).values("pk"))
        return self.filter(own)

    def about(self, case: models.Model) -> Any:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class Dunning(models.Model):
    SAID: ClassVar[Any] = {"send": "督促した"}

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="+", verbose_name="制度")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, null=True, related_name="dunnings", verbose_name="交付金"
    )
    kind = models.CharField("何の督促", max_length=40)
    name = models.CharField("督促したこと", max_length=40)
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    due_on = models.DateField("期限")
    answer_by = models.DateField("指定期限")
    amount = models.BigIntegerField("督促する額(円)", null=True)
    surcharge = models.BigIntegerField("その日までの延滞金・加算金(円)", default=0)
    number = models.PositiveSmallIntegerField("何回目")
    told = models.PositiveSmallIntegerField("メールを出した人の数")
    made_on = models.DateField("督促した日")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="督促した人"
    )
    made_at = models.DateTimeField("督促した日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Dunning]] = DunningQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "督促"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["case_type", "case_id"], name="dunning_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "case_type", "case_id", "due_on", "made_on"],
                name="nobody_is_dunned_twice_on_one_day",
                violation_error_message="きょう、もう督促しました。",
            ),
            models.CheckConstraint(name="dunning_comes_after_the_due_day", condition=Q(made_on__gt=models.F("due_on"))),
            models.CheckConstraint(
                name="a_dunning_for_money_is_of_money", condition=Q(amount=None) | Q(amount__gt=0, surcharge__gte=0)
            ),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"{self.organization} {self.scheme}の{self.name}の督促({era_date(self.made_on)})"

    def get_absolute_url(self) -> str:
        """Where it is shown: on the page of what it is about."""
        about: Any = self.case
        found: str = about.get_absolute_url()
        return found

    def letter(self, *, on: date) -> LetterModel | None:
        """督促状 for money, 提出の督促 for a paper of a decided grant; else the mail is all."""
        from grants.letters.dunning import DunningLetter, OverdueLetter  # the letters know the dunning

        if self.amount is not None:
            return DunningLetter(self, on)
        fits = KINDS[self.kind].on_paper and self.grant and self.grant.amount_decided is not None
        return OverdueLetter(self, on) if fits else None


def check_late(due: Due, *, on: date) -> None:
    if not due.days_late(on=on):
        raise NotNow(f"{due.organization}の{due.kind.name}は、まだ期限の前です。")


def of_due(due: Due, *, by: User, on: date) -> Dunning:
    """The row as it would be on a day; nothing is kept."""
    scheme, code, kind, case, day = key_of(due)
    surcharge = charge(due.case, on=on).due if isinstance(due.case, Refund) else 0
    own = {"scheme_id": scheme, "kind": code, "case_type_id": kind, "case_id": case, "due_on": day}
    return Dunning(
        **own, organization=due.organization, grant=due.grant, name=due.kind.name,
        answer_by=workdays().after(on, TIME_TO_ANSWER).day, amount=due.amount, surcharge=surcharge,
        number=Dunning.objects.filter(**own).count() + 1, told=0, made_on=on, made_by=by,
    )  # fmt: skip


@transaction.atomic
def dun(due: Due, *, by: User, on: date, on_paper: bool = True) -> Dunning:
    """One press for one that is late: the mails, the letter where one is right, and the line that it was done."""
    check_late(due, on=on)
    people = due.organization.contacts(on=on)
    made = of_due(due, by=by, on=on)
    made.told = len(people)
    with spoken(Dunning):
        made.save()
    letter = made.letter(on=on) if on_paper or due.amount is not None else None
    issued = issue(letter, by=by, on=on) if letter else None
    context: dict[str, Any] = {"due": due, "dunning": made, "ask": whom_to_ask(on), "letter": issued}
    post(FOLDER, to=people, about=about(due), **context)
    record(due.case, "dunning.send", by=by, comment=f"{due.kind.name} {made.number}回目", letter=issued)
    return made


@transaction.atomic
def dun_all(some: Sequence[Due], *, by: User, on: date, on_paper: bool) -> list[Dunning]:
    """All of them or, where one cannot be, none: each that cannot is named."""
    if not some:
        raise NotNow("督促するものに、1つ以上印をつけてください。")
    return [dun(due, by=by, on=on, on_paper=on_paper) for due in some]
