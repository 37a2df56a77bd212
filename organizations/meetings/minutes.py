"""After the meeting began: who was there, minutes drafted by one and checked by another (署名人), then published."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from organizations.meetings.columns import StandsAs, Status
from organizations.meetings.convening import Convened
from organizations.meetings.quorum import Turnout
from records.cases import NotNow
from records.events import record
from records.telling import changes as differing
from records.telling import made, overwrite, told

TEXTS = ("chair", "signers", "text")


class Minutes(models.Model):
    meeting = models.OneToOneField(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="minutes", verbose_name="会議"
    )
    chair = models.CharField("議長・進行", max_length=60, blank=True)
    signers = models.CharField("議事録署名人", max_length=120, blank=True)
    text = models.TextField("話し合ったこと", max_length=20_000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="書いた人"
    )
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="確かめた人"
    )
    checked_at = models.DateTimeField("確かめた日時", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "議事録"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_checks_their_own_minutes",
                condition=Q(checked_by=None) | ~Q(checked_by=F("written_by")),
                violation_error_message="議事録は、書いた人とは別の人が確かめます。",
            ),
            models.CheckConstraint(
                name="minutes_are_checked_by_somebody_at_a_time",
                condition=Q(checked_by=None, checked_at=None) | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}の議事録"


class Minuted(Convened):
    class Meta:
        abstract = True

    @transaction.atomic
    def hold(
        self,
        *,
        by: User,
        at: datetime,
        eligible: int | None = None,
        present: int | None = None,
        written: int = 0,
        proxies: int = 0,
        as_talk: bool = False,
    ) -> None:
        """開催: the quorum is counted here. Too few: it is kept honestly as a talk (懇談会), or not at all."""
        told_ = {"eligible": eligible, "present": present, "written": written, "proxies": proxies}
        stands = self.judged(Turnout(eligible or 0, present or 0, written, proxies), eligible, present, as_talk)
        self.take("hold", by=by, to={**told_, "stands_as": stands})
        if at < self.starts_at:
            raise NotNow("まだ始まっていない会議です。始まってから記録してください。")
        self.room_code = ""
        self.save()

    def judged(self, turnout: Turnout, eligible: int | None, present: int | None, as_talk: bool) -> str:
        """成立 or 懇談会; NotNow at the field where the count is wrong."""
        share = self.kind.share
        if share is None:
            return StandsAs.MEETING
        if not eligible:
            raise NotNow({"eligible": f"{self.kind.quorum_of}の数を入れてください。"})
        if present is None:
            raise NotNow({"present": f"出席した{self.kind.quorum_of}の数を入れてください。"})
        if turnout.counted > eligible:
            sentence = f"{turnout.said()}は、{self.kind.quorum_of}{eligible}人より多いです。数を確かめてください。"
            raise NotNow({"present": sentence})
        if turnout.is_quorate(share):
            return StandsAs.MEETING
        if as_talk:
            return StandsAs.TALK
        sentence = (
            f"定足数({self.kind.quorum_of}の{share}、{share.needed(eligible)}人)に足りません。{turnout.said()}です。"
            "このまま記録するなら、「不成立の懇談会として記録する」に印をつけてください。議決はできません。"
        )
        raise NotNow({"as_talk": sentence})

    @transaction.atomic
    def write_minutes(self, *, by: User, text: str, chair: str = "", signers: str = "") -> None:
        """The draft, written over until it goes to be checked."""
        self.lock()
        if self.status != Status.HELD:
            raise NotNow("議事録を書けるのは、会議を開いてから、確認に回すまでです。")
        values = {"text": text.strip(), "chair": chair.strip(), "signers": signers.strip()}
        if not values["text"]:
            raise NotNow({"text": "話し合ったことを書いてください。"})
        kept = Minutes.objects.select_for_update().filter(meeting=self.pk).first()
        if kept is None:
            kept = Minutes.objects.create(meeting_id=self.pk, written_by=by, **values)
            changes = made(kept, TEXTS)
        else:
            changes = overwrite(kept, values)
            kept.written_by, kept.written_at = by, timezone.now()
            kept.save()
        record(self, "meeting.write_minutes", by=by, changes=changes)

    @transaction.atomic
    def ask_check(self, *, by: User) -> None:
        """The draft goes to somebody else to be checked."""
        self.take("ask_check", by=by)
        if not Minutes.objects.filter(meeting=self.pk).exists():
            raise NotNow("議事録を書いてから、確認に回してください。")
        if open_ := None if self.is_talk else self.items.undecided().first():
            raise NotNow(f"議決する議題「{open_.title}」の結果を入れてから、確認に回してください。")
        self.save()

    @transaction.atomic
    def send_back(self, *, by: User, reason: str) -> None:
        if not reason.strip():
            raise NotNow({"reason": "直してほしいところを書いてください。"})
        self.take("send_back", by=by, comment=reason)
        self.save()

    @transaction.atomic
    def check_minutes(self, *, by: User) -> None:
        """By another than who wrote them: 署名人, or somebody of the office."""
        self.take("check_minutes", by=by)
        minutes = Minutes.objects.select_for_update().get(meeting=self.pk)
        if minutes.written_by_id == by.pk:
            raise NotNow("議事録は、書いた人とは別の人が確かめます。ほかの役員か、担当の人に頼んでください。")
        before = told(minutes, ("checked_by", "checked_at"))
        minutes.checked_by, minutes.checked_at = by, timezone.now()
        minutes.save()
        record(self, "meeting.sign", by=by, changes=differing(before, told(minutes, ("checked_by", "checked_at"))))
        self.save()

    @transaction.atomic
    def publish(self, *, by: User) -> None:
        """To everybody where the meeting was open to everybody; else to the organization's own people and the city."""
        self.take("publish", by=by)
        self.save()

    def refuse_counting(self) -> None:
        """People are counted from the announcement until the minutes are checked."""
        if self.status not in {Status.ANNOUNCED, Status.HELD}:
            raise NotNow("人数を数えられるのは、お知らせしてから、議事録を確認に回すまでです。")
