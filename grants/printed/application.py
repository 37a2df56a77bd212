"""交付申請 (3.9) with the year's plan (3.7), its budget (3.8) and 算定表 (3.10); 取下書 (3.18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from accounts.models import User
from grants.cases import Grant
from grants.formula.calculating import Sheet
from grants.formula.numbers import printed
from grants.printed.head import contact_of, decided, enclosed, letter, named
from grants.questions.answering import Answer, Answers
from organizations.hearings import reads_as_member
from organizations.printed import guest
from plans.printed import papers_of_plan
from records.era import era_date
from records.events import Event
from records.papers import Column, Entry, FormPaper, PaperSet, Table, beside, form, prints
from records.templatetags.japanese import era, kin, number

APPLICATION = form("grants.application", "交付申請書", "様式第1号")
CALCULATION = form("grants.calculation", "算定表", "様式第4号")
WITHDRAWAL = form("grants.withdrawal", "取下書", "様式第5号")


def papers_of_application(grant: Grant) -> Iterator[FormPaper]:
    plan = grant.yearly_plan.newest() if grant.is_open else grant.yearly_plan
    sheet = None if grant.is_open else grant.sheets.first()
    yield application(
        grant, amount=plan.totals().grant_share if grant.is_open else grant.amount_applied, with_sheet=bool(sheet)
    )
    yield from papers_of_plan(plan)
    if sheet is not None:
        yield calculation(grant, sheet.result)


def application(grant: Grant, *, amount: int, with_sheet: bool) -> FormPaper:
    scheme, year, answers = grant.scheme, grant.scheme.fiscal_year, Answers(grant).all()
    along = [f"{year} 事業計画書", f"{year} 収支予算書", *(["算定表"] if with_sheet else [])]
    return letter(
        grant,
        APPLICATION,
        "交付申請書",
        scheme=scheme,
        contact=contact_of(grant),
        body=f"{named(scheme)}の交付を受けたいので、{scheme.guideline_name}の規定により、関係する書類を添えて、下記のとおり申請します。",
        entries=[
            Entry("交付申請額", kin(amount)),
            Entry("事業の目的と内容", f"{year} 事業計画書のとおり"),
            Entry("着手予定日", era_date(grant.starts_on)),
            Entry("完了予定日", era_date(grant.ends_on)),
            *(Entry(named_question(each), each.words) for each in answers if not each.is_table),
            enclosed(grant, *along),
        ],
        tables=tuple(table_of(each) for each in answers if each.is_table),
    )


def named_question(answer: Answer) -> str:
    return f"質問{answer.question.position} {answer.question.text}"


def table_of(answer: Answer) -> Table:
    columns = tuple(Column(name) for name in answer.question.options)
    return Table(named_question(answer), columns, tuple(tuple(row) for row in answer.value))


def calculation(grant: Grant, sheet: Sheet) -> FormPaper:
    steps = (Column("項目", 42), Column("区分", 24), Column("計算"), Column("金額(円)", 30, "num"))
    rows = [
        (f"{'　' * depth}{step.name or '計算'}", step.group, "\n".join([step.text, *step.notes]), printed(step.amount))
        for depth, step in sheet.steps
    ]
    foot = [("合計", "", "", printed(sheet.total))]
    foot += [("端数の処理", "", note, "") for note in sheet.notes]
    foot += [("交付できる額", "", "", number(sheet.amount))]
    figures = (Column("使った数", 50), Column("値", 34, "num"), Column("基準日", 34, "fit"), Column("出典と内わけ"))
    inputs = [
        (
            each.name,
            f"{printed(each.value)}{each.unit}",
            era_date(each.base_date),
            "、".join(filter(None, [each.source, each.detail])),
        )
        for each in sheet.inputs
    ]
    tables = [Table("", steps, tuple(rows), tuple(foot))]
    tables += [Table("使った数", figures, tuple(inputs))] if inputs else []
    return FormPaper(CALCULATION, f"{named(grant.scheme)} 算定表", about=str(grant.organization), tables=tuple(tables))


def papers_of_withdrawal(grant: Grant) -> list[FormPaper]:
    """Written when it is withdrawn, with the reason that was given."""
    last = Event.objects.about(grant).filter(verb__in=["grant.withdraw", "grant.give_up"]).first()
    reason = str(last.facts.get("comment", "")) if last else ""
    given_up = grant.amount_decided is not None
    of = decided(grant) if given_up else f"{named(grant.scheme)}の交付の申請"
    paper = letter(
        grant,
        WITHDRAWAL,
        "取下書",
        scheme=grant.scheme,
        contact=contact_of(grant),
        body=f"{of}について、下記のとおり取り下げます。",
        entries=[
            Entry("取り下げる額", kin(grant.amount_decided if given_up else grant.amount_applied)),
            Entry("申請の収受", f"収受第{grant.receipt_number}号" if grant.receipt_number else ""),
            Entry("理由", reason or "申請した団体の都合による"),
        ],
    )
    return [on_day_of(paper, last)]


def on_day_of(paper: FormPaper, event: Event | None) -> FormPaper:
    """Dated with the withdrawal, not with the application."""
    return replace(paper, day=era(event.at)) if event else paper


def programme(grant: Grant) -> str:
    return str(grant.scheme.programme)


def later_cases(grant: Grant, user: User, on: date) -> Iterator[Any]:
    """What the organization sent after the decision; members of a committee judge before that."""
    from grants.models import Change, ItemDisposal, Payment, Report, StatusReport  # which know their papers

    if reads_as_member(user, grant, on=on):
        return
    for model in (Payment, Change, StatusReport, Report, ItemDisposal):
        yield from model.objects.visible_to(user, on=on).filter(grant=grant).order_by("pk")


SET = prints(
    PaperSet("grants.grant", "application", "交付の申請", papers_of_application, programme=programme, reads_less=guest)
)
WITHDRAWN = prints(
    PaperSet(
        "grants.grant", "withdrawal", "取下げ", papers_of_withdrawal, programme=programme, reads_less=guest, drawn=False
    )
)
beside("grants.grant", later_cases)
