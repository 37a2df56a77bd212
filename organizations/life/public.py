"""告示 for everybody: the list by year, and one notice as it is printed and put up."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from accounts.access import Request, reads
from accounts.limits import limited
from organizations.life.gazette import PublicNotice

KNOCKS, ROWS = 60, 50  # a minute; of a page


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
