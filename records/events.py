"""Events: what happened, who did it, to which case. The story that people and auditors read; nobody can rewrite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, ClassVar, NoReturn

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from accounts.whence import whence
from records.behalf import for_whom
from records.fiscal import FiscalYear
from records.telling import Difference, differences, discreet, kept_in
from records.trail.linking import linked_at_commit

APPEND_ONLY = "The record is append-only."


class AppendOnly(pgtrigger.Trigger):
    """The database itself refuses to change or remove a row, whoever asks (IntegrityError)."""

    when = pgtrigger.Before
    func = f"RAISE EXCEPTION '{APPEND_ONLY}' USING ERRCODE = '23514';"


def append_only_triggers() -> list[pgtrigger.Trigger]:
    """For a model's Meta.triggers: no UPDATE, no DELETE, no TRUNCATE."""
    return [
        AppendOnly(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        AppendOnly(name="append_only_truncate", operation=pgtrigger.Truncate, level=pgtrigger.Statement),
    ]


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **values: Any) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise TypeError(APPEND_ONLY)


class EventQuerySet(AppendOnlyQuerySet):
    def about(self, case: models.Model) -> EventQuerySet:
        """Everything that happened to one case, newest first."""
        return self.filter(case_type=ContentType.objects.get_for_model(case), case_id=case.pk).select_related("actor")


class PlainJSONEncoder(DjangoJSONEncoder):
    """Facts of an event as JSON: a fiscal year as its number, a row as its key and its name of that day."""

    def default(self, o: Any) -> Any:
        if isinstance(o, FiscalYear):
            return o.number
        if isinstance(o, models.Model):
            return {"id": o.pk, "name": str(o)}
        return super().default(o)


class Event(models.Model):
    """One thing that somebody did. ``actor`` is protected: a person who left keeps a name in the trail.

    Every column is under the chain's hash (records/trail): a new one needs a new form there.
    """

    case_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="案件の種類")
    case_id = models.PositiveBigIntegerField("案件の番号")
    case = GenericForeignKey("case_type", "case_id")
    verb = models.CharField("したこと", max_length=60)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="events", verbose_name="した人"
    )
    actor_name = models.CharField("その日の氏名", max_length=100, blank=True)
    as_post = models.CharField("立場", max_length=120, blank=True)  # the actor's post or role, as of that day
    on_behalf = models.CharField("だれのために", max_length=200, blank=True)
    from_address = models.GenericIPAddressField("IPアドレス", null=True)
    from_agent = models.CharField("ブラウザ・処理", max_length=200, blank=True)
    facts = models.JSONField("内容", default=dict, encoder=PlainJSONEncoder)
    at = models.DateTimeField("日時", default=timezone.now, editable=False)  # by the portal's clock
    recorded_at = models.DateTimeField(
        db_default=Now(), editable=False, verbose_name="記録した日時"
    )  # by the database's, which nobody sets

    objects: ClassVar[models.Manager[Event]] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "できごと"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["case_type", "case_id", "-at"], name="event_of_case"),
            models.Index(fields=["actor", "-at"], name="event_of_actor"),
        ]
        triggers = [*append_only_triggers(), linked_at_commit()]

    def __str__(self) -> str:
        return f"{self.verb} ({self.actor})"

    @property
    def changes(self) -> list[Difference]:
        """What differs, as people read it."""
        return kept_in(self.facts)

    @property
    def who(self) -> str:
        """The actor by the name of that day."""
        return self.actor_name or str(self.actor)

    @property
    def position(self) -> int | None:
        """Its place in the chain; None until its transaction has committed."""
        link = getattr(self, "link", None)
        return link.position if link else None

    @property
    def case_url(self) -> str:
        """Where the case is shown; empty for what has no page of its own."""
        return getattr(self.case, "get_absolute_url", str)()

    @property
    def said(self) -> str:
        """What happened, in the words that the verb's model gives (``SAID``)."""
        return spoken_verbs().get(self.verb, self.verb)


REGISTER_SAID = {  # what was done to any row of the register under 設定, by hand or from a sheet
    "register.add": "登録した",
    "register.change": "登録を直した",
    "register.remove": "登録から消した",
    "register.copy": "登録を写して、新しいものを作った",
    "user.invite": "招待した",
    "user.part": "退いた人のアカウントを閉じた",
    "sheet.import": "表から読み込んだ",
    "sheet.export": "表に書き出した",
    "trail.read": "記録を見た",
    "register.look": "個人の情報のある名簿を見た",
    "attachment.open": "添付の書類を開いた",
    "bundle.export": "案件のひとまとめを書き出した",
    "job.again": "できなかった作業をもう一度させた",
}


@cache
def spoken_verbs() -> dict[str, str]:
    """「grant.submit」: the sentence in which the history of a case tells it."""
    return REGISTER_SAID | {
        f"{model._meta.model_name}.{verb}": sentence
        for model in apps.get_models()
        for verb, sentence in getattr(model, "SAID", {}).items()
    }


def record(
    case: models.Model,
    verb: str,
    *,
    by: User,
    changes: Iterable[Mapping[str, Any]] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    on_behalf: object = "",
    **facts: Any,
) -> Event:
    """Writes one event in the caller's transaction; ``facts`` become JSON (dates, rows and fiscal years included).

    ``changes`` is what differs, as ``records.telling`` says it of rows; ``before`` and ``after`` say it of values under
    labels of one's own. Either is kept as the fact ``changes``, without private values: nobody could ever erase them
    from the trail. ``on_behalf`` is for whom it was done, if not for the actor's own office.
    """
    found = [*changes, *differences(before or {}, after or {})]
    if found:
        facts["changes"] = found if getattr(case, "IS_THE_CITY_S_OWN", False) else discreet(found)
    here = whence()
    return Event.objects.create(
        case_type=ContentType.objects.get_for_model(case),
        case_id=case.pk,
        verb=verb,
        actor=by,
        actor_name=str(by),
        as_post=standing(by, case),
        on_behalf=str(on_behalf) or for_whom(case) or here.on_behalf,
        from_address=here.address,
        from_agent=here.agent,
        facts=facts,
    )


def standing(user: User, case: models.Model) -> str:
    """In which post, role or seat the person acts here today: 「総合政策課長」, 「熊野の将来を考える会 会長」."""
    today = timezone.localdate()
    for role in user.roles_on(today):
        if role.organization == getattr(case, "organization", case):
            return f"{role.organization} {role.get_kind_display()}"
    if duties := user.duties_on(today):
        return str(duties[0].post)
    committee = getattr(case, "committee", None)
    return next((seat.place for seat in user.seats_on(today) if seat.committee == committee), "") if committee else ""
