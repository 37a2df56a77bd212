"""The papers of a recognition as forms: 認可申請書 (3.2), 役員名簿 (3.3); and the head that all such papers share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from organizations.application import printed_term
from organizations.hearings import reads_as_member
from organizations.models import Organization, Rechange, Recognition
from records.era import era_date
from records.papers import Column, Entry, FormPaper, PaperSet, Sender, Table, form, prints
from records.papers.form import BLANK_DAY
from records.templatetags.japanese import local_day
from staff.models import City

APPLICATION = form("organizations.recognition", "認可申請書", "様式第1号")
OFFICERS = form("organizations.officers", "役員名簿", "様式第2号")
RECHANGE = form("organizations.rechange", "認可事項変更認可申請書", "様式第4号")
AS_REGISTERED = ("name", "office_address", "areas", "founded_on", "purpose", "households", "member_bodies")


def addressee() -> str:
    """○○市長 様."""
    city = City.current()
    return f"{city.mayor.name if city.mayor else f'{city}長'} 様"


def day_of(case: Any) -> str:
    """The day on which it was sent; to be written by hand while it is a draft."""
    if case.can("submit") or case.submitted_at is None:
        return BLANK_DAY
    return era_date(local_day(case.submitted_at))


def sender_of(case: Any, contact: str = "") -> Sender:
    """As the paper copied the register when it was sent; of a draft, as the register stands."""
    body: Organization = case.organization
    if case.applicant and not case.can("submit"):
        return Sender(case.applicant, case.representative, case.office_address, contact)
    president = body.president(on=timezone.localdate())
    return Sender(body.name, str(president) if president else "", body.office_address, contact)


def guest(user: User, case: Any, on: date) -> bool:
    """A member of a committee judges without addresses and telephones."""
    return reads_as_member(user, case, on=on)


def papers_of_recognition(case: Recognition) -> list[FormPaper]:
    if case.can("submit"):
        case.copy(case.organization, on=timezone.localdate())
    return [application(case), officers(case)]


def application(case: Recognition) -> FormPaper:
    body = case.organization
    areas = body.areas.all() if case.can("submit") else None
    printed = case.printed(areas)
    entries = [Entry(case.LABELS[name], printed[name]) for name in AS_REGISTERED]
    enclosed = [f"規約 {printed['bylaws']}", "役員名簿", f"将来計画 {printed['future_plan']}"]
    enclosed += [f"{case.LABELS[name]} {printed[name]}" for name in case.PAPERS if printed[name]]
    return FormPaper(
        APPLICATION,
        f"{body.terms}{body.word}申請書",
        day_of(case),
        addressee(),
        Sender(
            case.name, case.representative, case.office_address, f"{case.contact_name} {case.contact_phone}".strip()
        ),
        body=f"{body.terms}の{body.word}を受けたいので、関係する書類を添えて、下記のとおり申請します。",
        entries=(*entries, Entry("添付する書類", "\n".join(line.strip() for line in enclosed))),
    )


def officers(case: Recognition) -> FormPaper:
    """Those who held a role on that day; names and terms as the application names them."""
    day = local_day(case.submitted_at) if case.submitted_at and not case.can("submit") else timezone.localdate()
    held = case.organization.officers.held(on=day).order_by("pk")
    rows = [
        (
            officer.get_kind_display(),
            f"{officer.name}\n{officer.furigana}",
            officer.address,
            officer.phone,
            printed_term(officer),
            officer.note,
        )
        for officer in held
        if officer.may_write
    ]
    columns = (
        Column("役職", 18, "fit"),
        Column("氏名・ふりがな", 32),
        Column("住所", 0, private=True),
        Column("電話", 28, "fit", private=True),
        Column("任期", 34),
        Column("備考", 18),
    )
    table = Table("", columns, tuple(rows), head=1, empty="役員がまだ名簿にありません。")
    return FormPaper(OFFICERS, "役員名簿", about=f"{case.name}　{era_date(day)}現在", tables=(table,))


def papers_of_rechange(case: Rechange) -> list[FormPaper]:
    printed, word = case.printed(), case.organization.word
    contact = f"{case.contact_name} {case.contact_phone}".strip()
    rows = tuple((row["label"], row["before"], row["after"]) for row in case.differences)
    columns = (Column("変更事項", 34), Column("変更前", 0), Column("変更後", 0))
    enclosed = "\n".join(f"{case.LABELS[name]} {printed[name]}" for name in case.PAPERS if printed[name])
    entries = [Entry(case.LABELS[name], printed[name]) for name in ("wanted_on", "resolved_on", "reason")]
    paper = FormPaper(
        RECHANGE,
        f"{word}事項変更{word}申請書",
        day_of(case),
        addressee(),
        sender_of(case, contact),
        body=f"{case.organization.terms}の{word}を受けた事項を下記のとおり変更したいので、関係する書類を添えて申請します。",
        entries=(*entries, Entry("添付する書類", enclosed)),
        tables=(Table("変更の内容", columns, rows, head=1, empty="まだ書かれていません。"),),
    )
    return [paper]


prints(PaperSet("organizations.rechange", "application", "変更の認可の申請", papers_of_rechange))
RECOGNITION = prints(
    PaperSet(
        "organizations.recognition",
        "application",
        "認可の申請",
        papers_of_recognition,
        reads_less=guest,
    )
)
