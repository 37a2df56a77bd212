"""What is typed about equipment: by the organization, and by the section about its application."""

from __future__ import annotations

from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.equipment.disposals import ItemDisposal
from grants.equipment.items import PHOTO, Item, ItemCheck
from grants.report_rows import Expense
from grants.schemes import Scheme
from records.cases import NotNow
from records.forms import (
    AttachmentField,
    ChoiceField,
    EraDateField,
    Form,
    LongTextField,
    NumberField,
    TextField,
    YenField,
)
from records.letters import Preview, preview
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for

OF_RECEIPT = ("acquired_on", "price", "grant_share")
COLUMNS = ("name", *OF_RECEIPT, "place", "limit_years")


class ItemForm(Form):
    MENDED_AT = {
        "the_grant_pays_no_more_than_an_item_costs": "grant_share",
        "an_item_is_bound_for_at_most_fifty_years": "limit_years",
    }

    name = TextField(label="品名", max_length=100, help_text="例 草刈機(型番)、防災用の発電機")
    acquired_on = EraDateField(label="取得した日")
    price = YenField(label="取得した額", min_value=1)
    grant_share = YenField(label="うち交付金")
    place = TextField(label="保管場所", max_length=100, help_text="例 北地区センターの倉庫")
    limit_years = NumberField(label="処分を制限する年数", unit="年", max_value=50)
    photo = AttachmentField(label=PHOTO, purpose=PHOTO, required=False, help_text="物と、付けた番号の札が写ったもの。")

    def __init__(self, data: Any, files: Any, *, scheme: Scheme, item: Item | None, expense: Expense | None) -> None:
        first: dict[str, Any] = {"limit_years": scheme.equipment_years}
        if expense:
            first["name"] = expense.content[:100]
        if item:
            first = {name: getattr(item, name) for name in COLUMNS}
        super().__init__(data, files, initial=first)
        if expense or (item and item.expense_id):
            for name in OF_RECEIPT:  # the receipt says it
                del self.fields[name]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS if name in self.cleaned_data}


class CheckForm(Form):
    state = ChoiceField(label="現物", choices=ItemCheck.State.choices)
    note = TextField(label="くわしいこと", max_length=200, required=False, width="")


class DisposalForm(Form):
    kind = ChoiceField(label="処分の方法", choices=ItemDisposal.Kind.choices)
    planned_on = EraDateField(label="処分する日")
    partner = TextField(label="相手", max_length=100, required=False, help_text="売る、ゆずる、貸すときの相手。")
    proceeds = YenField(label="受け取る額", initial=0, help_text="お金を受け取らないときは0。")
    reason = LongTextField(label="処分する理由", rows=3, max_length=1000)

    def __init__(self, data: QueryDict | None, *, case: ItemDisposal | None = None) -> None:
        names = ("kind", "planned_on", "partner", "proceeds", "reason")
        super().__init__(data, initial={name: getattr(case, name) for name in names} if case else {"proceeds": 0})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") not in (None, ItemDisposal.Kind.SCRAP) and not data.get("partner"):
            self.add_error("partner", "売る、ゆずる、貸すときは、相手を入れてください。")
        return data


class SendBackForm(Form):
    comment = LongTextField(label="直すところ", rows=3, max_length=1000, help_text="団体に、そのまま届きます。")


class PaidBackForm(Form):
    received_on = EraDateField(label="返ってきた日")


class DecisionForm(Form):
    outcome = ChoiceField(label="決定の案", choices=ItemDisposal.Outcome.choices)
    payback = YenField(label="市に返す額", help_text="返してもらわないときと、承認しないときは0。通知書に載ります。")
    condition = TextField(label="承認の条件", max_length=300, required=False, width="")
    grounds = LongTextField(label="理由", rows=3, max_length=1000, help_text="承認しないときは、通知書に載ります。")

    def __init__(self, data: QueryDict | None, *, case: ItemDisposal) -> None:
        left = case.item.share_left(on=case.planned_on)
        first = {
            "outcome": case.outcome or ItemDisposal.Outcome.APPROVE,
            "payback": left if case.payback is None else case.payback,
            "condition": case.condition,
            "grounds": case.grounds or "処分の理由がやむを得ないと認められるため。",
        }
        super().__init__(data, initial=first)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == ItemDisposal.Outcome.REFUSE:
            data["payback"], data["condition"] = 0, ""
        return data


class DecisionPage:
    """For ``records.rowpages``."""

    def __init__(self, case: ItemDisposal, data: QueryDict | None, *, drafter: User, on: date) -> None:
        self.case, self.data, self.drafter, self.on = case, data, drafter, on
        self.form = DecisionForm(data, case=case)

    @property
    def forms(self) -> list[Any]:
        return [self.form]

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What is proposed, as it stands on the page; read by a form of its own, for the one shown may be unjudged."""
        form = DecisionForm(self.data, case=self.case)
        return form.cleaned_data if self.data is not None and form.is_valid() else dict(self.form.initial)

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        office = office_of(self.drafter, on=self.on)
        return route_for(ItemDisposal.approval_kind, amount=self.typed["payback"], on=self.on, department=office)

    @property
    def way(self) -> tuple[DecisionRule, list[RuleStop]] | None:
        """The posts that it will go to; None where the city has not said."""
        try:
            return self.route
        except NotNow:
            return None

    @cached_property
    def letter(self) -> Preview | None:
        """通知書の案 of what stands on the page; None while something keeps it from being written."""
        case = copy(self.case)
        for name, value in self.typed.items():
            setattr(case, name, value)
        try:
            return preview(case.letter(on=self.on), on=self.on)
        except ValidationError:
            return None

    def save(self, *, by: User) -> None:
        rule, stops = self.route
        self.case.propose(by=by, rule_name=rule.name, route=stops, **self.typed)

    def refuse(self, problem: ValidationError) -> None:
        """At the field that mends it, where the sentence names one."""
        self.form.add_error(None, problem)
