"""What the paper trail itself holds: letters, attached files, sent mails, and what was typed and never sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any, ClassVar

import pgtrigger
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from records.attachments import Attachment
from records.drafts import Draft
from records.fiscal import FiscalYear
from records.jobs import job, queue
from records.letters.correcting import LetterCorrection
from records.letters.letter import Letter, LetterFile
from records.letters.register import PaperNumber
from records.mail import Mail
from records.periods import Period, is_over
from records.retention.kinds import GONE, HOLDINGS, CaseHolding, Document, Holding, holds, is_running, year_of
from records.retention.rule import RetentionRule


@holds
class Letters(Holding):
    """Text, values, person and PDF go; number, date, kind, code and hashes stay, and what the public check says."""

    code = "records.letter"
    name = "通知書(年限は、通知書の文面ごと)"
    erases = frozenset({"records.Letter", "records.LetterCorrection"})
    has_rule = False

    def over(self, years: int, *, at: FiscalYear) -> Iterator[Document]:
        return self.documents(until=at, at=at)

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        letters = Letter.objects.filter(keep_until__lt=at.start).exclude(html="").order_by("pk")
        for letter in letters.defer("html", "snapshot").prefetch_related("case"):
            if not is_running(letter.case):
                label = f"{letter.document_number}({letter.fiscal_year}) {letter.kind_name}"
                yield Document(letter.pk, label, letter.fiscal_year)

    def running(self, key: int) -> bool:
        return is_running(Letter.objects.get(pk=key).case)

    def erase(self, key: int) -> None:
        """The one way past the letters' triggers; the list's own event tells of it, and ``verify_trail`` reads that."""
        letter = Letter.objects.get(pk=key)
        kept, to = {"mark": letter.mark}, letter.snapshot.get("addressee", {}).get("organization", GONE)
        with pgtrigger.ignore("records.Letter:append_only", "records.LetterFile:append_only"):
            models.QuerySet(Letter).filter(pk=key).update(html="", snapshot=kept, addressee=to)
            models.QuerySet(LetterFile).filter(letter=key).update(content=b"")
        LetterCorrection.objects.filter(letter=key).update(values={}, addressee={})


@holds
class Attachments(Holding):
    """The file goes, and the name that people gave it; what it was for, its size and its hash stay."""

    code = "records.attachment"
    name = "添付された書類(ファイル)"
    erases = frozenset({"records.Attachment"})

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        """A file is kept as long as its case at the least, and counted from the case's completion."""
        files = Attachment.objects.exclude(file="").filter(uploaded_at__lte=ending(until)).order_by("pk")
        years = RetentionRule.years_by_code()
        for attachment in files.prefetch_related("case"):
            of_case = next((each for each in HOLDINGS.values() if each.is_of(attachment.case)), None)
            completed = FiscalYear.of(timezone.localdate(attachment.uploaded_at))
            if isinstance(of_case, CaseHolding):
                completed = max(completed, of_case.completed(attachment.case))
                if not is_over(completed, years[of_case.code], at=at):
                    continue
            if completed <= until and not is_running(attachment.case):
                yield Document(attachment.pk, f"{attachment.purpose}({attachment.case})"[:300], completed)

    def running(self, key: int) -> bool:
        return is_running(Attachment.objects.get(pk=key).case)

    def erase(self, key: int) -> None:
        attachment = Attachment.objects.select_for_update(no_key=True).get(pk=key)
        if attachment.file:
            queue(delete_file, path=attachment.file.name)
        gone = {"file": "", "filename": GONE, "removed_at": attachment.removed_at or timezone.now()}
        Attachment.objects.filter(pk=key).update(**gone)


@job("records.delete_file", "廃棄したファイルを消す")
def delete_file(*, path: str) -> None:
    """After the commit; a file that is gone already is gone."""
    default_storage.delete(path)


class OfAYear(Holding):
    """Many small things that are listed by fiscal year; the key is the year."""

    column: ClassVar[str]
    label: ClassVar[str]

    def rows(self) -> models.QuerySet[Any]:
        raise NotImplementedError

    def documents(self, *, until: FiscalYear, at: FiscalYear) -> Iterator[Document]:
        old = self.rows().filter(**{f"{self.column}__lte": ending(until)})
        for year in year_of(old, self.column):
            yield Document(year.number, f"{year}の{self.label}", year)

    def of(self, key: int) -> models.QuerySet[Any]:
        year = FiscalYear(key)
        between = (ending(year.previous), ending(year))
        return self.rows().filter(**{f"{self.column}__gt": between[0], f"{self.column}__lte": between[1]})


@holds
class Mails(OfAYear):
    """To whom and when one was sent stays; what it said and the address go. One that is still to be sent stays."""

    code, name, usual = "records.mail", "送ったメール", Period.ONE
    erases = frozenset({"records.Mail"})
    column, label = "written_at", "メール"

    def rows(self) -> models.QuerySet[Any]:
        return Mail.objects.filter(sent_at__isnull=False).exclude(body=GONE)

    def erase(self, key: int) -> None:
        self.of(key).update(body=GONE, subject=GONE, to_address="")


@holds
class Drafts(OfAYear):
    """What was typed and never sent."""

    code, name, usual = "records.draft", "送らなかった書きかけ", Period.ONE
    erases = frozenset({"records.Draft"})
    column, label = "saved_at", "書きかけ"

    def rows(self) -> models.QuerySet[Any]:
        return Draft.objects.all()

    def erase(self, key: int) -> None:
        self.of(key).delete()


@holds
class PaperNumbers(OfAYear):
    """文書番号簿 keeps number, day and subject for good; to whom a paper outside the portal went does not stay."""

    code, name, usual = "records.papernumber", "紙の文書の宛先", Period.TEN
    erases = frozenset({"records.PaperNumber"})
    column, label = "taken_at", "紙の文書の宛先"

    def rows(self) -> models.QuerySet[Any]:
        return PaperNumber.objects.exclude(addressee__in=("", GONE))

    def erase(self, key: int) -> None:
        self.of(key).update(addressee=GONE)


def ending(year: FiscalYear) -> datetime:
    """The last moment of the year."""
    return timezone.make_aware(datetime.combine(year.end, time.max))
