"""A member's part in one hearing: the word about ties (除斥), and after it the opinion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from organizations.ties import Tie
from records.cases import NotNow, spoken
from records.events import record
from records.mail import post
from records.telling import overwrite
from staff.models import CommitteeMember

if TYPE_CHECKING:
    from organizations.hearings import Hearing

OVER = "この諮問は、もう終わっています。画面を開き直して、今の状態を確かめてください。"
STAYS = "「関係があります」と申し出てあるので、変えられません。まちがえたときは、市の担当に電話してください。"
KNOWN = "役員の名簿などから、この団体と関係があることが分かっています。「関係があります」の中から選んでください。"
IN_THE_REGISTER = "名簿や前の申し出で分かっている関係です。"


class VoiceQuerySet(models.QuerySet["Voice"]):
    def of(self, user: User, *, on: date) -> VoiceQuerySet:
        """The person's own, as long as the term on the committee lasts."""
        sitting = CommitteeMember.objects.held(on=on).filter(user=user)
        return self.filter(member__in=sitting).select_related("hearing__case_type", "hearing__committee", "member")

    def free(self) -> VoiceQuerySet:
        """No tie, in a hearing that is not over."""
        return self.filter(declaration="free", hearing__status="asked")


class Voice(models.Model):
    """Made when the member is asked. Who has declared a tie stays tied; an opinion given before does not count."""

    class Declaration(models.TextChoices):
        FREE = "free", "関係なし"
        TIED = "tied", "関係あり(除斥)"

    class Opinion(models.TextChoices):
        FIT = "fit", "適当"
        CONDITIONAL = "conditional", "条件付きで適当"
        UNFIT = "unfit", "不適当"

    hearing = models.ForeignKey(
        "organizations.Hearing", on_delete=models.PROTECT, related_name="voices", verbose_name="諮問"
    )
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="voices", verbose_name="委員")
    declaration = models.CharField("申し出", max_length=4, choices=Declaration.choices, blank=True)
    tie_kind = models.CharField("関係", max_length=10, choices=Tie.Kind.choices, blank=True)
    tie_note = models.CharField("説明", max_length=200, blank=True)
    declared_at = models.DateTimeField("申し出た日時", null=True, editable=False)
    opinion = models.CharField("意見", max_length=12, choices=Opinion.choices, blank=True)
    text = models.TextField("理由", max_length=2000, blank=True)
    given_at = models.DateTimeField("意見を書いた日時", null=True, editable=False)

    objects: ClassVar[models.Manager[Voice]] = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "委員の申し出と意見"
        ordering = ["hearing", "member__kind", "member__user__furigana", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "member"], name="one_voice_per_member_of_a_hearing"),
            models.CheckConstraint(
                name="a_member_declares_exactly_at_a_time",
                condition=Q(declaration="", declared_at=None) | ~Q(declaration="") & Q(declared_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_declares_a_tie_says_which",
                condition=Q(declaration="tied") & ~Q(tie_kind="")
                | ~Q(declaration="tied") & Q(tie_kind="", tie_note=""),
            ),
            models.CheckConstraint(
                name="nobody_gives_an_opinion_before_declaring",
                condition=Q(opinion="", given_at=None)
                | ~Q(opinion="") & ~Q(declaration="") & Q(given_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_opinion_that_is_not_plain_says_why",
                condition=Q(opinion__in=["", "fit"]) | ~Q(text=""),
                violation_error_message="条件や理由を書いてください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_tie_stays_declared",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.declaration = 'tied' AND NEW.declaration IS DISTINCT FROM 'tied'"),
                func="RAISE EXCEPTION 'Who has declared a tie stays tied.' USING ERRCODE = '23514';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_declaration_display() or 'まだ'}"

    @property
    def is_tied(self) -> bool:
        return self.declaration == self.Declaration.TIED

    @property
    def is_free(self) -> bool:
        return self.declaration == self.Declaration.FREE

    @property
    def counts(self) -> bool:
        """An opinion, of somebody who is not tied."""
        return bool(self.opinion) and self.is_free

    @transaction.atomic
    def declare_free(self, *, by: User) -> None:
        """「関係がありません」: from now on the member reads the case. Refused where the register knows of a tie."""
        self._begin(by)
        if self.declaration:
            raise NotNow(STAYS if self.is_tied else "「関係がありません」と、もう申し出てあります。")
        if self.hearing.ties_of(by, on=timezone.localdate()):
            raise NotNow({"kind": KNOWN})
        changes = overwrite(self, {"declaration": self.Declaration.FREE})
        self.declared_at = timezone.now()
        self.save()
        record(self.hearing, "hearing.declare_free", by=by, changes=changes)
        by.forget()

    @transaction.atomic
    def declare_tied(self, *, by: User, kind: str, note: str = "") -> None:
        """「関係があります」: the case stays closed, or closes; chair and section are told."""
        self._begin(by)
        if self.is_tied:
            raise NotNow("「関係があります」と、もう申し出てあります。")
        self.bar(kind=kind, note=note, by=by)
        by.forget()
        today, hearing = timezone.localdate(), self.hearing
        chairs = hearing.committee.members.held(on=today).filter(kind="chair").exclude(user=by).select_related("user")
        told = [*(chair.user for chair in chairs), *hearing.keepers(on=today)]
        tally = hearing.tally(on=today)
        post("organizations/emails/hearing_tied", to=told, hearing=hearing, member=self.member, tally=tally)

    def bar(self, *, kind: str, note: str, by: User, verb: str = "declare_tied") -> None:
        """Puts the tie on record, in the history of the case too; in the caller's transaction."""
        if not kind:
            raise NotNow({"kind": "どんな関係があるかを、1つ選んでください。"})
        changes = overwrite(self, {"declaration": self.Declaration.TIED, "tie_kind": kind})
        self.declared_at, self.tie_note = timezone.now(), note.strip()  # the note is private: nobody could erase it
        self.save()
        said = f"{self.hearing.committee} {self.member.user} {self.get_tie_kind_display()}"
        for each in (self.hearing, self.hearing.case):
            record(each, f"hearing.{verb}", by=by, changes=changes, comment=said, member=self.member.user)

    @transaction.atomic
    def give(self, *, by: User, opinion: str, text: str) -> None:
        """意見, which may be written anew until the committee has answered."""
        self._begin(by)
        if not self.is_free or self.hearing.ties_of(by, on=timezone.localdate()):
            raise NotNow("意見を書けるのは、「関係がありません」と申し出た委員だけです。")
        changes = overwrite(self, {"opinion": opinion, "text": text.strip()})
        self.given_at = timezone.now()
        with spoken(Voice):
            self.save()
        record(self.hearing, "hearing.give", by=by, changes=changes)

    def _begin(self, by: User) -> None:
        self.hearing.lock()
        self.refresh_from_db(from_queryset=Voice.objects.select_for_update(no_key=True, of=("self",)))
        if self.hearing.status != self.hearing.Status.ASKED:
            raise NotNow(OVER)
        if self.member.user_id != by.pk:
            raise NotNow("申し出と意見は、委員の本人だけが書けます。")


def seat_members(hearing: Hearing, *, by: User, on: date) -> list[Voice]:
    """A voice for each member who has none; a tie that the register knows is declared with it."""
    new = hearing.committee.members.held(on=on).exclude(voices__hearing=hearing).select_related("user", "committee")
    made = []
    for member in new:
        voice = Voice.objects.create(hearing=hearing, member=member)
        if tied := hearing.ties_of(member.user, on=on):
            known = Tie.objects.held(on=on).filter(user=member.user, organization__in=tied).first()
            voice.bar(kind=known.kind if known else Tie.Kind.MEMBER, note=IN_THE_REGISTER, by=by, verb="bar")
        made.append(voice)
    return made


@dataclass(frozen=True)
class Tally:
    """How far a hearing is. Whoever left the committee without an opinion is not counted any more."""

    members: int
    tied: int
    undeclared: int
    opinions: int

    def __str__(self) -> str:
        return f"委員{self.members}人のうち除斥{self.tied}人、意見{self.opinions}人"

    @property
    def judges(self) -> int:
        return self.members - self.tied

    @property
    def needed(self) -> int:
        """More than half of those who are not tied."""
        return self.judges // 2 + 1

    @property
    def is_complete(self) -> bool:
        return self.opinions >= self.judges

    @property
    def lacks(self) -> str:
        """Why the committee cannot answer yet; empty when it can."""
        if not self.judges:
            return "意見を言える委員がいません(全員が除斥)。市の担当が、諮問を取り下げてください。"
        if self.opinions < self.needed:
            return (
                f"答申には、除斥をのぞく委員{self.judges}人の過半数({self.needed}人)の意見が要ります。"
                f"今は{self.opinions}人です。"
            )
        return ""


def tally_of(voices: Iterable[Any], *, on: date) -> Tally:
    counted = [voice for voice in voices if voice.member.holds(on=on) or voice.counts]
    return Tally(
        members=len(counted),
        tied=sum(voice.is_tied for voice in counted),
        undeclared=sum(not voice.declaration for voice in counted),
        opinions=sum(voice.counts for voice in counted),
    )
