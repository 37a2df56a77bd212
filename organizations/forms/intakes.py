"""代理入力: how something came from an organization, and what the organization says to what was typed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from organizations.intakes import Intake
from records.forms import AttachmentField, ChoiceField, EraDateField, Form, LongTextField, NameField


class IntakeForm(Form):
    MENDED_AT: ClassVar = {"one_open_intake_per_organization_and_employee": "matter"}

    matter = ChoiceField(label="届いた書類", choices=Intake.Matter.choices)
    channel = ChoiceField(label="届きかた", choices=Intake.Channel.choices)
    received_on = EraDateField(label="受け付けた日", help_text="期限に間に合ったかは、この日で決まります。")
    brought_by = NameField(label="届けた人", required=False)
    scan = AttachmentField(
        label="原本の写し",
        help_text="届いた紙をスキャンしたPDFか写真。電話のときは、聞き取りのメモ。入力するページの横に出ます。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"received_on": today}, **kwargs)
        self.fields["received_on"].not_after = today  # type: ignore[attr-defined]


class ObjectionForm(Form):
    objection = LongTextField(
        label="どこがどうちがいますか",
        rows=4,
        max_length=1000,
        help_text="例 事業費は40万円ではなく、45万円と書きました。",
    )


class SettlementForm(Form):
    settlement = LongTextField(
        label="市の答え",
        rows=4,
        max_length=1000,
        help_text="何をどう直したか。直さないときは、なぜそのままでよいか。団体にそのまま届きます。",
    )
