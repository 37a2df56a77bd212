"""What the association types about re-grants, one small form for each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from accounts.access import Rule
from grants.cases import Grant
from grants.regrants.cases import PAPERS, ReGrant
from grants.regrants.rules import may_judge_regrant, may_keep_regrant
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    Form,
    KanaField,
    LongTextField,
    NameField,
    NumberField,
    PaperForm,
    PhoneField,
    TextField,
    YenField,
)


class ApplicationForm(Form):
    MENDED_AT = {"a_regrant_is_asked_for_up_to_its_cost": "asked"}

    applied_on = EraDateField(label="申請の日", help_text="グループの申請書が出された日。")
    group = TextField(label="グループの名前", max_length=100, width="")
    kana = KanaField(label="ふりがな", max_length=100)
    representative = NameField(label="グループの代表者", max_length=60)
    phone = PhoneField(label="電話", help_text="見られるのは、この団体と市の担当の係だけです。")
    project = ChoiceField(label="年度計画の事業", help_text="年度計画のどの事業として行うか。")
    title = TextField(label="取り組みの名前", max_length=100, width="")
    purpose = LongTextField(label="目的と内容", rows=4, max_length=1000)
    cost = YenField(label="事業費", help_text="取り組み全体にかかるお金。")
    asked = YenField(label="申請額", help_text="そのうち、再交付してほしい額。")

    def __init__(self, data: QueryDict | None, *, grant: Grant, on: date, case: ReGrant | None = None) -> None:
        initial = {name: getattr(case, name) for name in self.base_fields} if case else {"applied_on": on}
        super().__init__(data, initial=initial)
        names = [row.name for row in grant.yearly_plan.projects.all() if row.name]
        if case and case.project not in names:
            names.append(case.project)
        field: Any = self.fields["project"]
        field.choices = [(name, name) for name in dict.fromkeys(names)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cost, asked = data.get("cost"), data.get("asked")
        if asked == 0:
            self.add_error("asked", "1円以上の額を入れてください。")
        if cost is not None and asked is not None and asked > cost:
            self.add_error("asked", "事業費より多くできません。")
        return data


class StepForm(PaperForm):
    """Of one verb; what it suggests comes from the case."""

    def __init__(self, data: Any, files: Any, *, case: ReGrant, on: date) -> None:
        super().__init__(data, files, case=case, initial=self.suggested(case, on))

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {}

    @property
    def dated(self) -> bool:
        """The verb has to know today."""
        return any(isinstance(field, EraDateField) for field in self.fields.values())


class CommentForm(StepForm):
    comment = LongTextField(label="理由", rows=3, max_length=500)


class GrantForm(StepForm):
    MENDED_AT = {"a_regrant_is_of_money_and_no_more_than_was_asked": "amount"}

    amount = YenField(label="決定額")
    decided_on = EraDateField(label="決めた日", help_text="役員会などで決めた日。")
    note = LongTextField(label="決めた理由・条件", rows=3, max_length=500, required=False)

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {"amount": case.asked, "decided_on": on}


class RefuseForm(StepForm):
    decided_on = EraDateField(label="決めた日")
    note = LongTextField(label="理由", rows=3, max_length=500, help_text="グループに渡す紙に書かれます。")

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {"decided_on": on}


class PayForm(StepForm):
    MENDED_AT = {"a_regrant_is_paid_up_to_what_was_decided": "paid"}

    paid = YenField(label="支払った額")
    paid_on = EraDateField(label="支払った日")

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {"paid": case.amount, "paid_on": on}


class ReportForm(StepForm):
    reported_on = EraDateField(label="報告の日")
    result = LongTextField(label="したことと成果", rows=4, max_length=1000)
    spent = YenField(label="使った額", help_text="再交付のお金のうち、使った額。")
    receipts = NumberField(label="領収書の枚数", unit="枚", max_value=999)
    papers = AttachmentField(label=PAPERS, purpose=PAPERS, required=False)

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        told = {name: getattr(case, name) for name in ("result", "spent", "receipts")}
        return {**told, "reported_on": case.reported_on or on}


class ConfirmForm(StepForm):
    MENDED_AT = {"a_regrant_is_confirmed_up_to_what_was_paid_and_spent": "confirmed"}

    confirmed = YenField(label="確定額", help_text="支払った額との差は、グループから返してもらいます。")
    confirmed_on = EraDateField(label="確定の日")

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {"confirmed": min(case.paid or 0, case.spent or 0), "confirmed_on": on}


class CollectForm(StepForm):
    returned_on = EraDateField(label="返金の日", help_text="全額を受け取った日。")

    def suggested(self, case: ReGrant, on: date) -> dict[str, Any]:
        return {"returned_on": on}


@dataclass(frozen=True)
class Doing:
    """One verb as a page; ``verb`` is the move that it makes."""

    code: str
    verb: str
    title: str
    done: str
    act: Callable[..., None]
    form: type[StepForm] = StepForm
    may: Rule = may_keep_regrant


DOINGS: Sequence[Doing] = (
    Doing("submit", "submit", "申請を受け付ける", "申請を受け付けました。会長が決めます。", ReGrant.submit),
    Doing("decide", "grant", "再交付を決める", "再交付を決めました。決定の紙を印刷して、グループに渡してください。",
          ReGrant.decide, GrantForm, may_judge_regrant),
    Doing("pay", "pay", "支払いを記録する", "支払いを記録しました。", ReGrant.pay, PayForm),
    Doing("report", "report", "報告を入力する", "報告を入力しました。", ReGrant.report, ReportForm),
    Doing("confirm", "confirm", "額を確定する", "額を確定しました。", ReGrant.confirm, ConfirmForm, may_judge_regrant),
    Doing("collect", "collect", "返金を記録する", "返金を記録しました。再交付は終わりです。",
          ReGrant.collect, CollectForm),
    Doing("ask-correction", "ask_correction", "直しを頼む", "申請を直せるようにしました。グループに伝えてください。",
          ReGrant.ask_correction, CommentForm, may_judge_regrant),
    Doing("refuse", "refuse", "再交付しない", "再交付しないことを決めました。", ReGrant.refuse, RefuseForm,
          may_judge_regrant),
    Doing("withdraw", "withdraw", "取り下げる", "申請を取り下げました。", ReGrant.withdraw, CommentForm),
)  # fmt: skip
BY_CODE = {doing.code: doing for doing in DOINGS}
