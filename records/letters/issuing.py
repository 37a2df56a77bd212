"""Issuing a letter: number, snapshot and HTML in the decision's own transaction, the PDF after it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.loader import get_template
from django.utils import timezone

from accounts.models import User
from records.cases import NotNow, spoken
from records.codes import drawn_by_lot
from records.era import era_date
from records.events import record
from records.fiscal import FiscalYear
from records.jobs import job, queue
from records.jobs.queueing import LATER
from records.letters import fonts
from records.letters.kinds import BASIS, KINDS, SAMPLE_ADDRESSEE, SAMPLE_LETTERHEAD, LetterModel
from records.letters.letter import CORRECTED, REISSUED, Letter, LetterFile
from records.letters.paper import Entry, Paper, SealMode
from records.letters.setting import LetterSetting, SealImage
from records.mail import post
from records.numbers import take_number
from records.periods import last_day
from records.templatetags.japanese import local_day

if TYPE_CHECKING:
    from records.letters.render import Pdf, Seal


@dataclass(frozen=True)
class Preview:
    """What the letter would say if it were issued today; shown with 案 before the decision."""

    paper: Paper
    symbol: str
    seal: SealImage | None

    @property
    def html(self) -> str:
        return self.paper.html(number=f"{self.symbol}第　　　号")

    @property
    def obstacles(self) -> list[str]:
        """Sentences: values that are not there yet, characters that no face can print."""
        return obstacles(self.paper)

    @property
    def lacks(self) -> list[str]:
        """The same for who reads one letter only: without its name."""
        return [str(lack) for lack in (*self.paper.gaps(), *self.paper.unprintable())]

    def pdf(self) -> Pdf:
        from records.letters.render import renderer

        return renderer().pdf(self.html, title=f"案 {self.paper.subject}", seal=printed(self.seal), draft=True)


def preview(letter: LetterModel, *, on: date) -> Preview:
    setting, paper = compose(letter, on=on)
    return Preview(paper, setting.symbol, setting.seal if paper.seal_sha256 else None)


def tried_preview(setting: LetterSetting, letter: LetterModel, entries: Iterable[Entry] | None = None) -> Preview:
    """The letter as a wording would say it that holds for no letter yet."""
    paper = paper_of(letter, setting, entries)
    return Preview(paper, setting.symbol, setting.seal if paper.seal_sha256 else None)


def sample_preview(setting: LetterSetting, entries: Iterable[Entry] | None = None) -> Preview:
    """The wording with the examples of its kind, for the officers who write it."""
    known = KINDS.get(setting.kind)
    examples = known.sample_values() if known else SAMPLE_LETTERHEAD.values()
    paper = Paper(
        wording=setting.wording(entries),
        values={**examples, BASIS: setting.legal_basis or examples.get(BASIS, "")},
        addressee=SAMPLE_ADDRESSEE,
        letterhead=SAMPLE_LETTERHEAD,
    )
    return Preview(paper, setting.symbol, setting.seal if setting.seal_mode == SealMode.IMAGE else None)


@transaction.atomic
def issue(
    letter: LetterModel,
    *,
    by: User,
    on: date | None = None,
    corrects: Letter | None = None,
    changes: Letter | None = None,
) -> Letter:
    """The letter of a case, numbered and kept; asked for twice, it is one letter.

    ``changes``: the letter of the earlier decision that this one's changes, which says so from now on.

    NotNow, a sentence per obstacle, if a value is missing or a character cannot be printed. Mail goes out and the PDF
    is made once the caller's transaction is through.
    """
    day = on or timezone.localdate()
    came = getattr(letter.case, "received_at", None)
    if came and day < local_day(came):
        raise NotNow(f"通知書の日付を、受け付けた{era_date(local_day(came))}か、それより後の日にしてください。")
    setting, paper = compose(letter, on=day, corrects=corrects)
    if sentences := obstacles(paper):
        raise NotNow(sentences)
    before: Letter | None = Letter.objects.filter(fingerprint=paper.fingerprint()).first()
    if before:
        return before
    facts = {
        "kind": letter.kind,
        "case_type": ContentType.objects.get_for_model(letter.case),
        "case_id": letter.case.pk,
        "organization": letter.organization,
        "person": letter.official,
        "meaning": letter.meaning,
        "amount": letter.amount_decided,
        "changes": changes,
    }
    issued = write(paper, setting, by=by, on=day, corrects=corrects, **facts)
    record(letter.case, "letter.issued", by=by, **told(issued))
    post("records/emails/letter_issued/recipient", to=letter.recipients(), about=letter.case, letter=issued)
    return issued


def write(paper: Paper, setting: LetterSetting, *, by: User, on: date, corrects: Letter | None, **facts: Any) -> Letter:
    """Takes the number and keeps the letter, in the caller's transaction; ``facts`` say what it is about."""
    year = FiscalYear.of(on)
    number = take_number(setting.symbol, year)
    code = drawn_by_lot()
    html = paper.html(number=f"{setting.symbol}第{number}号", on=on, code=code)
    with spoken(Letter):
        issued: Letter = Letter.objects.create(
            **facts,
            setting=setting,
            corrects=corrects,
            symbol=setting.symbol,
            fiscal_year=year,
            number=number,
            code=code,
            issued_on=on,
            issued_by=by,
            addressee=f"{paper.addressee.organization} {paper.addressee.person}",
            subject=paper.subject,
            snapshot=paper.snapshot(),
            fingerprint=paper.fingerprint(),
            template_version=template_version(paper.template),
            html=html,
            html_sha256=hashlib.sha256(html.encode()).hexdigest(),
            seal=setting.seal if paper.seal_sha256 else None,
            keep_until=last_day(year, setting.retention_years),
        )
    queue(draw_file, letter=issued.pk)
    return issued


