"""The letters' pages: what came (community), the register (city), one letter, its file, many in one file."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from accounts.access import Request, fetch, reads, recorded
from accounts.reader import shows_pdf
from records.events import record
from records.fiscal import FiscalYear
from records.forms import Form, TextField
from records.letters.correcting import LetterCorrection
from records.letters.issuing import Damaged, Erased, file_of
from records.letters.kinds import kind_choices
from records.letters.letter import Letter, LetterFile, LetterQuerySet
from records.letters.posting.rules import may_post
from records.letters.rules import may_issue_again, may_see_register
from records.stands import stand

ROWS = 50
AT_ONCE = 200  # letters in one file

log = logging.getLogger(__name__)


class Filters(Form):
    """What an officer looks for; an answer that makes no sense filters nothing."""

    q = TextField(label="番号・団体・題名でさがす", required=False, max_length=60)
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="種類", required=False)

    def __init__(self, *args: Any, years: list[FiscalYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "すべて"), *((year.number, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", "すべて"), *kind_choices()]  # type: ignore[attr-defined]

    def apply(self, letters: LetterQuerySet) -> LetterQuerySet:
        self.full_clean()
        wanted = self.cleaned_data
        if wanted.get("year"):
            letters = letters.filter(fiscal_year=wanted["year"])
        if wanted.get("kind"):
            letters = letters.filter(kind=wanted["kind"])
        return letters.matching(wanted.get("q", ""))


@reads
def letter_list(request: Request) -> HttpResponse:
    """The register for the city; for community people, what came."""
    on = timezone.localdate()
    letters = Letter.objects.visible_to(request.user, on=on).for_lists()
    if not request.user.is_city(on=on):
        page = Paginator(letters.with_unread_by(request.user), ROWS).get_page(request.GET.get("page"))
        return render(request, "records/letters/received.html", {"page": page})
    years = list(letters.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())
    filters = Filters(request.GET, years=years)
    page = Paginator(filters.apply(letters).with_read(), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": filters,
        "all": "all" in request.GET,
        "filtered": any(request.GET.values()),
        "may_see_register": may_see_register(request.user, None),
        "may_post": may_post(request.user, None),
    }
    return render(request, "records/letters/list.html", context)


@recorded
def detail(request: Request, pk: int) -> HttpResponse:
    """The letter as it stands on paper, with what there is to know about it."""
    letter = seen(request, pk)
    correction = letter.correction()
    context = {
        "letter": letter,
        "correction": correction,
        **correcting(request, letter),
        "may_again": correction is None and not letter.is_erased and may_issue_again(request.user, letter),
        "readings": letter.readings(),
        "mine": letter.came_to(request.user, on=timezone.localdate()),
        "file": LetterFile.objects.filter(letter=letter).defer("content").first(),
        "changed_by": letter.changed_by(),
        "lapsed": letter.lapsed(),
        "case_url": where_told(letter.case),
    }
    return render(request, "records/letters/detail.html", context)


def correcting(request: Request, letter: Letter) -> dict[str, Any]:
    """Where a correction stands that is not out yet, for the city."""
    on = timezone.localdate()
    case = LetterCorrection.objects.visible_to(request.user, on=on).filter(letter=letter).first()
    if case is None or case.issued_id:
        return {"approval": None, "under_way": False}
    return {"approval": stand(case, user=request.user, on=on), "under_way": case.status == case.Status.PROPOSED}


def where_told(case: Any) -> str:
    """The page on which the addressee reads about it: the case's own, unless the case names another (``told_at``)."""
    url: str = getattr(case, "told_at", getattr(case, "get_absolute_url", str))()
    return url


def seen(request: Request, pk: int) -> Letter:
    """One letter; that somebody of the addressee opened it goes on record."""
    on = timezone.localdate()
    letters = Letter.objects.visible_to(request.user, on=on).select_related(
        "organization", "corrects", "changes", "issued_by"
    )
    letter: Letter = fetch(letters, by=request.user, pk=pk)
    if letter.came_to(request.user, on=on):
        request.afterwards.append(partial(letter.read, by=request.user))
    return letter


@recorded
@shows_pdf
def pdf(request: Request, pk: int) -> HttpResponseBase:
    """The kept file."""
    letter = seen(request, pk)
    try:
        return as_pdf(content(request, letter), f"{letter.document_number} {letter.kind_name}.pdf")
    except Damaged as damage:
        return damaged(request, damage)
    except Erased:
        return gone(request, letter)


@recorded
@shows_pdf
def print_many(request: Request) -> HttpResponseBase:
    """The chosen letters in one file, in the order of the list."""
    from records.letters.render import merge

    chosen = [int(key) for key in request.GET.getlist("letter") if key.isdecimal() and len(key) < 19][:AT_ONCE]
    if not chosen:
        messages.warning(request, "印刷する通知書を1通以上えらんでください。")
        return redirect("letters:list")
    found = Letter.objects.visible_to(request.user, on=timezone.localdate()).select_related("seal").in_bulk(chosen)
    if missing := set(chosen) - set(found):
        raise Http404(f"letters {missing}")
    try:
        files = (content(request, found[key]) for key in dict.fromkeys(chosen))
        joined = merge(files, duplex="duplex" in request.GET)
    except Damaged as damage:
        return damaged(request, damage)
    except Erased:
        messages.warning(request, "えらんだ中に、期限が過ぎて廃棄した通知書があります。外してから印刷してください。")
        return redirect("letters:list")
    return as_pdf(joined, f"通知書{len(found)}通.pdf")


def content(request: Request, letter: Letter) -> bytes:
    """The stored bytes after their hash was checked; drawn now if the step after issuing died, and then stored.

    Whoever gets them prints them or could, so each time goes on record.
    """
    file = file_of(letter)
    if not file.is_kept:
        request.afterwards.append(file.keep)
    request.afterwards.append(partial(record, letter, "letter.print", by=request.user))
    return bytes(file.content)


def gone(request: Request, letter: Letter) -> HttpResponseBase:
    messages.warning(request, f"{letter.document_number}は、保存する期限が過ぎたので廃棄しました。PDFはありません。")
    return redirect(letter)


def as_pdf(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, name)}
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def damaged(request: HttpRequest, damage: Damaged) -> HttpResponse:
    log.error("A kept letter does not match its hash: %s", damage)
    return render(request, "records/letters/damaged.html", {"letter": str(damage)}, status=500)
