"""What the pages show of re-grants: on the grant's page, on a re-grant's own, beside the report, as a spreadsheet."""

from __future__ import annotations

from typing import Any

import tablib
from django.utils import timezone

from accounts.models import User
from grants.cases import Grant
from grants.regrants.cases import ReGrant
from grants.regrants.forms import DOINGS
from grants.regrants.limits import CONFIRMED
from grants.regrants.rules import may_keep_regrant
from grants.regrants.sums import Sums
from organizations.rules import may_see_private
from records.attachments import Attachment
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Figure, Tag
from records.templatetags.japanese import yen

Status = ReGrant.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.APPLIED: Tag("審査中", "way"),
    Status.RETURNED: Tag("申請の直し", "back"),
    Status.DECIDED: Tag("支払い待ち", "way"),
    Status.REFUSED: Tag("不交付"),
    Status.PAID: Tag("報告待ち", "way"),
    Status.REPORTED: Tag("報告の確認中", "way"),
    Status.CONFIRMED: Tag("返金待ち", "late"),
    Status.CLOSED: Tag("完了", "good"),
    Status.WITHDRAWN: Tag("取下げ"),
}
SIDE = ("ask-correction", "refuse", "withdraw")  # what is offered beside the one next step
HEADINGS = [
    "番号", "グループ", "ふりがな", "代表者", "年度計画の事業", "取り組み", "状態", "事業費", "申請日", "申請額",
    "決定日", "決定額", "支払日", "支払額", "報告日", "使った額", "領収書の枚数", "確定日", "確定額", "返金額",
    "返金日",
]  # fmt: skip


def rows_of(grant: Grant, user: User) -> list[dict[str, Any]]:
    cases = ReGrant.objects.visible_to(user, on=timezone.localdate()).filter(grant=grant)
    return [{"case": case, "tag": TAGS[Status(case.status)]} for case in cases]


def regrants_of_grant(grant: Grant, user: User, *, writes: bool) -> dict[str, Any]:
    """On the grant's page, once the city granted it under a scheme that allows to hand money on."""
    if not grant.scheme.regrants or grant.amount_decided is None:
        return {"regrants": None}
    may_begin = writes and grant.status == Grant.Status.GRANTED
    rows = rows_of(grant, user)
    return {"regrants": {"rows": rows, "figures": figures_of(Sums.of(grant)), "may_begin": may_begin}}


def figures_of(sums: Sums) -> list[Figure]:
    back = f"返金 {yen(sums.refunds)}" if sums.refunds else ""
    return [
        Figure("申請", yen(sums.asked)),
        Figure("決定", yen(sums.decided), f"市の決定額 {yen(sums.granted)}"),
        Figure("支払い", yen(sums.paid), f"市から受け取った額 {yen(sums.received)}"),
        Figure("確定", yen(sums.confirmed), back),
        Figure("まだ決められる額", yen(sums.remaining)),
    ]


def regrant_page(case: ReGrant, user: User) -> dict[str, Any]:
    can = [doing for doing in DOINGS if case.can(doing.verb)]
    allowed = [doing for doing in can if doing.may(user, case)]
    onward = [doing for doing in can if doing.code not in SIDE]
    if case.status == Status.REPORTED:
        onward = [doing for doing in onward if doing.code == "confirm"]
    main = onward[0] if onward else None
    mends = any(doing.verb == "report" for doing in allowed) and case.status == Status.REPORTED
    return {
        "case": case,
        "grant": case.grant,
        "tag": TAGS[Status(case.status)],
        "main": main if main in allowed else None,
        "submits": main in allowed and case.is_open,
        "waits": main.may(user, case).reason if main and main not in allowed and may_keep_regrant(user, case) else "",
        "side": [doing for doing in allowed if doing.code in SIDE or (mends and doing.code == "report")],
        "edits": case.is_open and any(doing.verb == "submit" for doing in allowed),
        "facts": facts_of(case, private=bool(may_see_private(user, case.organization))),
        "money": money_facts(case),
        "files": list(Attachment.objects.about(case)),
        "events": list(Event.objects.about(case)),
    }


def facts_of(case: ReGrant, *, private: bool) -> list[Fact]:
    return [
        Fact("グループ", f"{case.group}({case.kana})"),
        Fact("グループの代表者", case.representative),
        *([Fact("電話", case.phone)] if private else []),
        Fact("年度計画の事業", case.project),
        Fact("取り組み", case.title),
        Fact("目的と内容", case.purpose),
        Fact("事業費", yen(case.cost)),
        Fact("申請", f"{era_date(case.applied_on)} {yen(case.asked)}"),
    ]


def money_facts(case: ReGrant) -> list[Fact]:
    """What has happened so far, each with its day."""
    found = [
        ("決定", case.decided_on, case.amount),
        ("支払い", case.paid_on, case.paid),
        ("報告(使った額)", case.reported_on, case.spent),
        ("確定", case.confirmed_on, case.confirmed),
    ]
    facts = [Fact(name, f"{era_date(day)} {yen(amount)}") for name, day, amount in found if day and amount is not None]
    if case.reported_on:
        facts += [Fact("領収書", f"{case.receipts}枚"), Fact("したことと成果", case.result)]
    if case.refund:
        day = era_date(case.returned_on) if case.returned_on else "まだ受け取っていません"
        facts.append(Fact("返金", f"{yen(case.refund)} {day}"))
    return [*facts, Fact("決めた理由・条件", case.note)] if case.note else facts


def regrants_of_report(grant: Grant, user: User) -> dict[str, Any]:
    """Beside the receipts: each is one receipt of the association, so nothing is added up twice."""
    if not grant.scheme.regrants:
        return {"regrant_rows": []}
    rows = [row for row in rows_of(grant, user) if row["case"].status in CONFIRMED]
    return {"regrant_rows": rows, "regrant_total": sum(row["case"].confirmed for row in rows)}


def table_of(grant: Grant, user: User) -> tablib.Dataset:
    table = tablib.Dataset(headers=HEADINGS, title="地域の中での再交付")
    for row in rows_of(grant, user):
        case: ReGrant = row["case"]
        table.append([
            case.number, case.group, case.kana, case.representative, case.project, case.title,
            case.get_status_display(), case.cost, case.applied_on, case.asked, case.decided_on, case.amount,
            case.paid_on, case.paid, case.reported_on, case.spent, case.receipts, case.confirmed_on, case.confirmed,
            case.refund, case.returned_on,
        ])  # fmt: skip
    return table
