"""訂正 as a case: who finds the slip drafts the corrected letter, and another decides that it goes out (専決規程).

再発行, which says the same once more, stays one person's act (``records.letters.again``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow, spoken
from records.era import era_date
from records.events import record
from records.letters.again import correct, corrected
from records.letters.issuing import Preview
from records.letters.kinds import Addressee, LetterModel
from records.letters.letter import Letter
from records.letters.setting import LetterSetting

if TYPE_CHECKING:
    from organizations.models import Organization

TO = {"organization": "宛先の団体", "person": "宛先の人", "address": "宛先の住所"}


class LetterCorrectionQuerySet(models.QuerySet["LetterCorrection"]):
    def visible_to(self, user: User, *, on: date) -> Self:
        """The city's own business until the corrected letter is out."""
        if not user.is_city(on=on):
            return self.none()
        return self.filter(letter__in=Letter.objects.visible_to(user, on=on).values("pk"))

    def under_way(self) -> Self:
        return self.filter(status=LetterCorrection.Status.PROPOSED)


class LetterCorrection(Case):
    class Status(models.TextChoices):
        PROPOSED = "proposed", "決裁待ち"
        ISSUED = "issued", "訂正ずみ"
        RETURNED = "returned", "差し戻し"

    MOVES: ClassVar[Any] = {
        "issue": ({Status.PROPOSED}, Status.ISSUED),
        "give_back": ({Status.PROPOSED}, Status.RETURNED),
    }
    SAID: ClassVar[Any] = {
        "propose": "通知書の訂正を起案した",
        "issue": "訂正した通知書を出した",
        "give_back": "訂正の案が戻った",
    }
    approval_kind: ClassVar = "letters.correction"

    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, related_name="corrections", verbose_name="訂正する通知書"
    )
    wording = models.ForeignKey(LetterSetting, on_delete=models.PROTECT, related_name="+", verbose_name="文面")
    values = models.JSONField("直した値", default=dict, editable=False)
    addressee = models.JSONField("宛先", default=dict, editable=False)
    reason = models.TextField("訂正する理由", max_length=300)
    status = models.CharField("状態", max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False)
    issued = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, related_name="+", editable=False, verbose_name="訂正した通知書"
    )

    objects: ClassVar[models.Manager[LetterCorrection]] = LetterCorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知書の訂正"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=Q(status="proposed"),
                name="one_correction_of_a_letter_on_its_way",
                violation_error_message="この通知書の訂正は、もう決裁に回っています。",
            ),
            models.CheckConstraint(
                name="a_correction_is_issued_exactly_with_its_letter",
                condition=Q(status="issued", issued__isnull=False) | ~Q(status="issued") & Q(issued=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter.document_number}の訂正"

    def get_absolute_url(self) -> str:
        """The letter's page shows where its correction stands."""
        return self.letter.get_absolute_url()

    @property
    def organization(self) -> Organization | None:
        return self.letter.organization

    @classmethod
    @transaction.atomic
    def propose(
        cls,
        letter: Letter,
        *,
        by: User,
        values: Mapping[str, str],
        addressee: Addressee,
        wording: LetterSetting,
        reason: str,
        rule_name: str,
        route: Sequence[Stop],
        on: date,
    ) -> LetterCorrection:
        """起案. What would keep the letter from going out is told now."""
        if later := letter.correction():
            raise NotNow(f"この通知書には、もう{later.document_number}があります。そちらのページから直してください。")
        to = {name: getattr(addressee, name) for name in TO}
        case = cls(letter=letter, wording=wording, values=dict(values), addressee=to, reason=reason)
        if obstacles := [obstacle for shown in case.previews(on=on) for obstacle in shown.obstacles]:
            raise NotNow(obstacles)
        with spoken(cls):
            case.save()
        record(case, "lettercorrection.propose", by=by, letter=letter, comment=reason)
        subject = f"{letter.kind_name}({letter.document_number})の訂正について"[:200]
        Proposal.draft([case], by=by, subject=subject, reason=reason, rule_name=rule_name, route=route)
        return case

    def said(self) -> dict[str, Any]:
        """What the corrected letter is made from."""
        return {"values": self.values, "addressee": Addressee(**self.addressee), "wording": self.wording}

    def previews(self, *, on: date) -> list[Preview]:
        """The corrected letter as it would print on a day."""
        return [Preview(corrected(self.letter, on=on, **self.said()), self.wording.symbol, None)]

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to: every word that differs, as it stood and as it will stand."""
        letter = self.letter
        facts = {"訂正する通知書": f"{letter.document_number} {era_date(letter.issued_on)}", "理由": self.reason}
        if self.issued_id or letter.is_erased:
            return facts
        kept = letter.snapshot
        pairs = [(label, kept["addressee"][name], self.addressee[name]) for name, label in TO.items()]
        pairs += [(name, kept["values"].get(name, ""), value) for name, value in self.values.items()]
        if self.wording_id != letter.setting_id:
            pairs.append(("文面", str(letter.setting), str(self.wording)))
        return facts | {label: f"{old or 'なし'} → {new or 'なし'}" for label, old, new in pairs if old != new}

    def rests_on(self) -> list[models.Model]:
        return [self.letter]

    def tied(self, user: User, *, on: date) -> bool:
        return self.letter.came_to(user, on=on)

    def decision_letters(self, *, on: date) -> list[LetterModel]:
        """None of a kind's own: ``previews`` shows the paper."""
        return []

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        """The corrected letter takes its number and goes out; what it says is kept with it and nowhere else."""
        self.lock()
        made = correct(self.letter, by=by, reason=self.reason, on=timezone.localdate(), **self.said())
        self.take("issue", by=by, letter=made)
        self.issued, self.values, self.addressee = made, {}, {}
        self.save()

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        """Over; the next draft begins with what was written."""
        self.take("give_back", by=by, comment=comment)
        self.save()