def told(issued: Letter) -> dict[str, Any]:
    """What the trail keeps of a letter that went out: enough to prove its text."""
    return {
        "letter": issued,
        "number": issued.document_number,
        "kind": issued.kind_name,
        "html_sha256": issued.html_sha256,
    }


def compose(letter: LetterModel, *, on: date, corrects: Letter | None = None) -> tuple[LetterSetting, Paper]:
    """Wording and values together, as of a day."""
    setting = LetterSetting.objects.in_force(letter.kind, letter.programme, on=on)
    paper = paper_of(letter, setting)
    about = {"kind": letter.kind, "case": f"{letter.case._meta.label} {letter.case.pk}", "setting": setting.pk}
    if corrects is None:
        return setting, replace(paper, about=about)
    mark = REISSUED if says_the_same(paper, corrects.snapshot) else CORRECTED
    return setting, in_place_of(corrects, replace(paper, about=about), mark=mark)


def paper_of(letter: LetterModel, setting: LetterSetting, entries: Iterable[Entry] | None = None) -> Paper:
    return Paper(
        wording=setting.wording(entries),
        values={**letter.letterhead.values(), BASIS: setting.legal_basis, **letter.values()},
        addressee=letter.addressee,
        letterhead=letter.letterhead,
        template=letter.template,
        seal_sha256=setting.seal.sha256 if setting.seal and setting.seal_mode == SealMode.IMAGE else "",
    )


def in_place_of(letter: Letter, paper: Paper, *, mark: str) -> Paper:
    """The paper that stands in the letter's place, and says so beside its form number."""
    about = {**paper.about, "corrects": letter.pk}
    return replace(paper, about=about, mark=mark, replaces=f"{letter.document_number} {era_date(letter.issued_on)}")


def says_the_same(paper: Paper, earlier: dict[str, Any]) -> bool:
    circumstances: dict[str, Any] = {"about": {}, "mark": "", "replaces": ""}
    return {**paper.snapshot(), **circumstances} == {**earlier, **circumstances}


def obstacles(paper: Paper) -> list[str]:
    """Why the paper cannot be issued yet: absent values, characters that no face can print. Each names the letter,
    for one of hundreds in a batch, and the place where it is mended."""
    found = [f"{paper.named}の{obstacle}" for obstacle in (*paper.gaps(), *paper.unprintable())]
    if paper.unprintable() and (absent := [face.package for face in fonts.STACK if face not in fonts.faces()]):
        found.append(f"戸籍の字を印刷するには、書体({'、'.join(absent)})を入れてください。")
    return found


@cache
def template_version(template: str) -> str:
    """A hash of every template that a letter is made from."""
    shared = sorted((settings.ROOT / "templates/records/letters").rglob("*.html"))
    sources = [path.read_text() for path in shared] + [get_template(template).template.source]  # type: ignore[attr-defined]
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()


class Damaged(Exception):
    """What is kept is not what was issued: somebody went past the portal, or the disk did."""


class Erased(Exception):
    """The letter's period was over, and it was disposed of."""


def file_of(letter: Letter) -> LetterFile:
    """The letter's file: the kept one, checked; or, if the step after issuing died, one drawn now, to be kept."""
    if letter.is_erased:
        raise Erased(str(letter))
    kept = LetterFile.objects.filter(letter=letter).first()
    if not (kept or letter).is_genuine:
        raise Damaged(str(letter))
    return kept or draw(letter)


def keep_file(letter: Letter) -> None:
    """The step after issuing; done again, it changes nothing."""
    file = file_of(letter)
    if not file.is_kept:
        file.keep()


@job("records.draw_file", "通知書のPDFを作る", priority=LATER, line="letters' files")
def draw_file(*, letter: int) -> None:
    """One at a time: drawing takes a processor. For whoever opens the letter sooner, the page draws it."""
    keep_file(Letter.objects.get(pk=letter))


def draw(letter: Letter) -> LetterFile:
    """The letter's PDF from its kept HTML, not stored yet."""
    from records.letters.render import renderer

    title = f"{letter.document_number} {letter.subject}"
    return file_from(renderer().pdf(letter.html, title=title, seal=printed(letter.seal)), letter)


def file_from(pdf: Pdf, letter: Letter) -> LetterFile:
    """With what it was printed with."""
    from records.letters.render import ENGINE, style_sheet

    return LetterFile(
        letter=letter,
        content=pdf.content,
        sha256=hashlib.sha256(pdf.content).hexdigest(),
        pages=pdf.pages,
        engine=ENGINE,
        style_sha256=hashlib.sha256(style_sheet().encode()).hexdigest(),
        faces={face.tag: face.sha256 for face in fonts.used(letter.html)},
    )


def printed(seal: SealImage | None) -> Seal | None:
    from records.letters.render import Seal

    return Seal(seal.sha256, bytes(seal.jpeg)) if seal else None
