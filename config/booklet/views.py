"""The booklet as one PDF, in one click; once more in large letters."""

from __future__ import annotations

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.access import Request, fetch, reads
from accounts.reader import shows_pdf
from config.booklet.booklet import Booklet
from plans.models import YearlyPlan
from plans.rules import may_print_booklet
from records.letters import fonts
from records.letters.views import as_pdf


@reads
@shows_pdf
def printed(request: Request, pk: int) -> HttpResponse:
    """``?size=large`` is for those who read with difficulty."""
    from records.letters.render import renderer  # a heavy library

    today = timezone.localdate()
    plans = YearlyPlan.objects.visible_to(request.user, on=today).select_related("organization", "future_plan")
    booklet = Booklet(fetch(plans, by=request.user, may=may_print_booklet, pk=pk), request.user, today)
    is_large = request.GET.get("size") == "large"
    html = render_to_string("booklet/booklet.html", {"booklet": booklet, "plan": booklet.plan, "is_large": is_large})
    file = renderer().pdf(fonts.mark(html), title=booklet.title, style="booklet", images=booklet.images)
    return as_pdf(file.content, f"{booklet.title}.pdf")
