"""What every paper about a grant says in the same words."""

from __future__ import annotations

from typing import Any

from grants.cases import Grant
from grants.schemes import Scheme
from organizations.printed import addressee, day_of, sender_of
from records.era import era_date
from records.papers import Entry, FormPaper

ENCLOSED = "添付する書類"


def decided(grant: Grant) -> str:
    """令和7年6月2日付け市協第123号で交付決定のあった…: which decision a paper speaks of."""
    letter = grant.letter_of_decision()
    name = named(grant.scheme)
    if letter is None:
        return f"交付決定のあった{name}"
    return f"{era_date(letter.issued_on)}付け{letter.document_number}で交付決定のあった{name}"


def named(scheme: Scheme) -> str:
    return f"{scheme.fiscal_year}{scheme.name}"


def letter(
    case: Any, code: str, title: str, *, scheme: Scheme, body: str, entries: list[Entry], **more: Any
) -> FormPaper:
    """A paper with sender and addressee, named after its scheme."""
    contact = more.pop("contact", "")
    return FormPaper(
        code,
        f"{named(scheme)} {title}",
        day_of(case),
        addressee(),
        sender_of(case, contact),
        body=body,
        entries=tuple(entry for entry in entries if entry.text),
        **more,
    )


def enclosed(case: Any, *forms: str) -> Entry:
    """The forms that go along, and what was attached, each once."""
    attached = [paper.purpose for paper in case.papers()]
    return Entry(ENCLOSED, "\n".join(dict.fromkeys([*forms, *attached])))


def contact_of(case: Any) -> str:
    return f"{case.contact_name} {case.contact_phone}".strip()
