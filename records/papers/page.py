"""What the pages of a case's papers show: what was sent, what is being written, and what cannot be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from accounts.models import User
from records.letters import fonts
from records.papers.form import FormPaper
from records.papers.keeping import KeptPapers
from records.papers.sets import SETS, PaperSet, beside_of, sets_of


@dataclass(frozen=True)
class Chosen:
    """The papers of one set as somebody reads them; ``kept`` is None of a draft, or where nothing was kept yet."""

    case: Any
    set: PaperSet
    papers: Sequence[FormPaper]
    kept: KeptPapers | None
    draft: bool
    query: str = ""

    @property
    def url(self) -> str:
        return address("set", self.case, self.set) + self.query

    @property
    def pdf_url(self) -> str:
        return address("pdf", self.case, self.set) + self.query

    @property
    def forms(self) -> list[tuple[FormPaper, str]]:
        """Each form with the address of its own PDF."""
        sign = "&" if self.query else "?"
        return [(paper, f"{self.pdf_url}{sign}paper={paper.code}") for paper in self.papers]

    @property
    def unprintable(self) -> list[str]:
        """Sentences about characters that would come out as empty boxes."""
        clusters = dict.fromkeys(cluster for paper in self.papers for cluster in paper.unprintable())
        return [f"「{each}」({fonts.code_points(each)})を印刷できる書体がありません。" for each in clusters]


def address(view: str, case: Any, papers: PaperSet) -> str:
    return reverse(f"papers:{view}", args=[papers.model, case.pk, papers.code])


def set_of(case: Any, code: str) -> PaperSet:
    found = SETS.get(case._meta.label_lower, {}).get(code)
    if found is None:
        raise Http404
    return found


def chosen(case: Any, papers: PaperSet, asked: QueryDict, user: User, *, on: date) -> Chosen:
    """``sent``: an earlier sending; ``draft``: as it is being written again; ``paper``: one form of the set."""
    sent = KeptPapers.objects.about(case).filter(code=papers.code)
    found = (
        earlier(case, papers, str(asked["sent"])) if "sent" in asked else newest(case, papers, sent, "draft" in asked)
    )
    if papers.reads_less(user, case, on):
        found = replace(found, papers=[paper.without_private() for paper in found.papers])
    if form := asked.get("paper"):
        found = replace(found, papers=[paper for paper in found.papers if paper.code == form])
        if not found.papers:
            raise Http404
    return found


def earlier(case: Any, papers: PaperSet, key: str) -> Chosen:
    sent = KeptPapers.objects.about(case).filter(code=papers.code)
    kept = sent.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if kept is None:
        raise Http404
    return Chosen(case, papers, kept.papers, kept, draft=False, query=f"?sent={kept.pk}")


def newest(case: Any, papers: PaperSet, sent: Any, wants_draft: bool) -> Chosen:
    """What was sent last; else what is written now, marked as a draft."""
    kept, is_open = sent.first(), papers.drawn and papers.is_open(case)
    if is_open and (wants_draft or kept is None):
        return Chosen(case, papers, papers.papers(case), None, draft=True, query="?draft=1" if kept else "")
    if kept is not None:
        return Chosen(case, papers, kept.papers, kept, draft=False)
    if not papers.drawn:
        raise Http404
    return Chosen(case, papers, papers.papers(case), None, draft=False)


@dataclass(frozen=True)
class Shelf:
    """One set on the page 「紙で出す」: as it stands, and the earlier sendings."""

    title: str
    current: list[Chosen]
    earlier: list[Chosen]


def shelves(case: Any, user: User, *, on: date) -> list[Shelf]:
    """The case's own sets, then those of the cases beside it."""
    return [
        shelf
        for each in [case, *beside_of(case, user, on=on)]
        for papers in sets_of(each)
        if (shelf := shelf_of(each, papers, user, on=on)).current
    ]


def shelf_of(case: Any, papers: PaperSet, user: User, *, on: date) -> Shelf:
    sent = list(KeptPapers.objects.about(case).filter(code=papers.code))
    asked = [QueryDict()] if sent or papers.drawn else []
    if sent and papers.drawn and papers.is_open(case):
        asked.append(QueryDict("draft=1"))
    current = [chosen(case, papers, each, user, on=on) for each in asked]
    before = [Chosen(case, papers, (), kept, draft=False, query=f"?sent={kept.pk}") for kept in sent[1:]]
    part = getattr(case, "name_of_part", "")
    return Shelf(f"{papers.title} {part}".strip(), current, before)
