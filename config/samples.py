"""What /design/ shows. People, organizations and amounts are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms

from accounts.models import User
from records.approvals import Kind, Part, Proposal
from records.approvals import Step as RouteStep
from records.corrections import Correction
from records.events import Event
from records.forms import (
    AttachmentField,
    CheckField,
    ChoiceField,
    EmailField,
    EraDateField,
    Form,
    KanaField,
    LongTextField,
    NameField,
    PhoneField,
    Sheet,
    SheetForm,
    TextField,
    YenField,
    sheet_of,
)
from records.pieces import Fact, Figure, Tag, steps
from records.stands import Stand
from records.tasks import Task
from staff.models import Post

SUBJECTS = ("会費", "事業収入", "寄附金", "前年度繰越金", "雑入")
MEASURES = ("推進体制", "1-1 ひとり暮らしの見守り", "1-2 世代をこえた集まり", "2-1 道と水路を守る")


def choices(*labels: str) -> list[tuple[str, str]]:
    return [("", "選んでください"), *((label, label) for label in labels)]


class SampleForm(Form):
    name = NameField(label="団体名", help_text="例 青葉谷まちづくり協議会")
    furigana = KanaField(label="ふりがな")
    amount = YenField(
        label="交付申請額",
        step=1000,
        max_value=1_839_000,
        help_text="算定額は1,839,000円です。これより多くは申請できません。",
    )
    starts_on = EraDateField(label="着手予定日", not_before=date(2025, 4, 1), not_after=date(2026, 3, 31))
    phone = PhoneField(label="昼間につながる電話")
    email = EmailField(label="メールアドレス", required=False)
    way = ChoiceField(label="連絡のしかた", choices=choices("電話", "メール", "郵便")[1:], required=False)
    subject = forms.ChoiceField(label="科目", choices=choices(*SUBJECTS), required=False)
    reason = LongTextField(label="理由", required=False)
    minutes = AttachmentField(label="総会の議事録")
    agreed = CheckField(label="総会で決まった内容です")


class ProjectForm(SheetForm):
    name = TextField(label="事業名", max_length=60)
    measure = forms.ChoiceField(label="将来計画の取組", choices=choices(*MEASURES))
    season = TextField(label="時期", max_length=20, required=False)
    cost = YenField(label="事業費")
    granted = YenField(label="うち交付金", required=False)
    sums = {"cost": "cost", "granted": "granted"}


class IncomeForm(SheetForm):
    subject = forms.ChoiceField(label="科目", choices=choices(*SUBJECTS))
    amount = YenField(label="本年度予算額")
    note = TextField(label="摘要", max_length=100, required=False)
    sums = {"amount": "income"}


Projects, Incomes = sheet_of(ProjectForm, "事業"), sheet_of(IncomeForm, "収入")
PROJECT_ROWS = [
    {"name": "事務局の運営", "measure": MEASURES[0], "season": "4月〜3月", "cost": 840_000, "granted": 720_000},
    {
        "name": "見守りと買い物の手伝い",
        "measure": MEASURES[1],
        "season": "4月〜3月",
        "cost": 545_000,
        "granted": 385_000,
    },
    {"name": "敬老のつどい", "measure": MEASURES[2], "season": "9月", "cost": 430_000, "granted": 372_000},
]
INCOME_ROWS = [
    {"subject": "会費", "amount": 561_000, "note": "561世帯 × 1,000円"},
    {"subject": "前年度繰越金", "amount": 1_254_000},
]


def sheets(data: Any) -> dict[str, Sheet]:
    return {
        "projects": Projects(data, prefix="projects", initial=PROJECT_ROWS),
        "incomes": Incomes(data, prefix="incomes", initial=INCOME_ROWS),
    }


TASKS = [
    Task("役員の変更届を2か所直す", "#tasks", "", date(2025, 5, 23), "直す欄には印がついています。", action="直す"),
    Task(
        "令和7年度の年度計画を出す",
        "#tasks",
        "",
        date(2025, 5, 30),
        "下書きがあります。総会で決まった日を入れると、提出できます。",
        action="続きを書く",
    ),
    Task(
        "令和7年度の一括交付金を申請する",
        "#tasks",
        "",
        date(2025, 5, 30),
        "年度計画を出すと、申請書は自動でできます。",
        waiting_for="計画の提出を待っています",
    ),
    Task("令和6年度の実績を報告する", "#tasks", "", date(2025, 5, 15), "期限を過ぎました。", action="報告する"),
]
WAYS = [
    ("申請のしかた", steps("提出", "審査", "決定通知", "入金", at=1, notes=["5月28日"])),
    (
        "届出のしかた",
        steps("提出", "市の確認", "受理", at=1, stopped=True, notes=["5月12日", "直しをお待ちしています"]),
    ),
    ("済んだもの", steps("提出", "審査", "決定通知", "入金", at=4, notes=["", "", "", "7月3日"])),
]
TAGS = [
    ("あなたの番", [Tag("あなたの番です", "now"), Tag("まだ読んでいません", "now")]),
    ("だれかが進めている", [Tag("審査", "way"), Tag("決裁待ち", "way")]),
    ("直す・急ぐ", [Tag("補正のお願い", "back"), Tag("差し戻し", "back"), Tag("あと3日", "back")]),
    ("過ぎた", [Tag("5日過ぎています", "late")]),
    ("よい", [Tag("承認", "good"), Tag("交付決定", "good"), Tag("直りました", "good")]),
    ("済んだ・始まる前", [Tag("下書き"), Tag("公開中", "over"), Tag("取り下げ", "over")]),
]
FACTS = [
    Fact("団体名", "青葉谷まちづくり協議会"),
    Fact("代表者", "会長 青木 和子", "#lists"),
    Fact("認可", "令和元年7月1日"),
]
FIGURES = [
    Figure("申請額", "1,839,000円", "算定額と同じ"),
    Figure("決定の目安", "6月11日", "あと7日"),
    Figure("いま持っている人", "回議 二郎", "6月3日から"),
]


def moment(month: int, day: int, hour: int) -> datetime:
    return datetime(2025, month, day, hour - 9, 12, tzinfo=UTC)


def route() -> Stand:
    names = ("協働推進係長", "総合政策課長", "総務部長")
    parts = (Part.CIRCULATE, Part.CIRCULATE, Part.DECIDE)
    stops = [
        RouteStep(pk=n, number=n, position=n, part=part, post=Post(name=name))
        for n, (part, name) in enumerate(zip(parts, names, strict=True), start=1)
    ]
    stops[0].acted_by, stops[0].acted_at = User(name="回議 二郎"), moment(6, 4, 15)
    stops[1].opened_at = stops[0].acted_at
    stops[0].act_taken, stops[0].comment = Kind.APPROVE, "内わけを確かめました。"
    proposal = Proposal(drafted_by=User(name="起案 花子"), drafted_at=moment(6, 3, 14), subject="見本")
    holders = (["回議 二郎"], ["合議 三子"], ["決裁 四郎"])
    return Stand(proposal, list(zip(stops, holders, strict=True)), stops[1], may_act=False)


def events() -> list[Event]:
    chief, clerk = User(name="回議 二郎"), User(name="起案 花子")
    mended = {"changes": [{"label": "事業費の計", "before": "2,655,000円", "after": "2,605,000円"}]}
    return [
        Event(
            verb="proposal.send_back",
            as_post="協働推進係長",
            actor=chief,
            at=moment(6, 4, 16),
            facts={"comment": "内わけを確かめてください"},
        ),
        Event(verb="proposal.draft", as_post="協働推進係員", actor=clerk, at=moment(6, 3, 14), facts=mended),
    ]


def corrections() -> list[Correction]:
    asked = {"asked_by": User(name="起案 花子"), "asked_at": moment(5, 20, 10), "due_on": date(2025, 5, 30)}
    mended = {"mended_by": User(name="見本 森子"), "mended_at": moment(5, 22, 11)}
    return [
        Correction(label="役員名簿「任期」", comment="会計の任期の終わりが入っていません。", **asked),
        Correction(
            label="役員名簿「ふりがな」",
            comment="姓だけでなく名も入れてください。",
            before="もりした",
            after="もりした おさむ",
            **asked,
            **mended,
        ),
    ]
