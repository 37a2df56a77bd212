"""実績報告の確認: the city's criteria of a report, and what the portal has added up for whoever judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from grants.evidence import Evidence
from grants.reports import Report
from records.cases import NotNow
from records.reviews import Finding, Verdict, Word, judge


@dataclass(frozen=True)
class Criterion:
    position: int
    text: str

    @property
    def code(self) -> str:
        """How a finding of the review names it."""
        return str(self.position)


class ReportSeen:
    """A report as ``grants.forms.review`` looks at it: every criterion needs a person."""

    def __init__(self, report: Report) -> None:
        self.case = report
        self.criteria = criteria_of(report)

    def evidence_for(self, criterion: Criterion) -> Evidence | None:
        return None


def criteria_of(report: Report) -> list[Criterion]:
    texts = report.grant.scheme.report_criteria
    return [Criterion(position, text) for position, text in enumerate(texts, start=1)]


@transaction.atomic
def review(report: Report, verdicts: Mapping[str, tuple[str, str]], *, by: User) -> None:
    """What an officer found; a criterion that is left out keeps its earlier finding."""
    from grants.inspections.guard import check_eyes  # which knows the reports

    report.check_move("review")
    check_eyes(report.grant, by)
    texts = {criterion.code: criterion.text for criterion in criteria_of(report)}
    words = [Word(code, texts[code], verdict, comment.strip()) for code, (verdict, comment) in verdicts.items()]
    new = judge(report, words, by=by)
    report.take("review", by=by, findings={word.label: Verdict(word.verdict).label for word in new})
    report.save()


def check_review(report: Report) -> None:
    """NotNow unless everything was found fit."""
    found = dict(Finding.objects.about(report).values_list("criterion", "verdict"))
    if unjudged := [each.code for each in criteria_of(report) if each.code not in found]:
        raise NotNow(f"確認の基準の{'、'.join(unjudged)}番を、まだ確かめていません。確かめてから起案してください。")
    if Verdict.MEND in found.values():
        raise NotNow("「要補正」の基準があります。団体に補正を求めて、直ってから起案してください。")
    if Verdict.UNFIT in found.values():
        raise NotNow("「否」の基準があります。補正を求めるか、取消しの手続きをしてください。")
