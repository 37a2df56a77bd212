"""What the pages about deadlines show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from grants.dues.dues import Due, dues, running
from grants.dues.dunning import Dunning
from grants.dues.ordering import PlannedDunning, way_for
from grants.dues.reminding import DueReminder, key_of, reminders_of
from grants.dues.setting import DuesSetting
from grants.rules import may_dun_money
from grants.schemes import Scheme
from organizations.models import Organization
from records.pieces import Fact, Tag
from records.templatetags.japanese import days_left, yen

SOON = 14  # days


@dataclass(frozen=True)
class Row:
    """One line: what is due, how near it is, and who heard of it last."""

    due: Due
    on: date
    reminder: DueReminder | None = None

    @property
    def days_late(self) -> int:
        return self.due.days_late(on=self.on)

    @property
    def tag(self) -> Tag:
        if self.days_late:
            return Tag(f"{self.days_late}日過ぎています", "late")
        near = (self.due.day - self.on).days <= SOON
        return Tag(days_left(self.due.day, self.on), "back" if near else "plain")


def rows_of(schemes: Sequence[Scheme], *, on: date) -> list[Row]:
    """Everything that is open in some schemes, for the section."""
    told = reminders_of(schemes)
    return [Row(due, on, told.get(key_of(due))) for due in dues(schemes, on=on)]


def own_rows(bodies: Sequence[Organization], *, on: date) -> list[Row]:
    """What some organizations have to do, in the order of the calendar."""
    some = Organization.objects.filter(pk__in=[body.pk for body in bodies])
    return [Row(due, on) for due in dues(running(), on=on, bodies=some)]


@dataclass(frozen=True)
class LateRow(Row):
    """One that is late, with what was asked already, and why the reader cannot ask for it."""

    key: str = ""
    last: Dunning | None = None
    problem: str = ""


def late_rows(some: Sequence[Due], user: User, *, on: date) -> list[LateRow]:
    """Who has been late for longest first."""
    keys = {key_of(due): due for due in some}
    found = Dunning.objects.filter(case_id__in={key[3] for key in keys}).order_by("made_at", "pk")
    last = {(row.scheme_id, row.kind, row.case_type_id, row.case_id, row.due_on): row for row in found}
    money = MoneyRows(user, on)
    rows = []
    for key, due in keys.items():
        dunned = last.get(key)
        problem = "" if due.amount is None else money.problem(due)
        if dunned and dunned.made_on == on:
            problem = "きょう督促しました。"
        rows.append(LateRow(due, on, key="_".join(map(str, key)), last=dunned, problem=problem))
    return rows


class MoneyRows:
    """Why the reader cannot ask for some money; what all rows share is looked up once."""

    def __init__(self, user: User, on: date) -> None:
        self.user, self.on = user, on
        self.own = may_dun_money(user, None).reason
        self.on_way = set(PlannedDunning.objects.open().values_list("refund", flat=True))
        self.ways: dict[int, bool] = {}

    def problem(self, due: Due) -> str:
        if due.case.pk in self.on_way:
            return "督促状が、決裁に回っています。"
        amount = due.amount or 0
        if amount not in self.ways:
            self.ways[amount] = way_for(self.user, amount, on=self.on) is not None
        return "" if self.ways[amount] else self.own


def facts_of(setting: DuesSetting) -> list[Fact]:
    """The rules, as a summary."""
    before = "、".join("期限の日" if not days else f"{days}日前" for days in sorted(setting.before, reverse=True))
    after = "、".join(f"{days}日後" for days in sorted(setting.after))
    return [
        Fact("期限の前のお知らせ", before or "知らせない"),
        Fact("期限の後のお知らせ", after or "知らせない"),
        Fact("交付の請求", f"交付決定(残りの額は、額の確定)から{setting.request_within}日まで"),
        Fact(
            "申請していない団体",
            "申請できる団体の全部に知らせる" if setting.expects_everyone else "書きはじめた団体だけに知らせる",
        ),
        Fact("期限が閉庁日のとき", "次の開庁日まで"),
        Fact("返還の延滞金", rate_of(setting) if setting.charges_late else "求めない"),
        Fact("取消しの加算金", rate_of(setting) if setting.charges_from_receipt else "求めない"),
    ]


def rate_of(setting: DuesSetting) -> str:
    base = f"元の額は{yen(setting.base_unit)}未満を切り捨て、{yen(setting.base_least)}未満にはかけない"
    amount = f"{yen(setting.amount_unit)}未満を切り捨て、{yen(setting.amount_least)}未満は求めない"
    return f"年{setting.rate / 100:g}%({base}。{amount})"
