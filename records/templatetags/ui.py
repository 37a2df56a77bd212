"""The pieces of a page that need more than an include."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import zip_longest
from typing import Any

from django import template
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page
from django.db.models import Model
from django.template.context import Context

from records.cases import Case
from records.codes import Square, grouped, of_place
from records.events import Event
from records.forms.mistakes import AnyForm, mistakes_of
from records.stands import Stand
from records.trail.rules import may_export

TOLD = 20  # events of a history that stand open

register = template.Library()


@register.inclusion_tag("ui/errors.html")
def errors(*forms: AnyForm) -> dict[str, Any]:
    """The error summary over all forms and formsets of the page; nothing while nothing is wrong."""
    return {"mistakes": mistakes_of(*forms), "files_lost": any(loses_files(form) for form in forms)}


def loses_files(form: AnyForm) -> bool:
    """A browser never sends a chosen file twice; a form that keeps good ones at once has nothing to say about it."""
    return form.is_multipart() and not getattr(form, "keeps_files", False)


@register.inclusion_tag("ui/crumbs.html", takes_context=True)
def crumbs(context: Context, *trail: str) -> dict[str, Any]:
    """``{% crumbs "交付金" grants_url "交付-R7-014" %}``: label and address by turns, the page itself last."""
    menu = context["menu"]
    home = (menu[0].label, menu[0].url) if menu else ("ホーム", context["home"])
    return {"trail": [home, *zip_longest(trail[::2], trail[1::2])]}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Which rows of a long list are shown, and the way to the others; the filters in the address stay."""
    around = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": list(around), "request": context["request"]}


@register.inclusion_tag("ui/case_code.html")
def case_code(case: Model) -> dict[str, Any]:
    """The square that leads from a paper to its case: ``{% case_code grant %}``."""
    code = grouped(of_place(ContentType.objects.get_for_model(case).pk, case.pk))
    return {"code": code, "square": Square(f"{settings.SITE_URL}/c/{code}/")}


@register.inclusion_tag("ui/route.html")
def route(approval: Stand) -> dict[str, Any]:
    """The posts of a decision, who holds them, and the one whose turn it is: ``{% route approval %}``."""
    return {"approval": approval}


@register.inclusion_tag("ui/history.html")
def history(events: Iterable[Event]) -> dict[str, Any]:
    """What happened to a case, newest first; a long story is folded: ``{% history events %}``."""
    told = list(events)
    return {"events": told[:TOLD], "earlier": told[TOLD:]}


@register.inclusion_tag("records/bundle/_button.html", takes_context=True)
def bundle(context: Context, case: Case) -> dict[str, Any]:
    """The button that exports a case with all its papers, for those who may: ``{% bundle grant %}``."""
    return {"case": case, "kind": case._meta.label_lower, "may": bool(may_export(context["request"].user, case))}


@register.filter
def is_near(due: date, on: date) -> bool:
    """Within a week: near enough to be marked."""
    return 0 <= (due - on).days < 7


@register.filter
def size(number: int) -> int:
    """How large a difference is, whichever way it goes."""
    return abs(number)
