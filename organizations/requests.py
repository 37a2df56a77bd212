"""提出の依頼: who prepared something asks those who may send it (会長) to look it over and send it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from organizations.belonging import BelongingQuerySet
from organizations.bodies import Organization
from records.cases import NotNow
from records.events import record
from records.mail import post


class SubmitRequestQuerySet(BelongingQuerySet["SubmitRequest"]):
    def open(self) -> SubmitRequestQuerySet:
        return self.filter(sent_at=None)

    def about(self, case: models.Model) -> SubmitRequestQuerySet:
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk)


class SubmitRequest(models.Model):
    """Open until somebody sends the case; asked again it stays one."""

    SAID: ClassVar = {"ask": "提出を頼んだ"}

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="団体")
    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case: Any = GenericForeignKey("case_type", "case_id")
    what = models.CharField("すること", max_length=150)
    page = models.CharField("ページ", max_length=200)  # where it is looked over and sent
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="頼んだ人"
    )
    asked_at = models.DateTimeField("頼んだ日時", default=timezone.now, editable=False)
    sent_at = models.DateTimeField("出した日時", null=True, editable=False)

    objects: ClassVar[models.Manager[SubmitRequest]] = SubmitRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提出の依頼"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_type", "case_id"],
                condition=Q(sent_at=None),
                name="one_open_request_to_send_a_case",
                violation_error_message="提出は、もう頼んであります。",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @classmethod
    @transaction.atomic
    def ask(cls, case: Any, *, what: str, page: str, by: User) -> SubmitRequest:
        """Tells those who may send it, by mail and on their home page."""
        organization: Organization = case.organization
        today = timezone.localdate()
        people = organization.submitters(on=today)
        if not people:
            raise NotNow("提出できる人が、ポータルを使っていません。役員名簿から会長を招待してください。")
        kind = ContentType.objects.get_for_model(case)
        request, made = cls.objects.get_or_create(
            case_type=kind,
            case_id=case.pk,
            sent_at=None,
            defaults={"organization": organization, "what": what, "page": page, "asked_by": by},
        )
        if made:
            record(case, "submitrequest.ask", by=by, comment="、".join(map(str, people)))
            post("organizations/emails/submit_asked", to=people, request=request)
        return request


def sent(case: models.Model) -> None:
    """The case went out: nobody is asked for it any more."""
    SubmitRequest.objects.about(case).open().update(sent_at=timezone.now())
