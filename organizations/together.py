"""認可 of several organizations in one 起案: all from one day on, under the same conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from organizations.behalf import CONTESTED, contested
from organizations.criteria import objection
from organizations.forms.decision import AS_PRINTED, USUAL_CONDITION
from organizations.recognition import Recognition
from organizations.rules import may_review
from records.forms import EraDateField, LongTextField
from records.reviews import Finding
from records.templatetags.japanese import month_day
from staff.joint import Column, Group, JointForm


class RecognitionsForm(JointForm):
    field_order = ("subject", "effective_on", "conditions", "reason")

    effective_on = EraDateField(label="認可の効力が生じる日", help_text="決裁が終わる日より後にします。")
    conditions = LongTextField(label="条件", required=False, rows=3, help_text=f"1行に1つ。{AS_PRINTED}")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effective_on"].not_before = timezone.localdate()  # type: ignore[attr-defined]


class Recognitions(Group):
    MODEL = Recognition
    TITLE = "認可"
    LEAD = "審査のすんだ申請を、同じ日から認可する案です。認可しないときは、申請のページで1件ずつ起案してください。"
    UNIT = "団体"
    COLUMNS = (Column("収受", "fit"), Column("世帯", "num"))
    FORM = RecognitionsForm

    def seen(self) -> models.QuerySet[Recognition]:
        cases = Recognition.objects.visible_to(self.user, on=self.on).exclude(submitted_at=None)
        return cases.select_related("organization").order_by("submitted_at", "pk")

    def waiting(self) -> models.QuerySet[Recognition]:
        return self.seen().filter(status=Recognition.Status.SUBMITTED)

    def prepare(self, cases: Sequence[Recognition]) -> None:
        keys = [case.pk for case in cases]
        self.contested = contested(Recognition, keys)
        self.verdicts: dict[int, dict[str, str]] = defaultdict(dict)
        about = Finding.objects.filter(case_type=ContentType.objects.get_for_model(Recognition), case_id__in=keys)
        for case, criterion, verdict in about.values_list("case_id", "criterion", "verdict"):
            self.verdicts[case][criterion] = verdict

    def problem(self, case: Recognition) -> str:
        if not case.can("propose"):
            return f"今は「{case.get_status_display()}」なので、起案できません。"
        if case.pk in self.contested:
            return CONTESTED
        return may_review(self.user, case).reason or objection(self.verdicts[case.pk], recognises=True)

    def name(self, case: Recognition) -> str:
        return case.name

    def cells(self, case: Recognition) -> Sequence[str]:
        return f"{month_day(case.submitted_at)} 第{case.receipt_number}号", str(case.households)

    def move(self, case: Recognition, *, reason: str, **said: Any) -> None:
        case.intend(by=self.user, outcome=Recognition.Outcome.RECOGNISE, **said)

    def first_words(self) -> dict[str, Any]:
        reason = "次の団体から認可の申請がありました。審査の結果、認可してよろしいか伺います。"
        return {"subject": "地域運営組織の認可について", "reason": reason, "conditions": USUAL_CONDITION}
