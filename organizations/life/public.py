"""告示 for everybody: the list by year, and one notice as it is printed and put up."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string

from accounts.access import Request, reads
from accounts.limits import limited
from accounts.reader import shows_pdf
from organizations.life.gazette import PublicNotice
from records.letters import fonts
from records.letters.views import as_pdf
from staff.models import City

KNOCKS, PAPERS, ROWS = 60, 10, 50  # a minute; of a page


@login_not_required
@limited("notices", per_minute=KNOCKS)
@reads
def notices(request: Request) -> HttpResponseBase:
    page = Paginator(PublicNotice.objects.all(), ROWS).get_page(request.GET.get("page"))
    return render(request, "organizations/life/notices.html", {"page": page})


@login_not_required
@limited("notices", per_minute=KNOCKS)
@reads
def notice(request: Request, pk: int) -> HttpResponseBase:
    return render(request, "organizations/life/notice.html", {"notice": get_object_or_404(PublicNotice, pk=pk)})


@login_not_required
@limited("notice-papers", per_minute=PAPERS)
@shows_pdf
@reads
def paper(_: Request, pk: int) -> HttpResponseBase:
    """告示文: the sheet that is put up before the city hall."""
    from records.letters.render import renderer  # a heavy library

    found = get_object_or_404(PublicNotice, pk=pk)
    page = {"notice": found, "signer": found.signer, "city": City.current()}
    html = fonts.mark(render_to_string("organizations/life/notice_paper.html", page))
    return as_pdf(renderer().pdf(html, title=str(found), style="notice").content, f"{found}.pdf")
