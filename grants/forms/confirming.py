"""額の確定 and 返還命令: what an officer types, with the way that it will go and the letter that it will lead to."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.models import User
from grants.cases import Grant
from grants.dues.charges import charge
from grants.refunds import Refund
from grants.reports import Report
from records.cases import NotNow
from records.forms import CheckField, EraDateField, Form, LongTextField, TextField, YenField
from records.letters import Preview, preview
from records.workdays import workdays
from staff.models import DecisionRule, RuleStop
from staff.routes import office_of, route_for

USUAL = "実績報告の内容を確かめた結果、適当と認められるため。"


class ConfirmForm(Form):
    disallowed = YenField(
        label="対象外とする額",
        help_text="交付金を充てた額のうち、認めない額。ないときは0。認めないときは、先に補正を求めて理由を伝えてください。",
    )
    grounds = LongTextField(label="伺い(理由)", rows=4, max_length=2000)

    def __init__(self, data: QueryDict | None, *, report: Report) -> None:
        super().__init__(data, initial={"disallowed": report.amount_disallowed, "grounds": report.grounds or USUAL})
        disallowed: Any = self.fields["disallowed"]
        disallowed.max_value = report.amount_spent


class ConfirmPage:
    """For ``records.rowpages``."""

    def __init__(self, report: Report, data: QueryDict | None, *, drafter: User, on: date) -> None:
        self.report, self.data, self.drafter, self.on = report, data, drafter, on
        self.form = ConfirmForm(data, report=report)

    @property
    def forms(self) -> list[Any]:
        return [self.form]

    @cached_property
    def meant(self) -> Report:
        """The report with what stands on the page; read by a form of its own, for that shown may be unjudged."""
        form, meant = ConfirmForm(self.data, report=self.report), copy(self.report)
        if self.data is not None and form.is_valid():
            meant.amount_disallowed, meant.grounds = form.cleaned_data["disallowed"], form.cleaned_data["grounds"]
        return meant

    @cached_property
    def route(self) -> tuple[DecisionRule, list[RuleStop]]:
        amount, office = self.meant.settlement().confirmed, office_of(self.drafter, on=self.on)
        return route_for(Report.approval_kind, amount=amount, on=self.on, department=office)

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
        try:
            return preview(self.meant.letter(on=self.on), on=self.on)
        except ValidationError:
            return None

    def save(self, *, by: User) -> None:
        rule, stops = self.route
        self.report.propose(by=by, rule_name=rule.name, route=stops, **self.form.cleaned_data)

    def refuse(self, problem: ValidationError) -> None:
        self.form.add_error(None, problem)


class RefundForm(Form):
    amount = YenField(label="返還を命ずる額", min_value=1)
    due_on = EraDateField(
        label="返還の期限", help_text="市役所が閉まっている日にすると、次の開庁日までに返せばよいことになります。"
    )
    article = TextField(
        label="根拠の条項", max_length=100, width="", help_text="例 見本市補助金等交付規則第16条。通知書に載ります。"
    )
    grounds = LongTextField(label="理由", rows=3, max_length=1000, help_text="通知書にそのまま載ります。")
    by_notice = CheckField(
        label="返還命令書ではなく、精算・返納のお知らせを出す",
        required=False,
        help_text="団体が進んで返すときの、処分ではない知らせです。教示は載りません。",
    )

    def __init__(self, data: QueryDict | None, *, grant: Grant, refund: Refund | None, on: date) -> None:
        names = ("amount", "due_on", "article", "grounds", "by_notice")
        super().__init__(
            data, initial={name: getattr(refund, name) for name in names} if refund else first_words(grant, on)
        )
        fields: dict[str, Any] = self.fields
        fields["due_on"].not_before = on + timedelta(days=1)


def first_words(grant: Grant, on: date) -> dict[str, Any]:
    why = "交付した額が、確定した額を超えるため。"
    if grant.status == Grant.Status.REVOKED:
        why = "交付決定を取り消したため。"
    due_on = workdays().after(on, grant.scheme.returns_within).day
    return {"amount": max(grant.owed(), 0), "due_on": due_on, "article": grant.scheme.rule_name, "grounds": why}


class CollectForm(Form):
    received_on = EraDateField(label="入金の日")
    amount = YenField(
        label="入金の額",
        min_value=1,
        help_text="一部だけのときは、その額を入れます。先に返還の額に、残りを延滞金・加算金に充てます。",
    )
    voucher = TextField(label="収納の番号", max_length=40, required=False)

    def __init__(self, data: QueryDict | None, *, refund: Refund, on: date) -> None:
        whole = refund.balance + charge(refund, on=on).due
        super().__init__(data, initial={"received_on": on, "amount": whole})
