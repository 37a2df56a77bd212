"""地域カルテ for everybody: the list of areas, the chart of one, and its sheet of paper."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from accounts.reader import shows_pdf
from config.chart.chart import Chart
from organizations.areas import Area
from organizations.places.systems import systems
from records.letters import fonts
from records.letters.views import as_pdf

if TYPE_CHECKING:
    from records.letters.render import Pdf

PAGES, PAPERS = 120, 10  # a minute from one address
LETTERS = ("", "tight", "tighter")  # from large to small, as the sheet's style knows them


@login_not_required
@limited("charts", per_minute=PAGES)
@reads
def charts(request: Request) -> HttpResponse:
    words = {each.kind: each.name for each in systems() if each.is_of_tree}
    nodes = [(area, depth, words.get(area.kind, area.what)) for area, depth in tree(on=timezone.localdate())]
    return render(request, "chart/list.html", {"nodes": nodes})


def tree(*, on: date) -> list[tuple[Area, int]]:
    """Every area, each before those within it, with its depth."""
    below: dict[int | None, list[Area]] = defaultdict(list)
    for area in Area.objects.public().standing(on=on).select_related("system"):
        below[area.parent_id].append(area)
    found: list[tuple[Area, int]] = []

    def walk(above: int | None, depth: int) -> None:
        for area in below[above]:
            found.append((area, depth))
            walk(area.pk, depth + 1)

    walk(None, 0)
    return found


@login_not_required
@limited("charts", per_minute=PAGES)
@reads
def chart(request: Request, pk: int) -> HttpResponse:
    area = get_object_or_404(Area.objects.public().select_related("parent", "system"), pk=pk)
    return render(request, "chart/detail.html", {"chart": Chart(area, on=timezone.localdate()), "area": area})


@login_not_required
@limited("chart-papers", per_minute=PAPERS)
@shows_pdf
@reads
def paper(request: Request, pk: int) -> HttpResponse:
    """A3 on its side; ``?paper=a4`` the same in A4. One sheet, in smaller letters where an area has much to say."""
    area = get_object_or_404(Area.objects.public().select_related("parent", "system"), pk=pk)
    size = "a4" if request.GET.get("paper") == "a4" else "a3"
    title = f"地域カルテ {area}"
    page = {"chart": Chart(area, on=timezone.localdate()), "area": area, "size": size, "title": title, "paper": True}
    return as_pdf(on_one_sheet(page, request).content, f"{title}.pdf")


def on_one_sheet(page: dict[str, Any], request: Request) -> Pdf:
    """In the largest letters that leave it on one sheet; what does not fit in the smallest goes on behind."""
    from records.letters.render import renderer  # a heavy library

    for tightness in LETTERS:
        html = render_to_string("chart/paper.html", {**page, "tightness": tightness}, request)
        drawn = renderer().pdf(fonts.mark(html), title=page["title"], style="chart")
        if drawn.pages == 1:
            break
    return drawn
